import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses of the inside: what somebody outside names may not lead there (SSRF, ASVS 5.0 V1.3.6). */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  // Nothing, this machine, and ways to write an IPv4 address in an IPv6 one: compatible, translated (RFC 2765, 6052, 8215), Teredo, 6to4.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv6');
}

/** Whether an address belongs to the inside; a mapped IPv4 address counts as the IPv4 address. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return INSIDE.check(mapped, 'ipv4');
  return INSIDE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export type OutgoingResult =
  | { readonly outcome: 'taken'; readonly status: number }
  | { readonly outcome: 'not-taken'; readonly reason: string };

/** What is wrong with an address that somebody wants to be called at; undefined where nothing is. */
export function faultOfTarget(text: string, allowInside = false): string | undefined {
  if (!URL.canParse(text)) return '地址格式有误，应为完整的 https:// 地址。';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowInside && url.protocol === 'http:')) return '只支持 https:// 地址。';
  if (url.username !== '' || url.password !== '') return '地址中不得包含用户名或密码。';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowInside && (host === 'localhost' || (isIP(host) !== 0 && isInside(host)))) return '不支持内部网络的地址。';
  return undefined;
}

const PATIENCE_MS = 10_000;

/**
 * One sentence for a name that does not exist, one that leads inside and a connection that fails: told apart, they would tell
 * which names and doors of the inside there are.
 */
export const NOT_REACHED = '未能送达：请核对地址，域名应能解析到公网地址，并能以有效的证书连接。';

/**
 * Posts JSON to an address that a user gave. The host name is resolved once, every address of it is checked, and the connection
 * goes to the checked address, so that a name cannot change between check and use. Redirects are not followed.
 */
export async function postOutside(
  target: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: { readonly allowInside?: boolean; readonly patienceMs?: number } = {},
): Promise<OutgoingResult> {
  const fault = faultOfTarget(target, options.allowInside);
  if (fault !== undefined) return { outcome: 'not-taken', reason: fault };
  const patience = options.patienceMs ?? PATIENCE_MS;
  const url = new URL(target);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true }).catch(() => []);
  const [first] = found;
  if (first === undefined || (options.allowInside !== true && found.some(({ address }) => isInside(address)))) {
    return { outcome: 'not-taken', reason: NOT_REACHED };
  }
  return new Promise((resolve) => {
    const send = url.protocol === 'http:' ? plainRequest : request;
    const sent = send(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': Buffer.byteLength(body),
        },
        // The whole of it: an answer that drips byte by byte would keep everybody else's calls waiting.
        signal: AbortSignal.timeout(patience),
        lookup: (_host, wanted, done) => {
          if (typeof wanted === 'object' && wanted.all === true) done(null, [first]);
          else done(null, first.address, first.family);
        },
      },
      (response) => {
        // Nobody reads what they say.
        response.destroy();
        const status = response.statusCode ?? 0;
        resolve(
          status >= 200 && status < 300
            ? { outcome: 'taken', status }
            : { outcome: 'not-taken', reason: `对方答复 ${status}` },
        );
      },
    );
    sent.on('error', (error) =>
      resolve({
        outcome: 'not-taken',
        reason: error.name === 'AbortError' ? `对方没有在 ${patience / 1000} 秒内答复` : NOT_REACHED,
      }),
    );
    sent.end(body);
  });
}
