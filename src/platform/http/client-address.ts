/**
 * Who is calling, for the rate limit. A route handler sees headers only, and X-Forwarded-For can be written by anyone, so
 * the address of the connection itself is noted by a subscriber of Node's own HTTP server before the handler runs; behind
 * reverse proxies the entry is taken that the outermost trusted one wrote.
 */
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

const PEER = 'x-qualwatch-peer';
const installed = Symbol.for('qualwatch.peer-address');

/** Notes the connection's address with every request of this process; calling it again does nothing. */
export function notePeerAddresses(): void {
  if (Reflect.get(globalThis, installed) === true) return;
  Reflect.set(globalThis, installed, true);
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    if (message.request instanceof IncomingMessage) {
      message.request.headers[PEER] = message.request.socket.remoteAddress ?? 'unknown';
    }
  });
}

/** Households and hosts get a /64 of IPv6 and could walk through it: they are one client. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - last.length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...last].slice(0, 4).join(':');
}

/** Whether a request comes from this machine itself and through no proxy. */
export function isFromHere(headers: Headers): boolean {
  if (headers.has('x-forwarded-for') || headers.has('forwarded')) return false;
  const peer = (headers.get(PEER) ?? '').replace(/^::ffff:/, '');
  return peer === '::1' || /^127(?:\.\d{1,3}){3}$/.test(peer);
}

/**
 * The client's address: of the connection, or with `trustedProxies` reverse proxies in front, the entry of
 * X-Forwarded-For that the outermost of them wrote.
 */
export function clientOf(headers: Headers, trustedProxies: number): string {
  if (trustedProxies > 0) {
    const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
    const address = forwarded.at(-trustedProxies);
    if (address !== undefined && address !== '') return network(address);
  }
  return network(headers.get(PEER) ?? 'unknown');
}
