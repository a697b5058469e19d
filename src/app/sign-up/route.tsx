import { beginEnterpriseSignUp, beginIndividualSignUp } from '#features/accounts/commands.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { NOTHING_TYPED, SignUpPage, type SignUpTyped } from '#ui/portal-pages/sign-up/sign-up-page.tsx';
import { desk } from '../_portal/desk.ts';
import { type EntranceAnswer, entrance, isOwnForm } from '../_portal/entrance.tsx';
import { setCookie } from '../_portal/session-cookie.ts';
import { formOf } from '../_site/form-body.ts';
import { site } from '../_site/site.ts';
import { SIGN_UP_COOKIE, SIGN_UP_SECONDS } from './cookie.ts';

function shown(as: string | null, typed: SignUpTyped, errors: readonly FormError[]): EntranceAnswer {
  return {
    title: '注册',
    status: errors.length === 0 ? 200 : 422,
    page: <SignUpPage as={as === 'enterprise' || as === 'individual' ? as : null} typed={typed} errors={errors} />,
  };
}

export const GET = entrance('/sign-up', async ({ url }) => shown(url.searchParams.get('as'), NOTHING_TYPED, []));

function typedIn(form: FormData): SignUpTyped {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    kind: text('kind'),
    uscc: text('uscc').toUpperCase(),
    enterprise: text('enterprise'),
    representative: text('representative'),
    idNumber: text('idNumber').toUpperCase(),
    phone: text('phone').replace(/\s/g, ''),
    method: text('method'),
    bank: text('bank'),
    bankAccount: text('bankAccount').replace(/\s/g, ''),
    name: text('name'),
  };
}

function isOneOf<T extends string>(values: readonly T[], text: string): text is T {
  return values.some((value) => value === text);
}

const KINDS = [
  'owner',
  'construction',
  'supervision',
  'testing',
  'tender-agent',
  'survey',
  'design',
  'landscape',
] as const;
/** The fields as they stand on the page: the summary names the gaps in this order. */
const FIELDS = Object.keys(NOTHING_TYPED);
const placeOf = ({ field }: FormError) => FIELDS.indexOf(field ?? '');

const METHODS = ['real-name', 'bank-transfer'] as const;

export const POST = entrance('/sign-up', async ({ request, now }) => {
  if (!isOwnForm(request))
    throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。请从本平台的注册页注册。');
  const limit = await desk().signInLimiter.take(clientOf(request.headers, site().trustedProxies), now.getTime());
  if (!limit.allowed) throw new ProblemError('too-many-requests', '注册过于频繁，请一分钟后再试。');
  const form = await formOf(request, '/sign-up');
  const as = String(form.get('as') ?? '');
  const typed = typedIn(form);
  const { accounts, identityChecks, textMessages } = desk();
  if (as !== 'enterprise' && as !== 'individual') return shown(null, typed, []);
  const missing: FormError[] = [];
  const { kind, method } = typed;
  if (as === 'enterprise' && !isOneOf(KINDS, kind)) missing.push({ field: 'kind', text: '请选择企业类型。' });
  if (as === 'enterprise' && !isOneOf(METHODS, method)) missing.push({ field: 'method', text: '请选择核验方式。' });
  const begun =
    as === 'individual'
      ? await beginIndividualSignUp(accounts, textMessages, { name: typed.name, phone: typed.phone }, now)
      : await beginEnterpriseSignUp(
          accounts,
          identityChecks,
          // What was not chosen is said above; the rest is checked all the same, so that all gaps are named at once.
          {
            ...typed,
            kind: isOneOf(KINDS, kind) ? kind : 'owner',
            method: isOneOf(METHODS, method) ? method : 'real-name',
          },
          now,
        );
  if (begun.outcome === 'refused' || missing.length > 0) {
    const faults = begun.outcome === 'refused' ? begun.faults : {};
    const errors = [...missing, ...Object.entries(faults).map(([field, text]) => ({ field, text }))];
    return shown(
      as,
      typed,
      errors.sort((a, b) => placeOf(a) - placeOf(b)),
    );
  }
  return { to: '/sign-up/account', cookies: [setCookie(SIGN_UP_COOKIE, begun.token, SIGN_UP_SECONDS)] };
});
