import { z } from 'zod';
import { openByFinding } from '#features/casework/commands.ts';
import { DocumentRefused, type IssuedDocument } from '#features/documents/commands.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { citationOf } from '#law/regimes/clause-texts.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { clauseFor } from './case-clause.ts';
import { caseFacts, day } from './case-facts.ts';
import { comparedData, comparedNow } from './comparison.ts';
import { evidenceSchema, storeEvidence } from './evidence.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { remediesOn } from './remedies.ts';
import { startService } from './start-service.ts';
import {
  type Actor,
  actorSchema,
  given,
  lastSequence,
  type Outcome,
  refused,
  type ServiceTools,
  StepRefused,
  type Taken,
  takeStep,
} from './step.ts';
import { checkWhatIsMet } from './step-refused.ts';
import { tellEnterprise } from './tell-enterprise.ts';

/** Reading `card-is-order`: one month from service. */
const TERM_MONTHS = 1;

interface Card {
  readonly caseId: string;
  readonly by: 'confirm' | 'find';
  readonly opinion: string;
  readonly actor: Actor;
  readonly onDay: string;
  readonly at: Date;
  readonly taken: Taken;
}

interface CardIssued {
  readonly documents: readonly IssuedDocument[];
  readonly attempts: readonly string[];
}

async function enteredOn(
  transaction: Transaction,
  caseId: string,
  stage: 'yellow' | 'red',
): Promise<string | undefined> {
  const found = await transaction.query<{ on_day: string }>(
    'select on_day from case_event where case_id = $1 and act = $2 order by sequence limit 1',
    [caseId, stage],
  );
  return found.rows[0]?.on_day;
}

/**
 * 部令22号 28, reading `card-is-order`: the card is the order, signed and on its way in the transaction of the step. Where the step
 * brought none (found again), nothing is issued.
 */
async function issueCard(transaction: Transaction, tools: ServiceTools, card: Card): Promise<CardIssued> {
  const { caseId, by, opinion, actor, onDay, at, taken } = card;
  if (!taken.events.some((event) => event.documents?.includes('order'))) return { documents: [], attempts: [] };
  // Within the transaction: stage, restrictions and the day of the card are what this step has just brought.
  const facts = await caseFacts(transaction, caseId);
  if (facts === undefined) {
    throw new StepRefused(
      await clauseFor(transaction, { caseId }, 'mark'),
      '该项资质还没有核查结论，不能认定不达标、制发文书；请待核查完成后再办理。',
    );
  }
  const office = await officeForRole(transaction, facts, actor.role);
  const yellowSince = by === 'confirm' ? await enteredOn(transaction, caseId, 'yellow') : undefined;
  const issue = { press: tools.press, facts, office, onDay: day(onDay), at, actor: actor.name, taken };
  const compared = await comparedNow(transaction, facts, {
    onDay: day(onDay),
    at,
    actor: actor.name,
    foundOtherwise: by === 'find',
  });
  const order = await issueOnCase(transaction, issue, 'order', {
    ...comparedData(compared),
    termMonths: TERM_MONTHS,
    restrictions: [...facts.restrictions],
    officers: null,
    card: { by, opinion, redSince: facts.redSince ?? onDay, ...(yellowSince === undefined ? {} : { yellowSince }) },
    contact: office.contact,
    remedies: await remediesOn(transaction, office, onDay),
  });
  const { attempts, documents } = await startService(transaction, issue, 'order', order);
  return { documents: [order, ...documents], attempts };
}

/** SX23-2.2, 3.1, 3.2: what is published of an enterprise and restricts it, it reads first. */
async function tellOfRedCard(transaction: Transaction, { caseId, by, opinion, onDay, at, taken }: Card): Promise<void> {
  if (!taken.events.some((event) => event.move?.to === 'red')) return;
  const clause = await clauseFor(transaction, { caseId }, 'mark');
  const said = by === 'confirm' ? `认定意见：${opinion}` : `日常监管中发现：${opinion}`;
  await tellEnterprise(transaction, {
    caseId,
    key: `red-card:${caseId}:${onDay}`,
    subject: '红牌预警',
    lines: ({ qualification }) => [
      `贵单位${qualification}经认定不达标，自 ${onDay} 起转为红牌预警，向社会公布（${citationOf(clause)}）。${said}`,
      '《资质不达标认定暨责令限期整改通知书》另行送达，整改期限 1 个月，自送达之日的次日起计算；救济途径和期限见通知书。',
      '红牌预警期间，该项资质不得申请升级、增项，不得承揽新工程，在建工程列为重点监管对象，不得参加评优评先。',
      '请尽快补充符合条件的注册人员；对数据有异议的，登录平台附证据提出异议（信息修复）。期满仍未达标的，启动资质撤回程序。',
    ],
    at,
  });
}

const confirmSchema = z.object({ ...evidencedFields, note: z.string().trim().min(1, '请写明认定意见。') });

/** SX23-2.2: two months after the yellow card the authority confirms what the system still shows; the card turns red with its order. */
export async function confirmCard(
  tools: ServiceTools,
  input: z.input<typeof confirmSchema>,
): Promise<Outcome<EvidencedResult & CardIssued>> {
  const read = given(confirmSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'mark'), read.reason);
  const { caseId, note, actor, onDay, recordedAt: at } = read.value;
  return evidencedStep(tools, read.value, { do: 'confirm' }, { note }, async (transaction, taken) => {
    const card: Card = { caseId, by: 'confirm', opinion: note, actor, onDay, at, taken };
    const issued = await issueCard(transaction, tools, card);
    await tellOfRedCard(transaction, card);
    return issued;
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

/** SX23-2.2: found in daily supervision, in an open case or with none: the card is red from this day, with its order. */
export async function findInSupervision(
  tools: ServiceTools,
  input: z.input<typeof findSchema>,
): Promise<Outcome<{ readonly caseId: string } & CardIssued>> {
  const read = given(findSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'mark'), read.reason);
  const { qualificationId, province, actor, onDay, recordedAt: at, note, evidence } = read.value;
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<{ caseId: string } & CardIssued>> => {
      const common = {
        actor: actor.name,
        role: actor.role,
        onDay,
        recordedAt: at,
        grounds: { note },
        sealed: tools.sealed,
      };
      const opened = await openByFinding(transaction, { ...common, qualificationId, province });
      if (opened.outcome === 'unknown-qualification') return { outcome: 'unknown-case' };
      if (opened.outcome === 'refused') return opened;
      const { caseId } = opened;
      const step =
        opened.outcome === 'opened'
          ? {
              outcome: 'done' as const,
              events: opened.events,
              fact: `${caseId}:${await lastSequence(transaction, caseId)}`,
            }
          : await takeStep(transaction, { ...common, caseId, command: { do: 'find' } });
      if (step.outcome !== 'done') return step;
      for (const each of evidence) await storeEvidence(transaction, caseId, each, { name: actor.name, at });
      const card: Card = { caseId, by: 'find', opinion: note, actor, onDay, at, taken: step };
      const issued = await issueCard(transaction, tools, card);
      await tellOfRedCard(transaction, card);
      return { outcome: 'done', events: step.events, caseId, ...issued };
    });
  } catch (error) {
    await checkWhatIsMet(tools.pool, error, at);
    if (error instanceof DocumentRefused) return refused(clauseIn(province, 'mark'), error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
