import { createHash, randomUUID } from 'node:crypto';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { heldClaim, recordClaim } from './claim.ts';
import type { ClaimOfficial, ClaimOutcome } from './office.ts';

const MOST_FILES = 10;

const refused = (field: string, reason: string): ClaimOutcome => ({ outcome: 'refused', field, reason });

/** Whoever claims hands in a document; its kind was read from its content. The same one twice stands once. */
export async function handInForClaim(
  pool: Pool,
  given: {
    readonly id: string;
    readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
  },
  by: ClaimOfficial,
  now: Date,
): Promise<ClaimOutcome> {
  return inTransaction(pool, async (transaction): Promise<ClaimOutcome> => {
    const claim = await heldClaim(transaction, given.id);
    if (claim === undefined || claim.accountId !== by.accountId) return refused('file', '没有这项认领，请刷新后查看。');
    if (claim.status !== 'waiting' && claim.status !== 'objected') return refused('file', '这一认领已不需要材料。');
    const sha256 = createHash('sha256').update(given.file.bytes).digest();
    const standing = await transaction.query<{ same: boolean }>(
      'select sha256 = $2 as same from enterprise_claim_file where claim_id = $1',
      [claim.id, sha256],
    );
    if (standing.rows.some(({ same }) => same)) return { outcome: 'done' };
    if (standing.rows.length >= MOST_FILES) return refused('file', `最多上传 ${MOST_FILES} 份材料。`);
    await transaction.query(
      'insert into enterprise_claim_file (id, claim_id, name, media_type, sha256, bytes, handed_in_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [randomUUID(), claim.id, given.file.name, given.file.mediaType, sha256, given.file.bytes, now],
    );
    // What one official has found right was looked at without this: he looks again.
    await transaction.query(
      'update enterprise_claim set checked_by = null, checked_by_name = null, checked_at = null, checked_reason = null where id = $1',
      [claim.id],
    );
    await recordClaim(transaction, claim, 'claim-document', by, { sha256: sha256.toString('hex') }, now);
    return { outcome: 'done' };
  });
}

/** Whoever stands for the enterprise objects within the term: nothing of theirs ends until two officials have decided. */
export async function objectToClaim(
  pool: Pool,
  given: { readonly id: string; readonly objection: string },
  by: ClaimOfficial,
  now: Date,
): Promise<ClaimOutcome> {
  const objection = given.objection.trim();
  if (objection.length < 4 || objection.length > 1000)
    return refused('objection', '请写明异议的理由（4 至 1000 字）。');
  return inTransaction(pool, async (transaction): Promise<ClaimOutcome> => {
    const claim = await heldClaim(transaction, given.id);
    const stands =
      claim?.enterpriseId != null &&
      (
        await transaction.query(
          `select 1 from account_role where account_id = $1 and enterprise_id = $2 and role = 'legal-representative' and ended_at is null`,
          [by.accountId, claim.enterpriseId],
        )
      ).rowCount !== 0;
    if (claim === undefined || !stands) return refused('objection', '没有这项认领，请刷新后查看。');
    if (claim.status !== 'confirmed' || claim.objectUntil === null || claim.objectUntil <= now) {
      return refused('objection', '异议期已过，或者已经提出过异议。仍有异议的，请联系主管部门。');
    }
    await transaction.query(
      `update enterprise_claim set status = 'objected', objected_by = $2, objected_at = $3, objection = $4, checked_by = null,
         checked_by_name = null, checked_at = null, checked_reason = null, decided_by = null, decided_by_name = null, decided_at = null,
         decided_reason = null where id = $1`,
      [claim.id, by.accountId, now, objection],
    );
    await recordClaim(transaction, claim, 'claim-objected', by, { objection }, now);
    return { outcome: 'done' };
  });
}
