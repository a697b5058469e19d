import { z } from 'zod';
import { caseForLetter } from '#features/casework/queries.ts';
import {
  composeServiceMail,
  emailCheckLetter,
  isServiceMail,
  noteInterrupted,
  recordAcceptance,
  recordNotTaken,
} from '#features/service/commands.ts';
import { explainQualification } from '#features/verification/queries.ts';
import { formatChineseDate, parseLegalDate } from '#law/periods/legal-date.ts';
import type { Pool } from '#platform/database/connections.ts';
import { noteNotSent, noteSent, type OutboxMessage, takeFromOutbox } from '#platform/mail/outbox.ts';
import { type Mail, MailNotTaken, type MailSender } from '#platform/mail/smtp.ts';
import { type Letter, type LetterFacts, unmarkLetter, warningLetter } from './letters.ts';

/** A letter whose words were fixed with its fact. */
const plainSchema = z.object({ template: z.literal('letter'), subject: z.string(), text: z.string() });

const contentSchema = z.object({ template: z.enum(['warning', 'unmark-notice']), case: z.guid() });

export interface Delivery {
  readonly pool: Pool;
  readonly sender: MailSender;
  /** address of the public site, for the links in letters */
  readonly baseUrl: string;
  readonly now: () => Date;
}

export interface DeliveryCounts {
  sent: number;
  postponed: number;
}

/** Sends the mails that are due, one after the other, until none is left. */
export async function deliverDueMail(delivery: Delivery): Promise<DeliveryCounts> {
  const counts: DeliveryCounts = { sent: 0, postponed: 0 };
  for (;;) {
    const message = await takeFromOutbox(delivery.pool, 'mail', delivery.now());
    if (message === undefined) return counts;
    if (isServiceMail(message.content)) await sendServedDocument(delivery, message, counts);
    else await sendLetter(delivery, message, counts);
  }
}

async function sendLetter(delivery: Delivery, message: OutboxMessage, counts: DeliveryCounts): Promise<void> {
  try {
    const letter = await composeLetter(delivery, message);
    const { reply } = await delivery.sender.send(addressed(message, letter));
    await noteSent(delivery.pool, message.id, reply, delivery.now());
    counts.sent++;
  } catch (error) {
    await noteNotSent(delivery.pool, message, error instanceof Error ? error.message : String(error), delivery.now());
    counts.postponed++;
  }
}

function addressed(message: OutboxMessage, mail: Pick<Mail, 'subject' | 'text' | 'attachments'>): Mail {
  return { ...mail, to: message.recipient, messageId: message.messageId };
}

/**
 * A document that is served by mail: only a server's own answer settles it, and only the addressee's makes it arrive.
 * What fails in recording is no answer of the server; the message then stays taken until its lease is over.
 */
async function sendServedDocument(delivery: Delivery, message: OutboxMessage, counts: DeliveryCounts): Promise<void> {
  if (message.interrupted) await noteInterrupted(delivery.pool, message, delivery.now());
  const mail = await composeServiceMail(delivery.pool, message, delivery.baseUrl, delivery.now());
  const answer = await delivery.sender.send(addressed(message, mail)).catch((error: unknown) => {
    if (error instanceof MailNotTaken) return error;
    throw error;
  });
  if (answer instanceof MailNotTaken) {
    const failure = { kind: answer.kind, reply: answer.message };
    await recordNotTaken(delivery.pool, message, failure, delivery.now());
    counts.postponed++;
    return;
  }
  await recordAcceptance(delivery.pool, message, answer, delivery.now());
  counts.sent++;
}

/** The letter as of the day of the event that caused it, whenever it is sent. */
async function composeLetter(delivery: Delivery, message: OutboxMessage): Promise<Letter> {
  const check = emailCheckLetter(message.content, delivery.baseUrl);
  if (check !== undefined) return check;
  const plain = plainSchema.safeParse(message.content);
  if (plain.success) return plain.data;
  const content = contentSchema.parse(message.content);
  const act = content.template === 'warning' ? 'warned' : 'cleared';
  const found = await caseForLetter(delivery.pool, content.case, act);
  if (found === undefined) throw new Error(`no ${act} event of case ${content.case}`);
  const { explanation } = await explainQualification(delivery.pool, found, {
    asOf: found.onDay,
    instant: found.instant,
  });
  const day = parseLegalDate(found.onDay);
  const facts: LetterFacts = {
    enterprise: found.enterprise,
    qualification: found.qualification,
    certificateNumber: found.certificateNumber,
    explanation,
    day: day.ok ? formatChineseDate(day.value) : found.onDay,
    yellowCard: found.openedIn === 'yellow',
    marked: found.marked,
    regime: found.regime,
    restrictions: found.restrictions,
    link: new URL(`/enterprises/${found.uscc}/qualifications/${found.qualificationId}`, delivery.baseUrl).toString(),
  };
  switch (content.template) {
    case 'warning':
      return warningLetter(facts);
    case 'unmark-notice':
      return unmarkLetter(facts);
  }
}
