import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/project-root.ts';

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
      hash.update(path.relative(projectRoot, file));
      hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Builds the site unless the present build is of the present sources. @returns whether it had to be built */
export async function buildSite(): Promise<boolean> {
  const stamp = path.join(projectRoot, '.next', 'qualwatch-sources');
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  const next = path.join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
  const build = spawn(process.execPath, [next, 'build'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  let said = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const code = await new Promise<number | null>((resolve) => build.once('exit', resolve));
  if (code !== 0) throw new Error(`网站构建失败：\n${said}`);
  writeFileSync(stamp, sources);
  return true;
}
