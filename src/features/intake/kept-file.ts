import { createHash } from 'node:crypto';
import { decryptBytes, encryptBytes, type IdentityKeys } from '#platform/identity-numbers.ts';

/** What a file is known by: SHA-256 of its bytes. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A file of persons that waits in the database for a decision is kept as their ID numbers are: encrypted. */
export function sealFile(bytes: Uint8Array, keys: IdentityKeys): Buffer {
  return encryptBytes(bytes, keys);
}

export function openFile(stored: Uint8Array, keys: IdentityKeys): Buffer {
  return decryptBytes(stored, keys);
}
