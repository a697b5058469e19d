import { beginEnrolment, confirmEnrolment } from '#features/accounts/commands.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import { EnrolmentPage, SignedUpPage } from '#ui/portal-pages/sign-up/enrolment-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { type EntranceAnswer, type EntranceVisit, entrance, isOwnForm } from '../../_portal/entrance.tsx';
import { cookieOf, setCookie } from '../../_portal/session-cookie.ts';
import { formOf } from '../../_site/form-body.ts';
import { site } from '../../_site/site.ts';
import { SIGN_UP_COOKIE } from '../cookie.ts';

async function shown({ request, now }: EntranceVisit, wrong: boolean): Promise<EntranceAnswer> {
  const token = cookieOf(request, SIGN_UP_COOKIE);
  const begun = token === undefined ? undefined : await beginEnrolment(desk().accounts, token, now);
  if (begun === undefined) return { to: '/sign-in' };
  return {
    title: '绑定身份验证器',
    status: wrong ? 422 : 200,
    page: (
      <EnrolmentPage
        signInName={begun.signInName}
        factorId={begun.factorId}
        secret={begun.secret}
        picture={`data:image/svg+xml;base64,${Buffer.from(qrSvg(begun.uri)).toString('base64')}`}
        wrong={wrong}
      />
    ),
  };
}

export const GET = entrance('/sign-up/authenticator', (visit) => shown(visit, false));

export const POST = entrance('/sign-up/authenticator', async (visit) => {
  const { request, now } = visit;
  if (!isOwnForm(request)) throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。');
  const limit = await desk().signInLimiter.take(clientOf(request.headers, site().trustedProxies), now.getTime());
  if (!limit.allowed) throw new ProblemError('too-many-requests', '注册过于频繁，请一分钟后再试。');
  const form = await formOf(request, '/sign-up/authenticator');
  const answer = {
    token: cookieOf(request, SIGN_UP_COOKIE) ?? '',
    factorId: String(form.get('factorId') ?? ''),
    code: String(form.get('code') ?? ''),
  };
  switch (await confirmEnrolment(desk().accounts, answer, now)) {
    case 'wrong':
      return shown(visit, true);
    case 'expired':
      return { to: '/sign-in' };
    case 'done':
      return { title: '注册完成', page: <SignedUpPage />, cookies: [setCookie(SIGN_UP_COOKIE, '', 0)] };
  }
});
