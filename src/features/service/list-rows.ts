import { deriveRows, LIST_COLUMNS } from '#features/documents/queries.ts';
import { latestSettledRun } from '#features/verification/queries.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

/** What stands on a list of enterprises. */
export interface ListedRows {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** SY-5: the rows that a list of this kind has if it is issued now; they come from the system alone. Undefined before the first run. */
export async function enterpriseListRows(
  pool: Pool,
  list: { readonly kind: 'abnormal-list' | 'overdue-list'; readonly division: string },
  at: Date,
): Promise<ListedRows | undefined> {
  const run = await latestSettledRun(pool, at);
  if (run === undefined) return undefined;
  const source =
    list.kind === 'abnormal-list'
      ? ({ of: 'failing', runId: run.id, scope: list.division } as const)
      : ({ of: 'overdue', runId: run.id, scope: list.division, instant: at.toISOString() } as const);
  const rows = await inTransaction(pool, (transaction) => deriveRows(transaction, source));
  return { heads: LIST_COLUMNS[source.of].map(({ title }) => title), rows };
}
