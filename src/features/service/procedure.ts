import { z } from 'zod';
import { citationOf } from '#law/regimes/clause-texts.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { announceRevocation, documentsOfKept } from './announcing.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { caseFacts } from './case-facts.ts';
import { deciderOf, officeForRole } from './issuing.ts';
import { reportToMinistry } from './ministry-report.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Issued, type Outcome, refused, type ServiceTools } from './step.ts';
import { tellEnterprise } from './tell-enterprise.ts';

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
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'withdrawal'), read.reason);
  const { caseId, actor, onDay, recordedAt, reference, signer } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(tools, read.value, { do: 'start' }, { reference, signer }, async (transaction, taken) => {
    // SX23-3.5, reading `heard`: whoever may state its case must know that the procedure has begun.
    await tellEnterprise(transaction, {
      caseId,
      key: `procedure-started:${taken.fact}`,
      subject: '资质撤回程序启动',
      lines: ({ qualification }) => [
        `贵单位${qualification}红牌预警期满仍未达标，资质撤回程序于 ${onDay} 启动（${citationOf(taken.events[0]?.clause ?? clauseOf(facts, 'withdrawal'))}）。`,
        '贵单位现在就可以登录平台陈述、申辩，并附证明材料；撤回告知书送达后，可以在告知书载明的期限内申请听证。',
      ],
      at: recordedAt,
    });
    const report = await reportToMinistry(transaction, tools, facts, {
      actor: { name: actor.name, role: 'province' },
      onDay,
      at: recordedAt,
      taken,
      signer,
    });
    return { documents: report === undefined ? [] : [report] };
  });
}

/** SX23-4.2: how the procedure ended, told with the announcement. */
export async function tellOfResult(
  transaction: Transaction,
  ended: {
    readonly caseId: string;
    readonly key: string;
    readonly result: 'revoke' | 'keep';
    readonly number: string | undefined;
    readonly onDay: string;
    readonly at: Date;
  },
): Promise<void> {
  const { result, number, onDay } = ended;
  await tellEnterprise(transaction, {
    caseId: ended.caseId,
    key: `procedure-ended:${ended.key}`,
    subject: result === 'revoke' ? '资质撤回结果' : '不予撤回资质',
    lines: ({ qualification }) => [
      result === 'revoke'
        ? `贵单位${qualification}已被依法撤回${number === undefined ? '' : `（${number}）`}，${onDay} 起公告。`
        : `经审查，贵单位${qualification}不予撤回，预警和相关限制自 ${onDay} 起取消。`,
      '公告和文书在平台收件箱中，可以查看、下载。',
    ],
    at: ended.at,
  });
}

const returnSchema = z.object({
  ...evidencedFields,
  result: z.enum(['revoke', 'keep']),
  /** the bureau's decision; a revocation is announced under its number */
  decision: z.object({ number: z.string().trim().min(1), on: legalDate }).optional(),
  /** day on which the decision was served on the enterprise: without it a revocation binds nobody (行政许可法 44) */
  servedOn: legalDate.optional(),
});

/**
 * The result of whoever decides elsewhere (SX23-4.2: the approval bureau; the ministry for its licences); a revocation that was served
 * is announced and carried into the register.
 */
export async function returnResult(
  tools: ServiceTools,
  input: z.input<typeof returnSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(returnSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'withdrawal'), read.reason);
  const { caseId, actor, onDay, recordedAt, result, decision, servedOn } = read.value;
  if (result === 'revoke' && decision === undefined)
    return refused(await clauseFor(tools.pool, input, 'withdrawal'), '反馈撤回结果须写明决定书文号和日期。');
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  if (decision !== undefined && servedOn !== undefined && servedOn < decision.on) {
    return refused('行政许可法-44', '决定书的送达日期不能早于决定日期，请核对后改正。');
  }
  const command = {
    do: 'return-result',
    result,
    ...(result === 'keep' || servedOn === undefined ? {} : { decisionServedOn: servedOn }),
  } as const;
  return evidencedStep(tools, read.value, command, { decision }, async (transaction, taken) => {
    // The announcement is the housing authority's; a bureau only writes back.
    const role = actor.role === 'approval-bureau' ? 'city' : actor.role;
    const office = await officeForRole(transaction, facts, role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const number = decision?.number;
    await tellOfResult(transaction, { caseId, key: taken.fact, result, number, onDay, at: recordedAt });
    const decidedBy = await deciderOf(transaction, facts, actor.role);
    if (result === 'keep' || decision === undefined) {
      return { documents: await documentsOfKept(transaction, issue, number ?? '—', decidedBy) };
    }
    return { documents: [await announceRevocation(transaction, issue, decision, decidedBy)] };
  });
}
