import { randomUUID } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Queries } from '#platform/database/connections.ts';
import { makeChallenge, spendChallenge, standingChallenge } from './challenges.ts';
import type { Relying } from './sign-in.ts';

/** Passkeys (WebAuthn): today's 企业身份锁 (GX17-9). */

const credentialSchema = z.looseObject({ id: z.string(), rawId: z.string(), type: z.literal('public-key') });

const isCredential = (value: unknown) => credentialSchema.safeParse(value).success;
const registrationSchema = z.custom<RegistrationResponseJSON>(isCredential);
const authenticationSchema = z.custom<AuthenticationResponseJSON>(isCredential);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function credentialsOf(database: Queries, accountId: string): Promise<string[]> {
  const result = await database.query<{ credential_id: string }>(
    `select credential_id from second_factor where account_id = $1 and kind = 'passkey' and ended_at is null`,
    [accountId],
  );
  return result.rows.map((row) => row.credential_id);
}

/** What the browser needs to make a passkey, and the token that names the question. */
export async function beginPasskey(
  transaction: Queries,
  account: { readonly id: string; readonly signInName: string; readonly name: string },
  relying: Relying,
  now: Date,
): Promise<{ readonly options: PublicKeyCredentialCreationOptionsJSON; readonly token: string }> {
  const known = await credentialsOf(transaction, account.id);
  const options = await generateRegistrationOptions({
    rpName: '资质哨',
    rpID: relying.host,
    userName: account.signInName,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  const token = await makeChallenge(transaction, {
    purpose: 'passkey-enrolment',
    accountId: account.id,
    content: { challenge: options.challenge },
    minutes: 10,
    tries: 3,
    now,
  });
  return { options, token };
}

/** Keeps the passkey that the browser made. */
export async function addPasskey(
  transaction: Queries,
  accountId: string,
  answer: { readonly response: string; readonly token: string; readonly name: string },
  relying: Relying,
  now: Date,
): Promise<boolean> {
  const challenge = await standingChallenge(transaction, answer.token, 'passkey-enrolment', now);
  const { data: response } = registrationSchema.safeParse(jsonOf(answer.response));
  if (challenge === undefined || challenge.accountId !== accountId || response === undefined) return false;
  await spendChallenge(transaction, challenge, now);
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: String(challenge.content.challenge),
    expectedOrigin: relying.origin,
    expectedRPID: relying.host,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (verified?.verified !== true) return false;
  const { credential } = verified.registrationInfo;
  await transaction.query(
    `insert into second_factor (id, account_id, kind, name, credential_id, public_key, counter, confirmed_at, added_at)
     values ($1, $2, 'passkey', $3, $4, $5, $6, $7, $7)`,
    [randomUUID(), accountId, answer.name, credential.id, Buffer.from(credential.publicKey), credential.counter, now],
  );
  return true;
}

/** A fresh question to these passkeys, or to any on the device where none is named; each must make sure who holds it (PIN, finger, face). */
export function questionTo(credentials: readonly string[], relying: Relying) {
  return generateAuthenticationOptions({
    rpID: relying.host,
    allowCredentials: credentials.map((id) => ({ id })),
    userVerification: 'required',
  });
}

/** What the browser needs to answer with a passkey of the account, and the token that names the question. */
export async function askForPasskey(
  transaction: Queries,
  accountId: string,
  relying: Relying,
  now: Date,
): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly token: string } | undefined> {
  const known = await credentialsOf(transaction, accountId);
  if (known.length === 0) return undefined;
  const options = await questionTo(known, relying);
  const token = await makeChallenge(transaction, {
    purpose: 'passkey-sign-in',
    accountId,
    content: { challenge: options.challenge },
    minutes: 5,
    tries: 3,
    now,
  });
  return { options, token };
}

interface Assertion {
  readonly response: AuthenticationResponseJSON;
  readonly expectedChallenge: string;
}

/** Whether a passkey of the account, after it made sure who holds it, answered exactly this; its use is noted. */
export async function isAssertedBy(
  transaction: Queries,
  accountId: string,
  { response, expectedChallenge }: Assertion,
  relying: Relying,
  now: Date,
): Promise<boolean> {
  const stored = await transaction.query<{ id: string; public_key: Buffer; counter: number }>(
    `select id, public_key, counter from second_factor
     where account_id = $1 and kind = 'passkey' and credential_id = $2 and ended_at is null for update`,
    [accountId, response.id],
  );
  const [passkey] = stored.rows;
  if (passkey === undefined) return false;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: relying.origin,
    expectedRPID: relying.host,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
  }).catch(() => undefined);
  if (verified?.verified !== true) return false;
  await transaction.query('update second_factor set counter = $2, last_used_at = $3 where id = $1', [
    passkey.id,
    verified.authenticationInfo.newCounter,
    now,
  ]);
  return true;
}

/** What a browser says a passkey answered; undefined where it is no such thing. */
export function assertionOf(answer: string): AuthenticationResponseJSON | undefined {
  return authenticationSchema.safeParse(jsonOf(answer)).data;
}

/** Whether an answer was made by a passkey of the account for the question that was asked. */
export async function isPasskeyAnswer(
  transaction: Queries,
  accountId: string,
  answer: string,
  token: string,
  relying: Relying,
  now: Date,
): Promise<boolean> {
  const challenge = await standingChallenge(transaction, token, 'passkey-sign-in', now);
  const response = assertionOf(answer);
  if (challenge === undefined || challenge.accountId !== accountId || response === undefined) return false;
  await spendChallenge(transaction, challenge, now);
  const expectedChallenge = String(challenge.content.challenge);
  return isAssertedBy(transaction, accountId, { response, expectedChallenge }, relying, now);
}
