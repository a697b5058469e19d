import { createHash } from 'node:crypto';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { Queries } from '#platform/database/connections.ts';
import { makeChallenge, spendChallenge, standingChallenge } from './challenges.ts';
import { assertionOf, credentialsOf, isAssertedBy, questionTo } from './passkeys.ts';
import type { Relying } from './sign-in.ts';

/**
 * Signing an act with a passkey (GX17-9). The server makes a question for one account, one act and its subject, good for ten minutes and
 * one answer. What the browser lets the passkey sign is that question together with the digest of everything the form says, so the
 * answer holds for this form alone: `SHA-256(question ‖ SHA-256(fields))`, and the fields as public/portal-signing.js writes them down.
 */
const MINUTES = 10;

/** What is signed: the act, and whom or what it concerns. */
export interface SignedAct {
  readonly act: string;
  readonly subject: string;
}

/** The fields of a form in the order of their names' list; a file stands for its SHA-256, an empty one for nothing. */
export type SignedFields = readonly (readonly [name: string, value: string])[];

/** Proof of the signature, to be kept with what was signed. */
export interface PasskeyProof {
  readonly credentialId: string;
  readonly question: string;
  readonly contentSha256: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** What the browser needs to sign with a passkey of the account, and the token of the question; undefined where it has none. */
export async function askToSign(
  transaction: Queries,
  accountId: string,
  of: SignedAct,
  relying: Relying,
  now: Date,
): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly token: string } | undefined> {
  const known = await credentialsOf(transaction, accountId);
  if (known.length === 0) return undefined;
  const options = await questionTo(known, relying);
  const token = await makeChallenge(transaction, {
    purpose: 'passkey-signing',
    accountId,
    content: { question: options.challenge, ...of },
    minutes: MINUTES,
    tries: 1,
    now,
  });
  return { options, token };
}

/** Whether a passkey of the account signed this act with these fields; the question serves no second time, right or wrong. */
export async function signedByPasskey(
  transaction: Queries,
  accountId: string,
  answer: { readonly response: string; readonly token: string },
  signed: SignedAct & { readonly fields: SignedFields },
  relying: Relying,
  now: Date,
): Promise<PasskeyProof | undefined> {
  const challenge = await standingChallenge(transaction, answer.token, 'passkey-signing', now);
  const response = assertionOf(answer.response);
  if (challenge === undefined || challenge.accountId !== accountId || response === undefined) return undefined;
  await spendChallenge(transaction, challenge, now);
  const { question, act, subject } = challenge.content;
  if (typeof question !== 'string' || act !== signed.act || subject !== signed.subject) return undefined;
  const content = sha256(Buffer.from(JSON.stringify(signed.fields), 'utf8'));
  const expectedChallenge = sha256(Buffer.from(question, 'base64url'), content).toString('base64url');
  if (!(await isAssertedBy(transaction, accountId, { response, expectedChallenge }, relying, now))) return undefined;
  const { clientDataJSON, authenticatorData, signature } = response.response;
  const contentSha256 = content.toString('hex');
  return { credentialId: response.id, question, contentSha256, clientDataJSON, authenticatorData, signature };
}
