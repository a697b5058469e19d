import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { DocumentRefused, documentId, type IssuedDocument, issueDocument } from '#features/documents/commands.ts';
import type { DocumentData } from '#features/documents/schema.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { type CaseFacts, caseFacts, documentIssued } from './case-facts.ts';
import { comparedData, comparedNow } from './comparison.ts';
import { officeForRole } from './issuing.ts';
import { reportToMinistry } from './ministry-report.ts';
import { actorSchema, given, type Outcome, refused, type ServiceTools, StepRefused, takeStep } from './step.ts';
import { checkWhatIsMet, MetByNow } from './step-refused.ts';

const proposeSchema = z.object({
  caseIds: z.array(z.guid()).min(1, '请选择建议撤回的案件。'),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
  /** 签发人, where the step is the report to the ministry */
  signer: z.string().trim().min(1).optional(),
});

export interface Proposed {
  /** the letter to the approval bureau; null where the province takes it (SX23-4.2) */
  readonly letter: IssuedDocument | null;
  /** of each case that the ministry decides, the report upward */
  readonly reports: ReadonlyMap<string, IssuedDocument>;
  readonly proposed: readonly string[];
  readonly refusals: readonly { readonly caseId: string; readonly refusal: Refusal }[];
}

/** 发证机关 as the certificate names it: what the letter says of whoever gets it must be true. */
async function licensedBy(transaction: Transaction, { caseId }: CaseFacts): Promise<string> {
  const found = await transaction.query<{ authority: string | null }>(
    `select k.authority from cases c join qualification q on q.id = c.qualification_id left join certificate k on k.id = q.certificate_id
     where c.id = $1`,
    [caseId],
  );
  return found.rows[0]?.authority ?? '登记数据未载明';
}

/** Each with the order that it rests on and a comparison of the letter's own day. @throws StepRefused, MetByNow */
async function proposalsPrinted(
  transaction: Transaction,
  cases: readonly CaseFacts[],
  of: { readonly onDay: LegalDate; readonly at: Date; readonly actor: string },
): Promise<DocumentData['proposal-letter']['proposals']> {
  const printed = [];
  for (const each of cases) {
    const order = await documentIssued(transaction, each.caseId, 'order');
    const servedOn = each.servedOn.order;
    if (order === undefined || servedOn === undefined) {
      throw new StepRefused(
        clauseOf(each, 'proposal'),
        `${each.enterprise.name}的责令限期整改通知书尚未送达，不能建议撤回。`,
      );
    }
    const compared = await comparedNow(transaction, each, of).catch((error: unknown) => {
      if (!(error instanceof MetByNow)) throw error;
      const reason = `${each.enterprise.name}${each.qualification.name}：${error.message}其余企业请另行办理。`;
      throw new MetByNow(error.clause, reason, error.enterpriseId);
    });
    const { comparison, verifiedOn, standard, clauses } = comparedData(compared);
    printed.push({
      enterprise: each.enterprise,
      qualification: each.qualification.name,
      certificateNumber: each.qualification.certificateNumber,
      licensedBy: await licensedBy(transaction, each),
      redSince: each.redSince ?? each.openedOn,
      order: { number: order.number, servedOn },
      comparison,
      verifiedOn,
      standard: standard ?? '《建筑业企业资质标准》（建市〔2014〕159号）',
      clauses,
    });
  }
  return printed;
}

/**
 * SX23-4.2: city-issued qualifications go with one letter and its list to the approval bureau of the city, which has 3 working days
 * to start; the others are the province's. In the other regimes the step is the report to the ministry that issued the qualification and
 * alone withdraws it. A case that may not be proposed yet is left out and named.
 */
export async function proposeRevocations(
  tools: ServiceTools,
  input: z.input<typeof proposeSchema>,
): Promise<Outcome<Proposed>> {
  const read = given(proposeSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'proposal'), read.reason);
  const { actor, onDay, recordedAt, signer } = read.value;
  const ids = [...new Set(read.value.caseIds)].sort();
  // One after the other: a rehearsal has one connection only.
  const facts: CaseFacts[] = [];
  for (const id of ids) {
    const found = await caseFacts(tools.pool, id);
    if (found !== undefined) facts.push(found);
  }
  const [first] = facts;
  if (first === undefined || facts.length !== ids.length) return { outcome: 'unknown-case' };
  const routes = new Set(facts.map((each) => (each.licensing === 'city' ? each.divisionCode.slice(0, 4) : 'province')));
  if (routes.size > 1) return refused(clauseOf(first, 'proposal'), '所选案件的核发机关不同，请按核发机关分别办理。');
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<Proposed>> => {
      const refusals: { caseId: string; refusal: Refusal }[] = [];
      const taken: CaseFacts[] = [];
      const reports = new Map<string, IssuedDocument>();
      for (const each of facts) {
        const step = await takeStep(transaction, {
          caseId: each.caseId,
          command: { do: 'propose' },
          actor: actor.name,
          role: actor.role,
          onDay,
          recordedAt,
          grounds: { run: each.runId, with: ids },
          sealed: tools.sealed,
        });
        if (step.outcome === 'refused') refusals.push({ caseId: each.caseId, refusal: step.refusal });
        if (step.outcome !== 'done') continue;
        taken.push(each);
        const report = await reportToMinistry(transaction, tools, each, {
          actor,
          onDay,
          at: recordedAt,
          taken: step,
          signer,
        });
        if (report !== undefined) reports.set(each.caseId, report);
      }
      const proposed = taken.map((each) => each.caseId);
      if (taken.length === 0 || first.licensing !== 'city') {
        return { outcome: 'done', events: [], letter: null, reports, proposed, refusals };
      }
      const office = await officeForRole(transaction, first, actor.role);
      if (office.approvalBureau === undefined) {
        throw new StepRefused(clauseOf(first, 'proposal'), '尚未登记同级行政审批局，不能发函；请先登记。');
      }
      const letter = await issueDocument(
        transaction,
        tools.press,
        'proposal-letter',
        {
          regime: first.regime,
          addressee: office.approvalBureau,
          proposals: await proposalsPrinted(transaction, taken, { onDay, at: recordedAt, actor: actor.name }),
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
      return { outcome: 'done', events: [], letter, reports, proposed, refusals };
    });
  } catch (error) {
    await checkWhatIsMet(tools.pool, error, recordedAt);
    if (error instanceof DocumentRefused) return refused(clauseOf(first, 'proposal'), error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
