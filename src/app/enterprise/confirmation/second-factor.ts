import { createHash } from 'node:crypto';
import {
  askToSign,
  LOCKED_WORDS,
  proveOwnCode,
  type SignedFields,
  signedByPasskey,
} from '#features/accounts/commands.ts';
import { inTransaction } from '#platform/database/connections.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { SIGNED_FIELDS } from '#ui/portal-pages/enterprise/confirmation-form.tsx';
import { desk } from '../../_portal/desk.ts';
import type { PortalVisit } from '../../_portal/portal-route.tsx';
import { originOf } from '../../_portal/request-origin.ts';
import { textOf } from '../_own.ts';

type Visit = PortalVisit<unknown>;

/** By what the signer was made sure of once more, as the signed record keeps it. */
export interface FactorGiven {
  readonly method: 'totp' | 'passkey';
  readonly at: Date;
  readonly proof?: Record<string, string>;
}

/** Signing holds for this enterprise and on this proof of the address. */
const actOf = ({ person }: Visit, emailCheckId: string) => ({
  act: 'sign-confirmation',
  subject: `enterprise:${person.held.enterpriseId} email-check:${emailCheckId}`,
});

/** The question to the signer's passkeys; undefined where there are none. */
export function passkeyQuestion(visit: Visit, emailCheckId: string) {
  return inTransaction(visit.accounts, (transaction) =>
    askToSign(transaction, visit.person.accountId, actOf(visit, emailCheckId), desk().relying, visit.now),
  );
}

async function signedFields(form: FormData): Promise<SignedFields> {
  const fields: [string, string][] = [];
  for (const name of SIGNED_FIELDS) {
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

/** The second factor that came with the form: a passkey's signature of it where there is one, else the authenticator's code. */
export async function factorGiven(
  visit: Visit,
  form: FormData,
  emailCheckId: string,
): Promise<FactorGiven | FormError> {
  const { accounts, person, now } = visit;
  const response = textOf(form, 'passkey');
  if (response !== '') {
    const fields = await signedFields(form);
    const proof = await inTransaction(accounts, (transaction) =>
      signedByPasskey(
        transaction,
        person.accountId,
        { response, token: textOf(form, 'passkeyToken') },
        { ...actOf(visit, emailCheckId), fields },
        desk().relying,
        now,
      ),
    );
    return proof === undefined
      ? { text: '通行密钥的验证没有通过，或者页面打开已超过 10 分钟。请再按一次“用通行密钥验证并签署”。' }
      : { method: 'passkey', at: now, proof: { ...proof } };
  }
  const code = textOf(form, 'code').replace(/\s/g, '');
  const proof = /^\d{6}$/.test(code)
    ? await proveOwnCode(accounts, person.accountId, code, originOf(visit.request.headers), now)
    : 'wrong';
  if (proof === 'right') return { method: 'totp', at: now };
  if (proof === 'locked') return { field: 'code', text: LOCKED_WORDS };
  const text =
    code === ''
      ? '请填写动态口令，或者使用通行密钥。'
      : '动态口令不正确或已用过。请等身份验证器显示下一个口令后再填写。';
  return { field: 'code', text };
}
