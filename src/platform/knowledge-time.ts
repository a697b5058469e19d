import type { Transaction } from './database/connections.ts';

/**
 * The instant at which what this transaction writes becomes known: the program's clock (`now`; without one, the database's), to the
 * millisecond, and always later than what became known before, whichever clock gave that (decision 0023). Taken after the lock of the
 * register; the row stays locked to the end of the transaction, so that instants are committed in their order.
 */
export async function knowledgeInstant(transaction: Transaction, now?: Date): Promise<Date> {
  const result = await transaction.query<{ instant: Date }>(
    `insert into knowledge_clock (id, last_instant) values (1, date_trunc('milliseconds', coalesce($1::timestamptz, clock_timestamp())))
     on conflict (id) do update set last_instant = greatest(knowledge_clock.last_instant + interval '1 millisecond', excluded.last_instant)
     returning last_instant as instant`,
    [now ?? null],
  );
  const row = result.rows[0];
  if (row === undefined) throw new Error('the database gave no time');
  return row.instant;
}
