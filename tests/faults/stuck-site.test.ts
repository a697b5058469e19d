import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '#platform/database/embedded-postgres.ts';

const STUCK_SECONDS = 3;
const answerSchema = z.object({ pid: z.int(), allowed: z.boolean() });

let port: number;
let primary: ChildProcess;
let logged = '';

async function ask(address: string): Promise<z.infer<typeof answerSchema>> {
  const answer = await fetch(`http://127.0.0.1:${port}${address}`, { signal: AbortSignal.timeout(2_000) });
  return answerSchema.parse(await answer.json());
}

/** Processes that answer, asked many times at once. */
async function answering(): Promise<Set<number>> {
  const answers = await Promise.allSettled(Array.from({ length: 24 }, () => ask('/')));
  return new Set(answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value.pid] : [])));
}

async function until(what: string, holds: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}\n${logged}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function startPrimary(at: number): ChildProcess {
  const file = path.join(import.meta.dirname, 'stuck-site-primary.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', file, String(at), String(STUCK_SECONDS)],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  );
  child.stderr?.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8');
  });
  return child;
}

beforeAll(async () => {
  port = await freePort();
  primary = startPrimary(port);
  await until('two processes answer', async () => (await answering()).size === 2, 120_000);
});
afterAll(async () => {
  if (primary.exitCode !== null) return;
  const gone = once(primary, 'exit');
  primary.kill('SIGTERM');
  await gone;
});

test('a process whose event loop is held is ended with its stack in the log, while the other answers, and is replaced', async () => {
  const before = await answering();
  const held = fetch(`http://127.0.0.1:${port}/stuck`).then(
    () => 'answered',
    () => 'cut',
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  let slowest = 0;
  let answered = 0;
  while (!logged.includes('web process stuck')) {
    const started = performance.now();
    const { pid } = await ask('/');
    slowest = Math.max(slowest, performance.now() - started);
    expect(before).toContain(pid);
    answered++;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (answered > 600) throw new Error(`never ended\n${logged}`);
  }
  // Nobody waited for the watchdog.
  expect(slowest).toBeLessThan(STUCK_SECONDS * 1000);
  expect(logged).toContain('neverComesBack');
  expect(await held).toBe('cut');
  await until(
    'a new process has taken the place',
    async () => {
      const now = await answering();
      return now.size === 2 && [...now].filter((pid) => before.has(pid)).length === 1;
    },
    120_000,
  );
  expect(logged).toContain('web process ended, replaced');
});

test('the processes share one limit', async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, () => ask('/limited')));
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(5);
});

test('a port that is taken is said at once and not tried for ever', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const child = startPrimary(typeof address === 'object' && address !== null ? address.port : 0);
  const [code] = await once(child, 'exit');
  taken.close();
  expect(code).toBe(1);
});
