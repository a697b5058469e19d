import { z } from 'zod';
import { openDocumentFile } from '#features/documents/commands.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/schema.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import {
  isLastAttempt,
  noteNotSent,
  noteRefused,
  noteSent,
  type OutboxMessage,
  tryAgain,
} from '#platform/mail/outbox.ts';
import type { MailAttachment, NotTaken, Taken } from '#platform/mail/smtp.ts';
import { changeAttempt, isSettled, lockAttempt } from './attempts.ts';
import { recordMailArrival } from './mail-arrival.ts';
import { recordNonArrival } from './non-arrival.ts';

const contentSchema = z.object({
  template: z.literal('served-document'),
  attempt: z.string(),
  document: z.guid(),
  case: z.guid(),
});

/** A mail that serves a document, as far as it differs from other letters. */
export interface ServedMail {
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
}

/** Whether an outbox row carries a document that is being served. */
export function isServiceMail(content: unknown): boolean {
  return contentSchema.safeParse(content).success;
}

interface DocumentRow {
  readonly kind: string;
  readonly number: string | null;
  readonly office_name: string;
  readonly sha256: string;
  readonly enterprise: string;
  readonly uscc: string;
}

/** The mail with the document exactly as it was signed. @throws Error when the document is missing */
export async function composeServiceMail(
  pool: Pool,
  message: OutboxMessage,
  baseUrl: string,
  now: Date,
): Promise<ServedMail> {
  const content = contentSchema.parse(message.content);
  const found = await pool.query<DocumentRow>(
    `select d.kind, d.number, d.office_name, encode(d.sha256, 'hex') as sha256, e.name as enterprise, e.uscc
     from official_document d join enterprise e on e.id = d.enterprise_id where d.id = $1`,
    [content.document],
  );
  const row = found.rows[0];
  const pdf = await inTransaction(pool, (transaction) =>
    openDocumentFile(transaction, content.document, { actor: 'platform', at: now }),
  );
  if (row === undefined || pdf === undefined) throw new Error(`no document ${content.document}`);
  const title = isOfficialKind(row.kind) ? DOCUMENT_KINDS[row.kind].title : row.kind;
  const number = row.number ?? '';
  return {
    subject: `【文书送达】${title} ${number}`.trim(),
    text: [
      `${row.enterprise}（${row.uscc}）：`,
      '',
      `${row.office_name}《${title}》${number}随本邮件附件送达。贵单位已签署《资质动态核查结果送达确认书》，平台推送和本邮件均到达之日为送达之日，期限自次日起计算。`,
      '',
      `附件文件摘要（SHA-256）：${row.sha256}`,
      `登录平台打开文书：${new URL(`/enterprise/documents/${content.document}`, baseUrl).toString()}`,
      `核验文书真伪和是否仍然有效：${new URL(`/documents/${content.document}`, baseUrl).toString()}`,
      `同一文书也已推送到贵单位的平台账号。如收到两封编号相同的邮件，为同一次送达。`,
      '',
      `${row.office_name}（本邮件由系统发出，请勿直接回复）`,
    ].join('\n'),
    attachments: [{ name: `${title}${number}.pdf`, mediaType: 'application/pdf', content: pdf }],
  };
}

/**
 * Before a mail is sent again whose last sending nobody answered for: the attempt is uncertain until the same Message-ID has
 * been accepted, or came back.
 */
export async function noteInterrupted(pool: Pool, message: OutboxMessage, now: Date): Promise<void> {
  await inTransaction(pool, async (transaction) => {
    const attempt = await lockAttempt(transaction, message.key);
    if (attempt === undefined || isSettled(attempt) || attempt.status === 'uncertain') return;
    await changeAttempt(transaction, attempt.id, {
      status: 'uncertain',
      what: 'interrupted',
      actor: 'platform',
      at: now,
      content: {
        messageId: message.messageId,
        attempt: message.attempts - 1,
        why: '发送后没有得到登记，不知邮件服务器是否已收下',
      },
    });
  });
}

/**
 * A server took the mail: the addressee's own makes it arrive, in one transaction with the attempt and the outbox row (GX24-A.2); a
 * relay's answer says only that it is on its way. Whoever comes second (a worker that was paused, the same mail sent again)
 * finds it settled and changes nothing.
 */
export async function recordAcceptance(pool: Pool, message: OutboxMessage, taken: Taken, at: Date): Promise<void> {
  const content = contentSchema.parse(message.content);
  await inTransaction(pool, async (transaction) => {
    // The case before the attempt, in the same order as every step, so that two of them cannot wait for each other.
    await transaction.query('select 1 from cases where id = $1 for update', [content.case]);
    const attempt = await lockAttempt(transaction, content.attempt);
    if (attempt === undefined) throw new Error(`no attempt ${content.attempt}`);
    await noteSent(transaction, message.id, taken.reply, at);
    if (isSettled(attempt)) return;
    const evidence = { messageId: message.messageId, reply: taken.reply, attempts: message.attempts };
    switch (taken.by) {
      case 'addressee':
        await recordMailArrival(transaction, attempt, { what: 'accepted', content: evidence, at });
        return;
      case 'relay':
        await changeAttempt(transaction, attempt.id, {
          status: 'sent',
          what: 'handed-over',
          actor: 'platform',
          at,
          content: evidence,
        });
        return;
    }
  });
}

/** The server did not take the mail, or did not say. Only what is known goes on record. */
export async function recordNotTaken(
  pool: Pool,
  message: OutboxMessage,
  failure: { readonly kind: NotTaken; readonly reply: string },
  at: Date,
): Promise<void> {
  const content = contentSchema.parse(message.content);
  await inTransaction(pool, async (transaction) => {
    await transaction.query('select 1 from cases where id = $1 for update', [content.case]);
    const attempt = await lockAttempt(transaction, content.attempt);
    if (attempt === undefined) throw new Error(`no attempt ${content.attempt}`);
    if (isSettled(attempt)) return;
    const evidence = { messageId: message.messageId, reply: failure.reply, attempts: message.attempts };
    // What was uncertain stays so: an earlier sending may have been taken, so this answer does not settle it.
    if (failure.kind === 'refused' && attempt.status !== 'uncertain') {
      await noteRefused(transaction, message.id, failure.reply);
      await recordNonArrival(transaction, attempt, { what: 'rejected', content: evidence, at });
      return;
    }
    const uncertain = failure.kind === 'unknown' || attempt.status === 'uncertain';
    await noteNotSent(transaction, message, failure.reply, at);
    if (!uncertain && isLastAttempt(message)) {
      await recordNonArrival(transaction, attempt, { what: 'given-up', content: evidence, at });
      return;
    }
    await changeAttempt(transaction, attempt.id, {
      status: uncertain ? 'uncertain' : 'prepared',
      what: failure.kind === 'unknown' ? 'unanswered' : 'not-taken',
      actor: 'platform',
      at,
      content: evidence,
    });
  });
}

/** Sends a mail that was given up once more, under its Message-ID: how an uncertain attempt is settled when the server is back. */
export async function sendAgain(
  pool: Pool,
  attemptId: string,
  by: { readonly name: string; readonly at: Date },
): Promise<boolean> {
  return inTransaction(pool, async (transaction) => {
    const attempt = await lockAttempt(transaction, attemptId);
    if (attempt === undefined || isSettled(attempt) || attempt.channel !== 'email') return false;
    if (!(await tryAgain(transaction, attemptId, by.at))) return false;
    await changeAttempt(transaction, attemptId, {
      status: attempt.status,
      what: 'sent-again',
      actor: by.name,
      at: by.at,
      content: {},
    });
    return true;
  });
}
