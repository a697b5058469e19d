import type { CaseEvent } from '#law/regimes/case.ts';
import { nextByTime } from '#law/regimes/clocks.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Law } from '#law/regimes/law.ts';
import { currentPeriod, statusOf } from '#law/regimes/status.ts';
import type { Transaction } from '#platform/database/connections.ts';
import type { CaseRecord } from './case-record.ts';
import { eventHash } from './event-hash.ts';
import { legalDay } from './opening.ts';

/** New events of one case, with who caused them and what they rest on beside the law (run, evidence, documents). */
export interface CaseChange {
  readonly record: CaseRecord;
  readonly law: Law;
  readonly events: readonly CaseEvent[];
  readonly actor: string;
  readonly grounds: Readonly<Record<string, unknown>>;
}

/** The word under which an event is listed: the stage it leads to, or else the fact itself. */
export function actOf(event: CaseEvent): string {
  return event.move?.to ?? event.what;
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
  const rows: Record<string, unknown>[] = [];
  const duties: Record<string, unknown>[] = [];
  for (const { record, law, events: added, actor, grounds } of changes) {
    if (added.length === 0) continue;
    let sequence = record.lastSequence;
    let previous = record.lastHash;
    for (const event of added) {
      sequence++;
      const act = actOf(event);
      const content = JSON.stringify({ ...grounds, event });
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
      });
      previous = hash;
    }
    const after = fold(record.state, added);
    const status = statusOf(after, law, legalDay(onDay));
    rows.push({
      id: record.id,
      stage: status.stage,
      closed_on: status.closed ? added.at(-1)?.on : null,
      marked: status.marked,
      public: status.public,
      restrictions: status.restrictions,
      deadline: status.deadline,
      provisional: currentPeriod(after, law)?.provisional ?? false,
      next_by_time: nextByTime(after, law)?.on ?? null,
      served_on: status.servedOn,
      last_sequence: sequence,
      last_hash: previous.toString('hex'),
    });
    for (const { what, by } of status.due)
      duties.push({ case_id: record.id, what, by_day: by, division_code: record.divisionCode });
  }
  if (rows.length === 0) return;
  await transaction.query(
    `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash)
     select case_id, sequence, fact_id, on_day, $2, act, actor, clause, content, decode(previous_hash, 'hex'), decode(hash, 'hex')
     from jsonb_to_recordset($1::jsonb) as e(case_id uuid, sequence int, fact_id text, on_day date, act text, actor text, clause text,
       content text, previous_hash text, hash text)
     order by case_id, sequence`,
    [JSON.stringify(events), recordedAt],
  );
  await transaction.query(
    `update cases c set stage = r.stage, closed_on = r.closed_on, marked = r.marked, public = r.public,
       restrictions = array(select jsonb_array_elements_text(r.restrictions)), deadline = r.deadline, provisional = r.provisional,
       next_by_time = r.next_by_time, served_on = r.served_on, last_sequence = r.last_sequence, last_hash = decode(r.last_hash, 'hex')
     from jsonb_to_recordset($1::jsonb) as r(id uuid, stage text, closed_on date, marked boolean, public boolean, restrictions jsonb,
       deadline date, provisional boolean, next_by_time date, served_on jsonb, last_sequence int, last_hash text)
     where c.id = r.id`,
    [JSON.stringify(rows)],
  );
  await transaction.query('delete from case_duty where case_id = any($1::uuid[])', [rows.map((row) => row.id)]);
  await transaction.query(
    `insert into case_duty (case_id, what, by_day, division_code)
     select distinct on (case_id, what) case_id, what, by_day, division_code
     from jsonb_to_recordset($1::jsonb) as d(case_id uuid, what text, by_day date, division_code text)
     order by case_id, what, by_day nulls last`,
    [JSON.stringify(duties)],
  );
}
