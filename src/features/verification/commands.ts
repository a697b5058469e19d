import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';
import { type FrozenRun, freezeMonthRun, type MonthRunRequest } from './freeze.ts';
import { type Settlement, settleRun } from './settle.ts';
import { type WorkOptions, workRun } from './work-run.ts';

export { bringWhatTimeBrings } from './bring-time.ts';
export { judgesOn } from './judges.ts';
export { recheckChangedEnterprises } from './recheck.ts';
export { trialRun } from './trial-run.ts';

/**
 * Runs the month's verification to its end, together with any other worker that is at it (GX24-2). A month that has been
 * run already answers `already` and changes nothing.
 */
export async function runMonth(
  url: string,
  pool: Pool,
  request: MonthRunRequest,
  options: WorkOptions,
): Promise<{ run: FrozenRun; settlement: Settlement }> {
  const { run, status } = await freezeMonthRun(pool, request);
  if (status !== 'evaluating') return { run, settlement: { outcome: 'already', status } };
  return { run, settlement: await workRun(url, pool, run, options) };
}

/** Whether the month has a run over the whole registry, whatever its state. */
export async function monthHasRun(pool: Pool, month: string): Promise<boolean> {
  const found = await pool.query(
    "select 1 from verification_run where kind = 'month' and scope = '' and month = $1 and status <> 'discarded'",
    [month],
  );
  return (found.rowCount ?? 0) > 0;
}

/** Whether the month's check was ever begun, one that an official discarded too: that one is his to begin anew. */
export async function monthWasBegun(pool: Pool, month: string): Promise<boolean> {
  const found = await pool.query("select 1 from verification_run where kind = 'month' and scope = '' and month = $1", [
    month,
  ]);
  return (found.rowCount ?? 0) > 0;
}

/** Helps every run that was begun and is not settled: what a killed worker left behind is finished by the others. */
export async function resumeUnfinishedRuns(url: string, pool: Pool, options: WorkOptions): Promise<Settlement[]> {
  const unfinished = await pool.query<{ id: number; scope: string; as_of: string; instant: Date }>(
    "select id, scope, as_of, instant from verification_run where kind = 'month' and status = 'evaluating' order by id",
  );
  const settlements: Settlement[] = [];
  for (const row of unfinished.rows) {
    const run = { id: row.id, scope: row.scope, asOf: row.as_of, instant: row.instant };
    settlements.push(await workRun(url, pool, run, options));
  }
  return settlements;
}

/**
 * An official releases a held run, with a reason that goes on record; it takes effect now. A run that is not held (or does
 * not exist) answers `already` and is not touched.
 */
export async function releaseHeldRun(
  pool: Pool,
  runId: number,
  release: { by: string; reason: string; now?: Date },
  province: string,
): Promise<Settlement> {
  return inTransaction(pool, async (transaction) => {
    const held = await transaction.query(
      "select 1 from verification_run where id = $1 and status = 'held' for update",
      [runId],
    );
    if (held.rowCount === 0) return { outcome: 'already', status: 'not-held' };
    const instant = await knowledgeInstant(transaction, release.now);
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'release-held-run', $3, $4)`,
      [instant, release.by, `run:${runId}`, JSON.stringify({ reason: release.reason })],
    );
    return settleRun(transaction, runId, {
      province,
      release: { by: release.by, reason: release.reason, instant, onDay: legalDayOf(instant) },
    });
  });
}

/**
 * An official discards a held run: nothing of it takes effect, and the month may be run again. What it had staged is cleared by the
 * next run (`insertRun`): the portal may read it and not change it.
 */
export async function discardHeldRun(
  pool: Pool,
  runId: number,
  discarded: { by: string; reason: string; now?: Date },
): Promise<boolean> {
  return inTransaction(pool, async (transaction) => {
    const instant = await knowledgeInstant(transaction, discarded.now);
    const result = await transaction.query(
      "update verification_run set status = 'discarded', released_by = $2, release_reason = $3, settled_at = $4 where id = $1 and status = 'held'",
      [runId, discarded.by, discarded.reason, instant],
    );
    if (result.rowCount === 0) return false;
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'discard-held-run', $3, $4)`,
      [instant, discarded.by, `run:${runId}`, JSON.stringify({ reason: discarded.reason })],
    );
    return true;
  });
}
