import { LOCKED_WORDS, proveOwnCode } from '#features/accounts/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import type { PortalVisit } from './portal-route.tsx';
import { originOf } from './request-origin.ts';

/** What stops an act for two people: a session that somebody found open confirms nothing, each of the two proves the second factor once more. */
export async function secondProof<P>(
  { accounts, person, request, now }: PortalVisit<P>,
  form: FormData,
  field: string,
): Promise<FormError | undefined> {
  const code = String(form.get(field) ?? '').replace(/\s/g, '');
  const proof = /^\d{6}$/.test(code)
    ? await proveOwnCode(accounts, person.accountId, code, originOf(request.headers), now)
    : 'wrong';
  if (proof === 'right') return undefined;
  const text = proof === 'locked' ? LOCKED_WORDS : '动态口令不正确或已用过。请等身份验证器显示下一个口令后再填写。';
  return { field, text };
}
