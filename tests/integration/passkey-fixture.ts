import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import type { Queries } from '#platform/database/connections.ts';

/** A passkey whose private key the test holds, as a browser would hold it. */
export interface SoftKey {
  readonly credentialId: string;
  readonly privateKey: KeyObject;
}

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const VERIFIED = 0x05;

/** Gives an account a passkey. */
export async function addSoftKey(database: Queries, accountId: string, now: Date): Promise<SoftKey> {
  const credentialId = randomBytes(16).toString('base64url');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
  await database.query(
    `insert into second_factor (id, account_id, kind, name, credential_id, public_key, counter, confirmed_at, added_at)
     values ($1, $2, 'passkey', '演示钥匙', $3, $4, 0, $5, $5)`,
    [randomUUID(), accountId, credentialId, cose, now],
  );
  return { credentialId, privateKey };
}

/** What a browser answers to a question with that passkey. */
export function softAnswer(
  key: SoftKey,
  challenge: string,
  relying: { readonly host: string; readonly origin: string },
  flags = VERIFIED,
): string {
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: relying.origin }));
  const data = Buffer.concat([sha256(Buffer.from(relying.host)), Buffer.from([flags, 0, 0, 0, 0])]);
  const signature = sign('sha256', Buffer.concat([data, sha256(client)]), key.privateKey);
  const response = {
    clientDataJSON: client.toString('base64url'),
    authenticatorData: data.toString('base64url'),
    signature: signature.toString('base64url'),
  };
  const { credentialId: id } = key;
  return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
}
