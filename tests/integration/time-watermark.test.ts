import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bringWhatTimeBrings, recheckChangedEnterprises, runMonth } from '#features/verification/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson, type FixtureEnterprise } from './registry-fixture.ts';

const PROVINCE = { province: '45' };
const BUILDER = { kind: 2, specialties: 1 };
const shanghai = (day: string, time = '00:05:00') => new Date(`${day}T${time}+08:00`);

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function rows<T extends Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await database.pool.query<T>(sql, values)).rows;
}

const bring = (now: Date, waits = false) =>
  bringWhatTimeBrings(database.url, database.pool, { ...PROVINCE, now, waits });

/** Five enterprises, of which time alone changes four: an end, a specialty's end, a birthday, and the end of a second registration. */
async function town(): Promise<FixtureEnterprise[]> {
  const { pool } = database;
  const firms: FixtureEnterprise[] = [];
  for (let each = 0; each < 5; each++) firms.push(await addEnterprise(pool, { rows: ['GC-01-3'] }));
  const [ends, specialty, birthday, twice, other] = firms.map(({ id }) => id);
  const one = 'id = (select min(id) from registration where enterprise_id = $1)';
  await pool.query(`update registration set valid_until = '2026-03-01' where ${one}`, [ends]);
  await pool.query(
    `update registration set specialty_from = array[null]::date[], specialty_until = array['2026-03-03']::date[] where ${one}`,
    [specialty],
  );
  await pool.query(`update registration set birth_date = '1965-03-06' where ${one}`, [birthday]);
  const [person] = await rows<{ id: number }>(
    'select practitioner_id as id from registration where enterprise_id = $1 limit 1',
    [twice],
  );
  await addPerson(pool, other ?? 0, BUILDER, { practitioner: person?.id ?? 0, validUntil: '2026-03-09' });
  await bring(shanghai('2026-02-20'));
  await runMonth(
    database.url,
    pool,
    { month: '2026-02', scope: '', asOf: '2026-02-20', now: shanghai('2026-02-20', '02:10:00') },
    PROVINCE,
  );
  return firms;
}

/** What is known in the end: whose verdict became which, on which legal day. */
const history = async () =>
  rows(
    `select enterprise_id - (select min(id) from enterprise) as firm, verdict, as_of as "changedOn", known_to is null as stands
     from verdict order by enterprise_id, known_from`,
  );

const EXPECTED = [
  { firm: 0, verdict: 'met', changedOn: '2026-02-20', stands: false },
  { firm: 0, verdict: 'not-met', changedOn: '2026-03-02', stands: true },
  { firm: 1, verdict: 'met', changedOn: '2026-02-20', stands: false },
  { firm: 1, verdict: 'not-met', changedOn: '2026-03-04', stands: true },
  { firm: 2, verdict: 'met', changedOn: '2026-02-20', stands: false },
  { firm: 2, verdict: 'not-met', changedOn: '2026-03-06', stands: true },
  { firm: 3, verdict: 'not-met', changedOn: '2026-02-20', stands: false },
  { firm: 3, verdict: 'met', changedOn: '2026-03-10', stands: true },
  { firm: 4, verdict: 'met', changedOn: '2026-02-20', stands: true },
];

const days = (first: string, count: number) =>
  Array.from({ length: count }, (_, at) => new Date(Date.parse(first) + at * 86_400_000).toISOString().slice(0, 10));
const EVERY_DAY = days('2026-02-21', 45);

/** When the worker is awake, and how often at once. */
const LIVES: readonly (readonly [name: string, awake: readonly Date[], workers: number])[] = [
  ['it is never down', EVERY_DAY.map((day) => shanghai(day)), 1],
  [
    'it is down for the second of midnight',
    EVERY_DAY.flatMap((day) => [shanghai(day, '00:00:01'), shanghai(day, '23:59:59')]),
    1,
  ],
  ['it is down in the night of the end', EVERY_DAY.map((day) => shanghai(day, '08:30:00')), 1],
  ['it is down for forty days', [shanghai('2026-02-21'), shanghai('2026-04-03')], 1],
  ['there are two', EVERY_DAY.filter((_, at) => at % 5 === 0 || at > 40).map((day) => shanghai(day)), 2],
];

describe('what time alone changes', () => {
  test.each(LIVES)('issue 9.6: comes once and is dated on its own day when %s', async (_name, awake, workers) => {
    const firms = await town();
    for (const now of awake) await Promise.all(Array.from({ length: workers }, () => bring(now)));
    expect(await history()).toEqual(EXPECTED);
    // The office learns of it when it is noticed, and acts then: no case and no letter is of a day that has gone by.
    const noticed = await rows<{ ok: boolean }>(
      `select bool_and(c.opened_on = (v.known_from at time zone 'Asia/Shanghai')::date and (v.known_from at time zone 'Asia/Shanghai')::date >= v.as_of) as ok
       from cases c join verdict v on v.qualification_id = c.qualification_id and v.verdict = 'not-met' where v.run_id > 1`,
    );
    expect(noticed[0]?.ok).toBe(true);
    expect(await rows('select count(*) from cases where enterprise_id <> $1', [firms[3]?.id])).toEqual([{ count: 3 }]);
    const last = legalDayOf(awake.at(-1) ?? new Date());
    expect(await rows('select looked_until from time_watermark')).toEqual([{ looked_until: last }]);
  });

  test('issue 9.6: a worker that dies before any of its settlements is in leaves all of it to the next', async () => {
    await town();
    // Every second settlement dies at its last statement.
    await database.pool.query(`create sequence deaths; create function die() returns trigger language plpgsql as $$ begin
      if nextval('deaths') % 2 = 1 then raise exception 'killed'; end if; return new; end $$;
      create trigger die before insert on enterprise_recheck for each statement execute function die()`);
    let deaths = 0;
    for (let turn = 0; turn < 12; turn++) await bring(shanghai('2026-04-05')).catch(() => deaths++);
    expect(deaths).toBeGreaterThanOrEqual(4);
    expect(await history()).toEqual(EXPECTED);
  });

  test('issue 9.6: the month’s check after an outage does not take the days of what time brought before', async () => {
    await town();
    await bring(shanghai('2026-04-01'), true);
    await runMonth(
      database.url,
      database.pool,
      { month: '2026-04', scope: '', asOf: '2026-04-01', now: shanghai('2026-04-01', '02:10:00') },
      PROVINCE,
    );
    expect(await history()).toEqual(EXPECTED);
  });

  test('issue 9.6: an older day that is looked at late does not undo what a later comparison found', async () => {
    const [ends] = await town();
    await rows("insert into recheck_request (enterprise_id, requested_at, reason) values ($1, '2026-03-20', 'test')", [
      ends?.id,
    ]);
    // Somebody took his place meanwhile, and was compared before the day of the end was looked at.
    await addPerson(database.pool, ends?.id ?? 0, BUILDER, { knownFrom: shanghai('2026-03-20') });
    await recheckChangedEnterprises(database.url, database.pool, { ...PROVINCE, now: shanghai('2026-03-21') });
    await bring(shanghai('2026-03-21'));
    const own = (await history()).filter(({ firm }) => firm === 0);
    expect(own).toEqual([{ firm: 0, verdict: 'met', changedOn: '2026-02-20', stands: true }]);
  });
});

describe('one clock', () => {
  test('issue 9.6: what becomes known is dated by the program’s clock, in the past or in the future, and never goes back', async () => {
    const take = (now?: Date) => inTransaction(database.pool, (transaction) => knowledgeInstant(transaction, now));
    expect(await take(shanghai('2026-01-15'))).toEqual(shanghai('2026-01-15'));
    const future = shanghai('2031-05-05');
    expect(await take(future)).toEqual(future);
    const later = await Promise.all([take(shanghai('2026-01-16')), take(), take(future)]);
    const times = later.map((each) => each.getTime()).sort((a, b) => a - b);
    expect(times).toEqual([1, 2, 3].map((each) => future.getTime() + each));
  });
});
