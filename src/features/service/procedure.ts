import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { announceKept, announceRevocation } from './announcing.ts';
import { caseFacts, failingData } from './case-facts.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Issued, type Outcome, refused, type ServiceTools, StepRefused } from './step.ts';
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
  if (!read.ok) return refused('SX23-4.2', read.reason);
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
        `贵单位${qualification}红牌预警期满仍未达标，资质撤回程序于 ${onDay} 启动（晋建市规字〔2023〕71号第三条、第四条）。`,
        '贵单位可以登录平台陈述、申辩，申请听证，并附证明材料。',
      ],
      at: recordedAt,
    });
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
        : `经审查，贵单位${qualification}不予撤回，红牌预警和相关限制自 ${onDay} 起取消。`,
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
    await tellOfResult(transaction, {
      caseId,
      key: taken.fact,
      result,
      number: decision?.number,
      onDay,
      at: recordedAt,
    });
    if (result === 'keep' || decision === undefined) {
      return { documents: await announceKept(transaction, issue, decision?.number ?? '—') };
    }
    return { documents: [await announceRevocation(transaction, issue, decision)] };
  });
}
