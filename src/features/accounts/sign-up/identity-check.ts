import { createHash } from 'node:crypto';
import type { Queries } from '#platform/database/connections.ts';
import { developmentAddress } from '../text-message.ts';

/** What is checked before an enterprise's account is opened (GX21-A1). */
export interface IdentityAsked {
  /** the representative's name, ID number and phone belong together; or the enterprise can read its own bank account */
  readonly method: 'real-name' | 'bank-transfer';
  /** for which somebody signs up; null: only who the person is */
  readonly enterprise: string | null;
  readonly representative: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly bank: string;
  readonly bankAccount: string;
  /** six figures that only the right person or enterprise gets to see */
  readonly code: string;
  /** names this check: asked twice, it is done once */
  readonly key: string;
  readonly now: Date;
}

/**
 * Real-name and bank-transfer checks. Production plugs in a provider that compares name, ID number and phone with the operators' data and
 * sends the code to that phone, or transfers a cent with the code as its remark. Refused, the reason is shown as it is.
 */
export interface IdentityCheckProvider {
  begin(
    transaction: Queries,
    asked: IdentityAsked,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
}

function recipientOf({ method, phone, bankAccount }: IdentityAsked): string {
  return method === 'real-name' ? developmentAddress(phone) : `${bankAccount}@bank.qualwatch.invalid`;
}

function textOf({ method, enterprise, code }: IdentityAsked): string {
  if (enterprise === null) return `您正在资质哨办理本人实名核验，验证码 ${code}，10 分钟内有效。请勿告诉他人。`;
  return method === 'real-name'
    ? `您正在为${enterprise}注册资质哨，实名核验验证码 ${code}，30 分钟内有效。请勿告诉他人。`
    : `对公账户入账 0.01 元，附言 ${code}。（开发环境：没有实际打款）`;
}

/** The development provider: compares nothing, pays nothing; the code shows up in the development mailbox, before the letters that nobody waits for. */
export const developmentIdentityChecks: IdentityCheckProvider = {
  async begin(transaction, asked) {
    await transaction.query(
      `insert into outbox (key, channel, recipient, content, next_attempt, created_at) values ($1, 'mail', $2, $3, $4::timestamptz - interval '1 year', $4)
       on conflict (key) do nothing`,
      [
        `identity-check:${createHash('sha256').update(asked.key).digest('hex')}`,
        recipientOf(asked),
        JSON.stringify({
          template: 'letter',
          subject: asked.method === 'real-name' ? '【实名核验】资质哨' : '【对公打款】资质哨',
          text: textOf(asked),
        }),
        asked.now,
      ],
    );
    return { ok: true };
  },
};
