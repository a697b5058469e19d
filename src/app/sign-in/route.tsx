import { beginSignIn, DEMONSTRATION_PASSWORD } from '#features/accounts/commands.ts';
import { demonstrationAccounts } from '#features/accounts/queries.ts';
import { readConfig } from '#platform/config.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { SignInPage } from '#ui/portal-pages/sign-in/sign-in-page.tsx';
import { desk } from '../_portal/desk.ts';
import { type EntranceAnswer, entrance, isOwnForm } from '../_portal/entrance.tsx';
import { actsFor, roleName } from '../_portal/portals.ts';
import { originOf } from '../_portal/request-origin.ts';
import { setCookie } from '../_portal/session-cookie.ts';
import { MESSAGE_COOKIE, NEXT_COOKIE, ownAddress, TICKET_COOKIE, TICKET_SECONDS } from '../_portal/ticket.ts';
import { formOf } from '../_site/form-body.ts';
import { site } from '../_site/site.ts';

async function shown(signInName: string, next: string, errors: readonly FormError[]): Promise<EntranceAnswer> {
  const development = readConfig().QUALWATCH_MODE === 'development';
  const accounts = development ? await demonstrationAccounts(desk().accounts) : [];
  const demonstration =
    accounts.length === 0
      ? undefined
      : {
          password: DEMONSTRATION_PASSWORD,
          accounts: accounts.map(({ signInName: account, name, held }) => ({
            signInName: account,
            name,
            does: `${actsFor(held)} · ${roleName(held)}`,
          })),
        };
  return {
    title: '登录',
    status: errors.length === 0 ? 200 : 422,
    page: <SignInPage signInName={signInName} next={next} errors={errors} demonstration={demonstration} />,
  };
}

export const GET = entrance('/sign-in', ({ url }) => shown('', ownAddress(url.searchParams.get('next')), []));

export const POST = entrance('/sign-in', async ({ request, now }) => {
  if (!isOwnForm(request))
    throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。请从本平台的登录页登录。');
  const limit = await desk().signInLimiter.take(clientOf(request.headers, site().trustedProxies), now.getTime());
  if (!limit.allowed) throw new ProblemError('too-many-requests', '登录过于频繁，请一分钟后再试。');
  const form = await formOf(request, '/sign-in');
  const signInName = String(form.get('signInName') ?? '').trim();
  const password = String(form.get('password') ?? '');
  const next = ownAddress(String(form.get('next') ?? ''));
  const errors: FormError[] = [];
  if (signInName === '') errors.push({ field: 'signInName', text: '请填写登录名。' });
  if (password === '') errors.push({ field: 'password', text: '请填写密码。' });
  if (errors.length > 0) return shown(signInName, next, errors);
  const begun = await beginSignIn(desk().accounts, { signInName, password }, originOf(request.headers), now);
  if (begun.outcome === 'refused') return shown(signInName, next, [{ field: 'password', text: begun.reason }]);
  return {
    to: '/sign-in/second-factor',
    cookies: [
      setCookie(TICKET_COOKIE, begun.ticket, TICKET_SECONDS),
      setCookie(NEXT_COOKIE, next, TICKET_SECONDS),
      setCookie(MESSAGE_COOKIE, '', 0),
    ],
  };
});
