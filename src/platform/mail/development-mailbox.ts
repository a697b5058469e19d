import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { mailListPage, mailPage, type ReceivedMail } from './development-mailbox-pages.ts';

export interface DevelopmentMailbox {
  readonly smtpPort: number;
  readonly webPort: number;
  messages(): Promise<ReceivedMail[]>;
  close(): Promise<void>;
}

const MOST_BYTES = 20 * 1024 * 1024;
const SHOWN = 200;

async function listening(
  listen: (done: () => void) => void,
  failed: (report: (error: Error) => void) => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    failed(reject);
    listen(resolve);
  });
}

/** A message is kept under its Message-ID, as a mailbox does: sent again after a crash, it is still one message. */
function fileNameOf(raw: Buffer, email: Email): string {
  return `${createHash('sha256')
    .update(email.messageId ?? raw)
    .digest('hex')
    .slice(0, 32)}.eml`;
}

async function read(folder: string, file: string): Promise<ReceivedMail> {
  const raw = readFileSync(path.join(folder, file));
  const email = await PostalMime.parse(raw);
  return {
    id: file.replace(/\.eml$/, ''),
    from: email.from?.address ?? '',
    to: (email.to ?? []).map((each) => each.address ?? '').join('、'),
    subject: email.subject ?? '',
    date: email.date ?? '',
    messageId: email.messageId ?? '',
    text: email.text ?? '',
  };
}

/**
 * A real SMTP server for development that delivers nothing: it keeps what is sent and shows it in the browser. Port 0
 * takes any free port.
 */
export async function startDevelopmentMailbox(options: {
  readonly folder: string;
  readonly smtpPort: number;
  readonly webPort: number;
}): Promise<DevelopmentMailbox> {
  mkdirSync(options.folder, { recursive: true });
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MOST_BYTES,
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        PostalMime.parse(raw).then(
          (email) => {
            writeFileSync(path.join(options.folder, fileNameOf(raw, email)), raw);
            done();
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  smtp.on('error', () => undefined);
  await listening(
    (done) => smtp.listen(options.smtpPort, '127.0.0.1', done),
    (report) => smtp.once('error', report),
  );

  const messages = async () => {
    const files = readdirSync(options.folder).filter((name) => name.endsWith('.eml'));
    const mails = await Promise.all(files.map((file) => read(options.folder, file)));
    return mails.sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
  };

  const answer = (response: ServerResponse, status: number, html: string) => {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(html);
  };
  const web = createServer((request, response) => {
    const id = /^\/([0-9a-f]{32})$/.exec(request.url ?? '')?.[1];
    messages()
      .then((all) => {
        if (id === undefined) return answer(response, 200, mailListPage(all.slice(0, SHOWN), all.length));
        const mail = all.find((each) => each.id === id);
        return mail === undefined
          ? answer(response, 404, mailListPage(all.slice(0, SHOWN), all.length))
          : answer(response, 200, mailPage(mail));
      })
      .catch(() =>
        answer(
          response,
          500,
          '<!doctype html><html lang="zh-CN"><title>邮箱</title><p>邮件读取失败，请稍后刷新。</p></html>',
        ),
      );
  });
  await listening(
    (done) => web.listen(options.webPort, '127.0.0.1', done),
    (report) => web.once('error', report),
  );

  const smtpAddress = smtp.server.address();
  const webAddress = web.address();
  return {
    smtpPort: typeof smtpAddress === 'object' && smtpAddress !== null ? smtpAddress.port : options.smtpPort,
    webPort: typeof webAddress === 'object' && webAddress !== null ? webAddress.port : options.webPort,
    messages,
    async close() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      web.closeAllConnections();
      await new Promise<void>((resolve) => web.close(() => resolve()));
    },
  };
}
