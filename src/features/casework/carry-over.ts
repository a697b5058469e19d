import { carriedOver, EDITION, type RulesChanged } from '#law/regimes/editions.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { lockCases } from './case-record.ts';
import { lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';
import { recordEvents } from './record-events.ts';

export interface CarriedCase {
  readonly caseId: string;
  readonly event: RulesChanged;
}

/**
 * Carries the next open cases of an edition before over to the rules of now, each by an event that says so; the newest day on record
 * is the earliest that it can bear. @returns what was carried over; empty: nothing is left
 */
export async function carryOver(transaction: Transaction, portion: number, at: Date): Promise<CarriedCase[]> {
  const found = await transaction.query<{ id: string }>(
    'select id from cases where closed_on is null and rules_edition <> $1 order by id limit $2',
    [EDITION, portion],
  );
  const ids = found.rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const records = await lockCases(
    transaction,
    'c.id = any($1::uuid[]) and c.closed_on is null and c.rules_edition <> $2',
    [ids, EDITION],
  );
  const laws = await lawsInForce(transaction);
  const today = legalDay(legalDayOf(at));
  const carried: CarriedCase[] = [];
  const changes = records.map((record) => {
    const law = laws(record.regime);
    const { lastOn } = record.state;
    const event = carriedOver(record.state, law, lastOn !== undefined && lastOn > today ? lastOn : today);
    carried.push({ caseId: record.id, event });
    return { record, law, events: [event], actor: 'platform', grounds: {} };
  });
  await recordEvents(transaction, changes, today, at);
  await transaction.query('update cases set rules_edition = $2 where id = any($1::uuid[])', [
    records.map(({ id }) => id),
    EDITION,
  ]);
  return carried;
}
