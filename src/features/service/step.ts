import { z } from 'zod';
import { actOnCase, type SealedDraft, type Step, type StepResult } from '#features/casework/commands.ts';
import { DocumentRefused, type IssuedDocument, type Press } from '#features/documents/commands.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { ROLES, type Role } from '#law/regimes/words.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { checkWhatIsMet, StepRefused } from './step-refused.ts';

export { StepRefused };

/** What the commands of this feature work with; made once a process. */
export interface ServiceTools {
  readonly pool: Pool;
  readonly press: Press;
  /** the draft that is carried out; without it no step of a chain is taken and no document of one issued */
  readonly sealed?: SealedDraft | undefined;
}

function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

export const actorSchema = z.object({
  name: z.string().trim().min(1, '请写明经办人姓名。'),
  role: z.string().refine(isRole, '没有这个角色。'),
});
export type Actor = z.output<typeof actorSchema>;

/** What every step says: who takes it, on which legal day, and when it is recorded. */
export const stepFields = {
  caseId: z.guid('案件编号有误，请核对。'),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
};

/** What came of a command: done, or refused with the clause and the reason in Chinese; then nothing of it was written. */
export type Outcome<T = unknown> =
  | ({ readonly outcome: 'done'; readonly events: readonly CaseEvent[] } & T)
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unknown-case' };

export interface Issued {
  readonly documents: readonly IssuedDocument[];
}

export function refused(clause: string, reason: string): { outcome: 'refused'; refusal: Refusal } {
  return { outcome: 'refused', refusal: { clause, reason } };
}

/** Reads what a command is given. The messages of the schema are the answer to whoever gave it. */
export function given<S extends z.ZodType>(
  schema: S,
  input: unknown,
): { readonly ok: true; readonly value: z.output<S> } | { readonly ok: false; readonly reason: string } {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, reason: result.error.issues.map((issue) => issue.message).join('；') };
}

/** The place of the newest event in its case: names the fact that a document of this step rests on. */
export async function lastSequence(transaction: Transaction, caseId: string): Promise<number> {
  const result = await transaction.query<{ last_sequence: number }>('select last_sequence from cases where id = $1', [
    caseId,
  ]);
  return result.rows[0]?.last_sequence ?? 0;
}

/** The day of a case's newest event, with the case locked: its story does not run backwards. */
export async function lastDay(transaction: Transaction, caseId: string): Promise<string | null> {
  await transaction.query('select 1 from cases where id = $1 for update', [caseId]);
  const result = await transaction.query<{ last: string | null }>(
    'select max(on_day) as last from case_event where case_id = $1',
    [caseId],
  );
  return result.rows[0]?.last ?? null;
}

export interface Taken {
  readonly events: readonly CaseEvent[];
  /** `case:sequence` of the step's last event; documents derive their fact ids from it */
  readonly fact: string;
}

/** A step as an office takes it; what was handed in on paper may lie before what was recorded since. */
export type TakenStep = Step & { readonly fromPaper?: boolean };

/** Takes a step of a case in a transaction that the caller goes on using. */
export async function takeStep(
  transaction: Transaction,
  step: TakenStep,
): Promise<({ outcome: 'done' } & Taken) | Exclude<StepResult, { outcome: 'done' }>> {
  const today = legalDayOf(step.recordedAt);
  if (step.onDay > today) return refused('无明文', `办理日期 ${step.onDay} 晚于今天（${today}），请改正。`);
  const last = await lastDay(transaction, step.caseId);
  if (last !== null && step.onDay < last && step.fromPaper !== true) {
    return refused(
      '无明文',
      `办理日期 ${step.onDay} 早于案件最近一次记录（${last}），请改正；补记送达日期的，请用更正送达日期。`,
    );
  }
  const result = await actOnCase(transaction, step);
  if (result.outcome !== 'done') return result;
  return { ...result, fact: `${step.caseId}:${await lastSequence(transaction, step.caseId)}` };
}

/**
 * A step and everything that belongs to it in one transaction: case events, documents, attempts, outbox, audit. Refused, it
 * leaves only what time had brought; a document that cannot be written takes the whole step back.
 */
export async function inStep<T extends object>(
  { pool, sealed }: Pick<ServiceTools, 'pool' | 'sealed'>,
  step: TakenStep,
  rest: (transaction: Transaction, taken: Taken) => Promise<T>,
): Promise<Outcome<T>> {
  let clause = '无明文';
  try {
    return await inTransaction(pool, async (transaction): Promise<Outcome<T>> => {
      const taken = await takeStep(transaction, { ...step, sealed });
      if (taken.outcome !== 'done') return taken;
      clause = taken.events[0]?.clause ?? clause;
      return { outcome: 'done', events: taken.events, ...(await rest(transaction, taken)) };
    });
  } catch (error) {
    await checkWhatIsMet(pool, error, step.recordedAt);
    if (error instanceof DocumentRefused) return refused(clause, error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
