import { randomUUID } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { guardedAccount, isLocked, LOCKED_MINUTES, MOST_FAILURES, noteFailure, type Origin } from './account-lock.ts';
import { isCode, makeChallenge, sixDigits, spendChallenge, spendTry, standingChallenge } from './challenges.ts';
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
import { maskedPhone, type TextMessageProvider } from './text-message.ts';

const TICKET_MINUTES = 10;
/** 等保三级 L3-CES1-01: a password is changed at least every 90 days. */
const PASSWORD_DAYS = 90;

export type { Origin };

export type FactorOffered = 'totp' | 'passkey' | 'sms' | 'recovery';

export type SignInBegun =
  | { readonly outcome: 'second-factor'; readonly ticket: string }
  | { readonly outcome: 'refused'; readonly reason: string };

const WRONG = '登录名或密码不正确。请核对后重新填写；连续 5 次不正确的，账号锁定 15 分钟。';

/**
 * The first step: name and password. What is wrong is not told apart for the person, so that nobody learns which names
 * there are; a locked account says so only to who knows its password.
 */
export async function beginSignIn(
  pool: Pool,
  given: { readonly signInName: string; readonly password: string },
  origin: Origin,
  now: Date,
): Promise<SignInBegun> {
  return inTransaction(pool, async (transaction): Promise<SignInBegun> => {
    const account = await guardedAccount(transaction, { signInName: given.signInName.trim().toLowerCase() });
    const right = await isPassword(given.password, account?.passwordHash ?? NOBODYS_HASH);
    if (account === undefined || account.status !== 'active') return { outcome: 'refused', reason: WRONG };
    const locked = isLocked(account, now);
    if (!right) {
      if (!locked) await noteFailure(transaction, account, 'password', origin, now);
      return { outcome: 'refused', reason: WRONG };
    }
    if (locked) {
      return {
        outcome: 'refused',
        reason: `账号因多次登录失败已锁定，请 ${LOCKED_MINUTES} 分钟后再试，或请安全管理员解锁。`,
      };
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
    // Tries are the account's, however many sign-ins somebody who knows the password has begun.
    if (isLocked(account, now)) return { outcome: 'refused', because: 'locked' };
    const factor = await factorOf(transaction, account.id, answer, relying, now);
    if (factor === undefined) {
      await spendTry(transaction, challenge);
      await noteFailure(transaction, account, 'second-factor', origin, now);
      return { outcome: 'refused', because: 'wrong' };
    }
    await spendChallenge(transaction, challenge, now);
    const session = randomUUID();
    await transaction.query(
      `insert into account_session (id, account_id, role_id, factor, address, device, started_at, last_seen_at)
       values ($1, $2, (select id from account_role where account_id = $2 and ended_at is null order by granted_at, id limit 1), $3, $4, $5, $6, $6)`,
      [session, account.id, factor, origin.address, origin.device.slice(0, 300), now],
    );
    await transaction.query(
      `update account set failed_attempts = 0, locked_until = null, last_signed_in_at = $2,
         must_change_password = must_change_password or (not demonstration and password_set_at < $2::timestamptz - interval '${PASSWORD_DAYS} days')
       where id = $1`,
      [account.id, now],
    );
    await recordAudit(transaction, {
      at: now,
      actor: account.name,
      action: 'signed-in',
      subject: `account:${account.id}`,
      content: { factor, address: origin.address },
      accountId: account.id,
    });
    return { outcome: 'signed-in', session };
  });
}
