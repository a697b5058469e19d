import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import {
  type GuardedAccount,
  guardedAccount,
  isLocked,
  MOST_FAILURES,
  noteFailure,
  type Origin,
} from './account-lock.ts';
import { isCode, makeChallenge, sixDigits, spendChallenge, spendTry, standingChallenge } from './challenges.ts';
import { openSession } from './open-session.ts';
import { isPasskeyAnswer } from './passkeys.ts';
import { isPassword, NOBODYS_HASH } from './passwords.ts';
import { isAccountRole, needsAuthenticator } from './roles.ts';
import {
  beginAuthenticator,
  confirmAuthenticator,
  factorsOf,
  isAuthenticatorCode,
  isRecoveryCode,
} from './second-factors.ts';
import { holdName, noteWrongPassword, waitsUntil } from './sign-in-tries.ts';
import { maskedPhone, type TextMessageProvider } from './text-message.ts';

const TICKET_MINUTES = 10;

export type { Origin };

export type FactorOffered = 'totp' | 'passkey' | 'sms' | 'recovery';

export type SignInBegun =
  | { readonly outcome: 'second-factor'; readonly ticket: string }
  | { readonly outcome: 'refused'; readonly reason: string };

const WRONG = '登录名或密码不正确。请核对后重新填写；连续 5 次不正确的，须等待一段时间才能再试。';

function waitWords(until: Date, now: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return `登录名或密码多次不正确，请 ${minutes} 分钟后再试。绑定了通行密钥的，现在就可以用通行密钥登录。`;
}

/**
 * The first step: name and password. What is wrong is not told apart for the person, so that nobody learns which names there are, and
 * while a name waits no password is looked at, so that nobody learns which one is right.
 */
export async function beginSignIn(
  pool: Pool,
  given: { readonly signInName: string; readonly password: string },
  origin: Origin,
  now: Date,
): Promise<SignInBegun> {
  const signInName = given.signInName.trim().toLowerCase();
  return inTransaction(pool, async (transaction): Promise<SignInBegun> => {
    await holdName(transaction, signInName);
    const account = await guardedAccount(transaction, { signInName });
    const guarded = { signInName, accountId: account?.id, place: origin.address };
    const until = await waitsUntil(transaction, guarded, now);
    if (until !== undefined) return { outcome: 'refused', reason: waitWords(until, now) };
    const right = await isPassword(given.password, account?.passwordHash ?? NOBODYS_HASH);
    if (!right || account === undefined || account.status !== 'active') {
      const waits = await noteWrongPassword(transaction, guarded, now);
      if (account !== undefined) await recordWrongPassword(transaction, account, waits, origin, now);
      return { outcome: 'refused', reason: WRONG };
    }
    const ticket = await makeChallenge(transaction, {
      purpose: 'sign-in',
      accountId: account.id,
      minutes: TICKET_MINUTES,
      tries: MOST_FAILURES,
      now,
    });
    return { outcome: 'second-factor', ticket };
  });
}

async function recordWrongPassword(
  transaction: Queries,
  account: GuardedAccount,
  waits: boolean,
  origin: Origin,
  now: Date,
): Promise<void> {
  await recordAudit(transaction, {
    at: now,
    actor: account.name,
    action: waits ? 'sign-in-slowed' : 'sign-in-failed',
    subject: `account:${account.id}`,
    content: { what: 'password', address: origin.address },
    accountId: account.id,
  });
}

/**
 * Begins the authenticator of an account that has no second factor yet, in the middle of its first sign-in. Asked again, it
 * begins anew. Undefined where the account has one, or the ticket no longer stands.
 */
export async function enrolAtSignIn(
  pool: Pool,
  ticket: string,
  now: Date,
): Promise<{ readonly id: string; readonly uri: string; readonly secret: string } | undefined> {
  return inTransaction(pool, async (transaction) => {
    const challenge = await standingChallenge(transaction, ticket, 'sign-in', now);
    if (challenge?.accountId == null) return undefined;
    if ((await factorsOf(transaction, challenge.accountId)).length > 0) return undefined;
    const account = await transaction.query<{ sign_in_name: string }>(
      'select sign_in_name from account where id = $1',
      [challenge.accountId],
    );
    const signInName = account.rows[0]?.sign_in_name ?? '';
    return beginAuthenticator(transaction, { id: challenge.accountId, signInName }, { name: '身份验证器', now });
  });
}

export interface SecondStep {
  readonly accountId: string;
  readonly factors: readonly FactorOffered[];
  readonly phone: string | null;
}

/** What the second step of a begun sign-in may be answered by; undefined where the ticket no longer stands. */
export async function secondStepOf(pool: Pool, ticket: string, now: Date): Promise<SecondStep | undefined> {
  return inTransaction(pool, async (transaction) => {
    const challenge = await standingChallenge(transaction, ticket, 'sign-in', now);
    if (challenge?.accountId == null) return undefined;
    const factors = await factorsOf(transaction, challenge.accountId);
    const account = await transaction.query<{ phone: string | null }>('select phone from account where id = $1', [
      challenge.accountId,
    ]);
    const roles = await transaction.query<{ role: string }>(
      'select role from account_role where account_id = $1 and ended_at is null',
      [challenge.accountId],
    );
    const strict = roles.rows.some(({ role }) => isAccountRole(role) && needsAuthenticator(role));
    const phone = account.rows[0]?.phone ?? null;
    const offered = new Set<FactorOffered>(factors.map(({ kind }) => kind));
    if (phone !== null && !strict) offered.add('sms');
    else offered.delete('sms');
    return { accountId: challenge.accountId, factors: [...offered], phone: phone === null ? null : maskedPhone(phone) };
  });
}

/** Sends a code by text message for a begun sign-in; not sooner than a minute after the one before. */
export async function sendSignInCode(
  pool: Pool,
  provider: TextMessageProvider,
  ticket: string,
  now: Date,
): Promise<
  { readonly outcome: 'sent'; readonly token: string } | { readonly outcome: 'refused'; readonly reason: string }
> {
  const step = await secondStepOf(pool, ticket, now);
  if (step === undefined) return { outcome: 'refused', reason: '登录已超时，请重新填写登录名和密码。' };
  if (!step.factors.includes('sms'))
    return { outcome: 'refused', reason: '该账号不能用短信验证码登录，请使用动态口令或通行密钥。' };
  return inTransaction(pool, async (transaction) => {
    const account = await transaction.query<{ phone: string }>('select phone from account where id = $1 for update', [
      step.accountId,
    ]);
    const recent = await transaction.query(
      `select 1 from account_challenge where account_id = $1 and purpose = 'text-message' and made_at > $2::timestamptz - interval '60 seconds'`,
      [step.accountId, now],
    );
    if (recent.rowCount !== 0) return { outcome: 'refused', reason: '验证码已发送，请 60 秒后再重新获取。' };
    const phone = account.rows[0]?.phone ?? '';
    const code = sixDigits();
    const token = await makeChallenge(transaction, {
      purpose: 'text-message',
      accountId: step.accountId,
      code,
      minutes: 5,
      tries: MOST_FAILURES,
      now,
    });
    await provider.send(transaction, {
      phone,
      text: `您正在登录资质哨，验证码 ${code}，5 分钟内有效。请勿告诉他人。`,
      key: token,
      now,
    });
    return { outcome: 'sent', token };
  });
}

/** What the person answers in the second step. */
export interface SecondAnswer {
  readonly ticket: string;
  readonly code?: string;
  /** names the text message whose code it is */
  readonly messageToken?: string;
  /** a passkey's answer, JSON as the browser gives it */
  readonly passkey?: string;
  readonly passkeyToken?: string;
  /** first sign-in of an account without a second factor: the authenticator that was begun, confirmed by its code */
  readonly enrolment?: string;
}

export interface Relying {
  /** host name that passkeys are bound to, and the address that the browser must name */
  readonly host: string;
  readonly origin: string;
}

export type SignInCompleted =
  | { readonly outcome: 'signed-in'; readonly session: string }
  /** expired: begin anew; wrong: another code; locked: nothing is taken for a while, not even the right code */
  | { readonly outcome: 'refused'; readonly because: 'expired' | 'wrong' | 'locked' };

async function factorOf(
  transaction: Queries,
  accountId: string,
  answer: SecondAnswer,
  relying: Relying,
  now: Date,
): Promise<string | undefined> {
  if (answer.passkey !== undefined && answer.passkeyToken !== undefined) {
    const right = await isPasskeyAnswer(transaction, accountId, answer.passkey, answer.passkeyToken, relying, now);
    return right ? 'passkey' : undefined;
  }
  const code = (answer.code ?? '').replace(/\s/g, '');
  if (answer.enrolment !== undefined) {
    // Only who has none yet enrols by password alone; afterwards a new factor asks for an old one.
    if ((await factorsOf(transaction, accountId)).length > 0) return undefined;
    return (await confirmAuthenticator(transaction, accountId, answer.enrolment, code, now)) ? 'totp' : undefined;
  }
  if (answer.messageToken !== undefined && answer.messageToken !== '') {
    const message = await standingChallenge(transaction, answer.messageToken, 'text-message', now);
    if (message === undefined || message.accountId !== accountId) return undefined;
    if (!(await isCode(transaction, answer.messageToken, code, message))) return undefined;
    await spendChallenge(transaction, message, now);
    return 'sms';
  }
  if (/^\d{6}$/.test(code)) return (await isAuthenticatorCode(transaction, accountId, code, now)) ? 'totp' : undefined;
  return (await isRecoveryCode(transaction, accountId, code, now)) ? 'recovery' : undefined;
}

/** The second step: opens a session in the account's first role. */
export async function completeSignIn(
  pool: Pool,
  answer: SecondAnswer,
  relying: Relying,
  origin: Origin,
  now: Date,
): Promise<SignInCompleted> {
  return inTransaction(pool, async (transaction): Promise<SignInCompleted> => {
    const challenge = await standingChallenge(transaction, answer.ticket, 'sign-in', now);
    if (challenge?.accountId == null) return { outcome: 'refused', because: 'expired' };
    const account = await guardedAccount(transaction, { id: challenge.accountId });
    if (account === undefined || account.status !== 'active') return { outcome: 'refused', because: 'expired' };
    const byPasskey = answer.passkey !== undefined && answer.passkeyToken !== undefined;
    // Tries are the account's, however many sign-ins somebody who knows the password has begun. A passkey cannot be guessed: it is never locked.
    if (!byPasskey && isLocked(account, now)) return { outcome: 'refused', because: 'locked' };
    const factor = await factorOf(transaction, account.id, answer, relying, now);
    if (factor === undefined) {
      await spendTry(transaction, challenge);
      if (!byPasskey) await noteFailure(transaction, account, 'second-factor', origin, now);
      return { outcome: 'refused', because: 'wrong' };
    }
    await spendChallenge(transaction, challenge, now);
    return { outcome: 'signed-in', session: await openSession(transaction, account, factor, origin, now) };
  });
}
