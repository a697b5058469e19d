import { databaseInstant, holdLock } from '#platform/advisory-locks.ts';
import { inTransaction, openConnection, type Pool } from '#platform/database/connections.ts';
import { type Evaluation, evaluateEnterprises } from './evaluate-enterprises.ts';
import { insertRun, noteDoubleRegistrations } from './freeze.ts';

export interface TrialRun {
  readonly evaluation: Evaluation;
  /** verdicts that would be written, and those among them that change a standing verdict */
  readonly changed: number;
  readonly flips: number;
  readonly evaluateSeconds: number;
}

/** Evaluates the whole scope and writes nothing: what a run would find now (`check --dry-run`). */
export async function trialRun(
  url: string,
  pool: Pool,
  request: { readonly scope: string; readonly asOf: string; readonly instant?: Date },
): Promise<TrialRun> {
  const { runId, instant } = await inTransaction(pool, async (transaction) => {
    await holdLock(transaction, 'registry', 'exclusive');
    const frozen = request.instant ?? (await databaseInstant(transaction));
    const id = await insertRun(transaction, {
      kind: 'change',
      scope: request.scope,
      asOf: request.asOf,
      instant: frozen,
    });
    await transaction.query("update verification_run set status = 'discarded' where id = $1", [id]);
    await noteDoubleRegistrations(transaction, id, request.asOf, frozen);
    return { runId: id, instant: frozen };
  });
  const reader = await openConnection(url);
  try {
    const started = performance.now();
    let changed = 0;
    let flips = 0;
    const evaluation = await evaluateEnterprises(
      reader,
      {
        runId,
        asOf: request.asOf,
        instant,
        selection: { kind: 'range', first: 0, end: Number.MAX_SAFE_INTEGER, scope: request.scope },
      },
      (difference) => {
        changed++;
        if (difference.previous !== null && difference.previous !== difference.finding.verdict) flips++;
      },
    );
    const evaluateSeconds = (performance.now() - started) / 1000;
    return { evaluation, changed, flips, evaluateSeconds };
  } finally {
    await reader.end();
    await pool.query('delete from run_double_registration where run_id = $1', [runId]);
    await pool.query('delete from verification_run where id = $1', [runId]);
  }
}
