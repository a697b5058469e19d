import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { contactAt } from '#features/registry/queries.ts';
import { actorSchema, evidenceSchema, storeEvidence, tellOffice, writeLetter } from '#features/service/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { type CreditResult, MISCONDUCT, type Misconduct, problems, refused } from './credit-record.ts';

const statementSchema = z.object({
  recordId: z.guid(),
  enterpriseId: z.int().positive(),
  statement: z.string().trim().min(1, '请写明陈述的意见。').max(2000, '陈述的意见过长，请概括在 2000 字以内。'),
  evidence: z.array(evidenceSchema).max(10, '一次最多附 10 个文件。').default([]),
  by: z.string().trim().min(1),
  at: z.date(),
});

/**
 * The enterprise says what it has to say to an entry, with files where it has some; it stands beside the entry, and the authority is
 * told. It binds nobody, so whoever acts for the enterprise may make it; it can be added to, never changed.
 */
export async function stateOnRecord(pool: Pool, input: z.input<typeof statementSchema>): Promise<CreditResult> {
  const read = statementSchema.safeParse(input);
  if (!read.success) return refused(problems(read.error));
  const { recordId, enterpriseId, statement, evidence, by, at } = read.data;
  return inTransaction(pool, async (transaction): Promise<CreditResult> => {
    const found = await transaction.query<{
      division_code: string;
      role: 'city' | 'province';
      case_id: string;
      withdrawn_on: string | null;
      name: string;
      uscc: string;
    }>(
      `select r.division_code, r.role, r.case_id, r.withdrawn_on, e.name, e.uscc from credit_record r join enterprise e on e.id = r.enterprise_id
       where r.id = $1 and r.enterprise_id = $2`,
      [recordId, enterpriseId],
    );
    const [record] = found.rows;
    if (record === undefined) return refused('贵单位没有这条信用记录。');
    if (record.withdrawn_on !== null) {
      return refused(`这条记录已由认定机关于 ${record.withdrawn_on} 撤销，不需要再陈述意见。`);
    }
    const files: string[] = [];
    for (const each of evidence) {
      files.push((await storeEvidence(transaction, record.case_id, each, { name: by, at })).id);
    }
    // The same words with other files are another statement.
    const id = documentId(`credit-statement:${recordId}:${statement}${files.map((file) => `:${file}`).join('')}`);
    const added = await transaction.query(
      `insert into credit_statement (id, record_id, enterprise_id, division_code, statement, evidence, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [id, recordId, enterpriseId, record.division_code, statement, files, at, by],
    );
    if (added.rowCount === 0) return refused('同样的意见已经提交过，不必重复提交。');
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'state-on-credit-record', $3, $4)`,
      [at, by, `credit-record:${recordId}`, JSON.stringify({ statement: id, files })],
    );
    await tellOffice(transaction, {
      key: `credit-statement:${id}`,
      divisionCode: record.division_code,
      level: record.role,
      kind: 'credit-statement',
      subject: `${record.name}对信用记录陈述意见`,
      text: `${record.name}（${record.uscc}）对信用档案中的一条记录陈述意见${files.length === 0 ? '' : `（附 ${files.length} 个文件）`}：${statement}`,
      link: `/office/credit?q=${record.uscc}`,
      enterpriseId,
      at,
    });
    return { outcome: 'recorded', id };
  });
}

const withdrawalSchema = z.object({
  recordId: z.guid(),
  reason: z.string().trim().min(1, '请写明撤销记录的理由。'),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
});

interface Withdrawn {
  readonly enterprise_id: number;
  readonly kind: Misconduct;
  readonly found_on: string;
  readonly office: string;
  readonly name: string;
  readonly uscc: string;
}

/** Whoever was told of an entry is told of its end too. */
async function tellOfWithdrawal(
  transaction: Transaction,
  id: string,
  of: Withdrawn,
  withdrawal: z.output<typeof withdrawalSchema>,
): Promise<void> {
  const contact = await contactAt(transaction, of.enterprise_id, withdrawal.recordedAt);
  if (contact === undefined || contact.email === null) return;
  const text = [
    `${of.name}（${of.uscc}）：`,
    '',
    `${of.office}于 ${of.found_on} 认定贵单位“${MISCONDUCT[of.kind]}”并记入企业信用档案的记录，已于 ${withdrawal.onDay} 撤销。撤销的理由：${withdrawal.reason}`,
    '',
    '记录保留并注明已撤销。',
    '',
    '资质哨（本邮件由系统发出，请勿直接回复）',
  ].join('\n');
  const letter = { subject: '【资质哨】撤销信用记录的告知', text };
  await writeLetter(transaction, `credit-record-withdrawn:${id}`, contact.email, letter, withdrawal.recordedAt);
}

/** The authority takes an entry back that it found to be wrong: it stays on record as withdrawn, with the reason, and the enterprise is told. */
export async function withdrawRecord(pool: Pool, input: z.input<typeof withdrawalSchema>): Promise<CreditResult> {
  const read = withdrawalSchema.safeParse(input);
  if (!read.success) return refused(problems(read.error));
  const { recordId, reason, actor, onDay, recordedAt } = read.data;
  return inTransaction(pool, async (transaction): Promise<CreditResult> => {
    const withdrawn = await transaction.query<Withdrawn>(
      `update credit_record r set withdrawn_on = $2, withdrawn_by = $3, withdrawn_because = $4 from enterprise e
       where r.id = $1 and r.withdrawn_on is null and (r.role = $5 or $5 = 'province') and e.id = r.enterprise_id
       returning r.enterprise_id, r.kind, r.found_on, r.office, e.name, e.uscc`,
      [recordId, onDay, actor.name, reason, actor.role],
    );
    const [of] = withdrawn.rows;
    if (of === undefined) return refused('没有可以撤销的这条记录；撤销由原认定机关或者省级主管部门办理。');
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'withdraw-credit-record', $3, $4)`,
      [recordedAt, actor.name, `credit-record:${recordId}`, JSON.stringify({ reason })],
    );
    await tellOfWithdrawal(transaction, recordId, of, read.data);
    return { outcome: 'recorded', id: recordId };
  });
}
