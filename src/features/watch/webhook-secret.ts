import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { deriveKey, installationSecret } from '#platform/installation-secret.ts';

let key: KeyObject | undefined;
function watchKey(): KeyObject {
  key ??= deriveKey(installationSecret(), 'webhook secrets');
  return key;
}

/** A new secret: the text is shown once, the bytes are kept. */
export function newWebhookSecret(): { readonly text: string; readonly sealed: Buffer } {
  const text = `qw_${randomBytes(24).toString('base64url')}`;
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', watchKey(), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { text, sealed: Buffer.concat([iv, cipher.getAuthTag(), body]) };
}

export function openWebhookSecret(sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', watchKey(), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}

/** `t=…,v1=…`: HMAC-SHA-256 over second and body, so that a message cannot be changed, nor sent again much later. */
export function signatureOf(secret: string, body: string, now: Date): string {
  const second = Math.floor(now.getTime() / 1000);
  return `t=${second},v1=${createHmac('sha256', secret).update(`${second}.${body}`, 'utf8').digest('hex')}`;
}
