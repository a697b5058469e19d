import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DevelopmentMailbox, startDevelopmentMailbox } from '#platform/mail/development-mailbox.ts';
import { createTestDatabase, type TestDatabase } from '../integration/database.ts';
import { fillRegistry } from './synthetic-registry.ts';

let database: TestDatabase;
let mailbox: DevelopmentMailbox;
let folder: string;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-mailbox-'));
  mailbox = await startDevelopmentMailbox({ folder, smtpPort: 0, webPort: 0 });
  await fillRegistry(database.url);
});
afterAll(async () => {
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve) => {
          if (worker.exitCode !== null || worker.signalCode !== null) return resolve();
          worker.once('exit', () => resolve());
          worker.kill('SIGTERM');
        }),
    ),
  );
  await mailbox?.close();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function until(what: string, seconds: number, condition: () => Promise<boolean>): Promise<void> {
  for (let at = 0; at < seconds * 5; at++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

const number = async (sql: string): Promise<number> => Number((await database.pool.query(sql)).rows[0].count);

test('GX24-2: two schedulers and three workers at once make one run, no doubled warning and no doubled mail', async () => {
  for (const scheduler of ['on', 'on', 'off']) {
    workers.push(
      spawn(process.execPath, ['tests/faults/worker-process.ts', database.url, scheduler], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}` },
      }),
    );
  }
  await until(
    'the run is settled',
    60,
    async () => (await number("select count(*) from verification_run where status = 'settled'")) > 0,
  );
  expect(await number("select count(*) from verification_run where kind = 'month'")).toBe(1);
  const warned = await number('select count(*) from cases');
  expect(warned).toBeGreaterThan(20);
  expect(await number('select count(distinct qualification_id) from cases')).toBe(warned);
  expect(await number("select count(*) from verdict where verdict = 'not-met' and known_to is null")).toBe(warned);

  await until(
    'all mail is sent',
    60,
    async () => (await number("select count(*) from outbox where channel = 'mail' and status <> 'sent'")) === 0,
  );
  const mails = await number("select count(*) from outbox where channel = 'mail'");
  expect(mails).toBeGreaterThan(10);
  const received = await mailbox.messages();
  expect(received.length).toBe(mails);
  expect(new Set(received.map((mail) => mail.messageId)).size).toBe(mails);
  expect(await number('select count(*) from worker_heartbeat')).toBe(3);
});
