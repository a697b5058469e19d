import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyDowntimes, elapseCases, recordDowntime } from '#features/casework/commands.ts';
import { caseFile, downtimes } from '#features/casework/queries.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('14');
});
afterEach(() => bench.close());

async function yellows(count: number, divisionCode = '140105', month = '2026-06-01') {
  const ids: number[] = [];
  for (let at = 0; at < count; at++)
    ids.push((await bench.enterprise({ rows: ['GC-01-3'], divisionCode, missing: 1 })).id);
  await bench.run(month);
  return ids;
}

const down = { from: '2026-07-30', to: '2026-08-02', reason: '机房断电', by: '演示管理员' };

test('SX23-2.2: a downtime over the last day moves it for every open case that it concerns, once, and not elsewhere', async () => {
  const ids = await yellows(3);
  const [elsewhere] = await yellows(1, '140202', '2026-07-01');
  const recorded = await recordDowntime(bench.pool, { ...down, scope: '1401', at: instant('2026-08-03', '09:00:00') });
  expect(recorded).toMatchObject({ outcome: 'recorded', cases: 3 });
  for (const id of ids) expect(await bench.caseOf(id)).toMatchObject({ stage: 'yellow', deadline: '2026-08-03' });
  expect(await bench.caseOf(elsewhere ?? 0)).toMatchObject({ deadline: '2026-09-01' });
  const again = await recordDowntime(bench.pool, { ...down, scope: '1401', at: instant('2026-08-03', '10:00:00') });
  expect(again).toMatchObject({ outcome: 'recorded', cases: 0 });
  expect(await downtimes(bench.pool)).toMatchObject([{ scope: '1401', from: '2026-07-30', cases: 3 }]);
  await elapseCases(bench.pool, '2026-08-04', instant('2026-08-04'));
  expect(await bench.caseOf(ids[0] ?? 0)).toMatchObject({ stage: 'yellow-due' });
  await bench.chainIsWhole();
});

test('a downtime recorded after the day had run out takes the case back to where the period runs', async () => {
  const [id = 0] = await yellows(1);
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'yellow-due' });
  await recordDowntime(bench.pool, { ...down, at: instant('2026-08-03') });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'yellow', deadline: '2026-08-03' });
  expect((await caseFile(bench.pool, String((await bench.caseOf(id)).id)))?.fault).toBeNull();
});

test('announced beforehand it reaches cases opened since; cut off half-way the next pass does the rest', async () => {
  await yellows(2);
  const ahead = { ...down, from: '2026-08-31', to: '2026-09-02' };
  expect(await recordDowntime(bench.pool, { ...ahead, at: instant('2026-06-10') })).toMatchObject({ cases: 2 });
  const [later = 0] = await yellows(1, '140106', '2026-07-01');
  expect(await applyDowntimes(bench.pool, instant('2026-07-01', '12:00:00'))).toBe(1);
  expect(await bench.caseOf(later)).toMatchObject({ deadline: '2026-09-03' });
  expect(await applyDowntimes(bench.pool, instant('2026-07-01', '13:00:00'))).toBe(0);
  expect(await recordDowntime(bench.pool, { ...ahead, from: '2026-09-03', at: instant('2026-07-02') })).toMatchObject({
    outcome: 'refused',
  });
});

test('qualwatch downtime records and lists; what is missing is a wrong usage, what is wrong is refused', async () => {
  await yellows(1);
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['src/cli/main.ts', 'downtime', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: bench.database.url, NODE_NO_WARNINGS: '1' },
    });
  expect(run('--from', '2026-07-30').status).toBe(2);
  const given = ['--reason', '机房断电', '--by', '演示管理员'];
  expect(run('--from', '2026-08-03', '--to', '2026-07-30', ...given)).toMatchObject({
    status: 1,
    stderr: '停机的起始日不能晚于结束日，请核对。\n',
  });
  const recorded = run('--from', '2026-07-30', '--to', '2026-08-02', ...given);
  expect(recorded.stderr).toBe('');
  expect(JSON.parse(recorded.stdout)).toMatchObject({ cases: 1 });
  expect(JSON.parse(run('list').stdout)).toMatchObject({ reason: '机房断电', cases: 1 });
});
