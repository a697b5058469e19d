import { openConnection, type Pool } from '#platform/database/connections.ts';
import { fillBenchmarkDatabase } from '../../src/features/benchmark/benchmark-data.ts';

export const FIRST_MONTH = { month: '2026-10', asOf: '2026-10-01', instant: '2026-10-01T02:10:00.000Z' };
export const SECOND_MONTH = { month: '2026-11', asOf: '2026-11-01', instant: '2026-11-01T02:10:00.000Z' };

/** 500 enterprises with contacts; enough failing qualifications that a run opens, closes and asks. */
export async function fillRegistry(url: string): Promise<void> {
  const client = await openConnection(url);
  await fillBenchmarkDatabase(client, { enterprises: 500, qualifications: 1000, registrations: 6700 }, '2026-10-01');
  await client.query(
    `insert into enterprise_contact (enterprise_id, person, email, source, known_from)
     select id, '演示联系人', 'lianxi.' || id || '@demo.invalid', 'test', '2020-01-01' from enterprise where id % 4 <> 0`,
  );
  // So small a registry flips easily; the breaker has tests of its own.
  await client.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ('verification.plausibility-breaker', '{"share": 0.9, "minimum": 20}', '2020-01-01', 'test')`,
  );
  await client.end();
}

/** Between the two months: some enterprises lose people, some that fail gain them, so that the second run has work. */
export async function changeRegistry(pool: Pool): Promise<void> {
  await pool.query(
    `update registration set known_to = '2026-10-15' where id in (
       select min(id) from registration where enterprise_id % 17 = 3 and known_to is null group by enterprise_id)`,
  );
  await pool.query(
    `insert into practitioner (id, name, recorded_at) select 1000000 + i, '演示新进' || i, '2026-10-15' from generate_series(1, 5000) i`,
  );
  await pool.query(
    `insert into registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, valid_until, insurance, feed, known_from)
     select e.enterprise_id, 1000000 + row_number() over (), e.division_code, e.kind, e.specialties, 'N:' || row_number() over (), '2028-01-01', 1, 'test', '2026-10-15'
     from (select distinct r.enterprise_id, r.division_code, r.kind, r.specialties, g.n
           from registration r join cases c on c.enterprise_id = r.enterprise_id and c.closed_on is null, generate_series(1, 4) g(n)
           where r.known_to is null and c.enterprise_id % 2 = 0) e limit 5000`,
  );
}

const TABLES: readonly (readonly [string, string])[] = [
  ['verification_run', 'select * from verification_run order by id'],
  ['run_partition', 'select * from run_partition order by run_id, number'],
  ['run_difference', 'select * from run_difference order by run_id, qualification_id'],
  ['run_double_registration', 'select * from run_double_registration order by run_id, practitioner_id'],
  [
    'verdict',
    'select qualification_id, enterprise_id, division_code, verdict, effective_row, shortage, counts, run_id, as_of, known_from, known_to from verdict order by qualification_id, known_from',
  ],
  ['cases', 'select * from cases order by id'],
  ['case_event', 'select * from case_event order by case_id, sequence'],
  ['case_duty', 'select * from case_duty order by case_id, what'],
  [
    'official_question',
    'select qualification_id, enterprise_id, reason, opened_by_run, opened_on, closed_on, closed_because from official_question order by qualification_id, opened_on',
  ],
  [
    'outbox',
    'select key, channel, recipient, content, status, attempts, next_attempt, created_at from outbox order by key',
  ],
];

/** Everything a run leaves behind, as text; surrogate row numbers that no user sees are left out. */
export async function stateOf(pool: Pool): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const [name, select] of TABLES) {
    const result = await pool.query<{ rows: string | null }>(
      `select string_agg(row(t.*)::text, E'\\n') as rows from (${select}) t`,
    );
    state[name] = result.rows[0]?.rows ?? '';
  }
  return state;
}
