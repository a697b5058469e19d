import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '#platform/database/embedded-postgres.ts';

const READY = '按 Ctrl-C 停止';

interface Started {
  readonly process: ChildProcess;
  readonly said: () => string;
}

/** `npm start` of an installation of its own, without the demonstration's data: as a user types it. */
function start(environment: Readonly<Record<string, string>>): Started {
  const child = spawn('npm', ['start'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // As a terminal does: what it starts is one group, and Ctrl-C reaches all of it.
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  return { process: child, said: () => said };
}

async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function answers(port: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

const USCC = '91990000000003113T';

/** One enterprise, brought in by the command line beside the running start. */
function importOne(folder: string, environment: Readonly<Record<string, string>>): void {
  const file = path.join(folder, 'enterprises.csv');
  writeFileSync(file, `统一社会信用代码,企业名称,企业注册属地\n${USCC},演示留存建筑有限公司,450103\n`);
  const result = spawnSync('npm', ['run', '-s', 'qualwatch', '--', 'import', 'enterprises', file], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  expect(JSON.parse(result.stdout), result.stderr).toMatchObject({ added: 1 });
}

async function nameKept(port: string): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${port}/api/v1/enterprises/${USCC}`)).json();
}

test('killed hard, npm start leaves nothing running, and started again has the same data within 15 seconds', async () => {
  test.setTimeout(900_000);
  const data = mkdtempSync(path.join(tmpdir(), 'qualwatch-killed-'));
  const [port, mailbox, smtp] = (await Promise.all([freePort(), freePort(), freePort()])).map(String);
  const environment = {
    QUALWATCH_DATA: data,
    QUALWATCH_DEMO: 'off',
    PORT: port ?? '',
    MAILBOX_PORT: mailbox ?? '',
    SMTP_PORT: smtp ?? '',
  };
  const started: Started[] = [];
  const bringUp = async (): Promise<Started & { readonly seconds: number }> => {
    const begun = performance.now();
    const one = start(environment);
    started.push(one);
    await until(`the start\n${one.said()}`, () => one.said().includes(READY), 120_000);
    return { ...one, seconds: (performance.now() - begun) / 1000 };
  };
  try {
    const first = await bringUp();
    importOne(data, environment);
    first.process.kill('SIGKILL');
    await until('nobody answers', async () => !(await answers(environment.PORT)), 60_000);

    const second = await bringUp();
    expect(await nameKept(environment.PORT)).toMatchObject({ name: '演示留存建筑有限公司' });
    const killed = Number(/进程 (\d+)/.exec((await refusedBeside(environment, started)).said())?.[1]);
    process.kill(killed, 'SIGKILL');

    const third = await bringUp();
    expect(third.said()).toContain('上一次启动意外中断');
    expect(second.said()).not.toContain('已被占用');
    expect(await nameKept(environment.PORT)).toMatchObject({ name: '演示留存建筑有限公司' });
    interrupt(third);
    await until('everything has stopped', () => third.said().includes('已全部停止'), 60_000);

    // Within 15 seconds; where the machine needs longer for a start after an orderly stop, not much longer than that one.
    const orderly = await bringUp();
    console.log(
      `after a kill ${second.seconds.toFixed(1)} s and ${third.seconds.toFixed(1)} s, after an orderly stop ${orderly.seconds.toFixed(1)} s`,
    );
    expect(Math.min(second.seconds, third.seconds)).toBeLessThan(Math.max(15, 2 * orderly.seconds));
  } finally {
    for (const one of started) interrupt(one);
    await until('the site is gone', async () => !(await answers(environment.PORT)), 60_000);
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
});

/** Ctrl-C. */
function interrupt({ process: { pid, exitCode, signalCode } }: Started): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  process.kill(-pid, 'SIGINT');
}

/** A start beside one that runs names its process and leaves it alone. */
async function refusedBeside(environment: Readonly<Record<string, string>>, started: Started[]): Promise<Started> {
  const beside = start(environment);
  started.push(beside);
  await until('the start beside it is refused', () => beside.process.exitCode !== null, 60_000);
  expect(beside.said()).toContain('资质哨已在运行');
  expect(await answers(environment.PORT ?? '')).toBe(true);
  return beside;
}
