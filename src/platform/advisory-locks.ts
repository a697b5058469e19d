import type { Transaction } from './database/connections.ts';

/**
 * Advisory locks of the office, held to the end of the transaction.
 * - registry: importers share it, the freezing of a run's data instant takes it alone, so that every row known at the
 *   instant is committed at the instant.
 * - settlement: one settlement of verdicts at a time.
 * - publishing: one giver of positions in the feed of public changes at a time, so that no reader passes a position whose row is
 *   not committed yet.
 */
const LOCKS = { registry: 4_502_410, settlement: 4_502_411, publishing: 4_502_412 } as const;

export type OfficeLock = keyof typeof LOCKS;

export async function holdLock(
  transaction: Transaction,
  lock: OfficeLock,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const take = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await transaction.query(`select ${take}($1)`, [LOCKS[lock]]);
}
