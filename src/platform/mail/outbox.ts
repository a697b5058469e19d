import type { KeyObject } from 'node:crypto';
import type { Pool, Transaction } from '../database/connections.ts';
import { deriveKey, installationSecret, keyedDigest } from '../installation-secret.ts';

/** One message taken from the outbox; `messageId` is the same at every attempt, so that a mailbox shows one message. */
export interface OutboxMessage {
  readonly id: number;
  readonly key: string;
  readonly recipient: string;
  readonly content: unknown;
  readonly attempts: number;
  /** an earlier attempt was begun and never answered for: the server may have taken the message */
  readonly interrupted: boolean;
  readonly messageId: string;
  readonly createdAt: Date;
}

/** After this long without an answer a message counts as not delivered, and is tried again under the same Message-ID. */
const LEASE_MINUTES = 5;
const MOST_ATTEMPTS = 10;

let secret: KeyObject | undefined;

/**
 * The Message-ID of everything that is ever sent under an outbox key, where a report that names it is believed: whoever knows the key does
 * not know it, and cannot make up the report that a document was served.
 */
export function messageIdOf(key: string): string {
  secret ??= deriveKey(installationSecret(), 'message-id');
  return `${keyedDigest(secret, key)}@qualwatch.invalid`;
}

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
    `update outbox o set status = 'sending', attempts = o.attempts + 1, next_attempt = $2::timestamptz + interval '${LEASE_MINUTES} minutes',
       message_id = coalesce(o.message_id, encode(sha256(convert_to(o.key, 'UTF8')), 'hex') || '@qualwatch.invalid')
     from (
       select id, status = 'sending' as interrupted from outbox
       where channel = $1 and status in ('pending', 'sending') and next_attempt <= $2
       order by next_attempt, id limit 1 for update skip locked) due
     where o.id = due.id
     returning o.id, o.key, o.recipient, o.content, o.attempts, due.interrupted, o.message_id as "messageId", o.created_at as "createdAt"`,
    [channel, now],
  );
  return result.rows[0];
}

export async function noteSent(database: Pool | Transaction, id: number, reply: string, now: Date): Promise<void> {
  await database.query("update outbox set status = 'sent', sent_at = $2, last_reply = $3 where id = $1", [
    id,
    now,
    reply,
  ]);
}

/** Whether this was the last attempt at a message. */
export function isLastAttempt(message: Pick<OutboxMessage, 'attempts'>): boolean {
  return message.attempts >= MOST_ATTEMPTS;
}

/** Back off and try again; after the last attempt the message stands as failed and is looked for by the absence sweep. */
export async function noteNotSent(
  database: Pool | Transaction,
  message: OutboxMessage,
  reply: string,
  now: Date,
): Promise<void> {
  const next = new Date(now.getTime() + backOffMinutes(message.attempts) * 60_000);
  // Only who holds the newest attempt may say what became of it: a worker that was paused past its lease may not.
  await database.query(
    "update outbox set status = $2, next_attempt = $3, last_reply = $4 where id = $1 and attempts = $5 and status = 'sending'",
    [message.id, isLastAttempt(message) ? 'failed' : 'pending', next, reply.slice(0, 1000), message.attempts],
  );
}

/** The server said that it will never take the message: no further attempt. */
export async function noteRefused(database: Pool | Transaction, id: number, reply: string): Promise<void> {
  await database.query("update outbox set status = 'failed', last_reply = $2 where id = $1", [
    id,
    reply.slice(0, 1000),
  ]);
}

/** Puts a message that was given up before the server again, under the same Message-ID. */
export async function tryAgain(transaction: Transaction, key: string, now: Date): Promise<boolean> {
  const result = await transaction.query(
    "update outbox set status = 'pending', attempts = 0, next_attempt = $2 where key = $1 and status = 'failed'",
    [key, now],
  );
  return result.rowCount === 1;
}
