import { recordAudit } from '#platform/audit.ts';
import type { Queries } from '#platform/database/connections.ts';

/**
 * L3-CES1-02: so many wrong codes of an account, and wrong passwords given inside its sessions, lock both for a while, from wherever they
 * come: only who knows the password, or has a session, gets so far. Passwords at the entrance: `sign-in-tries.ts`.
 */
export const MOST_FAILURES = 5;
export const LOCKED_MINUTES = 15;
export const LOCKED_WORDS = `密码或者验证码多次不正确，账号已锁定，请 ${LOCKED_MINUTES} 分钟后再试，或请安全管理员解锁。`;

/** Where a request came from, for the list of sessions and the trail. */
export interface Origin {
  readonly address: string;
  readonly device: string;
}

export interface GuardedAccount {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly status: string;
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

/** An account by its sign-in name or its id, held to the end of the transaction, so that failures at once are all counted. */
export async function guardedAccount(
  transaction: Queries,
  by: { readonly signInName: string } | { readonly id: string },
): Promise<GuardedAccount | undefined> {
  const [where, value] = 'id' in by ? ['id', by.id] : ['sign_in_name', by.signInName];
  const found = await transaction.query<GuardedAccount>(
    `select id, sign_in_name as "signInName", name, password_hash as "passwordHash", status, failed_attempts as "failedAttempts", locked_until as "lockedUntil"
     from account where ${where} = $1 for update`,
    [value],
  );
  return found.rows[0];
}

export function isLocked({ lockedUntil }: GuardedAccount, now: Date): boolean {
  return lockedUntil !== null && lockedUntil > now;
}

/** Counts a wrong password or code; the fifth locks the account. */
export async function noteFailure(
  transaction: Queries,
  account: GuardedAccount,
  what: 'password' | 'second-factor',
  origin: Origin,
  now: Date,
): Promise<void> {
  const failed = account.failedAttempts + 1;
  const locked = failed >= MOST_FAILURES;
  await transaction.query(
    `update account set failed_attempts = $2, locked_until = case when $3 then $4::timestamptz + interval '${LOCKED_MINUTES} minutes' else locked_until end
     where id = $1`,
    [account.id, locked ? 0 : failed, locked, now],
  );
  await recordAudit(transaction, {
    at: now,
    actor: account.name,
    action: locked ? 'account-locked' : 'sign-in-failed',
    subject: `account:${account.id}`,
    content: { what, address: origin.address },
    accountId: account.id,
  });
}

export async function forgetFailures(transaction: Queries, account: GuardedAccount): Promise<void> {
  if (account.failedAttempts === 0) return;
  await transaction.query('update account set failed_attempts = 0 where id = $1', [account.id]);
}
