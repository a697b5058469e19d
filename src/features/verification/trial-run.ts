import { createHash } from 'node:crypto';
import { holdLock } from '#platform/advisory-locks.ts';
import { inTransaction, openConnection, type Pool } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';
import {
  addCounts,
  type Difference,
  type Evaluation,
  type EvaluationCounts,
  type EvaluationInput,
  evaluateEnterprises,
  NOTHING_COUNTED,
} from './evaluate-enterprises.ts';
import { enterpriseRanges, insertRun, noteDoubleRegistrations } from './freeze.ts';

export interface TrialRun {
  readonly evaluation: Evaluation;
  /** verdicts that would be written, and those among them that change a standing verdict */
  readonly changed: number;
  readonly flips: number;
  /** from freezing to the last verdict, settlement left out */
  readonly evaluateSeconds: number;
}

/** Evaluates the whole scope and settles nothing: what a run would find now (`check --dry-run`). */
export async function trialRun(
  url: string,
  pool: Pool,
  request: {
    readonly scope: string;
    readonly asOf: string;
    readonly instant?: Date;
    /** the program's clock */
    readonly now?: Date;
    readonly trial?: EvaluationInput['trial'];
    readonly assumed?: EvaluationInput['assumed'];
    readonly difference?: (found: Difference) => void;
    readonly progress?: (done: number, total: number) => Promise<void>;
  },
): Promise<TrialRun> {
  const started = performance.now();
  const { runId, instant, partitions } = await inTransaction(pool, async (transaction) => {
    await holdLock(transaction, 'registry', 'exclusive');
    const frozen = request.instant ?? (await knowledgeInstant(transaction, request.now));
    const id = await insertRun(transaction, {
      kind: 'change',
      scope: request.scope,
      asOf: request.asOf,
      instant: frozen,
    });
    await transaction.query("update verification_run set status = 'discarded' where id = $1", [id]);
    await noteDoubleRegistrations(transaction, id, request.asOf, frozen);
    return { runId: id, instant: frozen, partitions: await enterpriseRanges(transaction, request.scope) };
  });
  const reader = await openConnection(url);
  try {
    const hash = createHash('sha256');
    const counts: EvaluationCounts = { ...NOTHING_COUNTED };
    let changed = 0;
    let flips = 0;
    for (const [at, { first, end }] of partitions.entries()) {
      await request.progress?.(at, partitions.length);
      const evaluation = await evaluateEnterprises(
        reader,
        {
          runId,
          asOf: request.asOf,
          instant,
          selection: { kind: 'range', first, end, scope: request.scope },
          trial: request.trial,
          assumed: request.assumed,
        },
        (difference) => {
          request.difference?.(difference);
          changed++;
          const { previous, finding } = difference;
          if (previous !== null && previous !== 'unknown' && previous !== finding.verdict) flips++;
        },
      );
      hash.update(evaluation.verdictHash);
      addCounts(counts, evaluation.counts);
    }
    await request.progress?.(partitions.length, partitions.length);
    const evaluateSeconds = (performance.now() - started) / 1000;
    return { evaluation: { counts, verdictHash: hash.digest('hex') }, changed, flips, evaluateSeconds };
  } finally {
    await reader.end();
    await pool.query('delete from run_double_registration where run_id = $1', [runId]);
    await pool.query('delete from verification_run where id = $1', [runId]);
  }
}
