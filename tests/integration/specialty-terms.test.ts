import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { heldQualifications, judgeStaff, lookAhead, staffOf } from '#features/forecast/queries.ts';
import { enterprisesOfChangingDays } from '#features/registry/commands.ts';
import { bringWhatTimeBrings, runMonth } from '#features/verification/commands.ts';
import { explainQualification } from '#features/verification/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import {
  lapsedInWords,
  lastDayOf,
  parseCertificate,
  parseDay,
  specialtyInForce,
  termsOfStored,
} from '#law/standards/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson, type FixtureEnterprise } from './registry-fixture.ts';

// 市政公用工程施工总承包三级: five registered constructors, four of them of 市政公用工程.
const ROW = 'GC-10-3';
const ENDED = '2026-03-01';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

function mask(...names: string[]): number {
  const parsed = parseCertificate('注册建造师', '二级', names);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.mask;
}

const BOTH = mask('建筑工程', '市政公用工程');

/** Days of 建筑工程 and 市政公用工程, in the order of their bits. */
async function setTerms(where: string, from: readonly (string | null)[], until: readonly (string | null)[]) {
  await database.pool.query(
    `update registration set specialties = $1, specialty_from = $2::text[]::date[], specialty_until = $3::text[]::date[] where ${where}`,
    [BOTH, from, until],
  );
}

function legal(text: string) {
  const read = parseLegalDate(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

const standing = async (enterprise: FixtureEnterprise) =>
  (
    await database.pool.query<{ verdict: string; counts: string }>(
      'select verdict, counts from verdict where enterprise_id = $1 and known_to is null',
      [enterprise.id],
    )
  ).rows;

const month = (name: string, asOf: string) =>
  runMonth(
    database.url,
    database.pool,
    { month: name, scope: '', asOf, instant: new Date(`${asOf}T04:00:00Z`) },
    { province: '45' },
  );

describe('a specialty that ended is as if it were not there', () => {
  test('in the month, its explanation, the forecast and the re-check of what expires, all on the same day', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: [ROW] });
    await setTerms('id = (select min(id) from registration)', [null, null], [null, ENDED]);
    await month('2026-02', '2026-02-20');
    expect(await standing(enterprise)).toMatchObject([{ verdict: 'met' }]);

    const ahead = lookAhead(
      await staffOf(database.pool, enterprise.id),
      await heldQualifications(database.pool, enterprise.id),
      legal('2026-02-20'),
    );
    expect(ahead.changes).toMatchObject([
      {
        day: '2026-03-02',
        after: { verdict: 'not-met', shortage: 1 },
        losses: [{ why: 'specialty', specialties: ['市政公用工程'] }],
      },
    ]);
    expect(ahead.expiring).toMatchObject([{ day: ENDED, specialties: ['市政公用工程'] }]);

    expect(await enterprisesOfChangingDays(database.pool, '2026-02-20', '2026-03-01')).toEqual([]);
    expect(await enterprisesOfChangingDays(database.pool, '2026-03-01', '2026-03-02')).toEqual([enterprise.id]);
    const now = (day: string) => ({ province: '45', now: new Date(`${day}T00:30:00+08:00`) });
    await database.pool.query("insert into time_watermark (looked_until) values ('2026-02-20')");
    expect(await bringWhatTimeBrings(database.url, database.pool, now('2026-03-01'))).toEqual([]);
    await database.pool.query("update knowledge_clock set last_instant = '2026-03-01'");
    expect(await bringWhatTimeBrings(database.url, database.pool, now('2026-03-02'))).toHaveLength(1);
    expect(await standing(enterprise)).toMatchObject([{ verdict: 'not-met' }]);

    const of = { enterpriseId: enterprise.id, standardRow: ROW, divisionCode: '450102' };
    const explained = await explainQualification(database.pool, of, {
      asOf: '2026-03-02',
      instant: new Date('2026-03-02T04:00:00Z'),
    });
    expect(explained.explanation).toMatchObject({ verdict: 'not-met', shortage: 1 });
    expect(explained.explanation.lapsed.map(lapsedInWords)).toEqual([
      '市政公用工程专业注册已于 2026-03-01 届满，未计入',
    ]);
    const before = await explainQualification(database.pool, of, {
      asOf: ENDED,
      instant: new Date('2026-02-20T04:00:00Z'),
    });
    expect(before.explanation).toMatchObject({ verdict: 'met', lapsed: [] });
    const [judged] = judgeStaff(
      await staffOf(database.pool, enterprise.id),
      await heldQualifications(database.pool, enterprise.id),
      '2026-03-02',
    );
    expect(judged?.finding).toMatchObject({ verdict: 'not-met', shortage: 1 });
  });

  test('one that has not begun is not counted before its first day, and the re-check of that day counts it', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: [ROW] });
    await setTerms('id = (select min(id) from registration)', [null, '2026-03-01'], [null, null]);
    await month('2026-02', '2026-02-20');
    expect(await standing(enterprise)).toMatchObject([{ verdict: 'not-met' }]);
    expect(await enterprisesOfChangingDays(database.pool, '2026-02-28', '2026-03-01')).toEqual([enterprise.id]);
    await month('2026-03', '2026-03-01');
    expect(await standing(enterprise)).toMatchObject([{ verdict: 'met' }]);
  });

  test('a certificate of which every specialty ended is in force nowhere: not at the other employer either', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: [ROW] });
    const other = await addEnterprise(database.pool, { rows: [] });
    const someone = await database.pool.query<{ practitioner_id: number }>(
      'select min(practitioner_id) as practitioner_id from registration',
    );
    const practitioner = Number(someone.rows[0]?.practitioner_id);
    await addPerson(database.pool, other.id, { kind: 2, specialties: BOTH }, { practitioner });
    await month('2026-01', '2026-01-20');
    expect(await standing(enterprise)).toMatchObject([{ verdict: 'not-met' }]);
    await setTerms(`enterprise_id = ${other.id}`, [null, null], ['2026-02-01', '2026-01-25']);
    await month('2026-02', '2026-02-20');
    expect(await standing(enterprise)).toMatchObject([{ verdict: 'met' }]);
    // Time alone gives the person back to the first employer, who is asked about with the second.
    expect(await enterprisesOfChangingDays(database.pool, '2026-02-01', '2026-02-02')).toEqual([
      enterprise.id,
      other.id,
    ]);
    const [judged] = judgeStaff(
      await staffOf(database.pool, enterprise.id),
      await heldQualifications(database.pool, enterprise.id),
      '2026-02-20',
    );
    expect(judged?.finding.verdict).toBe('met');
  });
});

test('the database and the law say the same of every certificate on every day', async () => {
  const days = [null, '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
  const pairs = days.flatMap((from) => days.map((until) => [from, until] as const));
  const cases = pairs.flatMap((one) => pairs.map((other) => ({ from: [one[0], other[0]], until: [one[1], other[1]] })));
  const asked = await database.pool.query<{ inforce: boolean; last: string | null; day: string }>(
    `select specialty_in_force(f::text[]::date[], u::text[]::date[], d::date) as inforce, registration_last_day(null, u::text[]::date[]) as last, d as day
     from unnest($1::text[], $2::text[]) with ordinality t(f, u, n), unnest($3::text[]) d order by n, d`,
    [
      cases.map(({ from }) => `{${from.map((each) => each ?? 'null').join()}}`),
      cases.map(({ until }) => `{${until.map((each) => each ?? 'null').join()}}`),
      days.filter((day) => day !== null),
    ],
  );
  const expected = cases.flatMap((stored) =>
    days.flatMap((day) =>
      day === null ? [] : [specialtyInForce(BOTH, termsOfStored(BOTH, stored), parseDay(day) ?? 0)],
    ),
  );
  expect(asked.rows.map((row) => row.inforce)).toEqual(expected);
  const dayCount = days.length - 1;
  expect(asked.rows.map((row) => row.last)).toEqual(
    cases.flatMap((stored) =>
      Array.from({ length: dayCount }, () => lastDayOf(BOTH, null, termsOfStored(BOTH, stored))),
    ),
  );
});

test('the register refuses days that do not belong to its specialties', async () => {
  await addEnterprise(database.pool, { rows: [ROW] });
  await expect(
    database.pool.query(
      `update registration set specialty_from = '{null}', specialty_until = '{2026-01-01,2026-01-01}'`,
    ),
  ).rejects.toThrow('registration_specialty_terms_check');
  await expect(database.pool.query(`update registration set specialty_until = '{2026-01-01}'`)).rejects.toThrow(
    'registration_specialty_terms_check',
  );
});
