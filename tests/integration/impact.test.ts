import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { impactByCity, impactFindings } from '#features/impact/queries.ts';
import { askJob, doNextJob, type JobAsked } from '#features/jobs/commands.ts';
import { jobOf } from '#features/jobs/queries.ts';
import { openConnection } from '#platform/database/connections.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { doOfficeJob, OFFICE_JOBS } from '../../src/worker/office-jobs.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
const ACCOUNT = randomUUID();
const NOW = instant('2026-06-03');
const BY = { accountId: ACCOUNT, name: '演示经办人', at: NOW };

beforeEach(async () => {
  bench = await serviceBench('45');
  scoped = openScopedPools(bench.database.url, 2);
});
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

const province = () => scoped.forClaim({ viewer: 'office', scope: '*', enterpriseId: null, accountId: ACCOUNT });

async function work(): Promise<boolean> {
  const holder = await openConnection(bench.database.url);
  try {
    const asked: string[] = [];
    const queue = {
      ask: async ({ month }: { month: string }) => void asked.push(month),
      work: async () => undefined,
      close: async () => undefined,
    };
    const tools = { url: bench.database.url, pool: bench.pool, queue, province: '45', clock: { now: () => NOW } };
    return await doNextJob(
      holder,
      bench.pool,
      OFFICE_JOBS,
      () => NOW,
      (job) => doOfficeJob(job, tools),
    );
  } finally {
    await holder.end();
  }
}

const draft = (maximumAge: number | null): Extract<JobAsked, { kind: 'impact' }> => ({
  kind: 'impact',
  asOf: '2026-06-03',
  name: '演示草案',
  division: '45',
  maximumAge,
  insurance: 'ignore',
  compares: [],
});

async function verdicts() {
  const rows = await bench.pool.query('select qualification_id, verdict, shortage, known_to from verdict order by id');
  return rows.rows;
}

test('a draft that lowers the age shows who would newly fall short, and leaves verdicts and cases as they are', async () => {
  const old = await bench.enterprise({ rows: ['GC-01-3'] });
  await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450202' });
  await bench.pool.query(
    `update practitioner p set birth_date = '1970-01-01' from registration r where r.practitioner_id = p.id and r.enterprise_id = $1`,
    [old.id],
  );
  await bench.pool.query("update registration set birth_date = '1970-01-01' where enterprise_id = $1", [old.id]);
  await bench.run('2026-06-01');
  const before = await verdicts();
  const { id } = await askJob(province(), draft(50), BY);
  expect(await work()).toBe(true);
  const job = await jobOf(province(), id);
  expect(job).toMatchObject({
    status: 'done',
    result: { enterprises: 2, qualifications: 2, changed: 1, byChange: { 'met not-met': 1 } },
  });
  const { rows, next } = await impactFindings(province(), id, {}, { after: 0, limit: 10 });
  expect(next).toBeNull();
  expect(rows).toMatchObject([{ previous: 'met', verdict: 'not-met', divisionCode: '450102' }]);
  expect(await impactByCity(province(), id)).toEqual([{ city: '4501', previous: 'met', verdict: 'not-met', count: 1 }]);
  expect(await verdicts()).toEqual(before);
  expect((await bench.pool.query('select count(*) from cases')).rows[0].count).toBe(0);
  expect((await bench.pool.query("select count(*) from verification_run where kind = 'change'")).rows[0].count).toBe(0);
});

test('a draft of another place changes nothing here, and the rules in force change nothing', async () => {
  await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const { id } = await askJob(province(), { ...draft(60), name: '现行' }, BY);
  const elsewhere = await askJob(province(), { ...draft(20), division: '4502', name: '别处' }, BY);
  while (await work());
  expect((await jobOf(province(), id))?.result).toMatchObject({ qualifications: 1, changed: 0 });
  expect((await jobOf(province(), elsewhere.id))?.result).toMatchObject({ qualifications: 0, changed: 0 });
});

test('what is asked for twice is done once, and a worker that dies in the middle leaves it to the next', async () => {
  await bench.enterprise({ rows: ['GC-01-3'] });
  const first = await askJob(province(), { kind: 'dry-run', asOf: '2026-06-03' }, BY);
  expect(await askJob(province(), { kind: 'dry-run', asOf: '2026-06-03' }, BY)).toEqual({ id: first.id, fresh: false });
  await bench.pool.query("update office_job set status = 'running' where id = $1", [first.id]);
  expect(await work()).toBe(true);
  expect(await work()).toBe(false);
  expect(await jobOf(province(), first.id)).toMatchObject({ status: 'done', result: { qualifications: 1 } });
});

test('GX24-2: a held run is released through the worker in the name of who asked, with the reason on record', async () => {
  await bench.pool.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ('verification.plausibility-breaker', '{"share": 0, "minimum": 0}', now(), 'test')`,
  );
  const { id } = await bench.enterprise({ rows: ['GC-01-3'] });
  await bench.run('2026-05-01');
  await bench.pool.query("update registration set valid_until = '2026-05-15' where enterprise_id = $1", [id]);
  const { settlement, run } = await bench.run('2026-06-01');
  expect(settlement.outcome).toBe('held');
  await askJob(province(), { kind: 'release-run', run: run.id, reason: '已与数据来源核对' }, BY);
  expect(await work()).toBe(true);
  const released = await bench.pool.query(
    'select status, released_by, release_reason from verification_run where id = $1',
    [run.id],
  );
  expect(released.rows[0]).toEqual({
    status: 'settled',
    released_by: '演示经办人',
    release_reason: '已与数据来源核对',
  });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'warned' });
  const trail = await bench.pool.query(
    "select action, account_id from audit_entry where action in ('ask-release-run', 'release-held-run') order by id",
  );
  expect(trail.rows).toMatchObject([
    { action: 'ask-release-run', account_id: ACCOUNT },
    { action: 'release-held-run' },
  ]);
});

test('a job that cannot be done says why', async () => {
  const asked = { kind: 'release-import', importId: 99, fileName: '演示.csv', reason: '演示理由' } as const;
  const { id } = await askJob(province(), asked, BY, Buffer.from('名称\r\n'));
  expect(await work()).toBe(true);
  expect(await jobOf(province(), id)).toMatchObject({
    status: 'failed',
    failure: '这次导入没有处于暂停状态，可能已由他人办理。',
  });
});
