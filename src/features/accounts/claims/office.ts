import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import type { TextMessageProvider } from '../text-message.ts';
import { type HeldClaim, heldClaim, recordClaim } from './claim.ts';
import { settleClaim } from './settle.ts';
import { tellClaimant } from './tell.ts';

export interface ClaimOfficial {
  readonly accountId: string;
  readonly name: string;
}

export type ClaimOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly field: string; readonly reason: string };

const refused = (field: string, reason: string): ClaimOutcome => ({ outcome: 'refused', field, reason });
const GONE = '这一认领已经办结，或者状态已经变化，请刷新后查看。';

/** A claim that the office has to decide, held; the reason that every act of the office gives. */
async function onClaim(
  pool: Pool,
  id: string,
  reason: string,
  by: ClaimOfficial,
  act: (transaction: Queries, claim: HeldClaim) => Promise<ClaimOutcome>,
): Promise<ClaimOutcome> {
  if (reason.trim().length < 4) return refused('reason', '请写明怎样核对的，依据哪些材料。');
  return inTransaction(pool, async (transaction) => {
    const claim = await heldClaim(transaction, id);
    if (claim === undefined || (claim.status !== 'waiting' && claim.status !== 'objected'))
      return refused('reason', GONE);
    if (claim.accountId === by.accountId) return refused('reason', '本人的认领须由他人核对。');
    return act(transaction, claim);
  });
}

/** The first official: has looked at the documents and finds them right. */
export function checkClaim(
  pool: Pool,
  given: { readonly id: string; readonly reason: string },
  by: ClaimOfficial,
  now: Date,
): Promise<ClaimOutcome> {
  return onClaim(pool, given.id, given.reason, by, async (transaction, claim) => {
    if (claim.checkedBy !== null) return refused('reason', '已经核对过，请由另一人确认。');
    const files = await transaction.query('select 1 from enterprise_claim_file where claim_id = $1 limit 1', [
      claim.id,
    ]);
    if (files.rowCount === 0) return refused('reason', '认领人还没有上传证明材料，无从核对。');
    await transaction.query(
      'update enterprise_claim set checked_by = $2, checked_by_name = $3, checked_at = $4, checked_reason = $5 where id = $1',
      [claim.id, by.accountId, by.name, now, given.reason.trim()],
    );
    await recordClaim(transaction, claim, 'claim-checked', by, { reason: given.reason.trim() }, now);
    return { outcome: 'done' };
  });
}

/** The enterprise of the register, or its first record where no feed has brought it. */
async function enterpriseOf(transaction: Queries, claim: HeldClaim, now: Date): Promise<number | undefined> {
  await transaction.query(
    `insert into enterprise (uscc, name, former_names, kinds, division_code, legal_representative, feed, recorded_at)
     select $1, $2, '{}', $3, $4, $5, 'office', $6 where not exists (select 1 from enterprise where uscc = $1)`,
    [claim.uscc, claim.enterprise, [claim.kind], claim.divisionCode, claim.representative, now],
  );
  const found = await transaction.query<{ id: number }>('select id from enterprise where uscc = $1', [claim.uscc]);
  return found.rows[0]?.id;
}

/** The second official confirms: the claim comes into force at once, or, where somebody stands for the enterprise who has not objected, after three days. */
export function confirmClaim(
  pool: Pool,
  given: { readonly id: string; readonly reason: string },
  by: ClaimOfficial,
  messages: TextMessageProvider,
  now: Date,
): Promise<ClaimOutcome> {
  return onClaim(pool, given.id, given.reason, by, async (transaction, claim) => {
    if (claim.checkedBy === null) return refused('reason', '还没有人核对材料，请先由另一人核对。');
    if (claim.checkedBy === by.accountId) return refused('reason', '本人核对的须由他人确认。');
    const ahead = await transaction.query(
      `select 1 from enterprise_claim where uscc = $1 and id <> $2 and status in ('confirmed', 'objected')`,
      [claim.uscc, claim.id],
    );
    if (ahead.rowCount !== 0) return refused('reason', '该企业另有认领正在异议期内或者等待处理异议，请先办理那一项。');
    await transaction.query(
      `update enterprise_claim set proof = 'office', decided_by = $2, decided_by_name = $3, decided_at = $4, decided_reason = $5 where id = $1`,
      [claim.id, by.accountId, by.name, now, given.reason.trim()],
    );
    const enterpriseId = await enterpriseOf(transaction, claim, now);
    // An objection that two officials have overruled gives no second term.
    await transaction.query(
      `update enterprise_claim set status = 'confirmed', enterprise_id = $2, object_until = case when status = 'objected' then $3::timestamptz end where id = $1`,
      [claim.id, enterpriseId, now],
    );
    await recordClaim(transaction, claim, 'claim-confirmed', by, { reason: given.reason.trim() }, now);
    await settleClaim(transaction, claim.id, messages, now);
    return { outcome: 'done' };
  });
}

/** Either official refuses, with the reason that the claimant reads. What an objection stopped is so given up. */
export function refuseClaim(
  pool: Pool,
  given: { readonly id: string; readonly reason: string },
  by: ClaimOfficial,
  messages: TextMessageProvider,
  now: Date,
): Promise<ClaimOutcome> {
  return onClaim(pool, given.id, given.reason, by, async (transaction, claim) => {
    await transaction.query(
      `update enterprise_claim set status = 'refused', ended_at = $4, decided_by = $2, decided_by_name = $3, decided_at = $4, decided_reason = $5
       where id = $1`,
      [claim.id, by.accountId, by.name, now, given.reason.trim()],
    );
    await recordClaim(transaction, claim, 'claim-refused', by, { reason: given.reason.trim() }, now);
    await tellClaimant(transaction, claim, 'refused', messages, now);
    return { outcome: 'done' };
  });
}
