import { officeCalendar } from '#features/calendar/queries.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import type { Command } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import type { Law } from '#law/regimes/law.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { lockCases } from './case-record.ts';
import { regimeOfCase } from './installation.ts';
import { legalDay } from './opening.ts';
import { recordEvents } from './record-events.ts';

/** Who takes a step, and what it rests on beside the law: evidence, documents, the words of a statement. */
export interface Step {
  readonly caseId: string;
  readonly command: Command;
  readonly actor: string;
  /** legal day of the step, `yyyy-MM-dd` */
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly grounds?: Readonly<Record<string, unknown>>;
}

export type StepResult =
  | { readonly outcome: 'done'; readonly events: readonly CaseEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unknown-case' };

/**
 * Takes a step in a case: what time has brought is recorded first, then the step, or nothing but the refusal with its
 * clause. The caller's transaction also carries what belongs to the step (documents, outbox, audit).
 */
export async function actOnCase(transaction: Transaction, step: Step): Promise<StepResult> {
  const [record] = await lockCases(transaction, 'c.id = $1', [step.caseId]);
  if (record === undefined) return { outcome: 'unknown-case' };
  const law: Law = { regime: regimeOfCase(record.regime), calendar: await officeCalendar(transaction) };
  const { events, refusal } = act(record.state, step.command, law, legalDay(step.onDay));
  await recordEvents(
    transaction,
    [{ record, law, events, actor: step.actor, grounds: step.grounds ?? {} }],
    step.onDay,
    step.recordedAt,
  );
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  await transaction.query(
    `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)`,
    [step.recordedAt, step.actor, `case:${step.command.do}`, `case:${step.caseId}`, JSON.stringify(step.command)],
  );
  return { outcome: 'done', events };
}
