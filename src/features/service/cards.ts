import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { openByFinding } from '#features/casework/commands.ts';
import { DocumentRefused, documentId, type IssuedDocument, issueDocument } from '#features/documents/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { type CaseFacts, caseFacts, failingData } from './case-facts.ts';
import { evidenceSchema, storeEvidence } from './evidence.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { announceKept, announceRevocation } from './revocation.ts';
import {
  actorSchema,
  given,
  type Issued,
  type Outcome,
  refused,
  type ServiceTools,
  StepRefused,
  takeStep,
} from './step.ts';

const confirmSchema = z.object({ ...evidencedFields, note: z.string().trim().min(1, '请写明认定意见。') });

/** SX23-2.2: two months after the yellow card the authority confirms what the system still shows; the card turns red. */
export async function confirmCard(
  tools: ServiceTools,
  input: z.input<typeof confirmSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(confirmSchema, input);
  if (!read.ok) return refused('SX23-2.2', read.reason);
  return evidencedStep(tools, read.value, { do: 'confirm' }, { note: read.value.note }, async () => ({}));
}

const findSchema = z.object({
  qualificationId: z.int().positive(),
  /** province that the installation serves */
  province: z.string().regex(/^\d{2}$/),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
  note: z.string().trim().min(1, '请写明日常监管中发现的情况。'),
  evidence: z.array(evidenceSchema).min(1, '日常监管发现须附证据，请补充后再提交。'),
});

/** SX23-2.2: found in daily supervision, in an open case or with none: the card is red from this day. */
export async function findInSupervision(
  tools: ServiceTools,
  input: z.input<typeof findSchema>,
): Promise<Outcome<{ readonly caseId: string }>> {
  const read = given(findSchema, input);
  if (!read.ok) return refused('SX23-2.2', read.reason);
  const { qualificationId, province, actor, onDay, recordedAt, note, evidence } = read.value;
  return inTransaction(tools.pool, async (transaction): Promise<Outcome<{ caseId: string }>> => {
    const common = { actor: actor.name, role: actor.role, onDay, recordedAt, grounds: { note } };
    const opened = await openByFinding(transaction, { ...common, qualificationId, province });
    if (opened.outcome === 'unknown-qualification') return { outcome: 'unknown-case' };
    if (opened.outcome === 'refused') return opened;
    const { caseId } = opened;
    if (opened.outcome === 'open-already') {
      const step = await takeStep(transaction, { ...common, caseId, command: { do: 'find' } });
      if (step.outcome !== 'done') return step;
    }
    for (const each of evidence) await storeEvidence(transaction, caseId, each, { name: actor.name, at: recordedAt });
    return { outcome: 'done', events: [], caseId };
  });
}

const proposeSchema = z.object({
  caseIds: z.array(z.guid()).min(1, '请选择建议撤回的案件。'),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
});

export interface Proposed {
  /** the letter to the approval bureau; null where the province takes it (SX23-4.2) */
  readonly letter: IssuedDocument | null;
  readonly proposed: readonly string[];
  readonly refusals: readonly { readonly caseId: string; readonly refusal: Refusal }[];
}

/**
 * SX23-4.2: city-issued qualifications go with one letter and its list to the approval bureau of the city, which has 3 working days
 * to start; the others are the province's. A case that may not be proposed yet is left out and named.
 */
export async function proposeRevocations(
  tools: ServiceTools,
  input: z.input<typeof proposeSchema>,
): Promise<Outcome<Proposed>> {
  const read = given(proposeSchema, input);
  if (!read.ok) return refused('SX23-4.2', read.reason);
  const { actor, onDay, recordedAt } = read.value;
  const ids = [...new Set(read.value.caseIds)].sort();
  const facts = (await Promise.all(ids.map((id) => caseFacts(tools.pool, id)))).filter((each) => each !== undefined);
  const [first] = facts;
  if (first === undefined || facts.length !== ids.length) return { outcome: 'unknown-case' };
  const routes = new Set(facts.map((each) => (each.licensing === 'city' ? each.divisionCode.slice(0, 4) : 'province')));
  if (routes.size > 1) return refused('SX23-4.2', '所选案件的核发机关不同，请按核发机关分别办理。');
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<Proposed>> => {
      const refusals: { caseId: string; refusal: Refusal }[] = [];
      const taken: CaseFacts[] = [];
      for (const each of facts) {
        const step = await takeStep(transaction, {
          caseId: each.caseId,
          command: { do: 'propose' },
          actor: actor.name,
          role: actor.role,
          onDay,
          recordedAt,
          grounds: { run: each.runId, with: ids },
        });
        if (step.outcome === 'refused') refusals.push({ caseId: each.caseId, refusal: step.refusal });
        if (step.outcome === 'done') taken.push(each);
      }
      const proposed = taken.map((each) => each.caseId);
      if (taken.length === 0 || first.licensing !== 'city') {
        return { outcome: 'done', events: [], letter: null, proposed, refusals };
      }
      const office = await officeForRole(transaction, first, actor.role);
      if (office.approvalBureau === undefined) {
        throw new StepRefused('SX23-4.2', '尚未登记同级行政审批局，不能发函；请先登记。');
      }
      const letter = await issueDocument(
        transaction,
        tools.press,
        'proposal-letter',
        {
          addressee: office.approvalBureau,
          receivedOn: onDay,
          proposals: taken.map((each) => ({
            enterprise: each.enterprise,
            qualification: each.qualification.name,
            certificateNumber: each.qualification.certificateNumber,
            redSince: each.redSince ?? each.openedOn,
            shortage: `经核查，至少缺少${each.shortage}名注册执业人员`,
          })),
          contact: office.contact,
        },
        {
          factId: `proposal-letter:${documentId(`${proposed.join(',')}:${onDay}`)}`,
          office: office.office,
          divisionCode: office.office.divisionCode.padEnd(6, '0'),
          ...(taken.length === 1 ? { caseId: first.caseId, enterpriseId: first.enterpriseId } : {}),
          issuedOn: onDay,
          issuedBy: actor.name,
          recordedAt,
          calendar: await officeCalendar(transaction),
        },
      );
      return { outcome: 'done', events: [], letter, proposed, refusals };
    });
  } catch (error) {
    if (error instanceof DocumentRefused) return refused('SX23-4.2', error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}

const startSchema = z.object({
  ...evidencedFields,
  reference: z.string().trim().min(1).optional(),
  /** 签发人 of the report to the ministry */
  signer: z.string().trim().min(1).optional(),
});

/**
 * SX23-4.2: the approval bureau (or the province) starts the procedure. Of a qualification that the ministry issued the province reports
 * its review to the ministry with this step.
 */
export async function startProcedure(
  tools: ServiceTools,
  input: z.input<typeof startSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(startSchema, input);
  if (!read.ok) return refused('SX23-4.2', read.reason);
  const { caseId, actor, onDay, recordedAt, reference, signer } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(tools, read.value, { do: 'start' }, { reference }, async (transaction, taken) => {
    if (!taken.events.some((event) => event.documents?.includes('ministry-report'))) return { documents: [] };
    if (signer === undefined) throw new StepRefused('SX23-4.2', '报部的报告须写明签发人，请补充。');
    const office = await officeForRole(transaction, facts, 'province');
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const report = await issueOnCase(transaction, issue, 'ministry-report', {
      ...failingData(facts),
      redSince: facts.redSince ?? facts.openedOn,
      proposedOn: await proposedOn(transaction, caseId, onDay),
      signer,
      contact: office.contact,
    });
    return { documents: [report] };
  });
}

async function proposedOn(transaction: Transaction, caseId: string, otherwise: string): Promise<string> {
  const found = await transaction.query<{ on_day: string }>(
    `select on_day from case_event where case_id = $1 and act = 'proposed' order by sequence desc limit 1`,
    [caseId],
  );
  return found.rows[0]?.on_day ?? otherwise;
}

const returnSchema = z.object({
  ...evidencedFields,
  result: z.enum(['revoke', 'keep']),
  /** the bureau's decision; a revocation is announced under its number */
  decision: z.object({ number: z.string().trim().min(1), on: legalDate }).optional(),
});

/** SX23-4.2: the approval bureau writes back the result; a revocation is announced and carried into the register. */
export async function returnResult(
  tools: ServiceTools,
  input: z.input<typeof returnSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(returnSchema, input);
  if (!read.ok) return refused('SX23-4.2', read.reason);
  const { caseId, actor, onDay, recordedAt, result, decision } = read.value;
  if (result === 'revoke' && decision === undefined) return refused('SX23-4.2', '反馈撤回结果须写明决定书文号和日期。');
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(tools, read.value, { do: 'return-result', result }, { decision }, async (transaction, taken) => {
    // The announcement is the housing authority's of the licensing level; the bureau only writes back.
    const office = await officeForRole(transaction, facts, facts.licensing === 'city' ? 'city' : 'province');
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    if (result === 'keep' || decision === undefined) {
      return { documents: await announceKept(transaction, issue, decision?.number ?? '—') };
    }
    return { documents: [await announceRevocation(transaction, issue, decision)] };
  });
}
