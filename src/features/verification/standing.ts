import type { Pool } from '#platform/database/connections.ts';
import type { RecordedVerdict } from './judges.ts';

/** The verdict that stood at an instant, and the check that last confirmed it by then. */
export interface StandingVerdict {
  readonly qualificationId: number;
  readonly verdict: RecordedVerdict;
  readonly effectiveRow: string | null;
  readonly shortage: number;
  readonly counts: string;
  /** legal day of the check that first found it */
  readonly asOf: string;
  /** when it became known */
  readonly knownFrom: Date;
  readonly checkedRun: number;
  /** legal day and data instant of the last check that found the same */
  readonly checkedAsOf: string;
  readonly checkedInstant: Date;
  readonly standardsVersion: string;
}

/** The verdicts on an enterprise's qualifications as they were known at `instant`. */
export async function standingVerdicts(pool: Pool, enterpriseId: number, instant: Date): Promise<StandingVerdict[]> {
  const result = await pool.query<StandingVerdict>(
    `select v.qualification_id as "qualificationId", v.verdict, v.effective_row as "effectiveRow", v.shortage, v.counts,
       v.as_of as "asOf", v.known_from as "knownFrom", last.id as "checkedRun", last.as_of as "checkedAsOf", last.instant as "checkedInstant",
       last.standards_version as "standardsVersion"
     from qualification q
     join verdict v on v.qualification_id = q.id
     cross join lateral (
       select r.id, r.as_of, r.instant, r.standards_version from verification_run r
       where r.status = 'settled' and r.settled_at <= $2 and (
         r.id = v.run_id
         or (r.kind = 'month' and starts_with(v.division_code, r.scope) and r.instant >= v.known_from)
         or r.id = (select e.run_id from enterprise_recheck e where e.enterprise_id = v.enterprise_id and e.instant >= v.known_from))
       order by r.instant desc limit 1) last
     where q.enterprise_id = $1 and v.known_from <= $2 and (v.known_to is null or v.known_to > $2)
     order by v.qualification_id`,
    [enterpriseId, instant],
  );
  return result.rows;
}

/** One change of a verdict, newest first: what the history of a qualification shows. */
export interface VerdictChange {
  readonly verdict: RecordedVerdict;
  readonly effectiveRow: string | null;
  readonly shortage: number;
  readonly counts: string;
  readonly asOf: string;
  readonly knownFrom: Date;
  readonly knownTo: Date | null;
  readonly runId: number;
}

export async function verdictHistory(pool: Pool, qualificationId: number, limit = 50): Promise<VerdictChange[]> {
  const result = await pool.query<VerdictChange>(
    `select verdict, effective_row as "effectiveRow", shortage, counts, as_of as "asOf", known_from as "knownFrom",
       known_to as "knownTo", run_id as "runId"
     from verdict where qualification_id = $1 order by known_from desc limit $2`,
    [qualificationId, limit],
  );
  return result.rows;
}
