import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './project-root.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = 1;

/** Keys of an installation: one to encrypt ID numbers, one for the hash by which they are found. */
export interface IdentityKeys {
  readonly encryption: KeyObject;
  readonly search: KeyObject;
}

function derive(secret: Buffer, purpose: string): KeyObject {
  const key = hkdfSync('sha256', secret, Buffer.alloc(0), `qualwatch ${purpose}`, KEY_BYTES);
  // A key object, made once: given as bytes, each call of the cipher spends most of its time on the key.
  return createSecretKey(new Uint8Array(key));
}

function asKeys(secret: Buffer): IdentityKeys {
  return { encryption: derive(secret, 'id-number encryption'), search: derive(secret, 'id-number search') };
}

function ofText(text: string): Buffer {
  const secret = Buffer.from(text.trim(), 'base64');
  if (secret.length !== KEY_BYTES) {
    throw new Error('QUALWATCH_SECRET 应为 32 字节密钥的 base64 文本，可用 openssl rand -base64 32 生成。');
  }
  return secret;
}

/** A key of its own for a development installation, made once. Two processes at the first start agree on one. */
function developmentSecret(folder: string): Buffer {
  const file = path.join(folder, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return ofText(readFileSync(file, 'utf8'));
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
  if (configured !== undefined && configured !== '') return asKeys(ofText(configured));
  if (production) throw new Error('生产环境必须设置 QUALWATCH_SECRET（32 字节密钥的 base64 文本），用于加密身份证号。');
  return asKeys(developmentSecret(folder));
}

/** AES-256-GCM: form (1 byte), IV (12), tag (16), cipher text. Each call gives other bytes for the same number. */
export function encryptIdNumber(idNumber: string, keys: IdentityKeys): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, iv);
  const text = Buffer.concat([cipher.update(idNumber, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(FORM), iv, cipher.getAuthTag(), text]);
}

/** @throws Error where the bytes were changed or belong to another key. Each unmasking to a person is an audit event. */
export function decryptIdNumber(stored: Uint8Array, keys: IdentityKeys): string {
  const bytes = Buffer.from(stored);
  if (bytes[0] !== FORM) throw new Error('加密的身份证号不是本系统的格式。');
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys.encryption, iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** HMAC-SHA-256 of an ID number in normal form (see src/law/identifiers): found by it, never read from it. */
export function hashIdNumber(idNumber: string, keys: IdentityKeys): Buffer {
  return createHmac('sha256', keys.search).update(idNumber, 'utf8').digest();
}
