import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './project-root.ts';

const KEY_BYTES = 32;

function ofText(text: string): Buffer {
  const secret = Buffer.from(text.trim(), 'base64');
  if (secret.length !== KEY_BYTES) {
    throw new Error('QUALWATCH_SECRET 应为 32 字节密钥的 base64 文本，可用 openssl rand -base64 32 生成。');
  }
  return secret;
}

/** The text of a development installation's own secret, made once. Two processes at the first start agree on one. */
export function developmentSecretText(folder: string = dataFolder): string {
  const file = path.join(folder, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * The secret of the installation: QUALWATCH_SECRET, or in development secret.key in the data folder.
 * @throws Error with a Chinese message where production has none, or it is not 32 bytes.
 */
export function installationSecret(
  configured: string | undefined = process.env.QUALWATCH_SECRET,
  production: boolean = process.env.NODE_ENV === 'production',
  folder: string = dataFolder,
): Buffer {
  if (configured !== undefined && configured !== '') return ofText(configured);
  if (production) {
    throw new Error('生产环境必须设置 QUALWATCH_SECRET（32 字节密钥的 base64 文本），用于加密身份证号和签发登录凭证。');
  }
  return ofText(developmentSecretText(folder));
}

/** A key for one purpose, derived from the secret (RFC 5869): no two purposes share one. */
export function deriveKey(secret: Buffer, purpose: string): KeyObject {
  const key = hkdfSync('sha256', secret, Buffer.alloc(0), `qualwatch ${purpose}`, KEY_BYTES);
  // A key object, made once: given as bytes, each call of the cipher spends most of its time on the key.
  return createSecretKey(new Uint8Array(key));
}

/** HMAC-SHA-256 of a text under a key, base64url. */
export function keyedDigest(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('base64url');
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
