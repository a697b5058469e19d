import { createHash } from 'node:crypto';
import {
  askToSign,
  LOCKED_WORDS,
  proveOwnCode,
  type SignedFields,
  signedByPasskey,
} from '#features/accounts/commands.ts';
import { demonstrationCode, factorsOf } from '#features/accounts/queries.ts';
import { readConfig } from '#platform/config.ts';
import { inTransaction } from '#platform/database/connections.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import {
  PASSKEY_FIELD,
  PASSKEY_TOKEN_FIELD,
  PROVED_FIELDS,
  type ProofOffered,
  SECOND_FACTOR_FIELD,
} from '#ui/portal/second-proof.tsx';
import { desk } from './desk.ts';
import type { PortalVisit } from './portal-route.tsx';
import { originOf } from './request-origin.ts';

type Visit = PortalVisit<unknown>;

/** By what whoever acts was made sure of once more. */
export interface ProofGiven {
  readonly method: 'totp' | 'passkey';
  readonly at: Date;
  /** the passkey's signature, to be kept with what was signed */
  readonly proof?: Record<string, string>;
}

/** What a passkey is asked to sign: an act, whom or what it concerns, and the fields of the form that the answer covers. */
export interface Proving {
  readonly act: string;
  readonly subject: string;
  readonly signed: readonly string[];
}

/** The acts of a page: an answer holds for its address, the act that was pressed and the row that it is about. */
function provingOf({ url }: Visit): Proving {
  return { act: 'second-proof', subject: url.pathname, signed: PROVED_FIELDS };
}

/** What is offered to whoever is signed in, for a page that shows a form with {@link secondProof}. */
export async function proofOffered(visit: Visit, of: Proving = provingOf(visit)): Promise<ProofOffered> {
  const { accounts, person, now } = visit;
  const factors = await factorsOf(accounts, person.accountId);
  const { act, subject } = of;
  const asked = factors.some(({ kind }) => kind === 'passkey')
    ? await inTransaction(accounts, (transaction) =>
        askToSign(transaction, person.accountId, { act, subject }, desk().relying, now),
      )
    : undefined;
  return {
    code: factors.some(({ kind }) => kind === 'totp'),
    passkey: asked === undefined ? undefined : { options: JSON.stringify(asked.options), token: asked.token },
    demonstrationCode:
      readConfig().QUALWATCH_MODE === 'development'
        ? await demonstrationCode(accounts, person.accountId, now)
        : undefined,
  };
}

async function signedFields(form: FormData, names: readonly string[]): Promise<SignedFields> {
  const fields: [string, string][] = [];
  for (const name of names) {
    const value = form.get(name);
    if (value === null || typeof value === 'string') fields.push([name, value ?? '']);
    else if (value.size === 0) fields.push([name, '']);
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      fields.push([name, createHash('sha256').update(bytes).digest('hex')]);
    }
  }
  return fields;
}

const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** The second factor that came with a form: a passkey's signature where there is one, else the authenticator's code; either is then used up. */
export async function proofGiven(
  visit: Visit,
  form: FormData,
  of: Proving = provingOf(visit),
): Promise<ProofGiven | FormError> {
  const { accounts, person, now } = visit;
  const response = textOf(form, PASSKEY_FIELD);
  if (response !== '') {
    const { act, subject, signed } = of;
    const fields = await signedFields(form, signed);
    const proof = await inTransaction(accounts, (transaction) =>
      signedByPasskey(
        transaction,
        person.accountId,
        { response, token: textOf(form, PASSKEY_TOKEN_FIELD) },
        { act, subject, fields },
        desk().relying,
        now,
      ),
    );
    return proof === undefined
      ? {
          field: SECOND_FACTOR_FIELD,
          text: '通行密钥的验证没有通过，或者页面打开已超过 10 分钟。请再用通行密钥验证一次。',
        }
      : { method: 'passkey', at: now, proof: { ...proof } };
  }
  const code = textOf(form, SECOND_FACTOR_FIELD).replace(/\s/g, '');
  const proof = /^\d{6}$/.test(code)
    ? await proveOwnCode(accounts, person.accountId, code, originOf(visit.request.headers), now)
    : 'wrong';
  if (proof === 'right') return { method: 'totp', at: now };
  if (proof === 'locked') return { field: SECOND_FACTOR_FIELD, text: LOCKED_WORDS };
  const text =
    code === ''
      ? '请填写动态口令，或者使用通行密钥。'
      : '动态口令不正确或已用过。请等身份验证器显示下一个口令后再填写。';
  return { field: SECOND_FACTOR_FIELD, text };
}

/**
 * What stops an act for which the second factor is asked again: a session that somebody found open settles nothing, each of two people proves
 * who he is once more. @returns what is wrong; undefined where it was proved
 */
export async function secondProof(visit: Visit, form: FormData): Promise<FormError | undefined> {
  const given = await proofGiven(visit, form);
  return 'text' in given ? given : undefined;
}
