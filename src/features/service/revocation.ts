import { z } from 'zod';
import { WAYS_OF_SERVICE } from '#features/documents/queries.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { announceRevocation, documentsOfKept } from './announcing.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { caseFacts, documentIssued, servedBy } from './case-facts.ts';
import { comparedData, comparedNow } from './comparison.ts';
import { course } from './course.ts';
import { evidenceOfDecision } from './decision-evidence.ts';
import { evidenceSchema, storeEvidence } from './evidence.ts';
import { heardForDecision } from './heard-in-case.ts';
import { type Issue, issueOnCase, officeForRole } from './issuing.ts';
import { refuseUnposted } from './posted-beside.ts';
import { tellOfResult } from './procedure.ts';
import { remediesOn } from './remedies.ts';
import { startService } from './start-service.ts';
import {
  given,
  type Issued,
  inStep,
  type Outcome,
  refused,
  type ServiceTools,
  StepRefused,
  stepFields,
} from './step.ts';

type Sent = Issued & { readonly attempts: readonly string[] };

const notifyIntentSchema = z.object(stepFields);

/** GX24-4.1e, SX23-3.5, SY-4: the notice of intended revocation, signed and on its way in the transaction of the step. */
export async function notifyIntent(
  tools: ServiceTools,
  input: z.input<typeof notifyIntentSchema>,
): Promise<Outcome<Sent>> {
  const read = given(notifyIntentSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'withdrawal'), read.reason);
  const { caseId, actor, onDay, recordedAt } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const step = {
    caseId,
    command: { do: 'notify-intent' },
    actor: actor.name,
    role: actor.role,
    onDay,
    recordedAt,
    grounds: { run: facts.runId },
  } as const;
  return inStep(tools, step, async (transaction, taken) => {
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const compared = await comparedNow(transaction, facts, { onDay, at: recordedAt, actor: actor.name });
    const intent = await issueOnCase(transaction, issue, 'intent', {
      ...comparedData(compared),
      ...(await course(transaction, facts, office.office.name)),
      contact: office.contact,
    });
    const { attempts, documents } = await startService(transaction, issue, 'intent', intent);
    return { documents: [intent, ...documents], attempts };
  });
}

const decideSchema = z.object({
  ...stepFields,
  result: z.enum(['revoke', 'keep']),
  /** what of the statement and the hearing was followed and what not, and why; needed where there was either */
  assessment: z.string().trim().min(1).optional(),
  /** names of the proofs in the decision; the system adds what it holds itself */
  evidence: z.array(z.string().trim().min(1)).default([]),
});

async function issueDecision(
  transaction: Transaction,
  issue: Issue,
  given_: z.output<typeof decideSchema>,
): Promise<Sent> {
  const { facts, office } = issue;
  const intent = await documentIssued(transaction, facts.caseId, 'intent');
  const servedOn = facts.servedOn.intent;
  if (intent === undefined || servedOn === undefined) {
    throw new StepRefused('行政许可法-7', '本案没有送达的撤回告知书，不能作出撤回决定。');
  }
  const way = await servedBy(transaction, facts.caseId, 'intent');
  // Who signed for it, or had it brought, was served without the notice: then the letter beside it decides nothing.
  if (way === WAYS_OF_SERVICE['public-notice']) await refuseUnposted(transaction, facts, 'intent', intent.id);
  const notified = { number: intent.number, servedOn, servedBy: way };
  const compared = await comparedNow(transaction, facts, issue);
  const decision = await issueOnCase(transaction, issue, 'decision', {
    ...comparedData(compared),
    ...(await course(transaction, facts, office.office.name)),
    intent: notified,
    heard: await heardForDecision(transaction, facts.caseId, given_.assessment),
    evidence: [...(await evidenceOfDecision(transaction, compared)), ...given_.evidence],
    remedies: await remediesOn(transaction, office, issue.onDay),
  });
  const { attempts, documents } = await startService(transaction, issue, 'decision', decision);
  return { documents: [decision, ...documents], attempts };
}

/** Decides on the revocation: the decision with facts, proofs, reasons and remedies, or the mark lifted where the qualification is kept. */
export async function decideRevocation(
  tools: ServiceTools,
  input: z.input<typeof decideSchema>,
): Promise<Outcome<Sent>> {
  const read = given(decideSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'withdrawal'), read.reason);
  const { caseId, actor, onDay, recordedAt, result } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const step = {
    caseId,
    command: { do: 'decide', result },
    actor: actor.name,
    role: actor.role,
    onDay,
    recordedAt,
    grounds: { run: facts.runId, assessment: read.value.assessment },
  } as const;
  return inStep(tools, step, async (transaction, taken): Promise<Sent> => {
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    if (result === 'revoke') return issueDecision(transaction, issue, read.value);
    const documents = await documentsOfKept(transaction, issue, '—');
    if (documents.some(({ kind }) => kind === 'announcement')) {
      await tellOfResult(transaction, { caseId, key: taken.fact, result, number: undefined, onDay, at: recordedAt });
    }
    return { documents, attempts: [] };
  });
}

const announceSchema = z.object({ ...stepFields, evidence: z.array(evidenceSchema).default([]) });

/** GX24-4.1e, SX23-4.2, SY-4: the decision, once served, is announced; with it the qualification is revoked in the register. */
export async function announceDecision(
  tools: ServiceTools,
  input: z.input<typeof announceSchema>,
): Promise<Outcome<Issued>> {
  const read = given(announceSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'withdrawal'), read.reason);
  const { caseId, actor, onDay, recordedAt, evidence } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const step = { caseId, command: { do: 'announce' }, actor: actor.name, role: actor.role, onDay, recordedAt } as const;
  return inStep(tools, step, async (transaction, taken) => {
    for (const each of evidence) await storeEvidence(transaction, caseId, each, { name: actor.name, at: recordedAt });
    const decision = await documentIssued(transaction, caseId, 'decision');
    if (decision === undefined) throw new StepRefused(clauseOf(facts, 'withdrawal'), '没有撤回决定书，不能公告。');
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const { number, issuedOn: on } = decision;
    const decidedBy = decision.office === office.office.name ? undefined : decision.office;
    await tellOfResult(transaction, { caseId, key: taken.fact, result: 'revoke', number, onDay, at: recordedAt });
    return { documents: [await announceRevocation(transaction, issue, { number, on }, decidedBy)] };
  });
}
