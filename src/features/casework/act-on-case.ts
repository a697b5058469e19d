import type { CaseEvent } from '#law/regimes/case.ts';
import { linksOf } from '#law/regimes/chains.ts';
import { elapse } from '#law/regimes/clocks.ts';
import type { Command } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { type Law, rolesFor } from '#law/regimes/law.ts';
import { COMMANDS, ROLES, type Role } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { type CaseRecord, lockCases } from './case-record.ts';
import { regimeOfCase } from './installation.ts';
import { lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';
import { recordEvents } from './record-events.ts';
import { outOfChain, type SealedDraft } from './sealed-draft.ts';

/** Who takes a step, and what it rests on beside the law: evidence, documents, the words of a statement. */
export interface Step {
  readonly caseId: string;
  readonly command: Command;
  readonly actor: string;
  /** in which role; given, the regime is asked whether that role may take the step */
  readonly role?: Role;
  /** legal day of the step, `yyyy-MM-dd` */
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly grounds?: Readonly<Record<string, unknown>>;
  /** the draft of this act, reviewed and sealed by others: without it no step of a chain is taken, whoever asks */
  readonly sealed?: SealedDraft | undefined;
}

export type StepResult =
  | { readonly outcome: 'done'; readonly events: readonly CaseEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unknown-case' };

function notEntitled(record: CaseRecord, step: Step): Refusal | undefined {
  if (step.role === undefined) return undefined;
  const regime = regimeOfCase(record.regime);
  const entitled = rolesFor(regime, step.command.do, record.state.subject.qualification.licensing);
  // A step that the regime does not have is refused by the engine, with the reason.
  if (entitled.length === 0 || entitled.includes(step.role)) return undefined;
  const who = entitled.map((role) => ROLES[role]).join('或');
  const clause = regime.id;
  return { clause, reason: `“${COMMANDS[step.command.do]}”由${who}办理，${ROLES[step.role]}不能办理。` };
}

function resultOf(command: Command): string | undefined {
  return 'result' in command ? command.result : undefined;
}

/** What time brought by itself is the platform's doing, not that of whoever happens to take the next step. */
async function broughtUpTo(transaction: Transaction, found: CaseRecord, law: Law, step: Step): Promise<CaseRecord> {
  const events = elapse(found.state, law, legalDay(step.onDay));
  if (events.length === 0) return found;
  await recordEvents(
    transaction,
    [{ record: found, law, events, actor: 'platform', grounds: {} }],
    step.onDay,
    step.recordedAt,
  );
  const [record] = await lockCases(transaction, 'c.id = $1', [step.caseId]);
  return record ?? found;
}

/**
 * Takes a step in a case: what time has brought is recorded first, then the step, or nothing but the refusal with its
 * clause. The caller's transaction also carries what belongs to the step (documents, outbox, audit).
 */
export async function actOnCase(transaction: Transaction, step: Step): Promise<StepResult> {
  const [found] = await lockCases(transaction, 'c.id = $1', [step.caseId]);
  if (found === undefined) return { outcome: 'unknown-case' };
  const barred = notEntitled(found, step);
  if (barred !== undefined) return { outcome: 'refused', refusal: barred };
  const law: Law = (await lawsInForce(transaction))(found.regime);
  const record = await broughtUpTo(transaction, found, law, step);
  const { events, refusal } = act(record.state, step.command, law, legalDay(step.onDay));
  const links = refusal === undefined ? linksOf(law.regime, step.command.do, resultOf(step.command)) : undefined;
  const draftId =
    links === undefined ? undefined : await step.sealed?.forStep(transaction, step.command.do, step.caseId, links);
  if (links !== undefined && draftId === undefined) return { outcome: 'refused', refusal: outOfChain(step.command.do) };
  await recordEvents(
    transaction,
    [{ record, law, events, actor: step.actor, grounds: step.grounds ?? {}, draftId }],
    step.onDay,
    step.recordedAt,
  );
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  await transaction.query(
    `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)`,
    [
      step.recordedAt,
      step.actor,
      `case:${step.command.do}`,
      `case:${step.caseId}`,
      JSON.stringify({ ...step.command, role: step.role }),
    ],
  );
  return { outcome: 'done', events };
}
