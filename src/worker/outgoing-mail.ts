import type { Config } from '#platform/config.ts';
import { openExchangers } from '#platform/mail/exchangers.ts';
import { type MailSender, openSmtp } from '#platform/mail/smtp.ts';

/** How mail leaves this installation, and so whose answer proves that it arrived. */
export function openMail(config: Config, bounceTo: string | undefined): MailSender {
  const from = config.QUALWATCH_MAIL_FROM;
  const delivery = config.QUALWATCH_MAIL_DELIVERY ?? (config.QUALWATCH_MODE === 'development' ? 'addressee' : 'relay');
  switch (delivery) {
    case 'direct':
      return openExchangers({ from, bounceTo });
    case 'relay':
    case 'addressee':
      return openSmtp(config.SMTP_URL, { from, bounceTo, server: delivery });
  }
}
