import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { digestOf, sealFile } from '#features/intake/commands.ts';
import { importsApplied } from '#features/intake/queries.ts';
import { askJob, doNextJob, forgetOldFiles, type JobAsked, keptFileOf } from '#features/jobs/commands.ts';
import { type JobShown, jobOf } from '#features/jobs/queries.ts';
import { openConnection } from '#platform/database/connections.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { syntheticIdNumber } from '#tests/load/synthetic-register.ts';
import { doOfficeJob, OFFICE_JOBS } from '../../src/worker/office-jobs.ts';
import { enterprisesCsv, type Intake, openIntake, registrationsCsv, TODAY } from './import-support.ts';

type Trial = Extract<JobAsked, { kind: 'trial-import' }>;

let intake: Intake;
let scoped: ScopedPools;
let now: Date;
const BY = { accountId: randomUUID(), name: '演示省级经办人', at: new Date(`${TODAY}T02:00:00Z`) };

beforeEach(async () => {
  vi.stubEnv('QUALWATCH_SECRET', Buffer.alloc(32, 7).toString('base64'));
  now = BY.at;
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(4));
  scoped = openScopedPools(intake.database.url, 2);
});
afterEach(async () => {
  await scoped.end();
  await intake.close();
  vi.unstubAllEnvs();
});

/** The database as the province's page sees it. */
const page = () => scoped.forClaim({ viewer: 'office', scope: '*', enterpriseId: null, accountId: BY.accountId });

async function work(): Promise<void> {
  const holder = await openConnection(intake.database.url);
  const queue = { ask: async () => undefined, work: async () => undefined, close: async () => undefined };
  const { url, pool } = intake.database;
  const tools = { url, pool, queue, province: '45', clock: { now: () => now } };
  try {
    while (
      await doNextJob(
        holder,
        pool,
        OFFICE_JOBS,
        () => now,
        (job) => doOfficeJob(job, tools),
      )
    );
  } finally {
    await holder.end();
  }
}

async function done(id: string): Promise<JobShown> {
  await work();
  const job = await jobOf(page(), id);
  if (job === undefined) throw new Error('the job is gone');
  return job;
}

function declared(bytes: Buffer, of: Partial<Trial> = {}): Trial {
  return {
    kind: 'trial-import',
    entity: 'registrations',
    feed: '注册中心',
    extent: 'full',
    fileName: '注册人员.csv',
    digest: digestOf(bytes),
    ...of,
  };
}

async function tried(
  text: string,
  of: Partial<Trial> = {},
): Promise<{ readonly asked: Trial; readonly job: JobShown }> {
  const bytes = Buffer.from(text, 'utf8');
  const asked = declared(bytes, of);
  const { id } = await askJob(page(), asked, BY, sealFile(bytes, identityKeys()));
  return { asked, job: await done(id) };
}

function applying({ asked, job }: { readonly asked: Trial; readonly job: JobShown }): JobAsked {
  return { ...asked, kind: 'apply-import', trial: job.id, precedingImports: Number(job.result?.precedingImports) };
}

async function applied(trial: { readonly asked: Trial; readonly job: JobShown }): Promise<JobShown> {
  return done((await askJob(page(), applying(trial), BY)).id);
}

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ serial: at + 1, enterprise: 1 + (at % 4) }));

const TABLES = ['import_file', 'quarantine_row', 'registration', 'practitioner', 'recheck_request'];
async function written(): Promise<unknown[]> {
  const counts = TABLES.map((table) => `(select count(*) from ${table}) as ${table}`);
  return intake.rows(
    `select ${counts.join(', ')}, (select count(*) from audit_entry where action = 'import') as audits`,
  );
}

const MISREAD = registrationsCsv([
  ...people(6),
  { serial: 7, enterprise: 1, validUntil: '2027-02-30' },
  { serial: 8, enterprise: 1, validUntil: '2027-02-30' },
  { serial: 9, enterprise: 1, type: '注册炼丹师' },
]);

test('a trial says what would be added, changed, ended and refused, and why; it writes nothing', async () => {
  await intake.load('registrations', registrationsCsv(people(40)), { feed: '注册中心', extent: 'full' });
  const before = await written();
  const { job } = await tried(`${MISREAD}\n${registrationsCsv(people(40).slice(9)).split('\n').slice(1).join('\n')}`);
  expect(job).toMatchObject({ status: 'done', fileKept: true });
  expect(job.result).toMatchObject({ status: 'dry-run', importId: null, read: 40, unchanged: 37, quarantined: 3 });
  expect(job.result?.refusals).toEqual([
    expect.objectContaining({ field: '注册有效期', rows: 2, lines: [8, 9] }),
    expect.objectContaining({ field: '注册类别', rows: 1, lines: [10] }),
  ]);
  expect(await written()).toEqual(before);
});

test('what a trial found is imported from the file that it kept; the file is forgotten then', async () => {
  const trial = await tried(MISREAD);
  const job = await applied(trial);
  expect(job).toMatchObject({ status: 'done', result: { status: 'applied', added: 6, quarantined: 3 } });
  const [file] = await intake.rows<{ id: number; name: string }>(
    "select id, name, feed, extent, status from import_file where entity = 'registrations'",
  );
  expect(file).toMatchObject({ name: '注册人员.csv', feed: '注册中心', extent: 'full', status: 'applied' });
  expect(job.result?.importId).toBe(file?.id);
  expect(await intake.rows("select status from quarantine_row where status = 'waiting'")).toHaveLength(3);
  expect(await intake.rows("select actor from audit_entry where action = 'import' order by id desc limit 1")).toEqual([
    { actor: BY.name },
  ]);
  expect(await keptFileOf(page(), trial.job.id)).toBeNull();
  // Asked for once more from an old page: there is nothing left to import.
  expect(await applied(trial)).toMatchObject({ status: 'failed', failure: expect.stringContaining('已不再保存') });
});

test('a file that would end most of a source is said to be held, and is held for the reviewer when it is imported', async () => {
  await intake.load('registrations', registrationsCsv(people(40)), { feed: '注册中心', extent: 'full' });
  const trial = await tried(registrationsCsv(people(10)));
  expect(trial.job.result).toMatchObject({ status: 'held', ended: 30 });
  expect(trial.job.result?.heldReasons).toEqual([expect.stringContaining('将注销 30 条')]);
  const job = await applied(trial);
  expect(job.result).toMatchObject({ status: 'held' });
  expect(await intake.rows('select status from import_file where id = $1', [job.result?.importId])).toEqual([
    { status: 'held' },
  ]);
  expect(await intake.rows('select key from registration where known_to is null')).toHaveLength(40);
});

test('what one person imports on the page above the bound is held, and another one releases it (doors 13)', async () => {
  const text = registrationsCsv(people(60));
  const trial = await tried(text);
  expect(trial.job.result?.heldReasons).toEqual([expect.stringContaining('须由另一人核对后放行')]);
  const job = await applied(trial);
  expect(job.result).toMatchObject({ status: 'held' });
  const importId = Number(job.result?.importId);
  const releasing = { kind: 'release-import', importId, fileName: '注册人员.csv', reason: '已逐条核对。' } as const;
  const own = await askJob(page(), releasing, BY, Buffer.from(text));
  expect(await done(own.id)).toMatchObject({ status: 'failed', failure: expect.stringContaining('须由另一人') });
  expect(await intake.rows('select key from registration')).toHaveLength(0);
  const reviewer = { accountId: randomUUID(), name: '演示省级审核人', at: BY.at };
  const theirs = scoped.forClaim({ viewer: 'office', scope: '*', enterpriseId: null, accountId: reviewer.accountId });
  const other = await askJob(theirs, releasing, reviewer, Buffer.from(text));
  expect(await done(other.id)).toMatchObject({ status: 'done', result: { status: 'applied', added: 60 } });
  expect(
    await intake.rows(
      `select status, brought_by_name as brought, released_by_name as released from import_file
       where entity = 'registrations' order by id`,
    ),
  ).toEqual([
    { status: 'released', brought: BY.name, released: reviewer.name },
    { status: 'applied', brought: BY.name, released: reviewer.name },
  ]);
});

test('other bytes than those that were tried are not imported', async () => {
  const trial = await tried(MISREAD);
  const other = sealFile(Buffer.from(registrationsCsv(people(2)), 'utf8'), identityKeys());
  await intake.rows('update office_job set file = $2 where id = $1', [trial.job.id, other]);
  const before = await written();
  expect(await applied(trial)).toMatchObject({
    status: 'failed',
    failure: expect.stringContaining('内容与试导入时的不同'),
  });
  expect(await written()).toEqual(before);
});

test('a file that cannot be read is answered in words, leaves nothing and is not kept', async () => {
  const before = await written();
  const broken: readonly (readonly [string, string])[] = [
    ['甲,乙,丙\n1,2,3\n', '模板'],
    ['[{"姓名":"演示"}]', 'NDJSON'],
    ['<?xml version="1.0"?><Data><TPersonRegCert><PERSONNAME>', ''],
    ['PK\u0003\u0004 不是压缩文件', ''],
  ];
  for (const [text, words] of broken) {
    const { job } = await tried(text);
    expect([text, job.status]).toEqual([text, 'failed']);
    expect(job.failure).toMatch(/\p{Script=Han}/u);
    expect(job.failure).toContain(words);
    expect(job.fileKept).toBe(false);
  }
  expect(await written()).toEqual(before);
});

test('of two trials of one kind the second has to be tried again once the first is imported', async () => {
  const [one, two] = [await tried(registrationsCsv(people(3))), await tried(registrationsCsv(people(8)))];
  expect(await importsApplied(page(), two.asked)).toBe(two.job.result?.precedingImports);
  expect(await applied(one)).toMatchObject({ status: 'done', result: { status: 'applied', added: 3 } });
  expect(await importsApplied(page(), two.asked)).not.toBe(two.job.result?.precedingImports);
  expect(await applied(two)).toMatchObject({ status: 'failed', failure: expect.stringContaining('重新试导入') });
  // Its file is still there: it is tried again without being brought again.
  const file = await keptFileOf(page(), two.job.id);
  const { id } = await askJob(page(), two.asked, BY, file ?? undefined);
  const again = { asked: two.asked, job: await done(id) };
  expect(again.job.result).toMatchObject({ added: 5, unchanged: 3 });
  expect(await applied(again)).toMatchObject({ result: { status: 'applied', added: 5 } });
});

test('a trial that is imported by two at once is imported once', async () => {
  const trial = await tried(registrationsCsv(people(5)));
  const [first, second] = await Promise.all([
    askJob(page(), applying(trial), BY),
    askJob(page(), applying(trial), { ...BY, name: '另一经办人' }),
  ]);
  expect(first.id).toBe(second.id);
  expect([first.fresh, second.fresh].sort()).toEqual([false, true]);
  await work();
  expect(await intake.rows("select id from import_file where entity = 'registrations'")).toHaveLength(1);
});

test('the file of a trial lies encrypted, and is forgotten when it is dropped or a day has passed', async () => {
  const [one, two] = [await tried(MISREAD), await tried(registrationsCsv(people(2)))];
  const stored = await keptFileOf(page(), one.job.id);
  expect(stored?.includes(Buffer.from(syntheticIdNumber(1)))).toBe(false);
  await askJob(page(), { kind: 'drop-trial', trial: one.job.id, fileName: '注册人员.csv' }, BY);
  await work();
  expect(await keptFileOf(page(), one.job.id)).toBeNull();
  const { pool } = intake.database;
  expect(await forgetOldFiles(pool, new Date(now.getTime() + 23 * 3_600_000))).toBe(0);
  expect(await forgetOldFiles(pool, new Date(now.getTime() + 25 * 3_600_000))).toBe(1);
  expect(await keptFileOf(page(), two.job.id)).toBeNull();
});
