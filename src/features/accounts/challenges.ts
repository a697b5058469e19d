import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Queries } from '#platform/database/connections.ts';

export type ChallengePurpose =
  | 'sign-in'
  | 'passkey-sign-in'
  | 'passkey-enrolment'
  | 'passkey-signing'
  | 'text-message'
  | 'sign-up'
  | 'password-reset'
  | 'email-proof'
  | 'person-proof';

export interface Challenge {
  readonly id: string;
  readonly accountId: string | null;
  readonly content: Readonly<Record<string, unknown>>;
  readonly triesLeft: number;
}

export function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** Six digits, each as likely as any other. */
export function sixDigits(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

/** What expired a day ago serves nothing any more, and may name a person: it goes when the next question of the same account is made. */
async function sweepExpired(database: Queries, accountId: string | null, now: Date): Promise<void> {
  const whose = accountId === null ? 'account_id is null' : 'account_id = $2';
  await database.query(
    `delete from account_challenge where ${whose} and expires_at < $1::timestamptz - interval '1 day'`,
    accountId === null ? [now] : [now, accountId],
  );
}

/** Makes something that is asked back once. @returns the token that names it; only its hash is stored */
export async function makeChallenge(
  database: Queries,
  wanted: {
    readonly purpose: ChallengePurpose;
    readonly accountId: string | null;
    readonly code?: string;
    readonly content?: Readonly<Record<string, unknown>>;
    readonly minutes: number;
    readonly tries: number;
    readonly now: Date;
  },
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const { purpose, accountId, code, content = {}, minutes, tries, now } = wanted;
  await sweepExpired(database, accountId, now);
  await database.query(
    `insert into account_challenge (id, account_id, purpose, token_hash, code_hash, content, tries_left, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8::timestamptz + make_interval(mins => $9))`,
    [
      randomUUID(),
      accountId,
      purpose,
      digest(token),
      code === undefined ? null : digest(`${token}:${code}`),
      JSON.stringify(content),
      tries,
      now,
      minutes,
    ],
  );
  return token;
}

/** A challenge that still stands, locked to the end of the transaction. */
export async function standingChallenge(
  transaction: Queries,
  token: string,
  purpose: ChallengePurpose,
  now: Date,
): Promise<Challenge | undefined> {
  const result = await transaction.query<Challenge>(
    `select id, account_id as "accountId", content, tries_left as "triesLeft" from account_challenge
     where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3 and tries_left > 0 for update`,
    [digest(token), purpose, now],
  );
  return result.rows[0];
}

/** Whether a code is the one that was sent; a wrong one uses up a try. */
export async function isCode(
  transaction: Queries,
  token: string,
  code: string,
  challenge: Challenge,
): Promise<boolean> {
  const result = await transaction.query<{ code_hash: Buffer | null }>(
    'update account_challenge set tries_left = tries_left - 1 where id = $1 returning code_hash',
    [challenge.id],
  );
  const expected = result.rows[0]?.code_hash;
  const found = digest(`${token}:${code}`);
  return expected !== null && expected !== undefined && timingSafeEqual(expected, found);
}

export async function spendChallenge(transaction: Queries, challenge: Challenge, now: Date): Promise<void> {
  await transaction.query('update account_challenge set used_at = $2 where id = $1', [challenge.id, now]);
}

export async function spendTry(transaction: Queries, challenge: Challenge): Promise<void> {
  await transaction.query('update account_challenge set tries_left = tries_left - 1 where id = $1', [challenge.id]);
}

/** Sign-ins that were begun come to nothing: the password, or the account behind them, is no longer what was proved. */
export async function voidSignIns(transaction: Queries, accountId: string, now: Date): Promise<void> {
  await transaction.query(
    `update account_challenge set used_at = $2
     where account_id = $1 and purpose in ('sign-in', 'text-message', 'passkey-sign-in') and used_at is null`,
    [accountId, now],
  );
}
