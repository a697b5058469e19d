import type { Transaction } from '#platform/database/connections.ts';
import { carryVerdictsIntoCases, openCases } from './cases-in-sets.ts';
import { settleQuestions } from './questions-in-sets.ts';

export { actOnCase, type Step, type StepResult } from './act-on-case.ts';
export { type AnswerOutcome, decideAnswer, giveAnswer, type OneOfProvince } from './answers.ts';
export { type CarriedCase, carryOver } from './carry-over.ts';
export { applyDowntimes, type DowntimeResult, recordDowntime } from './downtime.ts';
export { elapseCases } from './elapse-cases.ts';
export { layAnswers } from './lay-answers.ts';
export { type FindingResult, openByFinding } from './open-by-finding.ts';
export { answerQuestion, type QuestionAnswered } from './questions.ts';
export { reckonAnew } from './reckon-anew.ts';
export { SealedDraft } from './sealed-draft.ts';

/** What a settlement of verdicts meant for cases. */
export interface SettledCases extends Record<string, number> {
  warned: number;
  cleared: number;
  lapsed: number;
  questionsOpened: number;
  questionsClosed: number;
  mails: number;
  withoutEmail: number;
  /** failing, but registered where no regime is laid down: a verdict without a case */
  withoutRegime: number;
}

export interface VerdictSettlement {
  readonly runId: number;
  /** prefix of the province that the installation serves: whoever is registered elsewhere is out-of-region (GX24-1.2) */
  readonly province: string;
  /** legal day of the comparison */
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly standardsVersion: string;
  readonly policyVersion: string;
}

/**
 * Opens a case for every qualification that newly fails, closes the case of every one that is met again (GX24-4.1a, 4.1d)
 * and asks an official about every undetermined one. The changes come as the temporary table `changed_verdict`
 * (qualification_id, enterprise_id, division_code, previous, verdict, effective_row, shortage, counts) of the same
 * transaction: a nation's changes are settled in a few statements. Events, marks and outbox rows are written with them.
 */
export async function casesForChangedVerdicts(
  transaction: Transaction,
  settlement: VerdictSettlement,
): Promise<SettledCases> {
  const opened = await openCases(transaction, settlement);
  const closed = await carryVerdictsIntoCases(transaction, settlement);
  const questions = await settleQuestions(transaction, settlement);
  return { ...opened, ...closed, ...questions, mails: opened.mails + closed.mails };
}
