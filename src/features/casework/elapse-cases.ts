import { elapse } from '#law/regimes/clocks.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { lockCases } from './case-record.ts';
import { lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';
import { recordEvents } from './record-events.ts';

const PORTION = 500;

/**
 * Turns what time brings up to and including `today` into events (a term that ran out, a service deemed done), each naming
 * its ground. Idempotent: a case whose day has passed is in its next stage and is not taken again.
 * @returns the number of events recorded
 */
export async function elapseCases(pool: Pool, today: string, recordedAt: Date): Promise<number> {
  let recorded = 0;
  for (;;) {
    const worked = await inTransaction(pool, async (transaction) => {
      const laws = await lawsInForce(transaction);
      const due = await transaction.query<{ id: string }>(
        'select id from cases where closed_on is null and next_by_time <= $1 order by next_by_time, id limit $2',
        [today, PORTION],
      );
      const records = await lockCases(transaction, 'c.id = any($1::uuid[]) and c.closed_on is null', [
        due.rows.map((row) => row.id),
      ]);
      const changes = records.map((record) => {
        const law = laws(record.regime);
        return { record, law, events: elapse(record.state, law, legalDay(today)), actor: 'platform', grounds: {} };
      });
      await recordEvents(transaction, changes, today, recordedAt);
      return changes.reduce((sum, change) => sum + change.events.length, 0);
    });
    if (worked === 0) return recorded;
    recorded += worked;
  }
}
