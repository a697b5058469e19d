import { z } from 'zod';
import { actOnCase } from '#features/casework/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { EMS_OUTCOMES, type EmsOutcome } from '#law/regimes/words.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { type Attempt, changeAttempt, isSettled, lockAttempt } from './attempts.ts';
import { evidenceSchema, storeEvidence } from './evidence.ts';
import { filedForAnother, receiptName } from './filed-receipts.ts';
import { putCopyOfServed } from './inbox.ts';
import { actorSchema, given, lastDay } from './step.ts';

function isOutcome(text: string): text is EmsOutcome {
  return Object.hasOwn(EMS_OUTCOMES, text);
}

const receiptSchema = z.object({
  waybill: z.string().trim().toUpperCase(),
  outcome: z.string().refine(isOutcome, '没有这种投递结果。'),
  /** day of the outcome, as the post has it */
  on: legalDate,
  signedBy: z.string().trim().optional(),
  /** 法定代表人, 收发室 …: what entitles who signed (民事诉讼法 88) */
  relation: z.string().trim().optional(),
  /** the receipt, scanned or photographed */
  scan: evidenceSchema.pick({ name: true, mediaType: true, bytes: true }).optional(),
});
type ScannedReceipt = z.output<typeof receiptSchema>;

/** A receipt as the case's record names it: its scan by hash. */
type Receipt = Omit<ScannedReceipt, 'scan'> & {
  readonly scan?: { readonly evidence: string; readonly sha256: string };
};

/** 民事诉讼法 91: a term runs from the day on the receipt, so the receipt itself, who signed and as what, are on file. */
function missingOf({ outcome, signedBy, relation, scan }: ScannedReceipt): string | undefined {
  if (outcome !== 'signed') return undefined;
  if (signedBy === undefined || signedBy === '') return '签收的，请填写回执上的签收人。';
  if (relation === undefined || relation === '') {
    return '签收的，请填写签收人与收件单位的关系（法定代表人、负责收件的人等）。';
  }
  return scan === undefined ? '签收的，请附回执的扫描件或者照片。' : undefined;
}

async function keepScan(
  transaction: Transaction,
  { caseId, documentKind }: Attempt,
  { scan, ...receipt }: ScannedReceipt,
  by: { readonly name: string; readonly at: Date },
): Promise<Receipt> {
  if (scan === undefined) return receipt;
  const piece = {
    ...scan,
    kind: 'receipt',
    name: receiptName(`邮政特快专递 ${receipt.waybill} 回执`, documentKind, receipt.on),
    source: `邮政特快专递 ${receipt.waybill}（文件名：${scan.name}）`,
    takenOn: receipt.on,
  } as const;
  const { id, sha256 } = await storeEvidence(transaction, caseId, piece, by);
  return { ...receipt, scan: { evidence: id, sha256 } };
}

const receiptsSchema = z.object({ receipts: z.array(receiptSchema), actor: actorSchema, recordedAt: z.date() });

/** What became of one receipt; one that is refused leaves the others as they are. */
export type ReceiptResult = { readonly waybill: string } & (
  | { readonly outcome: 'recorded'; readonly attempt: string; readonly servedOn: string | null }
  | { readonly outcome: 'already'; readonly attempt: string }
  | { readonly outcome: 'refused'; readonly reason: string }
);

/**
 * Where the mail came back after the document had counted as served, the post's receipt is the evidence by which the bureau
 * corrects the day; otherwise the engine's refusal stands.
 */
async function correctAfterBounce(
  transaction: Transaction,
  attempt: Attempt,
  receipt: Receipt,
  by: { readonly name: string; readonly at: Date },
): Promise<boolean> {
  if (receipt.outcome !== 'signed') return false;
  const bounced = await transaction.query(
    `select 1 from service_attempt where document_id = $1 and channel = 'email' and status = 'failed' and evidence ? 'bounced-after-service'`,
    [attempt.documentId],
  );
  if (bounced.rowCount === 0) return false;
  return correctTo(transaction, attempt, receipt, by, '电子邮件退信；');
}

/** SY-2.6 a: the post's day is the day in law. */
async function correctTo(
  transaction: Transaction,
  attempt: Attempt,
  receipt: Receipt,
  by: { readonly name: string; readonly at: Date },
  ground: string,
): Promise<boolean> {
  const corrected = await actOnCase(transaction, {
    caseId: attempt.caseId,
    command: {
      do: 'correct-service',
      document: attempt.documentKind,
      servedOn: receipt.on,
      evidence: `${ground}邮政特快专递 ${receipt.waybill} 签收回执`,
    },
    actor: by.name,
    onDay: legalDayOf(by.at),
    recordedAt: by.at,
    grounds: { attempt: attempt.id, receipt },
  });
  return corrected.outcome === 'done';
}

async function recordReceipt(
  transaction: Transaction,
  scanned: ScannedReceipt,
  by: { readonly name: string; readonly at: Date },
): Promise<ReceiptResult> {
  const { waybill } = scanned;
  const refuse = (reason: string): ReceiptResult => ({ waybill, outcome: 'refused', reason });
  const found = await transaction.query<{ id: string; case_id: string; posted_on: string }>(
    `select a.id, a.case_id, b.posted_on from service_attempt a join ems_batch b on b.id = a.batch_id where a.waybill = $1`,
    [waybill],
  );
  const row = found.rows[0];
  if (row === undefined) return refuse('系统中没有这个邮件号，请核对邮寄清单。');
  if (scanned.on < row.posted_on) return refuse(`结果日期早于交寄日期 ${row.posted_on}，请核对回执。`);
  if (scanned.on > legalDayOf(by.at)) return refuse('结果日期晚于今天，请核对回执。');
  const attempt = await lockAttempt(transaction, row.id);
  if (attempt === undefined) return refuse('系统中没有这次邮寄。');
  if (isSettled(attempt)) {
    const same = attempt.legalDay === scanned.on && (attempt.status === 'arrived') === (scanned.outcome === 'signed');
    return same
      ? { waybill, outcome: 'already', attempt: attempt.id }
      : refuse(`已登记过另一结果（${attempt.legalDay ?? ''}）；登记有误的，请凭证据更正送达日期。`);
  }
  const missing = missingOf(scanned);
  if (missing !== undefined) return refuse(missing);
  const scans = scanned.scan === undefined ? [] : [scanned.scan];
  const filed = await filedForAnother(transaction, scans, { caseId: attempt.caseId });
  if (filed !== undefined) return refuse(filed);
  const last = (await lastDay(transaction, row.case_id)) ?? scanned.on;
  // A receipt that comes in after other events is put on record now, and the day of the post set right at once.
  const late = last > scanned.on;
  const onDay = late ? last : scanned.on;
  const receipt = await keepScan(transaction, attempt, scanned, by);
  const taken = await actOnCase(transaction, {
    caseId: attempt.caseId,
    command: { do: 'arrive', document: attempt.documentKind, channel: 'ems', outcome: receipt.outcome },
    actor: by.name,
    role: 'post',
    onDay,
    recordedAt: by.at,
    grounds: { attempt: attempt.id, document: attempt.documentId, receipt },
  });
  const corrected =
    taken.outcome === 'refused'
      ? await correctAfterBounce(transaction, attempt, receipt, by)
      : late && receipt.outcome === 'signed' && (await correctTo(transaction, attempt, receipt, by, ''));
  await changeAttempt(transaction, attempt.id, {
    status: receipt.outcome === 'signed' ? 'arrived' : 'failed',
    what: 'receipt',
    actor: by.name,
    at: by.at,
    legalDay: receipt.on,
    content: { ...receipt, ...(taken.outcome === 'refused' && !corrected ? { notTaken: taken.refusal.reason } : {}) },
  });
  if (receipt.outcome === 'signed') await putCopyOfServed(transaction, attempt.id, by.at);
  const served = await transaction.query<{ day: string | null }>(
    'select served_on->>$2 as day from cases where id = $1',
    [attempt.caseId, attempt.documentKind],
  );
  return { waybill, outcome: 'recorded', attempt: attempt.id, servedOn: served.rows[0]?.day ?? null };
}

/** Receipts of the post, scanned or imported: each in a transaction of its own, each only once (SY-2.5). */
export async function recordReceipts(
  pool: Pool,
  input: z.input<typeof receiptsSchema>,
): Promise<{ readonly ok: true; readonly results: ReceiptResult[] } | { readonly ok: false; readonly reason: string }> {
  const read = given(receiptsSchema, input);
  if (!read.ok) return { ok: false, reason: read.reason };
  const { receipts, actor, recordedAt } = read.value;
  const results: ReceiptResult[] = [];
  for (const receipt of receipts) {
    const by = { name: actor.name, at: recordedAt };
    results.push(await inTransaction(pool, (transaction) => recordReceipt(transaction, receipt, by)));
  }
  return { ok: true, results };
}
