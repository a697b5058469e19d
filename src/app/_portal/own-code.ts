import { LOCKED_WORDS, proveOwnCode } from '#features/accounts/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { typedIn } from './asked.ts';
import type { PortalVisit } from './portal-route.tsx';
import { originOf } from './request-origin.ts';

/** A session that somebody found open settles nothing: whoever acts gives a code of his authenticator in the field `factor`. */
export async function unproved(
  { accounts, person, request, now }: PortalVisit<unknown>,
  form: FormData,
): Promise<FormError | undefined> {
  const code = typedIn(form)('factor').replace(/\s/g, '');
  const proof = /^\d{6}$/.test(code)
    ? await proveOwnCode(accounts, person.accountId, code, originOf(request.headers), now)
    : 'wrong';
  if (proof === 'right') return undefined;
  const text = proof === 'locked' ? LOCKED_WORDS : '动态口令不正确或已用过。请等身份验证器显示下一个口令后再填写。';
  return { field: 'factor', text };
}
