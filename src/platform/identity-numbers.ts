import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { deriveKey, installationSecret } from './installation-secret.ts';
import { dataFolder } from './project-root.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = 1;

/** Keys of an installation: one to encrypt ID numbers, one for the hash by which they are found. */
export interface IdentityKeys {
  readonly encryption: KeyObject;
  readonly search: KeyObject;
}

function asKeys(secret: Buffer): IdentityKeys {
  return { encryption: deriveKey(secret, 'id-number encryption'), search: deriveKey(secret, 'id-number search') };
}

/**
 * Keys from QUALWATCH_SECRET, or in development from secret.key in the data folder.
 * @throws Error with a Chinese message where production has no key, or the key is not 32 bytes.
 */
export function identityKeys(
  configured: string | undefined = process.env.QUALWATCH_SECRET,
  production: boolean = process.env.NODE_ENV === 'production',
  folder: string = dataFolder,
): IdentityKeys {
  return asKeys(installationSecret(configured, production, folder));
}

/** AES-256-GCM: form (1 byte), IV (12), tag (16), cipher text. Each call gives other bytes for the same ones. */
export function encryptBytes(plain: Uint8Array, keys: IdentityKeys): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, iv);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORM), iv, cipher.getAuthTag(), text]);
}

export function encryptIdNumber(idNumber: string, keys: IdentityKeys): Buffer {
  return encryptBytes(Buffer.from(idNumber, 'utf8'), keys);
}

/** @throws Error where the bytes were changed or belong to another key. */
export function decryptBytes(stored: Uint8Array, keys: IdentityKeys): Buffer {
  const bytes = Buffer.from(stored);
  if (bytes[0] !== FORM) throw new Error('加密的内容不是本系统的格式。');
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys.encryption, iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** As `decryptBytes`. Each unmasking to a person is an audit event. */
export function decryptIdNumber(stored: Uint8Array, keys: IdentityKeys): string {
  return decryptBytes(stored, keys).toString('utf8');
}

/** HMAC-SHA-256 of an ID number in normal form (see src/law/identifiers): found by it, never read from it. */
export function hashIdNumber(idNumber: string, keys: IdentityKeys): Buffer {
  return createHmac('sha256', keys.search).update(idNumber, 'utf8').digest();
}
