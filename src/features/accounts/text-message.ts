import { createHash } from 'node:crypto';
import type { Queries } from '#platform/database/connections.ts';

/** What the installation sends to mobile phones. Production plugs in a provider; see docs/operations.md. */
export interface TextMessageProvider {
  /** Puts a message in the way of being sent, in the transaction of what caused it. */
  send(
    transaction: Queries,
    message: { readonly phone: string; readonly text: string; readonly key: string; readonly now: Date },
  ): Promise<void>;
}

/** Whom a development message goes to: the phone number as the local part of an address that no mail server outside knows. */
export function developmentAddress(phone: string): string {
  return `${phone.replace(/\D/g, '')}@sms.qualwatch.invalid`;
}

/**
 * The development provider: every message becomes a mail in the development mailbox, and goes to no phone. Due since last year: somebody
 * waits for the code, so it goes before the letters of a month.
 */
export const developmentTextMessages: TextMessageProvider = {
  async send(transaction, { phone, text, key, now }) {
    await transaction.query(
      `insert into outbox (key, channel, recipient, content, next_attempt, created_at) values ($1, 'mail', $2, $3, $4::timestamptz - interval '1 year', $4)
       on conflict (key) do nothing`,
      [
        `text-message:${createHash('sha256').update(key).digest('hex')}`,
        developmentAddress(phone),
        JSON.stringify({ template: 'letter', subject: '【短信验证码】资质哨', text }),
        now,
      ],
    );
  },
};

/** `138****0000` */
export function maskedPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
