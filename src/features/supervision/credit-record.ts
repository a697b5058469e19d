import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { contactAt } from '#features/registry/queries.ts';
import { actorSchema, evidenceSchema, storeEvidence, writeLetter } from '#features/service/commands.ts';
import { clauseOn, programmeOf } from '#law/regimes/citing.ts';
import { citationOf } from '#law/regimes/clause-texts.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';

export const MISCONDUCT = {
  concealment: '隐瞒有关情况',
  'falsified-rectification': '弄虚作假、虚假整改',
} as const;
export type Misconduct = keyof typeof MISCONDUCT;

export type CreditResult =
  | { readonly outcome: 'recorded'; readonly id: string }
  | { readonly outcome: 'refused'; readonly clause: string; readonly reason: string };

export function refused(reason: string, regime?: Regime): CreditResult {
  return { outcome: 'refused', clause: clauseOn(regime, 'credit-records'), reason };
}

export function problems(error: z.ZodError): string {
  return error.issues.map(({ message }) => message).join('；');
}

const recordSchema = z.object({
  caseId: z.guid('案件编号有误，请核对。'),
  kind: z.enum(['concealment', 'falsified-rectification'], { error: '请选择隐瞒情况或者虚假整改。' }),
  foundOn: legalDate,
  description: z.string().trim().min(10, '请写明查明的事实（不少于 10 个字）。').max(2000, '查明的事实过长，请概括。'),
  evidence: z.array(evidenceSchema).min(1, '记入信用档案须附证据，请补充后再提交。'),
  actor: actorSchema,
  /** the authority in whose name it is recorded */
  office: z.string().trim().min(1, '请写明认定机关。'),
  recordedAt: z.date(),
});

interface CaseOf {
  readonly enterprise_id: number;
  readonly division_code: string;
  readonly regime: string;
  readonly opened_on: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
}

async function lockedCase(transaction: Transaction, caseId: string): Promise<CaseOf | undefined> {
  const found = await transaction.query<CaseOf>(
    `select c.enterprise_id, c.division_code, c.regime, c.opened_on, e.name as enterprise, e.uscc, q.name as qualification
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id where c.id = $1 for update of c`,
    [caseId],
  );
  return found.rows[0];
}

async function tellEnterprise(
  transaction: Transaction,
  id: string,
  about: CaseOf,
  record: z.output<typeof recordSchema>,
): Promise<void> {
  const contact = await contactAt(transaction, about.enterprise_id, record.recordedAt);
  if (contact === undefined || contact.email === null) return;
  const subject = '【资质哨】记入企业信用档案的告知';
  const text = [
    `${about.enterprise}（${about.uscc}）：`,
    '',
    `${record.office}于 ${record.foundOn} 认定贵单位在${about.qualification}资质预警整改中有“${MISCONDUCT[record.kind]}”的情形，依照${citationOf(clauseOn(REGIMES.get(about.regime), 'credit-records'))}，记入企业信用档案。查明的事实：${record.description}`,
    '',
    '贵单位可以登录平台查看认定所依据的证据，并陈述意见；陈述的意见与该条记录一并显示。认为记录有误的，请在陈述中说明并附证明材料，由认定机关复核。',
    '',
    '资质哨（本邮件由系统发出，请勿直接回复）',
  ].join('\n');
  await writeLetter(transaction, `credit-record:${id}`, contact.email, { subject, text }, record.recordedAt);
}

/**
 * SX23-3.0: an authority puts concealment or falsified rectification on the enterprise's credit record, with the case it happened in
 * and evidence. Never by the system: an abnormality in the data is no misconduct.
 */
export async function recordMisconduct(pool: Pool, input: z.input<typeof recordSchema>): Promise<CreditResult> {
  const read = recordSchema.safeParse(input);
  if (!read.success) return refused(problems(read.error));
  const record = read.data;
  const { caseId, actor, recordedAt } = record;
  if (actor.role !== 'city' && actor.role !== 'province') {
    return refused('信用档案由市级或者省级主管部门记录，请由其经办人办理。');
  }
  return inTransaction(pool, async (transaction): Promise<CreditResult> => {
    const about = await lockedCase(transaction, caseId);
    if (about === undefined) return refused('没有这件案件，请核对案件编号。');
    const regime = REGIMES.get(about.regime);
    const clause = programmeOf(regime, 'credit-records');
    if (clause === undefined) {
      return refused(`${regime?.document ?? '该案件适用的制度'}没有记入信用档案的规定，该案件不能记入。`);
    }
    if (record.foundOn > legalDayOf(recordedAt)) return refused('认定日期晚于今天，请改正。', regime);
    if (record.foundOn < about.opened_on) return refused(`认定日期早于预警之日 ${about.opened_on}，请改正。`, regime);
    const id = documentId(`credit-record:${caseId}:${record.kind}:${record.foundOn}:${record.description}`);
    const files: string[] = [];
    for (const each of record.evidence) {
      files.push((await storeEvidence(transaction, caseId, each, { name: actor.name, at: recordedAt })).id);
    }
    const added = await transaction.query(
      `insert into credit_record (id, enterprise_id, division_code, case_id, kind, clause, found_on, description, evidence, office, role,
         recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do nothing`,
      [
        id,
        about.enterprise_id,
        about.division_code,
        caseId,
        record.kind,
        clause,
        record.foundOn,
        record.description,
        files,
        record.office,
        actor.role,
        recordedAt,
        actor.name,
      ],
    );
    if (added.rowCount === 0) return refused('这一情形已经记入信用档案。', regime);
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'record-misconduct', $3, $4)`,
      [
        recordedAt,
        actor.name,
        `case:${caseId}`,
        JSON.stringify({ record: id, kind: record.kind, role: actor.role, files }),
      ],
    );
    await tellEnterprise(transaction, id, about, record);
    return { outcome: 'recorded', id };
  });
}
