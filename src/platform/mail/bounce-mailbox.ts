import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';

/** Where undeliverable mail comes back: a folder of .eml files, which any mail server, or our own listener, fills. */
export interface BounceSettings {
  readonly folder: string | undefined;
  /** listens for bounces itself where it is set */
  readonly port: number | undefined;
  /** envelope sender of our mail: the address that the bounces come to */
  readonly address: string | undefined;
}

/** QUALWATCH_BOUNCE_FOLDER, QUALWATCH_BOUNCE_PORT, QUALWATCH_BOUNCE_ADDRESS. @throws Error in Chinese for what cannot be */
export function bounceSettings(source: Record<string, string | undefined> = process.env): BounceSettings {
  const given = (name: string) => (source[name] === '' ? undefined : source[name]);
  const port = given('QUALWATCH_BOUNCE_PORT');
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && (!Number.isInteger(number) || number < 0 || number > 65_535)) {
    throw new Error('QUALWATCH_BOUNCE_PORT 应为 0 至 65535 的端口号。');
  }
  const folder = given('QUALWATCH_BOUNCE_FOLDER');
  if (number !== undefined && folder === undefined) {
    throw new Error('设置了 QUALWATCH_BOUNCE_PORT 时，还须设置 QUALWATCH_BOUNCE_FOLDER（退信存放的文件夹）。');
  }
  return { folder, port: number, address: given('QUALWATCH_BOUNCE_ADDRESS') };
}

export interface WaitingBounce {
  readonly file: string;
  readonly raw: Buffer;
}

/** Messages in the folder that nobody has taken yet, oldest name first; one at a time in memory. */
export function* waitingBounces(folder: string): Generator<WaitingBounce> {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  for (const file of names.sort()) yield { file, raw: readFileSync(path.join(folder, file)) };
}

/** Puts a message aside once it is recorded; nothing that came in is deleted. */
export function bounceRecorded(folder: string, file: string): void {
  const done = path.join(folder, 'done');
  mkdirSync(done, { recursive: true });
  renameSync(path.join(folder, file), path.join(done, file));
}

/** Keeps a message in the folder under its hash: whole or not at all, and the same message once. */
export function keepBounce(folder: string, raw: Buffer): void {
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha256').update(raw).digest('hex').slice(0, 40);
  const draft = path.join(folder, `${name}.${randomBytes(4).toString('hex')}.part`);
  writeFileSync(draft, raw);
  renameSync(draft, path.join(folder, `${name}.eml`));
}

export interface BounceListener {
  readonly port: number;
  close(): Promise<void>;
}

const MOST_BYTES = 5 * 1024 * 1024;

/** An SMTP server for the bounce address: what it has acknowledged lies in the folder. Port 0 takes any free port. */
export async function startBounceListener(settings: {
  readonly folder: string;
  readonly port: number;
  readonly host?: string;
}): Promise<BounceListener> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MOST_BYTES,
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        // The size is only told at the end: what is too much already is not kept for it.
        if (stream.sizeExceeded) chunks.length = 0;
        else chunks.push(chunk);
      });
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(new Error('message too large'));
        try {
          keepBounce(settings.folder, Buffer.concat(chunks));
          done();
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host ?? '127.0.0.1', () => resolve());
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
