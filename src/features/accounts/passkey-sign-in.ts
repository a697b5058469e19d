import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { guardedAccount, type Origin } from './account-lock.ts';
import { makeChallenge, spendChallenge, standingChallenge } from './challenges.ts';
import { openSession } from './open-session.ts';
import { assertionOf, isAssertedBy, questionTo } from './passkeys.ts';
import type { Relying, SignInCompleted } from './sign-in.ts';

/**
 * The way in that no guessing closes: a passkey that lives on the person's device and made sure who holds it (PIN, finger, face) is two
 * factors, so neither password nor lock stands before it. Nobody is named beforehand: the answer names the passkey.
 */
export async function askForAnyPasskey(
  pool: Pool,
  relying: Relying,
  now: Date,
): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly token: string }> {
  const options = await questionTo([], relying);
  const token = await inTransaction(pool, (transaction) =>
    makeChallenge(transaction, {
      purpose: 'passkey-sign-in',
      accountId: null,
      content: { challenge: options.challenge },
      minutes: 5,
      tries: 1,
      now,
    }),
  );
  return { options, token };
}

/** Opens a session for whoever a passkey's answer names. */
export async function signInByPasskey(
  pool: Pool,
  answer: { readonly passkey: string; readonly passkeyToken: string },
  relying: Relying,
  origin: Origin,
  now: Date,
): Promise<SignInCompleted> {
  return inTransaction(pool, async (transaction): Promise<SignInCompleted> => {
    const challenge = await standingChallenge(transaction, answer.passkeyToken, 'passkey-sign-in', now);
    const response = assertionOf(answer.passkey);
    // A question to one account, in the second step of its sign-in, is not answered here.
    if (challenge === undefined || challenge.accountId !== null || response === undefined) {
      return { outcome: 'refused', because: 'expired' };
    }
    await spendChallenge(transaction, challenge, now);
    const owners = await transaction.query<{ account_id: string }>(
      `select account_id from second_factor where kind = 'passkey' and credential_id = $1 and ended_at is null and confirmed_at is not null`,
      [response.id],
    );
    const [owner] = owners.rows;
    if (owner === undefined || owners.rows.length > 1) return { outcome: 'refused', because: 'wrong' };
    const account = await guardedAccount(transaction, { id: owner.account_id });
    if (account === undefined || account.status !== 'active') return { outcome: 'refused', because: 'wrong' };
    const expectedChallenge = String(challenge.content.challenge);
    if (!(await isAssertedBy(transaction, account.id, { response, expectedChallenge }, relying, now))) {
      return { outcome: 'refused', because: 'wrong' };
    }
    return { outcome: 'signed-in', session: await openSession(transaction, account, 'passkey', origin, now) };
  });
}
