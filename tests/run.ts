import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureSystemTools } from './tools/system-tools.ts';

/** `npm test`: every stage from nothing, each with its time; a stage that fails does not hide the ones after it. */
interface Stage {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

const bin = (name: string, file: string) => path.join('node_modules', name, file);

const STAGES: readonly Stage[] = [
  { name: '代码规范', script: bin('@biomejs/biome', 'bin/biome'), args: ['check', '.'] },
  { name: '类型（产品）', script: bin('typescript', 'bin/tsc'), args: ['--noEmit'] },
  { name: '类型（测试）', script: bin('typescript', 'bin/tsc'), args: ['--noEmit', '-p', 'tests/tsconfig.json'] },
  { name: '网站构建', script: path.join('tests', 'tools', 'build-site.ts'), args: [] },
  { name: '单元测试', script: bin('vitest', 'vitest.mjs'), args: ['run', '--project', 'unit'] },
  {
    name: '集成测试（PostgreSQL、SMTP）',
    script: bin('vitest', 'vitest.mjs'),
    args: ['run', '--project', 'integration'],
  },
  { name: '端到端测试（Chromium）', script: bin('@playwright/test', 'cli.js'), args: ['test'] },
];

async function run(stage: Stage): Promise<boolean> {
  process.stdout.write(`\n== ${stage.name}\n`);
  const started = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', stage.script, ...stage.args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      // The tests start hundreds of processes of the same modules; each compiles them once.
      NODE_COMPILE_CACHE: path.resolve('node_modules', '.cache', 'compiled-modules'),
    },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`== ${stage.name}：${code === 0 ? '通过' : '未通过'}（${seconds} 秒）\n`);
  return code === 0;
}

const only = process.argv.slice(2);
const stages = only.length === 0 ? STAGES : STAGES.filter((stage) => only.some((word) => stage.name.includes(word)));
if (stages.length === 0) {
  process.stderr.write(
    `没有这样的测试阶段：${only.join(' ')}。可选：${STAGES.map((stage) => stage.name).join('、')}\n`,
  );
  process.exit(2);
}
const missing = await ensureSystemTools();
if (missing.length > 0) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exit(1);
}
const failed: string[] = [];
for (const stage of stages) if (!(await run(stage))) failed.push(stage.name);
process.stdout.write(failed.length === 0 ? '\n全部通过\n' : `\n未通过：${failed.join('、')}\n`);
process.stdout.write(`stages: ${stages.length - failed.length} passed, ${failed.length} failed\n`);
process.exit(failed.length === 0 ? 0 : 1);
