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

const COLUMNS = `id, kind, month, scope, as_of as "asOf", instant, status, standards_version as "standardsVersion",
  policy_version as "policyVersion", counts, verdict_hash as "verdictHash", held_reason as "heldReason",
  released_by as "releasedBy", release_reason as "releaseReason", settled_at as "settledAt"`;

/** The newest runs of the month's verification, newest first. */
export async function latestRuns(pool: Pool, limit: number): Promise<RunSummary[]> {
  const result = await pool.query<RunSummary>(
    `select ${COLUMNS} from verification_run where kind = 'month' order by instant desc, id desc limit $1`,
    [limit],
  );
  return result.rows;
}

/** Runs that wait for an official. */
export async function heldRuns(pool: Pool): Promise<RunSummary[]> {
  const result = await pool.query<RunSummary>(
    `select ${COLUMNS} from verification_run where status = 'held' order by instant`,
  );
  return result.rows;
}
