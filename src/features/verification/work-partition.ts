import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Difference, evaluateEnterprises } from './evaluate-enterprises.ts';
import type { FrozenRun } from './freeze.ts';

/** `COPY … FROM STDIN` text of one difference. None of the columns can hold a tab, a newline or a backslash. */
function differenceLine(runId: number, { qualificationId, enterpriseId, finding, previous }: Difference): string {
  return `${runId}\t${qualificationId}\t${enterpriseId}\t${finding.verdict}\t${finding.effectiveRow ?? '\\N'}\t${finding.shortage}\t${finding.counts}\t${previous ?? '\\N'}\n`;
}

const DIFFERENCE_COLUMNS =
  'run_id, qualification_id, enterprise_id, verdict, effective_row, shortage, counts, previous';

/** Writes differences as they come, holding at most a few hundred kilobytes back. */
export function differenceWriter(writer: pg.Client, runId: number) {
  const stream = writer.query(copyFrom(`COPY run_difference (${DIFFERENCE_COLUMNS}) FROM STDIN`));
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure ??= error;
  });
  let pending = '';
  return {
    add(difference: Difference): void {
      pending += differenceLine(runId, difference);
      if (pending.length > 262_144) {
        stream.write(pending);
        pending = '';
      }
    },
    async finish(): Promise<void> {
      if (failure) throw failure;
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject);
        stream.once('finish', () => resolve());
        stream.end(pending);
      });
    },
    abandon(error: Error): void {
      stream.destroy(error);
    },
  };
}

/**
 * Takes one partition that nobody works on and nobody has done, evaluates it and writes what it found, all in one
 * transaction of the `writer`: the row lock is the lease. A worker that dies lets go of it with everything undone; a
 * worker that hangs is cut off by the server's own time-outs (idle_in_transaction_session_timeout).
 * @returns whether there was a partition to take
 */
export async function workPartition(reader: pg.Client, writer: pg.Client, run: FrozenRun): Promise<boolean> {
  await writer.query('begin');
  try {
    const taken = await writer.query<{ number: number; first_enterprise: number; end_enterprise: number }>(
      `select number, first_enterprise, end_enterprise from run_partition
       where run_id = $1 and not done order by number limit 1 for update skip locked`,
      [run.id],
    );
    const partition = taken.rows[0];
    if (partition === undefined) {
      await writer.query('commit');
      return false;
    }
    const differences = differenceWriter(writer, run.id);
    const evaluation = await evaluateEnterprises(
      reader,
      {
        runId: run.id,
        asOf: run.asOf,
        instant: run.instant,
        selection: {
          kind: 'range',
          first: partition.first_enterprise,
          end: partition.end_enterprise,
          scope: run.scope,
        },
      },
      differences.add,
    );
    await differences.finish();
    await writer.query(
      'update run_partition set done = true, counts = $3, verdict_hash = $4 where run_id = $1 and number = $2',
      [run.id, partition.number, JSON.stringify(evaluation.counts), evaluation.verdictHash],
    );
    await writer.query('commit');
    return true;
  } catch (error) {
    await writer.query('rollback').catch(() => undefined);
    throw error;
  }
}
