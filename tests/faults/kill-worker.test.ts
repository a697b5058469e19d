import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '#platform/database/connections.ts';
import { createTestDatabase, type TestDatabase } from '../integration/database.ts';
import { changeRegistry, FIRST_MONTH, fillRegistry, SECOND_MONTH, stateOf } from './synthetic-registry.ts';

let origin: TestDatabase;

/** Runs the month in a process of its own; answers how it ended. */
async function runProcess(url: string, point: number, phase: 'before' | 'after') {
  return new Promise<{ killed: boolean; outcome: string; queries: number }>((resolve, reject) => {
    execFile(
      process.execPath,
      ['tests/faults/run-month-process.ts', url, JSON.stringify(SECOND_MONTH), String(point), phase],
      (error, stdout, stderr) => {
        if (error?.signal === 'SIGKILL') return resolve({ killed: true, outcome: 'killed', queries: 0 });
        if (error) return reject(new Error(stderr));
        const { outcome, queries } = JSON.parse(stdout);
        resolve({ killed: false, outcome, queries });
      },
    );
  });
}

beforeAll(async () => {
  origin = await createTestDatabase();
  await fillRegistry(origin.url);
  const { runMonth } = await import('#features/verification/commands.ts');
  const first = { ...FIRST_MONTH, scope: '', instant: new Date(FIRST_MONTH.instant) };
  await runMonth(origin.url, origin.pool, first, { province: '45' });
  await changeRegistry(origin.pool);
  // A database can be copied only while nobody is connected to it.
  await origin.pool.end();
});
afterAll(() => origin?.drop());

test('GX24-2: a run whose worker is killed at any of its statements ends exactly as an undisturbed one', async () => {
  const undisturbed = await createTestDatabase(origin.name);
  const { queries, outcome } = await runProcess(undisturbed.url, 0, 'before');
  expect(outcome).toBe('settled');
  const expected = await stateOf(undisturbed.pool);
  await undisturbed.drop();
  expect(expected.cases?.split('\n').length).toBeGreaterThan(20);
  expect(expected.case_event).toContain('cleared');
  expect(expected.run_difference).toBe('');

  const points = Array.from({ length: queries }, (_, at) => at + 1).flatMap((point) =>
    (['before', 'after'] as const).map((phase) => ({ point, phase })),
  );
  // An odd step: now before a statement, now after it, spread over the whole run.
  const chosen = points.filter((_, at) => at % 5 === 0);
  expect(chosen.length).toBeGreaterThanOrEqual(20);
  let killed = 0;
  for (const { point, phase } of chosen) {
    const database = await createTestDatabase(origin.name);
    const first = await runProcess(database.url, point, phase);
    if (first.killed) killed++;
    const second = await runProcess(database.url, 0, 'before');
    expect(['settled', 'already']).toContain(second.outcome);
    const pool = openPool(database.url);
    expect(await stateOf(pool), `killed ${phase} statement ${point} of ${queries}`).toEqual(expected);
    await pool.end();
    await database.drop();
  }
  console.log(`worker killed at ${killed} points of a run of ${queries} statements; every end state identical`);
  expect(killed).toBeGreaterThanOrEqual(20);
}, 600_000);
