import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { actorSchema, tellOffice } from '#features/service/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type CreditResult, problems, refused } from './credit-record.ts';

const statementSchema = z.object({
  recordId: z.guid(),
  enterpriseId: z.int().positive(),
  statement: z.string().trim().min(1, '请写明陈述的意见。').max(2000, '陈述的意见过长，请概括在 2000 字以内。'),
  by: z.string().trim().min(1),
  at: z.date(),
});

/** The enterprise says what it has to say to an entry; it stands beside the entry, and the authority is told. */
export async function stateOnRecord(pool: Pool, input: z.input<typeof statementSchema>): Promise<CreditResult> {
  const read = statementSchema.safeParse(input);
  if (!read.success) return refused(problems(read.error));
  const { recordId, enterpriseId, statement, by, at } = read.data;
  return inTransaction(pool, async (transaction): Promise<CreditResult> => {
    const found = await transaction.query<{
      division_code: string;
      role: 'city' | 'province';
      name: string;
      uscc: string;
    }>(
      `select r.division_code, r.role, e.name, e.uscc from credit_record r join enterprise e on e.id = r.enterprise_id
       where r.id = $1 and r.enterprise_id = $2`,
      [recordId, enterpriseId],
    );
    const [record] = found.rows;
    if (record === undefined) return refused('贵单位没有这条信用记录。');
    const id = documentId(`credit-statement:${recordId}:${statement}`);
    const added = await transaction.query(
      `insert into credit_statement (id, record_id, enterprise_id, division_code, statement, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [id, recordId, enterpriseId, record.division_code, statement, at, by],
    );
    if (added.rowCount === 0) return refused('同样的意见已经提交过。');
    await tellOffice(transaction, {
      key: `credit-statement:${id}`,
      divisionCode: record.division_code,
      level: record.role,
      kind: 'credit-statement',
      subject: `${record.name}对信用记录陈述意见`,
      text: `${record.name}（${record.uscc}）对信用档案中的一条记录陈述意见：${statement}`,
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

/** The authority takes an entry back that it found to be wrong: it stays on record as withdrawn, with the reason. */
export async function withdrawRecord(pool: Pool, input: z.input<typeof withdrawalSchema>): Promise<CreditResult> {
  const read = withdrawalSchema.safeParse(input);
  if (!read.success) return refused(problems(read.error));
  const { recordId, reason, actor, onDay, recordedAt } = read.data;
  return inTransaction(pool, async (transaction): Promise<CreditResult> => {
    const withdrawn = await transaction.query(
      `update credit_record set withdrawn_on = $2, withdrawn_by = $3, withdrawn_because = $4
       where id = $1 and withdrawn_on is null and (role = $5 or $5 = 'province')`,
      [recordId, onDay, actor.name, reason, actor.role],
    );
    if (withdrawn.rowCount === 0) return refused('没有可以撤销的这条记录；撤销由原认定机关或者省级主管部门办理。');
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'withdraw-credit-record', $3, $4)`,
      [recordedAt, actor.name, `credit-record:${recordId}`, JSON.stringify({ reason })],
    );
    return { outcome: 'recorded', id: recordId };
  });
}
