import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { forgetFailures, guardedAccount, isLocked, noteFailure, type Origin } from './account-lock.ts';
import { isPassword } from './passwords.ts';
import { isAuthenticatorCode } from './second-factors.ts';

/** What became of a password or code that somebody who is signed in was asked for again. */
export type OwnProof = 'right' | 'wrong' | 'locked';

/**
 * A session may be somebody else's who found it open: what changes the way in, or binds an enterprise, asks for a password or code once
 * more (ASVS 5.0 V7.5.1), and guessing counts against the account as at the sign-in. Locked, not even the right one is taken.
 */
async function proved(
  transaction: Queries,
  accountId: string,
  what: 'password' | 'second-factor',
  isRight: (passwordHash: string) => Promise<boolean>,
  origin: Origin,
  now: Date,
): Promise<OwnProof> {
  const account = await guardedAccount(transaction, { id: accountId });
  if (account === undefined || isLocked(account, now)) return 'locked';
  if (!(await isRight(account.passwordHash))) {
    await noteFailure(transaction, account, what, origin, now);
    return 'wrong';
  }
  await forgetFailures(transaction, account);
  return 'right';
}

/** Whether a password is that of whoever is signed in. */
export function isOwnPassword(
  transaction: Queries,
  accountId: string,
  password: string,
  origin: Origin,
  now: Date,
): Promise<OwnProof> {
  return proved(transaction, accountId, 'password', (hash) => isPassword(password, hash), origin, now);
}

/** The same in a transaction of its own, for an act that changes nothing else. */
export function proveOwnPassword(
  accounts: Pool,
  accountId: string,
  password: string,
  origin: Origin,
  now: Date,
): Promise<OwnProof> {
  return inTransaction(accounts, (transaction) => isOwnPassword(transaction, accountId, password, origin, now));
}

/** Whether a code comes from an authenticator of whoever is signed in; it is then used up. */
export function proveOwnCode(
  accounts: Pool,
  accountId: string,
  code: string,
  origin: Origin,
  now: Date,
): Promise<OwnProof> {
  return inTransaction(accounts, (transaction) =>
    proved(
      transaction,
      accountId,
      'second-factor',
      () => isAuthenticatorCode(transaction, accountId, code, now),
      origin,
      now,
    ),
  );
}
