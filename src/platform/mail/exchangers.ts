import { lookup, resolveMx } from 'node:dns/promises';
import { Socket } from 'node:net';
import nodemailer from 'nodemailer';
import { isInside } from '../http/outgoing.ts';
import {
  keepable,
  letterOf,
  type Mail,
  MailNotTaken,
  type MailSender,
  notTaken,
  PATIENCE,
  type Taken,
} from './smtp.ts';

/** How the servers that take mail for a domain are found; the network's own in the product. */
export interface ExchangerDirectory {
  /** servers of a domain, the preferred first; empty where it takes no mail (RFC 7505) */
  exchangers(domain: string): Promise<readonly string[]>;
  addresses(host: string): Promise<readonly string[]>;
}

/** Whoever names a mail address names its servers, and how many: a mail waits for so many, and so long in all, well under the outbox's lease. */
const MOST_SERVERS = 5;
const WHOLE_PATIENCE_MS = 120_000;

const NOT_FOUND: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** MX records, and the domain itself where it has none (RFC 5321 5.1). */
export const DOMAIN_NAME_SYSTEM: ExchangerDirectory = {
  async exchangers(domain) {
    try {
      const found = await resolveMx(domain);
      return found.toSorted((one, other) => one.priority - other.priority).flatMap(({ exchange }) => exchange || []);
    } catch (error) {
      if (NOT_FOUND.has(codeOf(error))) return [domain];
      throw error;
    }
  },
  async addresses(host) {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  },
};

export interface ExchangerOptions {
  readonly from: string;
  readonly bounceTo?: string | undefined;
  readonly directory?: ExchangerDirectory;
  readonly port?: number;
  /** addresses of the inside are servers too: only where the installation serves a closed network */
  readonly allowInside?: boolean;
  readonly patienceMs?: number;
}

/** One address to try. @throws MailNotTaken where the name leads nowhere that mail may go */
async function addressOf(host: string, { directory = DOMAIN_NAME_SYSTEM, allowInside }: ExchangerOptions) {
  const found = await directory.addresses(host).catch((error: unknown) => {
    throw new MailNotTaken('not-taken', `${host}：${error instanceof Error ? error.message : String(error)}`);
  });
  // Whoever names a mail address names a server: it may not lead to one of ours (SSRF).
  if (allowInside !== true && found.some(isInside)) throw new MailNotTaken('not-taken', `${host}：内部网络的地址`);
  const [first] = found;
  if (first === undefined) throw new MailNotTaken('not-taken', `${host}：没有地址`);
  return first;
}

async function sendTo(host: string, mail: Mail, options: ExchangerOptions, signal: AbortSignal): Promise<Taken> {
  const transport = nodemailer.createTransport({
    host: await addressOf(host, options),
    port: options.port ?? 25,
    // Between servers encryption is as good as the other side offers (RFC 7435): a certificate that does not fit is no reason for clear text.
    tls: { servername: host, rejectUnauthorized: false },
    // Its own patience begins anew with every byte: a server that drips would keep everybody else's mail waiting.
    socket: new Socket({ signal }),
    ...PATIENCE,
  });
  try {
    const info = await transport.sendMail({
      ...letterOf(mail),
      from: options.from,
      ...(options.bounceTo === undefined ? {} : { envelope: { from: options.bounceTo, to: mail.to } }),
    });
    return { reply: keepable(`${host}：${info.response}`), by: 'addressee' };
  } catch (error) {
    const failure = notTaken(error);
    throw new MailNotTaken(failure.kind, `${host}：${failure.message}`);
  } finally {
    transport.close();
  }
}

/**
 * Hands a mail to the addressee's own server, found by the MX records of the address: its acceptance is the arrival
 * (电子签名法 11). The next server is asked only where the one before surely did not take it.
 */
export function openExchangers(options: ExchangerOptions): MailSender {
  const directory = options.directory ?? DOMAIN_NAME_SYSTEM;
  return {
    async send(mail) {
      const domain = mail.to.slice(mail.to.lastIndexOf('@') + 1).toLowerCase();
      const hosts = await directory.exchangers(domain).catch((error: unknown) => {
        throw new MailNotTaken('not-taken', `${domain}：${error instanceof Error ? error.message : String(error)}`);
      });
      let last = new MailNotTaken('refused', `${domain}：不接收邮件（RFC 7505）`);
      const signal = AbortSignal.timeout(options.patienceMs ?? WHOLE_PATIENCE_MS);
      for (const host of hosts.slice(0, MOST_SERVERS)) {
        try {
          signal.throwIfAborted();
          return await sendTo(host, mail, options, signal);
        } catch (error) {
          last = notTaken(error);
          if (last.kind !== 'not-taken') throw last;
        }
      }
      throw last;
    },
    close() {},
  };
}
