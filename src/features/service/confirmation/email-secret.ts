import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { identityKeys } from '#platform/identity-numbers.ts';

/**
 * The secrets of an e-mail check follow from its id and the installation's key: the mail can be composed when it is sent, and neither
 * the outbox nor the check holds anything that a reader of the database could use.
 */
function derived(checkId: string, purpose: 'token' | 'code'): Buffer {
  return createHmac('sha256', identityKeys().search).update(`email-check:${purpose}:${checkId}`, 'utf8').digest();
}

/** What stands in the link of the mail. */
export function linkToken(checkId: string): string {
  return derived(checkId, 'token').toString('base64url');
}

/** Six figures to be typed where the mail is read on another device. */
export function shortCode(checkId: string): string {
  return String(derived(checkId, 'code').readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Keyed: six figures would be guessed from a plain hash at once. */
export function hashOfCode(checkId: string, code: string): Buffer {
  return createHmac('sha256', identityKeys().search).update(`email-check:typed:${checkId}:${code}`, 'utf8').digest();
}

export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
