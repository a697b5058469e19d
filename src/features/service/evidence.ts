import { createHash } from 'node:crypto';
import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { clauseFor } from './case-clause.ts';
import { actorSchema, given, type Outcome, refused } from './step.ts';

const MOST_BYTES = 20 * 1024 * 1024;

export const evidenceSchema = z.object({
  kind: z.enum(['capture', 'objection', 'statement', 'hearing', 'receipt', 'finding', 'other']),
  name: z.string().trim().min(1, '请写明证据名称。'),
  mediaType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, '文件类型有误。'),
  /** address of the page, or who handed it in */
  source: z.string().trim().min(1, '请写明证据来源。'),
  /** SY-3.1: the evidence carries its day */
  takenOn: legalDate,
  bytes: z
    .instanceof(Buffer)
    .refine((bytes) => bytes.length > 0, '证据文件是空的，请重新取得。')
    .refine((bytes) => bytes.length <= MOST_BYTES, '证据文件超过 20 MB，请压缩或者分开提交。'),
});
export type Evidence = z.output<typeof evidenceSchema>;

export interface StoredEvidence {
  readonly id: string;
  readonly kind: Evidence['kind'];
  readonly name: string;
  readonly takenOn: string;
  readonly sha256: string;
}

/** Keeps the raw bytes with their hash: one piece for each step that rests on it, since what a piece proves is the step's. */
export async function storeEvidence(
  transaction: Transaction,
  caseId: string,
  evidence: Evidence,
  by: { readonly name: string; readonly at: Date },
): Promise<StoredEvidence> {
  const sha256 = createHash('sha256').update(evidence.bytes).digest();
  const id = documentId(
    `evidence:${caseId}:${evidence.kind}:${by.at.toISOString()}:${evidence.takenOn}:${sha256.toString('hex')}`,
  );
  await transaction.query(
    `insert into case_evidence (id, case_id, division_code, kind, name, media_type, source, taken_on, sha256, bytes, recorded_at, recorded_by)
     select $1, c.id, c.division_code, $3, $4, $5, $6, $7, $8, $9, $10, $11 from cases c where c.id = $2
     on conflict (id) do nothing`,
    [
      id,
      caseId,
      evidence.kind,
      evidence.name,
      evidence.mediaType,
      evidence.source,
      evidence.takenOn,
      sha256,
      evidence.bytes,
      by.at,
      by.name,
    ],
  );
  return { id, kind: evidence.kind, name: evidence.name, takenOn: evidence.takenOn, sha256: sha256.toString('hex') };
}

const phoneCallSchema = z.object({
  caseId: z.guid(),
  actor: actorSchema,
  calledAt: z.date(),
  recordedAt: z.date(),
  phone: z.string().trim().min(1, '请写明所拨电话。'),
  spokenTo: z.string().trim().optional(),
  outcome: z.enum(['address-confirmed', 'address-changed', 'not-reached', 'number-wrong']),
  address: z.string().trim().optional(),
  note: z.string().trim().optional(),
});

/**
 * SY-2.3: the district phones the enterprise and checks its postal address. What was confirmed is the address of the letters that
 * still wait for the post.
 */
export async function recordPhoneCall(
  pool: Pool,
  input: z.input<typeof phoneCallSchema>,
): Promise<Outcome<{ readonly call: string; readonly readdressed: number }>> {
  const read = given(phoneCallSchema, input);
  if (!read.ok) return refused(await clauseFor(pool, input, 'phone-check'), read.reason);
  const call = read.value;
  const clause = await clauseFor(pool, input, 'phone-check');
  if (call.actor.role !== 'district') return refused(clause, '电话核对由区县主管部门办理。');
  const hasAddress = call.outcome === 'address-confirmed' || call.outcome === 'address-changed';
  if (hasAddress && (call.address ?? '') === '') return refused(clause, '请写明核对后的通信地址。');
  if (call.calledAt > call.recordedAt) return refused(clause, '通话时间晚于现在，请改正。');
  const id = documentId(`phone-call:${call.caseId}:${call.calledAt.toISOString()}:${call.phone}`);
  return inTransaction(pool, async (transaction): Promise<Outcome<{ call: string; readdressed: number }>> => {
    const added = await transaction.query(
      `insert into phone_log (id, case_id, division_code, called_at, caller, phone, spoken_to, outcome, address, note, recorded_at)
       select $1, c.id, c.division_code, $3, $4, $5, $6, $7, $8, $9, $10 from cases c where c.id = $2
       on conflict (id) do nothing`,
      [
        id,
        call.caseId,
        call.calledAt,
        call.actor.name,
        call.phone,
        call.spokenTo ?? null,
        call.outcome,
        hasAddress ? call.address : null,
        call.note ?? null,
        call.recordedAt,
      ],
    );
    if (added.rowCount === 0) {
      const known = await transaction.query('select 1 from cases where id = $1', [call.caseId]);
      return known.rowCount === 0 ? { outcome: 'unknown-case' } : refused(clause, '这次通话已经登记过。');
    }
    const readdressed = hasAddress
      ? await transaction.query(
          `update service_attempt set address = $2, address_source = $3 where case_id = $1 and channel = 'ems' and status = 'prepared'`,
          [call.caseId, call.address, `phone-log:${id}`],
        )
      : undefined;
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'phone-call', $3, $4)`,
      [call.recordedAt, call.actor.name, `case:${call.caseId}`, JSON.stringify({ call: id, outcome: call.outcome })],
    );
    return { outcome: 'done', events: [], call: id, readdressed: readdressed?.rowCount ?? 0 };
  });
}
