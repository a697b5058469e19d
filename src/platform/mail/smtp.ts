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

export interface MailSender {
  /** @returns the server's answer @throws MailNotTaken when the server did not take the message */
  send(mail: Mail): Promise<string>;
  close(): void;
}

/**
 * What is known when a sending did not end with the server's acceptance:
 * - refused: the server said that it does not take this message and never will (5xx to recipient or content)
 * - not-taken: it was not taken now (4xx, no connection, our own settings); it may be later
 * - unknown: the message was handed over and no answer came; it may have been taken
 */
export type NotTaken = 'refused' | 'not-taken' | 'unknown';

export class MailNotTaken extends Error {
  override name = 'MailNotTaken';
  readonly kind: NotTaken;
  constructor(kind: NotTaken, reply: string) {
    super(reply);
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

/** Any SMTP server by its address (`smtp://user:password@host:587`). `bounceTo`: where undeliverable mail goes back to. */
export function openSmtp(url: string, from: string, bounceTo?: string): MailSender {
  const transport = nodemailer.createTransport(
    // Well under the outbox's lease, so that a message is not taken by a second worker while the first still waits.
    { url, connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 60_000 },
    { from },
  );
  return {
    async send(mail) {
      try {
        const info = await transport.sendMail({
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
          ...(bounceTo === undefined ? {} : { envelope: { from: bounceTo, to: mail.to } }),
        });
        return info.response;
      } catch (error) {
        if (!isSmtpError(error)) throw error;
        throw new MailNotTaken(kindOf(error), error.message);
      }
    },
    close() {
      transport.close();
    },
  };
}
