import { createHash } from 'node:crypto';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { isCode, makeChallenge, sixDigits, spendChallenge, standingChallenge } from './challenges.ts';

const MINUTES = 10;
const TRIES = 5;
const MOST_AN_HOUR = 6;

/** Mails a code to an address, to prove that whoever asks reads it. @returns the token that names the question */
export async function askForEmailProof(
  accounts: Pool,
  accountId: string,
  email: string,
  now: Date,
): Promise<
  { readonly outcome: 'sent'; readonly token: string } | { readonly outcome: 'refused'; readonly reason: string }
> {
  return inTransaction(accounts, async (transaction) => {
    // One after another, so that those asked at once are counted too.
    await transaction.query('select 1 from account where id = $1 for update', [accountId]);
    const recent = await transaction.query<{ count: number }>(
      `select count(*) as count from account_challenge where account_id = $1 and purpose = 'email-proof' and made_at > $2::timestamptz - interval '1 hour'`,
      [accountId, now],
    );
    if ((recent.rows[0]?.count ?? 0) >= MOST_AN_HOUR) {
      return { outcome: 'refused', reason: `一小时内最多发送 ${MOST_AN_HOUR} 次验证码，请稍后再试。` };
    }
    const code = sixDigits();
    const token = await makeChallenge(transaction, {
      purpose: 'email-proof',
      accountId,
      code,
      content: { email },
      minutes: MINUTES,
      tries: TRIES,
      now,
    });
    await transaction.query(
      `insert into outbox (key, channel, recipient, content, next_attempt, created_at) values ($1, 'mail', $2, $3, $4::timestamptz - interval '1 year', $4)
       on conflict (key) do nothing`,
      [
        `email-proof:${createHash('sha256').update(token).digest('hex')}`,
        email,
        JSON.stringify({
          template: 'letter',
          subject: '【资质哨】邮箱验证码',
          text: `验证码：${code}\n${MINUTES} 分钟内有效。不是您本人的操作，请不要理会本邮件。`,
        }),
        now,
      ],
    );
    return { outcome: 'sent', token };
  });
}

/** The address behind a token, where the code is right; undefined where it is not, or no longer stands. */
export async function provedEmail(
  accounts: Pool,
  accountId: string,
  token: string,
  code: string,
  now: Date,
): Promise<string | undefined> {
  return inTransaction(accounts, async (transaction) => {
    const challenge = await standingChallenge(transaction, token, 'email-proof', now);
    if (challenge === undefined || challenge.accountId !== accountId) return undefined;
    if (!(await isCode(transaction, token, code, challenge))) return undefined;
    await spendChallenge(transaction, challenge, now);
    return String(challenge.content.email);
  });
}
