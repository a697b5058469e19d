import nodemailer from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

export interface MailSender {
  /** @returns the server's answer @throws when the server did not take the message */
  send(mail: Mail): Promise<string>;
  close(): void;
}

/** Any SMTP server by its address (`smtp://user:password@host:587`). */
export function openSmtp(url: string, from: string): MailSender {
  const transport = nodemailer.createTransport(url, { from });
  return {
    async send(mail) {
      const info = await transport.sendMail({
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.messageId}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return info.response;
    },
    close() {
      transport.close();
    },
  };
}
