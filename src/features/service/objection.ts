import { z } from 'zod';
import type { Transaction } from '#platform/database/connections.ts';
import { issueUnmarkNotice } from './announcing.ts';
import { clauseFor } from './case-clause.ts';
import { caseFacts, day } from './case-facts.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { officeOf } from './offices.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Issued, type Outcome, refused, type ServiceTools, StepRefused } from './step.ts';
import { tellEnterprise } from './tell-enterprise.ts';

const objectSchema = z.object({ ...evidencedFields, claim: z.string().trim().min(1, '请写明异议的内容。') });

/** SX23-4.5: the enterprise applies for repair of information; without evidence it is sent back. */
export async function object(
  tools: ServiceTools,
  input: z.input<typeof objectSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(objectSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'objection'), read.reason);
  if (read.value.evidence.length === 0)
    return refused(await clauseFor(tools.pool, input, 'objection'), '异议（信息修复）须附印证资料，请补充后再提交。');
  return evidencedStep(tools, read.value, { do: 'object' }, { claim: read.value.claim }, async () => ({}));
}

const objectionSchema = z.object({
  claim: z.string(),
  evidence: z.array(z.object({ name: z.string() })),
});

interface OpenObjection {
  readonly on: string;
  readonly claim: string;
  readonly evidence: readonly string[];
}

async function openObjection(transaction: Transaction, caseId: string): Promise<OpenObjection> {
  const result = await transaction.query<{ on_day: string; content: string }>(
    `select on_day, content from case_event where case_id = $1 and act = 'objected' order by sequence desc limit 1`,
    [caseId],
  );
  const row = result.rows[0];
  if (row === undefined) throw new StepRefused(await clauseFor(transaction, { caseId }, 'objection'), '案件没有异议。');
  const { claim, evidence } = objectionSchema.parse(JSON.parse(row.content));
  return { on: row.on_day, claim, evidence: evidence.map(({ name }) => name) };
}

const opinionSchema = z.object({
  ...evidencedFields,
  result: z.enum(['agree', 'disagree']),
  reason: z.string().trim().min(1, '请写明审查意见的理由。'),
});

/** SX23-4.5: the city's clear written opinion, sent to the province as a document. */
export async function giveOpinion(
  tools: ServiceTools,
  input: z.input<typeof opinionSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(opinionSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'objection'), read.reason);
  const { caseId, actor, onDay, recordedAt, result, reason } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(tools, read.value, { do: 'opinion', result }, { reason }, async (transaction, taken) => {
    const office = await officeForRole(transaction, facts, actor.role);
    const province = await officeOf(transaction, facts.divisionCode, 'province');
    const objection = await openObjection(transaction, caseId);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const opinion = await issueOnCase(transaction, issue, 'repair-opinion', {
      regime: facts.regime,
      addressee: province.office.name,
      enterprise: facts.enterprise,
      qualification: facts.qualification.name,
      appliedOn: day(objection.on),
      claim: objection.claim,
      evidence: [...objection.evidence],
      opinion: result,
      reason,
    });
    await tellEnterprise(transaction, {
      caseId,
      key: `objection-opinion:${taken.fact}`,
      subject: '异议审查意见',
      lines: () => [
        `${office.office.name}于 ${onDay} 对贵单位 ${objection.on} 提出的异议出具审查意见：${result === 'agree' ? '同意修复' : '不同意修复'}。理由：${reason}`,
        result === 'agree'
          ? `已报${province.office.name}核实，核实结论另行告知。`
          : '异议就此办结，预警不变，各期限照常计算。有新的证据的，可以再次提出异议。',
      ],
      at: recordedAt,
    });
    return { documents: [opinion] };
  });
}

function consequence(cleared: boolean, marked: boolean): string {
  if (!cleared) return '案件继续办理，预警不变，各期限照常计算。有新的证据的，撤回程序启动前可以再次提出异议。';
  return marked
    ? '红牌预警即日解除，公布同时撤下，相关限制取消；《取消资质异常标注通知书》在平台收件箱中。'
    : '黄牌预警即日解除。';
}

const decideObjectionSchema = z.object({
  ...evidencedFields,
  result: z.enum(['upheld', 'rejected']),
  reason: z.string().trim().min(1, '请写明核实的理由。'),
});

/** SX23-4.5: the province verifies; upheld, the warning is repaired and a red card's mark is lifted with a notice. */
export async function decideObjection(
  tools: ServiceTools,
  input: z.input<typeof decideObjectionSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(decideObjectionSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'objection'), read.reason);
  const { caseId, actor, onDay, recordedAt, result, reason } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(
    tools,
    read.value,
    { do: 'decide-objection', result },
    { reason },
    async (transaction, taken) => {
      const cleared = taken.events.some((event) => event.move?.to === 'cleared');
      const office = await officeForRole(transaction, facts, actor.role);
      await tellEnterprise(transaction, {
        caseId,
        key: `objection-decided:${taken.fact}`,
        subject: '异议核实结论',
        lines: () => [
          `${office.office.name}于 ${onDay} 对贵单位的异议作出核实结论：${result === 'upheld' ? '异议成立，予以修复' : '异议不成立'}。理由：${reason}`,
          consequence(cleared, facts.marked),
        ],
        at: recordedAt,
      });
      // A yellow card was never public and marked nothing (SX23-2.1), so there is no mark to give notice of.
      if (!cleared || !facts.marked) return { documents: [] };
      const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
      return { documents: [await issueUnmarkNotice(transaction, issue, 'repaired')] };
    },
  );
}
