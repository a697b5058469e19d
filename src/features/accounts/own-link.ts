import { createHash } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { type AccountOutcome, refusalOfPassword } from './administration.ts';
import { makeChallenge, spendChallenge, standingChallenge, voidSignIns } from './challenges.ts';
import { hashPassword, passwordFaults } from './passwords.ts';
import { forgetTries } from './sign-in-tries.ts';

/** A link is opened within so many hours, or asked for anew. */
export const LINK_HOURS = 72;

interface LinkOwner {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  readonly email: string;
}

/** Writes a mail of the platform to somebody, once for its key. */
export async function letterTo(
  transaction: Queries,
  letter: {
    readonly key: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    /** somebody waits for it: it goes before the letters that nobody waits for */
    readonly awaited?: boolean;
  },
  now: Date,
): Promise<void> {
  await transaction.query(
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at)
     values ($1, 'mail', $2, $3, case when $5::boolean then $4::timestamptz - interval '1 year' else $4::timestamptz end, $4::timestamptz)
     on conflict (key) do nothing`,
    [
      letter.key,
      letter.to,
      JSON.stringify({ template: 'letter', subject: letter.subject, text: letter.text }),
      now,
      letter.awaited === true,
    ],
  );
}

/**
 * The way in for a new person, or one who lost the password: a link to their own address, by which they set a password that no
 * administrator has seen. Links that were sent before are worth nothing any more.
 */
export async function sendOwnLink(transaction: Queries, owner: LinkOwner, baseUrl: string, now: Date): Promise<void> {
  await transaction.query(
    `update account_challenge set used_at = $2 where account_id = $1 and purpose = 'password-reset' and used_at is null`,
    [owner.id, now],
  );
  const token = await makeChallenge(transaction, {
    purpose: 'password-reset',
    accountId: owner.id,
    minutes: LINK_HOURS * 60,
    tries: 10,
    now,
  });
  await letterTo(
    transaction,
    {
      key: `own-link:${createHash('sha256').update(token).digest('hex')}`,
      to: owner.email,
      awaited: true,
      subject: '【资质哨】设置登录密码',
      text: [
        `${owner.name}：`,
        `您在资质哨的登录名是 ${owner.signInName}。请在 ${LINK_HOURS} 小时内打开下面的地址，自行设置密码，然后登录并绑定第二重验证：`,
        `${baseUrl}/sign-in/password?token=${token}`,
        '任何工作人员都不会向您索要密码。您没有要求设立账号或者重置密码的，请不要打开，并告知本单位的安全管理员。',
      ].join('\n'),
    },
    now,
  );
}

/** Whose link it is; undefined where it was used, has expired, or the account was closed. */
export async function linkOwner(
  pool: Pool,
  token: string,
  now: Date,
): Promise<{ readonly signInName: string; readonly name: string } | undefined> {
  return inTransaction(pool, async (transaction) => {
    const challenge = await standingChallenge(transaction, token, 'password-reset', now);
    if (challenge?.accountId == null) return undefined;
    const found = await transaction.query<{ signInName: string; name: string }>(
      `select sign_in_name as "signInName", name from account where id = $1 and status = 'active'`,
      [challenge.accountId],
    );
    return found.rows[0];
  });
}

/** Sets the password of whoever has the link; every session and sign-in that was begun ends. */
export async function setPasswordByLink(
  pool: Pool,
  token: string,
  given: { readonly wanted: string; readonly repeated: string },
  now: Date,
): Promise<AccountOutcome | { readonly outcome: 'expired' }> {
  return inTransaction(pool, async (transaction): Promise<AccountOutcome | { outcome: 'expired' }> => {
    const challenge = await standingChallenge(transaction, token, 'password-reset', now);
    if (challenge?.accountId == null) return { outcome: 'expired' };
    const found = await transaction.query<{ id: string; signInName: string; name: string }>(
      `select id, sign_in_name as "signInName", name from account where id = $1 and status = 'active' for update`,
      [challenge.accountId],
    );
    const [account] = found.rows;
    if (account === undefined) return { outcome: 'expired' };
    if (given.wanted !== given.repeated) {
      return { outcome: 'refused', faults: { repeated: '两次填写的密码不一致，请重新填写。' } };
    }
    const faults = passwordFaults(given.wanted, account);
    if (faults.length > 0) return { outcome: 'refused', faults: { wanted: faults.join('') } };
    const used = await refusalOfPassword(transaction, account.id, given.wanted);
    if (used !== undefined) return { outcome: 'refused', faults: { wanted: used } };
    await spendChallenge(transaction, challenge, now);
    await transaction.query(
      `insert into account_password_history (account_id, password_hash, set_at)
       select id, password_hash, password_set_at from account where id = $1 on conflict do nothing`,
      [account.id],
    );
    await transaction.query(
      `update account set password_hash = $2, password_set_at = $3, must_change_password = false, failed_attempts = 0, locked_until = null
       where id = $1`,
      [account.id, await hashPassword(given.wanted), now],
    );
    await transaction.query(
      `update account_session set ended_at = $2, ended_because = 'password-changed' where account_id = $1 and ended_at is null`,
      [account.id, now],
    );
    await voidSignIns(transaction, account.id, now);
    await forgetTries(transaction, account.signInName);
    await recordAudit(transaction, {
      at: now,
      actor: account.name,
      action: 'password-set-by-link',
      subject: `account:${account.id}`,
      accountId: account.id,
    });
    return { outcome: 'done' };
  });
}
