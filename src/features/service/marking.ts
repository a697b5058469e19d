import { z } from 'zod';
import { citationOf } from '#law/regimes/clause-texts.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { caseFacts } from './case-facts.ts';
import { tellOffice } from './office-notice.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Outcome, refused, type ServiceTools } from './step.ts';
import { tellEnterprise } from './tell-enterprise.ts';

const markSchema = z.object({ ...evidencedFields, note: z.string().trim().min(1, '请写明核实的经过和标注的理由。') });

/** An authority that has verified it sets the mark itself, where its regime leaves that to an official (HB25-3). */
export async function markByHand(
  tools: ServiceTools,
  input: z.input<typeof markSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(markSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'mark'), read.reason);
  const { caseId, note, onDay, recordedAt: at } = read.value;
  return evidencedStep(tools, read.value, { do: 'mark-by-hand' }, { note }, async (transaction, taken) => {
    const clause = taken.events[0]?.clause ?? (await clauseFor(transaction, { caseId }, 'mark'));
    await tellEnterprise(transaction, {
      caseId,
      key: `marked-by-hand:${taken.fact}`,
      subject: '资质异常标注',
      lines: ({ qualification }) => [
        `贵单位${qualification}经主管部门核实，自 ${onDay} 起标注资质异常（${citationOf(clause)}）。理由：${note}`,
        '请尽快补足符合条件的注册人员；对数据有异议的，请在登记中更正后在平台提交整改材料，申请复查。',
      ],
      at,
    });
    return {};
  });
}

const askSchema = z.object({ ...evidencedFields, account: z.string().trim().max(2000).default('') });

/** What an enterprise begins or asks in its own case: a step of the case, and the office hears of it (JX26-4, JX26-5). */
async function ofEnterprise(
  tools: ServiceTools,
  input: z.input<typeof askSchema>,
  step: 'start-rectification' | 'request-recheck',
): Promise<Outcome<EvidencedResult>> {
  const read = given(askSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'rectification'), read.reason);
  const { caseId, account, recordedAt: at } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(tools, read.value, { do: step }, { account }, async (transaction, taken) => {
    const what = step === 'start-rectification' ? '发起整改' : '申请复核';
    await transaction.query(
      `insert into recheck_request (enterprise_id, requested_at, reason) values ($1, $2, 'rectification')
       on conflict (enterprise_id) do nothing`,
      [facts.enterpriseId, at],
    );
    await tellOffice(transaction, {
      key: `${step}:${taken.fact}`,
      divisionCode: facts.divisionCode,
      level: 'city',
      kind: 'rectification',
      subject: `${facts.enterprise.name}${what}`,
      text: `${facts.enterprise.name}就${facts.qualification.name}${what}（${citationOf(taken.events[0]?.clause ?? clauseOf(facts, 'rectification'))}）。${account}`,
      link: `/office/cases/${caseId}`,
      enterpriseId: facts.enterpriseId,
      caseId,
      at,
    });
    return {};
  });
}

/** The enterprise begins to rectify: from then on the mark is lifted by the platform once the standard is met (JX26-5). */
export function startRectification(
  tools: ServiceTools,
  input: z.input<typeof askSchema>,
): Promise<Outcome<EvidencedResult>> {
  return ofEnterprise(tools, input, 'start-rectification');
}

/** The enterprise asks to be re-checked before the term is over (JX26-4). */
export function requestRecheck(
  tools: ServiceTools,
  input: z.input<typeof askSchema>,
): Promise<Outcome<EvidencedResult>> {
  return ofEnterprise(tools, input, 'request-recheck');
}
