import nodemailer from 'nodemailer';

export interface MailAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly attachments?: readonly MailAttachment[];
}

/** Whose server a mail was handed to: only the addressee's own makes it arrive (电子签名法 11). */
export type TakenBy = 'addressee' | 'relay';

/** A server's acceptance of a mail. */
export interface Taken {
  readonly reply: string;
  readonly by: TakenBy;
}

export interface MailSender {
  /** @returns the server's answer @throws MailNotTaken when the server did not take the message */
  send(mail: Mail): Promise<Taken>;
  close(): void;
}

/**
 * What is known when a sending did not end with the server's acceptance:
 * - refused: the server said that it does not take this message and never will (5xx to recipient or content)
 * - not-taken: it was not taken now (4xx, no connection, our own settings); it may be later
 * - unknown: the message was handed over and no answer came; it may have been taken
 */
export type NotTaken = 'refused' | 'not-taken' | 'unknown';

const LONGEST_REPLY = 1000;

/** What a foreign server said, as it can be kept: PostgreSQL keeps no text with NUL, and nobody reads a megabyte. */
export function keepable(said: string): string {
  return said.replaceAll('\0', '\uFFFD').slice(0, LONGEST_REPLY).toWellFormed();
}

export class MailNotTaken extends Error {
  override name = 'MailNotTaken';
  readonly kind: NotTaken;
  constructor(kind: NotTaken, reply: string) {
    super(keepable(reply));
    this.kind = kind;
  }
}

interface SmtpError {
  readonly message: string;
  readonly responseCode?: unknown;
  readonly command?: unknown;
  readonly syscall?: unknown;
}

/** A connection that is lost may have been lost after the message was handed over; a failed attempt at one was not. */
function neverConnected({ syscall, message }: SmtpError): boolean {
  return syscall === 'connect' || syscall === 'getaddrinfo' || /^Connection timeout|^Greeting never/.test(message);
}

function kindOf(error: SmtpError): NotTaken {
  const at = typeof error.command === 'string' ? error.command.toUpperCase() : '';
  if (typeof error.responseCode === 'number') {
    const ofTheMessage = at.startsWith('RCPT TO') || at.startsWith('DATA');
    return error.responseCode >= 500 && ofTheMessage ? 'refused' : 'not-taken';
  }
  return at === 'CONN' && !neverConnected(error) ? 'unknown' : 'not-taken';
}

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error;
}

/** Well under the outbox's lease, so that a message is not taken by a second worker while the first still waits. */
export const PATIENCE = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 } as const;

/** A mail as nodemailer takes it. */
export function letterOf(mail: Mail) {
  return {
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: (mail.attachments ?? []).map((each) => ({
      filename: each.name,
      contentType: each.mediaType,
      content: each.content,
    })),
  };
}

/** What a failed sending tells. @throws the error itself where it is none of a mail server */
export function notTaken(error: unknown): MailNotTaken {
  if (error instanceof MailNotTaken) return error;
  if (!isSmtpError(error)) throw error;
  return new MailNotTaken(kindOf(error), error.message);
}

export interface SmtpOptions {
  readonly from: string;
  /** whose server the address is: one's own relay, or the addressees' (a closed system, the development mailbox) */
  readonly server: TakenBy;
  /** where undeliverable mail goes back to; a relay is then also asked to report what it delivered (RFC 3461) */
  readonly bounceTo?: string | undefined;
}

/** Any SMTP server by its address (`smtp://user:password@host:587`). */
export function openSmtp(url: string, { from, server, bounceTo }: SmtpOptions): MailSender {
  const transport = nodemailer.createTransport({ url, ...PATIENCE }, { from });
  return {
    async send(mail) {
      try {
        const info = await transport.sendMail({
          ...letterOf(mail),
          ...(bounceTo === undefined
            ? {}
            : {
                envelope: { from: bounceTo, to: mail.to },
                dsn: {
                  id: mail.messageId,
                  return: 'headers',
                  notify: ['success', 'failure', 'delay'],
                  recipient: mail.to,
                },
              }),
        });
        return { reply: keepable(info.response), by: server };
      } catch (error) {
        throw notTaken(error);
      }
    },
    close() {
      transport.close();
    },
  };
}
