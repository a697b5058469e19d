import type { Pool } from '#platform/database/connections.ts';

export interface RunSummary {
  readonly id: number;
  readonly kind: 'month' | 'change';
  readonly month: string | null;
  readonly scope: string;
  readonly asOf: string;
  readonly instant: Date;
  readonly status: string;
  readonly standardsVersion: string;
  readonly policyVersion: string;
  readonly counts: Record<string, number> | null;
  readonly verdictHash: string | null;
  readonly heldReason: string | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
  readonly settledAt: Date | null;
}

export const RUN_COLUMNS = `id, kind, month, scope, as_of as "asOf", instant, status, standards_version as "standardsVersion",
  policy_version as "policyVersion", counts, verdict_hash as "verdictHash", held_reason as "heldReason",
  released_by as "releasedBy", release_reason as "releaseReason", settled_at as "settledAt"`;

/** The newest runs that are an official's matter, newest first: those of the month, and re-checks that were held. */
export async function latestRuns(pool: Pool, limit: number): Promise<RunSummary[]> {
  const result = await pool.query<RunSummary>(
    `select ${RUN_COLUMNS} from verification_run where kind = 'month' or held_reason is not null
     order by (status = 'held') desc, instant desc, id desc limit $1`,
    [limit],
  );
  return result.rows;
}

/** The newest month's run that took effect by an instant. */
export async function latestSettledRun(pool: Pool, instant: Date): Promise<RunSummary | undefined> {
  const result = await pool.query<RunSummary>(
    `select ${RUN_COLUMNS} from verification_run
     where kind = 'month' and status = 'settled' and settled_at <= $1 order by instant desc, id desc limit 1`,
    [instant],
  );
  return result.rows[0];
}

/** The data instant of the first run: of no earlier day can anything be said. Undefined before it. */
export async function firstInstant(pool: Pool): Promise<Date | undefined> {
  const result = await pool.query<{ first: Date | null }>(
    "select min(instant) as first from verification_run where status = 'settled'",
  );
  return result.rows[0]?.first ?? undefined;
}

/** What whoever watches the installation wants to know of the checks. */
export interface VerificationState {
  readonly recheckQueue: number;
  readonly heldRuns: number;
  readonly lastSettled: Date | null;
}

export async function verificationState(pool: Pool): Promise<VerificationState> {
  const result = await pool.query<VerificationState>(
    `select (select count(*) from recheck_request) as "recheckQueue",
       (select count(*) from verification_run where status = 'held') as "heldRuns",
       (select max(settled_at) from verification_run where status = 'settled' and kind = 'month') as "lastSettled"`,
  );
  return result.rows[0] ?? { recheckQueue: 0, heldRuns: 0, lastSettled: null };
}
