import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { clauseOn } from '#law/regimes/citing.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { clauseForEnterprise } from '../case-clause.ts';
import { given, type Outcome, refused } from '../step.ts';
import { hashOfCode, hashOfToken, linkToken, sameHash, shortCode } from './email-secret.ts';

const MINUTES = 30;
const MOST_TRIES = 5;
/** Against a sender who would fill somebody's mailbox: checks that an enterprise may ask for within an hour. */
const MOST_PER_HOUR = 6;

const requestSchema = z.object({
  enterpriseId: z.int().positive(),
  email: z.email('电子邮箱有误，请核对后重新填写。').max(254),
  by: z.string().trim().min(1),
  at: z.date(),
});

export interface EmailCheckAsked {
  readonly checkId: string;
  readonly expiresAt: Date;
}

/**
 * GX24-A.1: the confirmation binds the enterprise to an address, so that address is tried first: a mail with a link and a short code,
 * good for half an hour. An earlier check that was not answered is void.
 */
export async function requestEmailCheck(
  pool: Pool,
  input: z.input<typeof requestSchema>,
): Promise<Outcome<EmailCheckAsked>> {
  const read = given(requestSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'confirmation'), read.reason);
  const { enterpriseId, email, by, at } = read.value;
  const clause = await clauseForEnterprise(pool, read.value, 'confirmation');
  return inTransaction(pool, async (transaction): Promise<Outcome<EmailCheckAsked>> => {
    const enterprise = await transaction.query<{ division_code: string }>(
      'select division_code from enterprise where id = $1 for update',
      [enterpriseId],
    );
    const [row] = enterprise.rows;
    if (row === undefined) return refused(clause, '系统中没有这家企业。');
    const recent = await transaction.query(
      `select 1 from email_check where enterprise_id = $1 and requested_at > $2::timestamptz - interval '1 hour'`,
      [enterpriseId, at],
    );
    if ((recent.rowCount ?? 0) >= MOST_PER_HOUR) {
      return refused(clause, `一小时内最多发送 ${MOST_PER_HOUR} 次验证邮件，请稍后再试；已填写的内容不会丢失。`);
    }
    await transaction.query(
      'update email_check set expires_at = least(expires_at, $2) where enterprise_id = $1 and confirmed_at is null',
      [enterpriseId, at],
    );
    const checkId = randomUUID();
    const expiresAt = new Date(at.getTime() + MINUTES * 60_000);
    await transaction.query(
      `insert into email_check (id, enterprise_id, division_code, email, token_hash, code_hash, requested_at, requested_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        checkId,
        enterpriseId,
        row.division_code,
        email,
        hashOfToken(linkToken(checkId)),
        hashOfCode(checkId, shortCode(checkId)),
        at,
        by,
        expiresAt,
      ],
    );
    // Due since last year: somebody waits for it on the page, so it goes before the letters of a month.
    await transaction.query(
      `insert into outbox (key, channel, recipient, content, next_attempt, created_at)
       values ($1, 'mail', $2, $3, $4::timestamptz - interval '1 year', $4)`,
      [`email-check:${checkId}`, email, JSON.stringify({ template: 'email-check', check: checkId }), at],
    );
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'request-email-check', $3, $4)`,
      [at, by, `enterprise:${enterpriseId}`, JSON.stringify({ check: checkId, email })],
    );
    return { outcome: 'done', events: [], checkId, expiresAt };
  });
}

const confirmSchema = z.union([
  z.object({ token: z.string().min(1), at: z.date() }),
  z.object({ checkId: z.guid('验证已失效，请重新发送验证邮件。'), code: z.string().trim().min(1), at: z.date() }),
]);

interface Check {
  readonly id: string;
  readonly enterprise_id: number;
  readonly email: string;
  readonly code_hash: Buffer;
  readonly expires_at: Date;
  readonly tries: number;
  readonly confirmed_at: Date | null;
}

export interface EmailConfirmed {
  readonly checkId: string;
  readonly enterpriseId: number;
  readonly email: string;
}

function expired(check: Check, at: Date): string | undefined {
  if (at > check.expires_at) return `验证邮件 ${MINUTES} 分钟内有效，现已失效，请重新发送验证邮件。`;
  return check.tries >= MOST_TRIES ? `验证码输错 ${MOST_TRIES} 次，已失效，请重新发送验证邮件。` : undefined;
}

/** The link was opened, or the code typed. A wrong code counts even though nothing else of the act is kept. */
export async function confirmEmail(pool: Pool, input: z.input<typeof confirmSchema>): Promise<Outcome<EmailConfirmed>> {
  const read = given(confirmSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'confirmation'), '请填写验证邮件中的 6 位验证码。');
  const answer = read.value;
  return inTransaction(pool, async (transaction): Promise<Outcome<EmailConfirmed>> => {
    const [where, value] = 'token' in answer ? ['token_hash', hashOfToken(answer.token)] : ['id', answer.checkId];
    const found = await transaction.query<Check>(
      `select id, enterprise_id, email, code_hash, expires_at, tries, confirmed_at from email_check where ${where} = $1 for update`,
      [value],
    );
    const [check] = found.rows;
    if (check === undefined) return refused(clauseOn(undefined, 'confirmation'), '验证已失效，请重新发送验证邮件。');
    const clause = await clauseForEnterprise(transaction, { enterpriseId: check.enterprise_id }, 'confirmation');
    const confirmed = { checkId: check.id, enterpriseId: check.enterprise_id, email: check.email };
    // Mail programs open links before their readers do: the second time is as good as the first.
    if (check.confirmed_at !== null && 'token' in answer) return { outcome: 'done', events: [], ...confirmed };
    const over = expired(check, answer.at);
    if (over !== undefined) return refused(clause, over);
    if ('code' in answer && !sameHash(hashOfCode(check.id, answer.code), check.code_hash)) {
      await transaction.query('update email_check set tries = tries + 1 where id = $1', [check.id]);
      return refused(clause, `验证码不对，还可以输入 ${MOST_TRIES - check.tries - 1} 次。`);
    }
    await transaction.query('update email_check set confirmed_at = coalesce(confirmed_at, $2) where id = $1', [
      check.id,
      answer.at,
    ]);
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, 'enterprise', 'confirm-email', $2, $3)`,
      [answer.at, `enterprise:${check.enterprise_id}`, JSON.stringify({ check: check.id, email: check.email })],
    );
    return { outcome: 'done', events: [], ...confirmed };
  });
}

/** Whether an outbox row asks somebody to confirm an address. */
const mailSchema = z.object({ template: z.literal('email-check'), check: z.guid() });

/** The mail of a check, composed when it is sent: only then do link and code exist in words. Undefined for other rows. */
export function emailCheckLetter(
  content: unknown,
  baseUrl: string,
): { readonly subject: string; readonly text: string } | undefined {
  const read = mailSchema.safeParse(content);
  if (!read.success) return undefined;
  const { check } = read.data;
  const link = new URL('/enterprise/confirmation/email', baseUrl);
  link.searchParams.set('token', linkToken(check));
  return {
    subject: '【资质哨】电子邮箱验证',
    text: [
      '您好：',
      '',
      '贵单位正在签署《资质动态核查结果送达确认书》，填写了这个电子邮箱。签署后，责令限期整改通知书等文书将发送到这里。',
      '',
      `请打开下面的链接完成验证（${MINUTES} 分钟内有效）：`,
      link.toString(),
      '',
      `或者在页面上输入验证码：${shortCode(check)}`,
      '',
      '如果不是贵单位的操作，请不要打开链接，也不要把验证码告诉他人。',
      '',
      '资质哨（本邮件由系统发出，请勿直接回复）',
    ].join('\n'),
  };
}
