import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hasUsccForm, isUscc, normaliseUscc } from '#law/identifiers/uscc.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

export interface Official {
  readonly accountId: string;
  readonly name: string;
  readonly at: Date;
}

export type CodeOutcome =
  | { readonly outcome: 'done'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: Readonly<Record<string, string>> };

const refused = (field: string, text: string): CodeOutcome => ({ outcome: 'refused', faults: { [field]: text } });

const requestSchema = z.object({
  code: z.string(),
  enterprise: z.string().trim().min(4, '请填写营业执照上的企业全称。').max(100, '企业名称过长，请核对。'),
  reason: z
    .string()
    .trim()
    .min(4, '请写明怎样核实的，如“查验营业执照原件，与国家企业信用信息公示系统一致”。')
    .max(500, '理由过长，请缩短。'),
});

export interface CodeRequest extends z.input<typeof requestSchema> {
  readonly evidence: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer } | undefined;
}

/** Asks that a code be taken as it was issued: its form must be right, only the check character may differ. */
export async function requestCode(pool: Pool, request: CodeRequest, by: Official): Promise<CodeOutcome> {
  const read = requestSchema.safeParse(request);
  if (!read.success) {
    return {
      outcome: 'refused',
      faults: Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
    };
  }
  const { enterprise, reason } = read.data;
  const { evidence } = request;
  const code = normaliseUscc(read.data.code);
  if (!hasUsccForm(code))
    return refused(
      'code',
      '这不是 18 位统一社会信用代码的样式，请照营业执照逐位核对；能够核实的只有第 18 位校验不符。',
    );
  if (isUscc(code)) return refused('code', '这个代码校验相符，可以直接使用，不需要核实。');
  if (evidence === undefined) return refused('evidence', '请上传营业执照的扫描件或照片（PDF、PNG 或 JPEG）。');
  return inTransaction(pool, async (transaction): Promise<CodeOutcome> => {
    const id = randomUUID();
    const added = await transaction.query(
      `insert into code_confirmation (id, code, enterprise, reason, evidence_name, evidence_type, evidence_sha256, evidence, requested_at,
         requested_by, requested_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (code) where status <> 'refused' do nothing`,
      [
        id,
        code,
        enterprise,
        reason,
        evidence.name,
        evidence.mediaType,
        createHash('sha256').update(evidence.bytes).digest(),
        evidence.bytes,
        by.at,
        by.accountId,
        by.name,
      ],
    );
    if (added.rowCount === 0) return refused('code', '这个代码已经提出或者已经核实，请在下面的列表中查看。');
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: 'code-request',
      subject: `code-confirmation:${id}`,
      content: { code, enterprise, reason },
    });
    return { outcome: 'done', id };
  });
}

/** Another official decides. Whoever asked does not decide; the database holds the two apart as well. */
export async function decideCode(
  pool: Pool,
  decision: { readonly id: string; readonly result: 'confirmed' | 'refused'; readonly reason: string },
  by: Official,
): Promise<CodeOutcome> {
  const reason = decision.reason.trim();
  if (reason.length < 2) return refused('reason', '请写明依据或者理由。');
  return inTransaction(pool, async (transaction): Promise<CodeOutcome> => {
    const found = await transaction.query<{ code: string; requestedBy: string }>(
      `select code, requested_by as "requestedBy" from code_confirmation where id = $1 and status = 'requested' for update`,
      [decision.id],
    );
    const [asked] = found.rows;
    if (asked === undefined) return refused('reason', '这一申请已由他人办理，请刷新后查看。');
    if (asked.requestedBy === by.accountId) return refused('reason', '本人提出的核实须由他人确认。');
    await transaction.query(
      `update code_confirmation set status = $2, decided_at = $3, decided_by = $4, decided_by_name = $5, decision_reason = $6 where id = $1`,
      [decision.id, decision.result, by.at, by.accountId, by.name, reason],
    );
    if (decision.result === 'confirmed') {
      await transaction.query('insert into confirmed_code (code, confirmation_id, confirmed_at) values ($1, $2, $3)', [
        asked.code,
        decision.id,
        by.at,
      ]);
    }
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: decision.result === 'confirmed' ? 'code-confirm' : 'code-refuse',
      subject: `code-confirmation:${decision.id}`,
      content: { code: asked.code, reason },
    });
    return { outcome: 'done', id: decision.id };
  });
}
