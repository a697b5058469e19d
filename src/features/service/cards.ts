import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { openByFinding } from '#features/casework/commands.ts';
import { DocumentRefused, documentId, type IssuedDocument, issueDocument } from '#features/documents/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { type CaseFacts, caseFacts } from './case-facts.ts';
import { evidenceSchema, storeEvidence } from './evidence.ts';
import { officeForRole } from './issuing.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { actorSchema, given, type Outcome, refused, type ServiceTools, StepRefused, takeStep } from './step.ts';
import { tellEnterprise } from './tell-enterprise.ts';

const confirmSchema = z.object({ ...evidencedFields, note: z.string().trim().min(1, '请写明认定意见。') });

/** SX23-2.2: two months after the yellow card the authority confirms what the system still shows; the card turns red. */
export async function confirmCard(
  tools: ServiceTools,
  input: z.input<typeof confirmSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(confirmSchema, input);
  if (!read.ok) return refused('SX23-2.2', read.reason);
  const { caseId, note, onDay, recordedAt } = read.value;
  return evidencedStep(tools, read.value, { do: 'confirm' }, { note }, async (transaction) => {
    await tellOfRedCard(transaction, { caseId, said: `认定意见：${note}`, onDay, at: recordedAt });
    return {};
  });
}

/** SX23-2.2, 3.1, 3.2: what is published of an enterprise and restricts it, it reads first. */
async function tellOfRedCard(
  transaction: Transaction,
  red: { readonly caseId: string; readonly said: string; readonly onDay: string; readonly at: Date },
): Promise<void> {
  await tellEnterprise(transaction, {
    caseId: red.caseId,
    key: `red-card:${red.caseId}:${red.onDay}`,
    subject: '红牌预警',
    lines: ({ qualification }) => [
      `贵单位${qualification}自 ${red.onDay} 起转为红牌预警，向社会公布（晋建市规字〔2023〕71号第二条）。${red.said}`,
      '红牌预警期间，该项资质不得申请升级、增项，不得承揽新工程，在建工程列为重点监管对象，不得参加评优评先。',
      '请尽快补充符合条件的注册人员；对数据有异议的，登录平台附证据提出异议（信息修复）。红牌预警满 1 个月仍未达标的，启动资质撤回程序。',
    ],
    at: red.at,
  });
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
    // Found again after the card turned red is on record (reading `found-again`) and changes nothing.
    if (opened.outcome !== 'open-already' || (await turnedRedOn(transaction, caseId)) === onDay) {
      await tellOfRedCard(transaction, { caseId, said: `日常监管中发现：${note}`, onDay, at: recordedAt });
    }
    return { outcome: 'done', events: [], caseId };
  });
}

async function turnedRedOn(transaction: Transaction, caseId: string): Promise<string | undefined> {
  const found = await transaction.query<{ on_day: string }>(
    `select on_day from case_event where case_id = $1 and act = 'red' order by sequence limit 1`,
    [caseId],
  );
  return found.rows[0]?.on_day;
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
  // One after the other: a rehearsal has one connection only.
  const facts: CaseFacts[] = [];
  for (const id of ids) {
    const found = await caseFacts(tools.pool, id);
    if (found !== undefined) facts.push(found);
  }
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
