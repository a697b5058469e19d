// First step of `npm start` and `npm test`: runs on any Node from 20 on with nothing installed, so it uses built-ins only.
// It installs what package-lock.json locks, generates the database client, and hands over to the locked Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = process.cwd();
const stampFolder = path.join(root, 'node_modules', '.qualwatch');

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function unchanged(step, value) {
  const file = path.join(stampFolder, step);
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

function stamp(step, value) {
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(path.join(stampFolder, step), value);
}

function run(program, args, failure, env = {}) {
  const result = spawnSync(program, args, {
    cwd: root,
    // Standard output belongs to the result of the command that follows.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  if (result.status !== 0) stop(failure);
}

/** Our parent and, where the system tells, its parent. */
function ancestry() {
  const parent = process.ppid;
  const status = `/proc/${parent}/status`;
  const above = existsSync(status) ? /^PPid:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return `${parent} ${above ?? ''}`;
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) stop(`需要 Node.js 20 或更高版本，当前为 ${process.version}。请升级后重试。`);
if (!existsSync(path.join(root, 'package-lock.json'))) stop('请在项目根目录（package.json 所在处）运行。');

const locked = digest(['package.json', 'package-lock.json']);
if (!unchanged('installed', locked)) {
  process.stderr.write('正在安装依赖（按 package-lock.json 锁定的版本）……\n');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], '依赖安装失败。请检查网络或 npm 源设置后重试。', {
    NODE_ENV: 'development',
  });
  stamp('installed', locked);
}

const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
if (!existsSync(node)) stop('没有找到随项目安装的 Node 24。请删除 node_modules 后重试。');

const schema = readdirSync(path.join(root, 'prisma', 'schema')).map((name) => path.join('prisma', 'schema', name));
const model = digest([...schema, 'package-lock.json']);
if (!unchanged('database-client', model) || !existsSync(path.join(root, 'src/platform/database/generated/client.ts'))) {
  // Generating needs no schema engine; naming any existing file keeps the CLI from downloading one.
  run(node, [path.join('node_modules', 'prisma', 'build', 'index.js'), 'generate'], '生成数据库访问代码失败。', {
    PRISMA_SCHEMA_ENGINE_BINARY: node,
    CHECKPOINT_DISABLE: '1',
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
  });
  stamp('database-client', model);
}

const [task = '', ...rest] = process.argv.slice(2);
const entries = {
  start: ['src/cli/main.ts', 'start'],
  test: ['tests/run.ts'],
  prepare: undefined,
};
if (!Object.hasOwn(entries, task)) stop(`不认识的任务：${task}`);
const entry = entries[task];
if (entry !== undefined) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...entry, ...rest], {
    cwd: root,
    // The channel tells it when we are gone, however that came.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}` },
  });
  // The terminal sends Ctrl-C to the whole group; this process waits until the child has stopped everything.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  // A killed npm tells nobody: whoever becomes our parent then, or the parent of the shell between, is not who started us.
  const startedBy = ancestry();
  setInterval(() => ancestry() !== startedBy && child.kill('SIGTERM'), 500).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
}
