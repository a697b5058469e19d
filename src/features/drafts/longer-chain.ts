import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { type DraftEvidence, type DraftMinutes, storeDraftFiles } from './draft-files.ts';
import { type DraftOutcome, lockDraft, NOT_HERE, type Officer, refusalToSign, refusedWith } from './draft-steps.ts';
import { statusAfter } from './links.ts';

const LONGEST = 4000;

interface Signature {
  readonly link: 'legal-review' | 'head';
  readonly result: 'approve' | 'return';
  readonly opinion: string;
  readonly minutes?: Minutes;
  readonly files?: readonly DraftMinutes[];
}

/** Signs a link between review and seal, or returns the draft from there. */
async function sign(
  pool: Pool,
  draftId: string,
  { link, result, opinion, minutes, files = [] }: Signature,
  by: Officer,
  now: Date,
): Promise<DraftOutcome> {
  return inTransaction(pool, async (transaction): Promise<DraftOutcome> => {
    const draft = await lockDraft(transaction, draftId, by);
    if (draft === undefined) return refusedWith(NOT_HERE);
    const refusal = await refusalToSign(transaction, draftId, draft, link, by);
    if (refusal !== undefined) return refusedWith(refusal);
    await transaction.query(
      `insert into draft_signature (draft_id, link, division_code, result, signed_by, signed_by_name, signed_at, opinion, minutes)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        draftId,
        link,
        draft.division_code,
        result,
        by.accountId,
        by.name,
        now,
        opinion,
        minutes === undefined ? null : JSON.stringify(minutes),
      ],
    );
    await storeDraftFiles(transaction, draftId, files, now);
    // A returned draft says why in one place, whoever returned it.
    await transaction.query(
      `update draft set status = $2, opinion = case when $3 then concat_ws('；', opinion, $4::text) else opinion end where id = $1`,
      [draftId, result === 'approve' ? statusAfter(link, draft.links) : 'returned', result === 'return', opinion],
    );
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: `draft-${link}-${result}`,
      subject: `draft:${draftId}`,
    });
    return { outcome: 'done' };
  });
}

/** 法制审核: with a written opinion, or returned with it. */
export async function reviewLegally(
  pool: Pool,
  draftId: string,
  review: { readonly result: 'approve' | 'return'; readonly opinion: string },
  by: Officer,
  now: Date,
): Promise<DraftOutcome> {
  const opinion = review.opinion.trim().slice(0, LONGEST);
  if (opinion === '') {
    const why = review.result === 'approve' ? '请填写法制审核意见，不能为空。' : '退回时请写明理由，便于经办人改正。';
    return refusedWith(why, review.result === 'approve' ? 'legalOpinion' : 'opinion');
  }
  return sign(pool, draftId, { link: 'legal-review', result: review.result, opinion }, by, now);
}

const minutesSchema = z.object({
  on: legalDate,
  present: z.string().trim().min(1, '请填写参加集体讨论的人员。').max(1000),
  conclusion: z.string().trim().min(1, '请填写集体讨论的结论。').max(LONGEST),
});
/** 集体讨论笔录 in short; the record itself is the scan. */
export type Minutes = z.output<typeof minutesSchema>;

/** 集体讨论, 负责人签发: on the minutes of the discussion with their scan. */
export async function signAsHead(
  pool: Pool,
  draftId: string,
  given: z.input<typeof minutesSchema> & {
    readonly scan: readonly Pick<DraftEvidence, 'name' | 'mediaType' | 'bytes'>[];
  },
  by: Officer,
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<DraftOutcome> {
  const read = minutesSchema.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => ({ field: issue.path.join('.'), text: issue.message }));
    return { outcome: 'refused', faults };
  }
  const { on, conclusion } = read.data;
  if (on > today) return refusedWith('集体讨论的日期不能晚于今天。', 'on');
  if (given.scan.length === 0) return refusedWith('请附集体讨论笔录的扫描件。', 'minutes');
  const files = given.scan.map((scan) => ({ ...scan, kind: 'minutes', source: '集体讨论笔录', takenOn: on }) as const);
  return sign(
    pool,
    draftId,
    { link: 'head', result: 'approve', opinion: conclusion, minutes: read.data, files },
    by,
    now,
  );
}

/** The head does not sign: back to whoever drafted, with the reason. */
export async function returnAsHead(
  pool: Pool,
  draftId: string,
  reason: string,
  by: Officer,
  now: Date,
): Promise<DraftOutcome> {
  const opinion = reason.trim().slice(0, LONGEST);
  if (opinion === '') return refusedWith('退回时请写明理由，便于经办人改正。', 'opinion');
  return sign(pool, draftId, { link: 'head', result: 'return', opinion }, by, now);
}

/** What stands under a draft between review and seal. */
export interface DraftSignature {
  readonly link: 'legal-review' | 'head';
  readonly result: 'approve' | 'return';
  readonly by: string;
  readonly at: Date;
  readonly opinion: string;
  readonly minutes: Minutes | null;
}

export async function signaturesOf(database: Queries, draftId: string): Promise<DraftSignature[]> {
  const found = await database.query<DraftSignature>(
    `select s.link, s.result, s.signed_by_name as by, s.signed_at as at, s.opinion, s.minutes from draft_signature s
       join draft d on d.id = s.draft_id where s.draft_id = $1 order by array_position(d.links, s.link)`,
    [draftId],
  );
  return found.rows;
}
