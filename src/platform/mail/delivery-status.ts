import PostalMime, { type Attachment } from 'postal-mime';

/** What became of one recipient, as a mail server reports it (RFC 3464, 2.3). */
export interface RecipientReport {
  readonly recipient: string;
  /** failed | delayed | delivered | relayed | expanded */
  readonly action: string;
  /** 5.1.1 */
  readonly status: string | null;
  readonly diagnostic: string | null;
  /** the server that answered the reporting one, lower case; null where the report does not say */
  readonly remoteServer: string | null;
}

export interface DeliveryStatus {
  /** Message-ID of the mail that the report is about, without brackets; null where the report does not say */
  readonly messageId: string | null;
  readonly recipients: readonly RecipientReport[];
}

function textOf({ content }: Attachment): string {
  const text = typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('utf8');
  // Anybody can write to the address of the reports; PostgreSQL keeps no text with NUL.
  return text.replaceAll('\0', '\uFFFD');
}

/** Groups of header fields parted by blank lines; folded lines are joined (RFC 5322). */
function fieldGroups(text: string): ReadonlyMap<string, string>[] {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(
      (group) =>
        new Map(
          group.split('\n').flatMap((line): [string, string][] => {
            const at = line.indexOf(':');
            return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
          }),
        ),
    );
}

/** `rfc822; someone@example` and `smtp; 550 …` say their type first. */
function withoutType(value: string | undefined): string | null {
  if (value === undefined) return null;
  return value.replace(/^[\w-]+\s*;\s*/, '').trim();
}

/** `dns; MX1.example. (192.0.2.1)` is `mx1.example`. */
function serverName(value: string | undefined): string | null {
  const name = withoutType(value)?.split(/\s/)[0]?.replace(/\.$/, '').toLowerCase();
  return name === undefined || name === '' ? null : name;
}

/** Reads a delivery-status notification; undefined where the message is none. */
export async function parseDeliveryStatus(raw: Buffer): Promise<DeliveryStatus | undefined> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  const status = mail.attachments.find((part) => part.mimeType === 'message/delivery-status');
  if (status === undefined) return undefined;
  const returned = mail.attachments.find((part) =>
    ['text/rfc822-headers', 'message/rfc822', 'message/global', 'message/global-headers'].includes(part.mimeType),
  );
  const id = returned === undefined ? undefined : fieldGroups(textOf(returned))[0]?.get('message-id');
  const recipients = fieldGroups(textOf(status)).flatMap((fields): RecipientReport[] => {
    const recipient = withoutType(fields.get('original-recipient') ?? fields.get('final-recipient'));
    const action = fields.get('action')?.toLowerCase();
    if (recipient === null || action === undefined) return [];
    return [
      {
        recipient: recipient.toLowerCase(),
        action,
        status: fields.get('status') ?? null,
        diagnostic: withoutType(fields.get('diagnostic-code')),
        remoteServer: serverName(fields.get('remote-mta')),
      },
    ];
  });
  return { messageId: /<([^<>\s]+)>/.exec(id ?? '')?.[1] ?? null, recipients };
}
