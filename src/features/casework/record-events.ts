import type { CaseEvent } from '#law/regimes/case.ts';
import { fold } from '#law/regimes/evolve.ts';
import { type Law, restrictionsOf, trackOf } from '#law/regimes/law.ts';
import type { Transaction } from '#platform/database/connections.ts';
import type { CaseRecord } from './case-record.ts';
import { type RowToWrite, rowOf, writeRows } from './case-row.ts';
import { eventHash } from './event-hash.ts';
import { isReadOtherwise } from './laws.ts';
import { legalDay } from './opening.ts';

/** New events of one case, with who caused them and what they rest on beside the law (run, evidence, documents). */
export interface CaseChange {
  readonly record: CaseRecord;
  readonly law: Law;
  readonly events: readonly CaseEvent[];
  readonly actor: string;
  readonly grounds: Readonly<Record<string, unknown>>;
  /** the sealed draft that a step of a chain carries out */
  readonly draftId?: string | undefined;
}

/** The word under which an event is listed: the stage it leads to, or else the fact itself. */
export function actOf(event: CaseEvent): string {
  return event.move?.to ?? event.what;
}

/**
 * Where the case stands after an event, named outright where the regime is read otherwise than it was written (decision 0034): what was
 * true on a past day is told from the event, not from a law that may be read differently since.
 */
function standingBy({ state }: CaseRecord, law: Law, event: CaseEvent): Readonly<Record<string, unknown>> {
  if (!isReadOtherwise(law.regime) && event.what !== 'reading-settled') return {};
  const id = event.move?.to ?? (event.what === 'reading-settled' ? state.stage : undefined);
  const stage = id === undefined ? undefined : trackOf(law.regime, state.subject)?.stages[id];
  if (stage === undefined) return {};
  const restrictions = restrictionsOf(stage, state.subject);
  return { stage: id, marked: stage.marked, public: stage.public, restrictions };
}

/**
 * Appends events to cases and writes the rows that lists read, in the caller's transaction: the row is a fold of the events.
 * An event's fact id is its case and place, so a step that is repeated meets what is already there.
 */
export async function recordEvents(
  transaction: Transaction,
  changes: readonly CaseChange[],
  onDay: string,
  recordedAt: Date,
): Promise<void> {
  const events: Record<string, unknown>[] = [];
  const rows: RowToWrite[] = [];
  for (const { record, law, events: added, actor, grounds, draftId } of changes) {
    if (added.length === 0) continue;
    let sequence = record.lastSequence;
    let previous = record.lastHash;
    for (const event of added) {
      sequence++;
      const act = actOf(event);
      const content = JSON.stringify({ ...grounds, ...standingBy(record, law, event), event });
      const hash = eventHash(previous, {
        caseId: record.id,
        sequence,
        onDay: event.on,
        act,
        actor,
        clause: event.clause,
        content,
      });
      events.push({
        case_id: record.id,
        sequence,
        fact_id: `${act}:${record.id}:${sequence}`,
        on_day: event.on,
        act,
        actor,
        clause: event.clause,
        content,
        previous_hash: previous.toString('hex'),
        hash: hash.toString('hex'),
        draft_id: draftId ?? null,
      });
      previous = hash;
    }
    const row = rowOf(fold(record.state, added), law, legalDay(onDay));
    rows.push({ id: record.id, divisionCode: record.divisionCode, row, lastSequence: sequence, lastHash: previous });
  }
  if (rows.length === 0) return;
  await transaction.query(
    `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash, draft_id)
     select case_id, sequence, fact_id, on_day, $2, act, actor, clause, content, decode(previous_hash, 'hex'), decode(hash, 'hex'), draft_id
     from jsonb_to_recordset($1::jsonb) as e(case_id uuid, sequence int, fact_id text, on_day date, act text, actor text, clause text,
       content text, previous_hash text, hash text, draft_id uuid)
     order by case_id, sequence`,
    [JSON.stringify(events), recordedAt],
  );
  await writeRows(transaction, rows);
}
