import type pg from 'pg';
import { inTransaction, openConnection, type Pool } from '#platform/database/connections.ts';
import type { FrozenRun } from './freeze.ts';
import { type Settlement, settleRun } from './settle.ts';
import { workPartition } from './work-partition.ts';

export interface RunProgress {
  readonly partitions: number;
  readonly done: number;
}

export interface WorkOptions {
  /** prefix of the province that the installation serves */
  readonly province: string;
  readonly progress?: (progress: RunProgress) => void;
}

const WAIT_FOR_OTHERS_MS = 200;

/** Connections that give up what they hold when this process hangs, so that another worker can take over. */
async function openWorkConnection(url: string): Promise<pg.Client> {
  const client = await openConnection(url);
  await client.query("set idle_in_transaction_session_timeout = '60s'");
  // The plan must follow the order of the index whatever the statistics say of a table that was just filled.
  await client.query("set work_mem = '64MB'");
  return client;
}

/**
 * Works on a frozen run together with whoever else does, until it is settled or held. Safe to call at any time, from any
 * number of processes, and again after a crash: the result is the same (architecture, ideas 5 and 9).
 */
export async function workRun(url: string, pool: Pool, run: FrozenRun, options: WorkOptions): Promise<Settlement> {
  const [reader, writer] = await Promise.all([openWorkConnection(url), openWorkConnection(url)]);
  try {
    for (;;) {
      const worked = await workPartition(reader, writer, run);
      if (options.progress) options.progress(await runProgress(pool, run.id));
      if (worked) continue;
      const settlement = await inTransaction(pool, (transaction) => settleRun(transaction, run.id, options));
      if (settlement.outcome !== 'unfinished') return settlement;
      // The last partitions are in other hands; if those hands die, the rows are free again.
      await new Promise((resolve) => setTimeout(resolve, WAIT_FOR_OTHERS_MS));
    }
  } finally {
    await Promise.allSettled([reader.end(), writer.end()]);
  }
}

async function runProgress(pool: Pool, runId: number): Promise<RunProgress> {
  const result = await pool.query<{ partitions: number; done: number }>(
    'select count(*) as partitions, count(*) filter (where done) as done from run_partition where run_id = $1',
    [runId],
  );
  return result.rows[0] ?? { partitions: 0, done: 0 };
}
