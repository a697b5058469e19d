import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { announceKept, announceRevocation, issueUnmarkNotice } from './announcing.ts';
import { type CaseFacts, caseFacts, documentIssued, failingData, servedBy } from './case-facts.ts';
import { serveElectronically } from './electronic.ts';
import { prepareEms } from './ems.ts';
import { evidenceSchema, storeEvidence } from './evidence.ts';
import { putBeforeEnterprise } from './inbox.ts';
import { type Issue, issueOnCase, officeForRole } from './issuing.ts';
import { tellOfResult } from './procedure.ts';
import { publishNoticeOf } from './public-notice.ts';
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

/** The order that preceded, as notice and decision tell it; the red card where the regime has none (SX23-3.5). */
async function course(transaction: Transaction, facts: CaseFacts) {
  if (facts.redSince !== null) return { redSince: facts.redSince };
  const order = await documentIssued(transaction, facts.caseId, 'order');
  const servedOn = facts.servedOn.order;
  if (order === undefined || servedOn === undefined || facts.termEndedOn === null) {
    throw new StepRefused('GX24-4.1e', '案件缺少责令限期整改通知书的文号、送达日期或者期满日期，不能告知拟撤回。');
  }
  return {
    ordered: {
      orderNumber: order.number,
      orderedOn: order.issuedOn,
      servedOn,
      servedBy: await servedBy(transaction, facts.caseId, 'order'),
      termEndedOn: facts.termEndedOn,
    },
  };
}

const notifyIntentSchema = z.object(stepFields);

/** GX24-4.1e, SY-4: the notice of intended revocation, signed and on its way in the transaction of the step. */
export async function notifyIntent(
  tools: ServiceTools,
  input: z.input<typeof notifyIntentSchema>,
): Promise<Outcome<Sent>> {
  const read = given(notifyIntentSchema, input);
  if (!read.ok) return refused('GX24-4.1e', read.reason);
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
  return inStep(tools.pool, step, async (transaction, taken) => {
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const intent = await issueOnCase(transaction, issue, 'intent', {
      ...failingData(facts),
      ...(await course(transaction, facts)),
      contact: office.contact,
    });
    const sending = {
      documentKind: 'intent',
      documentId: intent.id,
      actor: actor.name,
      onDay,
      at: recordedAt,
    } as const;
    const attempts = await serveElectronically(transaction, facts, sending);
    if (facts.regime !== 'shenyang-2024') return { documents: [intent], attempts };
    // SY-4: by post and on the web at once.
    const letter = await prepareEms(transaction, facts, sending);
    const notice = await publishNoticeOf(transaction, {
      press: tools.press,
      served: 'intent',
      noticed: [{ facts, document: { id: intent.id, number: intent.number ?? '' } }],
      office,
      divisionCode: facts.divisionCode,
      onDay,
      at: recordedAt,
      actor: actor.name,
      reason: '同时邮寄送达',
    });
    return { documents: [intent, notice], attempts: [...attempts, letter] };
  });
}

const decideSchema = z.object({
  ...stepFields,
  result: z.enum(['revoke', 'keep']),
  /** what the enterprise said and why it was or was not followed; null: it said nothing in time */
  heard: z
    .object({
      statement: z.string().trim().min(1).optional(),
      hearingOn: legalDate.optional(),
      assessment: z.string().trim().min(1, '请写明对陈述申辩的审查意见。'),
    })
    .nullable()
    .default(null),
  /** names of the proofs in the decision; the system adds what it holds itself */
  evidence: z.array(z.string().trim().min(1)).default([]),
  /** SX23: the notice given in the procedure, which the regime leaves to the province */
  notified: z
    .object({ number: z.string().trim().min(1), servedOn: legalDate, servedBy: z.string().trim().min(1) })
    .optional(),
});

async function ownEvidence(transaction: Transaction, facts: CaseFacts): Promise<string[]> {
  const stored = await transaction.query<{ name: string; taken_on: string; sha256: string }>(
    "select name, taken_on, encode(sha256, 'hex') as sha256 from case_evidence where case_id = $1 order by recorded_at, id",
    [facts.caseId],
  );
  return [
    `系统核查结论（核查编号${facts.runId}，${facts.verifiedOn}）`,
    ...stored.rows.map((row) => `${row.name}（${row.taken_on}，SHA-256：${row.sha256.slice(0, 16)}…）`),
  ];
}

async function issueDecision(
  transaction: Transaction,
  issue: Issue,
  given_: z.output<typeof decideSchema>,
): Promise<Sent> {
  const { facts, office, onDay, at, actor } = issue;
  const intent = await documentIssued(transaction, facts.caseId, 'intent');
  const servedOn = facts.servedOn.intent;
  const notified =
    given_.notified ??
    (intent === undefined || servedOn === undefined
      ? undefined
      : { number: intent.number, servedOn, servedBy: await servedBy(transaction, facts.caseId, 'intent') });
  if (notified === undefined) {
    throw new StepRefused('行政许可法-7', '决定书须写明撤回告知书的文号、送达日期和方式，请补充。');
  }
  const decision = await issueOnCase(transaction, issue, 'decision', {
    ...failingData(facts),
    ...(await course(transaction, facts)),
    intent: notified,
    heard: given_.heard,
    evidence: [...(await ownEvidence(transaction, facts)), ...given_.evidence],
    remedies: office.remedies,
  });
  const sending = { documentKind: 'decision', documentId: decision.id, actor, onDay, at } as const;
  const attempts = await serveElectronically(transaction, facts, sending);
  if (facts.regime === 'shenyang-2024') attempts.push(await prepareEms(transaction, facts, sending));
  return { documents: [decision], attempts };
}

/** Decides on the revocation: the decision with facts, proofs, reasons and remedies, or the mark lifted where the qualification is kept. */
export async function decideRevocation(
  tools: ServiceTools,
  input: z.input<typeof decideSchema>,
): Promise<Outcome<Sent>> {
  const read = given(decideSchema, input);
  if (!read.ok) return refused('GX24-4.1e', read.reason);
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
    grounds: { run: facts.runId, heard: read.value.heard },
  } as const;
  return inStep(tools.pool, step, async (transaction, taken): Promise<Sent> => {
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const told = { caseId, key: taken.fact, result, onDay, at: recordedAt };
    if (facts.regime === 'shanxi-2023' && result === 'keep') {
      await tellOfResult(transaction, { ...told, number: undefined });
    }
    if (result === 'keep') {
      const wants = (kind: 'announcement' | 'unmark-notice') =>
        taken.events.some((event) => event.documents?.includes(kind));
      if (wants('announcement')) return { documents: await announceKept(transaction, issue, '—'), attempts: [] };
      const notice = wants('unmark-notice') ? [await issueUnmarkNotice(transaction, issue, 'kept')] : [];
      return { documents: notice, attempts: [] };
    }
    const sent = await issueDecision(transaction, issue, read.value);
    const [decision] = sent.documents;
    // SX23-4.2: the province's decision revokes at once and is announced with it.
    if (decision === undefined || !taken.events.some((event) => event.move?.to === 'revoked')) return sent;
    // 71号文 does not say how the decision is served; before the enterprise on the platform it is in any case.
    if (sent.attempts.length === 0) await putBeforeEnterprise(transaction, facts, decision, recordedAt);
    await tellOfResult(transaction, { ...told, number: decision.number ?? undefined });
    const announcement = await announceRevocation(transaction, issue, { number: decision.number ?? '', on: onDay });
    return { ...sent, documents: [...sent.documents, announcement] };
  });
}

const announceSchema = z.object({ ...stepFields, evidence: z.array(evidenceSchema).default([]) });

/** GX24-4.1e, SY-4: the decision is announced; with it the qualification is revoked in the register. */
export async function announceDecision(
  tools: ServiceTools,
  input: z.input<typeof announceSchema>,
): Promise<Outcome<Issued>> {
  const read = given(announceSchema, input);
  if (!read.ok) return refused('GX24-4.1e', read.reason);
  const { caseId, actor, onDay, recordedAt, evidence } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  if (facts.regime === 'shanxi-2023') {
    return refused('SX23-4.2', '山西的撤回结果随反馈（return-result）或者省厅决定（decide）一并公告。');
  }
  const step = { caseId, command: { do: 'announce' }, actor: actor.name, role: actor.role, onDay, recordedAt } as const;
  return inStep(tools.pool, step, async (transaction, taken) => {
    for (const each of evidence) await storeEvidence(transaction, caseId, each, { name: actor.name, at: recordedAt });
    const decision = await documentIssued(transaction, caseId, 'decision');
    if (decision === undefined) throw new StepRefused('GX24-4.1e', '没有撤回决定书，不能公告。');
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    return {
      documents: [await announceRevocation(transaction, issue, { number: decision.number, on: decision.issuedOn })],
    };
  });
}
