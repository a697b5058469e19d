import { askForPasskey, enrolAtSignIn, LOCKED_WORDS } from '#features/accounts/commands.ts';
import { demonstrationCode, secondStepOf } from '#features/accounts/queries.ts';
import { readConfig } from '#platform/config.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { SecondFactorPage } from '#ui/portal-pages/sign-in/second-factor-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { authFormToken, entrance } from '../../_portal/entrance.tsx';
import { cookieOf } from '../../_portal/session-cookie.ts';
import { MESSAGE_COOKIE, NEXT_COOKIE, ownAddress, TICKET_COOKIE } from '../../_portal/ticket.ts';
import { site } from '../../_site/site.ts';

const ERRORS: Readonly<Record<string, FormError>> = {
  wrong: { field: 'code', text: '验证码不正确或已失效。请核对设备时间，等下一个验证码出现后再填写。' },
  locked: { field: 'code', text: LOCKED_WORDS },
  CredentialsSignin: { field: 'code', text: '验证码不正确或已失效，请重新填写。' },
};

export const GET = entrance('/sign-in/second-factor', async ({ request, url, now }) => {
  // next-auth answers every refused sign-in here, that by a passkey alone too.
  if (url.searchParams.get('error') === 'passkey') return { to: '/sign-in/passkey?refused=1' };
  const ticket = cookieOf(request, TICKET_COOKIE);
  const { accounts, relying } = desk();
  const step = ticket === undefined ? undefined : await secondStepOf(accounts, ticket, now);
  if (ticket === undefined || step === undefined) return { to: '/sign-in?expired=1' };
  const { token, cookie } = authFormToken(request);
  const error = ERRORS[url.searchParams.get('error') ?? ''];
  const enrolment = step.factors.length === 0 ? await enrolAtSignIn(accounts, ticket, now) : undefined;
  const passkey = step.factors.includes('passkey')
    ? await inTransaction(accounts, (transaction) => askForPasskey(transaction, step.accountId, relying, now))
    : undefined;
  const development = readConfig().QUALWATCH_MODE === 'development';
  const refused = url.searchParams.get('wait') === '1' ? '验证码刚刚发送过，请 60 秒后再重新获取。' : undefined;
  return {
    title: '验证身份',
    status: error === undefined ? 200 : 422,
    cookies: [cookie],
    page: (
      <SecondFactorPage
        authToken={token}
        callbackUrl={`${site().baseUrl}${ownAddress(cookieOf(request, NEXT_COOKIE))}`}
        errors={error === undefined ? [] : [error]}
        authenticator={step.factors.includes('totp')}
        recovery={step.factors.includes('recovery')}
        textMessage={
          step.factors.includes('sms')
            ? { phone: step.phone ?? '', sent: cookieOf(request, MESSAGE_COOKIE) || undefined, refused }
            : undefined
        }
        passkey={passkey === undefined ? undefined : { options: JSON.stringify(passkey.options), token: passkey.token }}
        enrolment={
          enrolment === undefined
            ? undefined
            : { id: enrolment.id, secret: enrolment.secret, picture: svgAddress(qrSvg(enrolment.uri)) }
        }
        demonstrationCode={development ? await demonstrationCode(accounts, step.accountId, now) : undefined}
      />
    ),
  };
});

function svgAddress(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
