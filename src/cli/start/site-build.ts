import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/project-root.ts';

/** Compiled from src/ui/portal/portal.css, so not itself a source. */
const PORTAL_STYLE = path.join(projectRoot, 'public', 'portal.css');
const SOURCES = ['src', 'public', 'next.config.ts', 'package-lock.json', 'tsconfig.json'];

function* filesUnder(entry: string): Generator<string> {
  if (!existsSync(entry)) return;
  if (statSync(entry).isFile()) {
    yield entry;
    return;
  }
  for (const name of readdirSync(entry).sort()) yield* filesUnder(path.join(entry, name));
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(path.join(projectRoot, source))) {
      if (file === PORTAL_STYLE) continue;
      hash.update(path.relative(projectRoot, file));
      hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

async function run(step: string, program: readonly string[], args: readonly string[]): Promise<void> {
  const script = path.join(projectRoot, 'node_modules', ...program);
  const child = spawn(process.execPath, [script, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${step}失败：\n${said}`);
}

/** Compiles the portals' style sheet into public/portal.css, which next.config.ts reads. */
export function buildPortalStyle(to = PORTAL_STYLE): Promise<void> {
  const source = path.join('src', 'ui', 'portal', 'portal.css');
  return run('工作台样式编译', ['@tailwindcss', 'cli', 'dist', 'index.mjs'], ['-i', source, '-o', to, '--minify']);
}

/** Builds the site unless the present build is of the present sources. @returns whether it had to be built */
export async function buildSite(): Promise<boolean> {
  const stamp = path.join(projectRoot, '.next', 'qualwatch-sources');
  const sources = fingerprint();
  if (existsSync(PORTAL_STYLE) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  await buildPortalStyle();
  await run('网站构建', ['next', 'dist', 'bin', 'next'], ['build']);
  writeFileSync(stamp, sources);
  return true;
}
