import type { Pool } from '#platform/database/connections.ts';
import type { RunSummary } from './run-list.ts';
import { RUN_COLUMNS } from './run-list.ts';

/** One run of the month; undefined where there is none of this number. */
export async function runOf(pool: Pool, id: number): Promise<RunSummary | undefined> {
  const result = await pool.query<RunSummary>(`select ${RUN_COLUMNS} from verification_run where id = $1`, [id]);
  return result.rows[0];
}

/** How far a run is: stretches of the register that are evaluated. */
export async function partitionsOf(
  pool: Pool,
  id: number,
): Promise<{ readonly partitions: number; readonly done: number }> {
  const result = await pool.query<{ partitions: number; done: number }>(
    'select count(*) as partitions, count(*) filter (where done) as done from run_partition where run_id = $1',
    [id],
  );
  return result.rows[0] ?? { partitions: 0, done: 0 };
}

/** What the release of a held run would flip, by the rule of its settlement (settle.ts): what was re-checked since is left alone. */
const STAGED = `from run_difference d join verification_run u on u.id = d.run_id join qualification q on q.id = d.qualification_id
  join verdict v on v.enterprise_id = d.enterprise_id and v.qualification_id = d.qualification_id and v.known_to is null
  where d.run_id = $1 and u.status = 'held' and v.known_from < u.instant and v.verdict <> d.verdict
    and not exists (select 1 from enterprise_recheck r where r.enterprise_id = d.enterprise_id and r.instant > u.instant)`;

/** What a held run would change, by place and kind of change; empty once it is settled or discarded. */
export async function stagedFlips(
  pool: Pool,
  id: number,
): Promise<readonly { readonly city: string; readonly newlyFailing: number; readonly recovered: number }[]> {
  const result = await pool.query<{ city: string; newlyFailing: number; recovered: number }>(
    `select left(q.division_code, 4) as city,
       count(*) filter (where d.verdict = 'not-met') as "newlyFailing",
       count(*) filter (where v.verdict = 'not-met' and d.verdict = 'met') as recovered
     ${STAGED} group by 1 order by 1`,
    [id],
  );
  return result.rows;
}

/** Each verdict that a held run would change, for whoever has to check it before it is released. */
export async function stagedRows(pool: Pool, id: number, limit: number): Promise<RunDifference[]> {
  const result = await pool.query<RunDifference>(
    `with staged as (select d.enterprise_id, d.qualification_id, q.name as qualification, q.series, q.division_code, v.verdict as previous,
       d.verdict, d.shortage ${STAGED})
     select s.qualification_id as "qualificationId", e.name as enterprise, e.uscc, s.qualification, s.series,
       s.division_code as "divisionCode", s.previous, s.verdict, s.shortage
     from staged s join enterprise e on e.id = s.enterprise_id order by s.division_code, e.name, s.qualification_id limit $2`,
    [id, limit],
  );
  return result.rows;
}

/** The month's run that was settled before this one, with which it is compared. */
export async function runBefore(
  pool: Pool,
  run: Pick<RunSummary, 'settledAt' | 'scope'>,
): Promise<RunSummary | undefined> {
  const result = await pool.query<RunSummary>(
    `select ${RUN_COLUMNS} from verification_run
     where kind = 'month' and status = 'settled' and scope = $2 and settled_at < $1 order by settled_at desc limit 1`,
    [run.settledAt, run.scope],
  );
  return result.rows[0];
}

/** One qualification whose verdict is another than at the month before. */
export interface RunDifference {
  readonly qualificationId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly series: string | null;
  readonly divisionCode: string;
  readonly previous: string | null;
  readonly verdict: string;
  readonly shortage: number;
}

/** Verdicts at the end of one run that were others at the end of the run before. */
const DIFFERENCES = `from verdict v
  left join lateral (select b.verdict from verdict b where b.qualification_id = v.qualification_id and b.known_from <= $1
    and (b.known_to is null or b.known_to > $1) order by b.known_from desc limit 1) before on true
  where v.known_from > $1 and v.known_from <= $2 and (v.known_to is null or v.known_to > $2)
    and before.verdict is distinct from v.verdict`;

export interface Between {
  readonly before: Date;
  readonly after: Date;
}

/** Newly failing and recovered since the month before, by city and by series. */
export async function differenceCounts(
  pool: Pool,
  { before, after }: Between,
): Promise<
  readonly {
    readonly city: string;
    readonly series: string | null;
    readonly newlyFailing: number;
    readonly recovered: number;
  }[]
> {
  const result = await pool.query<{ city: string; series: string | null; newlyFailing: number; recovered: number }>(
    `with changed as (select v.qualification_id, v.division_code, v.verdict, before.verdict as previous ${DIFFERENCES})
     select left(c.division_code, 4) as city, q.series,
       count(*) filter (where c.verdict = 'not-met') as "newlyFailing",
       count(*) filter (where c.verdict = 'met' and c.previous = 'not-met') as recovered
     from changed c join qualification q on q.id = c.qualification_id
     where c.verdict = 'not-met' or c.verdict = 'met' and c.previous = 'not-met' group by 1, 2 order by 1, 2`,
    [before, after],
  );
  return result.rows;
}

/** Each of them, for a table that somebody takes away. */
export async function differenceRows(pool: Pool, { before, after }: Between, limit: number): Promise<RunDifference[]> {
  const result = await pool.query<RunDifference>(
    `with changed as (select v.qualification_id, v.enterprise_id, v.division_code, v.verdict, v.shortage, before.verdict as previous ${DIFFERENCES})
     select c.qualification_id as "qualificationId", e.name as enterprise, e.uscc, q.name as qualification, q.series,
       c.division_code as "divisionCode", c.previous, c.verdict, c.shortage
     from changed c join qualification q on q.id = c.qualification_id join enterprise e on e.id = c.enterprise_id
     where c.verdict = 'not-met' or c.verdict = 'met' and c.previous = 'not-met'
     order by c.division_code, e.name, c.qualification_id limit $3`,
    [before, after, limit],
  );
  return result.rows;
}
