import { randomUUID } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import type { Queries } from '#platform/database/connections.ts';

/**
 * waiting: for a proof · confirmed: proved, and whoever stood for the enterprise may object · objected: for the office to decide ·
 * lapsed: nobody completed it
 */
export type ClaimStatus = 'waiting' | 'confirmed' | 'objected' | 'granted' | 'refused' | 'lapsed';
export type ClaimProof = 'register' | 'bank-transfer' | 'office';

/** So long may whoever stood for the enterprise before object. */
export const OBJECTION_HOURS = 72;

/** So long a claim waits for the first document of whoever made it. */
export const CLAIM_DAYS = 30;

export interface HeldClaim {
  readonly id: string;
  readonly accountId: string;
  readonly uscc: string;
  readonly enterprise: string;
  readonly kind: string;
  readonly representative: string;
  readonly divisionCode: string;
  readonly method: 'real-name' | 'bank-transfer';
  readonly personHash: Buffer;
  readonly standInRoleId: string | null;
  readonly status: ClaimStatus;
  readonly proof: ClaimProof | null;
  readonly enterpriseId: number | null;
  readonly checkedBy: string | null;
  readonly objectUntil: Date | null;
}

const CLAIM = `select id, account_id as "accountId", uscc, enterprise, kind, representative, division_code as "divisionCode", method,
  person_hash as "personHash", stand_in_role_id as "standInRoleId", status, proof, enterprise_id as "enterpriseId", checked_by as "checkedBy",
  object_until as "objectUntil" from enterprise_claim`;

/** A claim, held to the end of the transaction with every other of the same enterprise. */
export async function heldClaim(transaction: Queries, id: string): Promise<HeldClaim | undefined> {
  const of = await transaction.query<{ uscc: string }>('select uscc from enterprise_claim where id::text = $1', [id]);
  const uscc = of.rows[0]?.uscc;
  if (uscc === undefined) return undefined;
  await holdEnterprise(transaction, uscc);
  const found = await transaction.query<HeldClaim>(`${CLAIM} where id::text = $1 for update`, [id]);
  return found.rows[0];
}

/** Claims to one enterprise are dealt with one after the other. */
export async function holdEnterprise(transaction: Queries, uscc: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`enterprise_claim ${uscc}`]);
}

export interface NewClaim
  extends Pick<
    HeldClaim,
    'accountId' | 'uscc' | 'enterprise' | 'kind' | 'representative' | 'divisionCode' | 'method' | 'personHash'
  > {
  /** network from which it is made */
  readonly place: string;
}

/** Claims that wait for a proof: of one person, and from one network (an agent makes them for his clients). */
export const MOST_WAITING = { person: 5, place: 20 } as const;

/** Which bound another claim would pass; claims of one person or network go one after the other to the end of the transaction. */
export async function claimsTooMany(
  transaction: Queries,
  { personHash, place }: Pick<NewClaim, 'personHash' | 'place'>,
): Promise<keyof typeof MOST_WAITING | undefined> {
  for (const key of [`person ${personHash.toString('hex')}`, `place ${place}`]) {
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`enterprise_claim ${key}`]);
  }
  const found = await transaction.query<Record<keyof typeof MOST_WAITING, number>>(
    `select count(*) filter (where person_hash = $1)::int as person, count(*) filter (where place = $2)::int as place
     from enterprise_claim where status = 'waiting'`,
    [personHash, place],
  );
  const counts = found.rows[0] ?? { person: 0, place: 0 };
  return (['person', 'place'] as const).find((each) => counts[each] >= MOST_WAITING[each]);
}

export async function makeClaim(transaction: Queries, claim: NewClaim, now: Date): Promise<string> {
  const id = randomUUID();
  await transaction.query(
    `insert into enterprise_claim (id, account_id, uscc, enterprise, kind, representative, division_code, method, person_hash, made_at, place)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      claim.accountId,
      claim.uscc,
      claim.enterprise,
      claim.kind,
      claim.representative,
      claim.divisionCode,
      claim.method,
      claim.personHash,
      now,
      claim.place,
    ],
  );
  return id;
}

/** What happened to a claim, in the trail; without the numbers of persons and accounts. */
export async function recordClaim(
  transaction: Queries,
  claim: Pick<HeldClaim, 'id' | 'uscc' | 'accountId' | 'divisionCode' | 'enterpriseId'>,
  action: string,
  actor: { readonly name: string; readonly accountId: string },
  content: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<void> {
  await recordAudit(transaction, {
    at: now,
    actor: actor.name,
    action,
    subject: `enterprise-claim:${claim.id}`,
    content: { uscc: claim.uscc, ...content },
    accountId: actor.accountId,
    division: claim.divisionCode,
    enterpriseId: claim.enterpriseId,
  });
}
