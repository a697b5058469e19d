import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type DraftOutcome, lockDraft, NOT_HERE, type Officer, refusalToSign, refusedWith } from './draft-steps.ts';

/** Whoever reviews takes one piece out of a batch, with the reason: it goes back to whoever drafted, the others go on. */
export async function takeOut(
  pool: Pool,
  draftId: string,
  piece: { readonly caseId: string; readonly reason: string },
  by: Officer,
  now: Date,
): Promise<DraftOutcome> {
  const reason = piece.reason.trim();
  if (reason === '') return refusedWith('退出单件时请写明理由，便于经办人改正。', 'reason');
  return inTransaction(pool, async (transaction): Promise<DraftOutcome> => {
    const draft = await lockDraft(transaction, draftId, by);
    if (draft === undefined) return refusedWith(NOT_HERE);
    const refusal = await refusalToSign(transaction, draftId, draft, 'review', by);
    if (refusal !== undefined) return refusedWith(refusal);
    const waiting = await transaction.query<{ case_id: string }>(
      `select case_id from draft_case where draft_id = $1 and status = 'waiting'`,
      [draftId],
    );
    if (!waiting.rows.some(({ case_id }) => case_id === piece.caseId))
      return refusedWith('这一件已不在文稿中，请刷新后查看。');
    if (waiting.rows.length === 1) return refusedWith('只剩这一件，请将文稿退回经办人。');
    await transaction.query(
      `update draft_case set status = 'taken-out', reason = $3, taken_out_by = $4, taken_out_by_name = $5, done_at = $6
       where draft_id = $1 and case_id = $2`,
      [draftId, piece.caseId, reason.slice(0, 500), by.accountId, by.name, now],
    );
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'draft-take-out',
      subject: `draft:${draftId}`,
      content: { case: piece.caseId, reason },
    });
    return { outcome: 'done' };
  });
}

/** The reviewer has opened the sample of these pieces: whoever seals sees how many of them were. */
export async function noteOpened(pool: Pool, draftId: string, caseIds: readonly string[], now: Date): Promise<void> {
  await pool.query(
    `update draft_case set opened_at = $3 where draft_id = $1 and case_id = any($2::uuid[]) and opened_at is null and status = 'waiting'`,
    [draftId, caseIds, now],
  );
}
