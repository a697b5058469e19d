import type { Pool } from '../database/connections.ts';

/** One message taken from the outbox; `messageId` is the same at every attempt, so that a mailbox shows one message. */
export interface OutboxMessage {
  readonly id: number;
  readonly key: string;
  readonly recipient: string;
  readonly content: unknown;
  readonly attempts: number;
  readonly messageId: string;
  readonly createdAt: Date;
}

/** After this long without an answer a message counts as not delivered, and is tried again under the same Message-ID. */
const LEASE_MINUTES = 5;
const MOST_ATTEMPTS = 10;

/** Minutes until the next attempt: 1, 2, 4 … at most 6 hours. */
export function backOffMinutes(attempts: number): number {
  return Math.min(2 ** Math.max(0, attempts - 1), 360);
}

/**
 * Takes the next message of a channel that is due, or undefined. What a worker took and never settled comes back when its
 * lease is over.
 */
export async function takeFromOutbox(pool: Pool, channel: string, now: Date): Promise<OutboxMessage | undefined> {
  const result = await pool.query<OutboxMessage>(
    `update outbox set status = 'sending', attempts = attempts + 1, next_attempt = $2::timestamptz + interval '${LEASE_MINUTES} minutes',
       message_id = coalesce(message_id, encode(sha256(convert_to(key, 'UTF8')), 'hex') || '@qualwatch.invalid')
     where id = (
       select id from outbox where channel = $1 and status in ('pending', 'sending') and next_attempt <= $2
       order by next_attempt, id limit 1 for update skip locked)
     returning id, key, recipient, content, attempts, message_id as "messageId", created_at as "createdAt"`,
    [channel, now],
  );
  return result.rows[0];
}

export async function noteSent(pool: Pool, id: number, reply: string, now: Date): Promise<void> {
  await pool.query("update outbox set status = 'sent', sent_at = $2, last_reply = $3 where id = $1", [id, now, reply]);
}

/** Back off and try again; after the last attempt the message stands as failed and is looked for by the absence sweep. */
export async function noteNotSent(pool: Pool, message: OutboxMessage, reply: string, now: Date): Promise<void> {
  const next = new Date(now.getTime() + backOffMinutes(message.attempts) * 60_000);
  await pool.query('update outbox set status = $2, next_attempt = $3, last_reply = $4 where id = $1', [
    message.id,
    message.attempts >= MOST_ATTEMPTS ? 'failed' : 'pending',
    next,
    reply.slice(0, 1000),
  ]);
}
