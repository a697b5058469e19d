import { foldName } from '#law/identifiers/folding.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { grantRole } from '../administration.ts';
import type { TextMessageProvider } from '../text-message.ts';
import { CLAIM_DAYS, type ClaimProof, type HeldClaim, heldClaim, OBJECTION_HOURS, recordClaim } from './claim.ts';
import { predecessorsOf, tellClaimant, tellPredecessors } from './tell.ts';

interface Registered {
  readonly id: number;
  readonly name: string;
  readonly representative: string | null;
  readonly isPerson: boolean;
}

/**
 * How the register proves the claim as it stands: a feed has brought the enterprise under that code and name with that representative, and
 * the representative's identity number is the claimant's, or the enterprise could read its own bank account.
 */
async function provedBy(
  transaction: Queries,
  claim: HeldClaim,
): Promise<{ readonly enterpriseId: number; readonly proof: ClaimProof } | undefined> {
  const found = await transaction.query<Registered>(
    `select e.id, e.name, e.legal_representative as representative,
       coalesce((select r.id_hash = $2 and fold_name(r.name) = fold_name(e.legal_representative)
         from enterprise_representative r where r.enterprise_id = e.id), false) as "isPerson"
     from enterprise e where e.uscc = $1 and e.feed <> 'sign-up' and e.status = 'active'`,
    [claim.uscc, claim.personHash],
  );
  const [registered] = found.rows;
  if (registered === undefined || registered.representative === null) return undefined;
  if (foldName(registered.name) !== foldName(claim.enterprise)) return undefined;
  if (foldName(registered.representative) !== foldName(claim.representative)) return undefined;
  if (registered.isPerson) return { enterpriseId: registered.id, proof: 'register' };
  return claim.method === 'bank-transfer' ? { enterpriseId: registered.id, proof: 'bank-transfer' } : undefined;
}

/** Whether another claim to the enterprise is on its way into force. */
async function isAnotherAhead(transaction: Queries, claim: HeldClaim): Promise<boolean> {
  const found = await transaction.query(
    `select 1 from enterprise_claim where uscc = $1 and id <> $2 and status in ('confirmed', 'objected')`,
    [claim.uscc, claim.id],
  );
  return found.rowCount !== 0;
}

/** Brings a claim as far as it comes by itself: proved by the register, and granted once nobody objects any more. @returns whether it is granted */
export async function settleClaim(
  transaction: Queries,
  id: string,
  messages: TextMessageProvider,
  now: Date,
): Promise<boolean> {
  let claim = await heldClaim(transaction, id);
  if (claim?.status === 'waiting' && !(await isAnotherAhead(transaction, claim))) {
    const proved = await provedBy(transaction, claim);
    if (proved !== undefined) {
      await transaction.query(
        `update enterprise_claim set status = 'confirmed', proof = $2, enterprise_id = $3 where id = $1`,
        [id, proved.proof, proved.enterpriseId],
      );
      await recordClaim(
        transaction,
        claim,
        'claim-proved',
        { name: claim.representative, accountId: claim.accountId },
        { proof: proved.proof },
        now,
      );
      claim = { ...claim, ...proved, status: 'confirmed' };
    }
  }
  if (claim?.status === 'waiting') await lapse(transaction, claim, messages, now);
  if (claim?.status !== 'confirmed' || claim.enterpriseId === null) return false;
  const before = await predecessorsOf(transaction, claim.enterpriseId);
  if (before.length > 0 && claim.objectUntil === null) {
    const until = new Date(now.getTime() + OBJECTION_HOURS * 3_600_000);
    await transaction.query('update enterprise_claim set object_until = $2 where id = $1', [id, until]);
    await tellPredecessors(transaction, claim, before, until, messages, now);
    return false;
  }
  if (claim.objectUntil !== null && claim.objectUntil > now) return false;
  return grant(transaction, claim, claim.enterpriseId, messages, now);
}

/** Nobody is waited for for ever who hands in nothing; what was handed in is for the office, and does not lapse. */
async function lapse(transaction: Queries, claim: HeldClaim, messages: TextMessageProvider, now: Date): Promise<void> {
  const lapsed = await transaction.query(
    `update enterprise_claim c set status = 'lapsed', ended_at = $2 where id = $1
       and made_at <= $2::timestamptz - make_interval(days => $3)
       and not exists (select 1 from enterprise_claim_file f where f.claim_id = c.id)`,
    [claim.id, now, CLAIM_DAYS],
  );
  if (lapsed.rowCount === 0) return;
  const by = { name: claim.representative, accountId: claim.accountId };
  await recordClaim(transaction, claim, 'claim-lapsed', by, { days: CLAIM_DAYS }, now);
  await tellClaimant(transaction, claim, 'lapsed', messages, now);
}

async function grant(
  transaction: Queries,
  claim: HeldClaim,
  enterpriseId: number,
  messages: TextMessageProvider,
  now: Date,
): Promise<boolean> {
  const account = await transaction.query(`select 1 from account where id = $1 and status = 'active' for update`, [
    claim.accountId,
  ]);
  const by = { name: claim.representative, accountId: claim.accountId };
  if (account.rowCount === 0) {
    await transaction.query(`update enterprise_claim set status = 'refused', ended_at = $2 where id = $1`, [
      claim.id,
      now,
    ]);
    await recordClaim(transaction, claim, 'claim-refused', by, { because: 'account-closed' }, now);
    return false;
  }
  await transaction.query(
    `update account_role set ended_at = $2, ended_by = $3
     where ended_at is null and (id = $4 or enterprise_id = $1 and role = 'legal-representative')`,
    [enterpriseId, now, claim.representative, claim.standInRoleId],
  );
  const granted = await grantRole(
    transaction,
    { accountId: claim.accountId, role: 'legal-representative', level: null, division: null, enterpriseId },
    by,
    now,
  );
  if (granted.outcome !== 'done') throw new Error(Object.values(granted.faults).join());
  await transaction.query(`update enterprise_claim set status = 'granted', ended_at = $2 where id = $1`, [
    claim.id,
    now,
  ]);
  await recordClaim(transaction, claim, 'claim-granted', by, { proof: claim.proof }, now);
  await tellClaimant(transaction, claim, 'granted', messages, now);
  return true;
}

/**
 * What time and the feeds bring to the claims that are open. One that fails keeps nobody behind it waiting.
 * @returns how many were granted @throws AggregateError, once all have been looked at
 */
export async function settleClaims(pool: Pool, messages: TextMessageProvider, now: Date): Promise<number> {
  const open = await pool.query<{ id: string }>(
    `select id from enterprise_claim where status in ('waiting', 'confirmed') and (object_until is null or object_until <= $1) order by made_at, id`,
    [now],
  );
  let granted = 0;
  const failed: Error[] = [];
  for (const { id } of open.rows) {
    try {
      if (await inTransaction(pool, (transaction) => settleClaim(transaction, id, messages, now))) granted++;
    } catch (error) {
      failed.push(new Error(`claim ${id}`, { cause: error }));
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, 'claims that could not be settled');
  return granted;
}
