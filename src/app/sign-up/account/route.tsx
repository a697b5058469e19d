import { finishSignUp } from '#features/accounts/commands.ts';
import { signUpUnderWay } from '#features/accounts/queries.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { SignUpAccountPage } from '#ui/portal-pages/sign-up/account-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { type EntranceAnswer, type EntranceVisit, entrance, isOwnForm } from '../../_portal/entrance.tsx';
import { cookieOf, setCookie } from '../../_portal/session-cookie.ts';
import { formOf } from '../../_site/form-body.ts';
import { site } from '../../_site/site.ts';
import { SIGN_UP_COOKIE, SIGN_UP_SECONDS } from '../cookie.ts';

const AGAIN: EntranceAnswer = { to: '/sign-up' };

async function shown(
  { request, now }: EntranceVisit,
  typed: { readonly code: string; readonly signInName: string },
  errors: readonly FormError[],
): Promise<EntranceAnswer> {
  const token = cookieOf(request, SIGN_UP_COOKIE);
  const of = token === undefined ? undefined : await signUpUnderWay(desk().accounts, token, now);
  if (of === undefined) return AGAIN;
  const method = of.as === 'individual' ? 'text-message' : of.method;
  return {
    title: '设立账号',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <SignUpAccountPage
        method={method}
        actsFor={of.as === 'enterprise' ? of.enterprise : null}
        name={of.name}
        typed={typed}
        errors={errors}
      />
    ),
  };
}

export const GET = entrance('/sign-up/account', (visit) => shown(visit, { code: '', signInName: '' }, []));

export const POST = entrance('/sign-up/account', async (visit) => {
  const { request, now } = visit;
  if (!isOwnForm(request)) throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。');
  const place = clientOf(request.headers, site().trustedProxies);
  const limit = await desk().signInLimiter.take(place, now.getTime());
  if (!limit.allowed) throw new ProblemError('too-many-requests', '注册过于频繁，请一分钟后再试。');
  const token = cookieOf(request, SIGN_UP_COOKIE);
  if (token === undefined) return AGAIN;
  const form = await formOf(request, '/sign-up/account');
  const text = (name: string) => String(form.get(name) ?? '');
  const wanted = {
    code: text('code').trim(),
    signInName: text('signInName').trim(),
    password: text('password'),
    repeated: text('repeated'),
  };
  const finished = await finishSignUp(desk().accounts, token, wanted, desk().textMessages, now, place);
  if (finished.outcome === 'expired') return AGAIN;
  if (finished.outcome === 'refused') {
    return shown(
      visit,
      wanted,
      Object.entries(finished.faults).map(([field, said]) => ({ field, text: said })),
    );
  }
  return {
    to: '/sign-up/authenticator',
    cookies: [setCookie(SIGN_UP_COOKIE, finished.enrolment, SIGN_UP_SECONDS)],
  };
});
