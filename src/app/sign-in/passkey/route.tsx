import { askForAnyPasskey } from '#features/accounts/commands.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { PasskeyPage } from '#ui/portal-pages/sign-in/passkey-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { authFormToken, entrance } from '../../_portal/entrance.tsx';
import { cookieOf } from '../../_portal/session-cookie.ts';
import { NEXT_COOKIE, ownAddress } from '../../_portal/ticket.ts';
import { site } from '../../_site/site.ts';

export const GET = entrance('/sign-in/passkey', async ({ request, url, now }) => {
  // Each question is a row: asked for as seldom as a password.
  const limit = await desk().signInLimiter.take(clientOf(request.headers, site().trustedProxies), now.getTime());
  if (!limit.allowed) throw new ProblemError('too-many-requests', '登录过于频繁，请一分钟后再试。');
  const { accounts, relying } = desk();
  const { options, token } = await askForAnyPasskey(accounts, relying, now);
  const { token: authToken, cookie } = authFormToken(request);
  const refused = url.searchParams.has('refused');
  return {
    title: '用通行密钥登录',
    status: refused ? 422 : 200,
    cookies: [cookie],
    page: (
      <PasskeyPage
        authToken={authToken}
        callbackUrl={`${site().baseUrl}${ownAddress(cookieOf(request, NEXT_COOKIE))}`}
        options={JSON.stringify(options)}
        passkeyToken={token}
        errors={refused ? [{ text: '这个通行密钥没有通过验证，或者页面已失效。请再试一次，或改用登录名和密码。' }] : []}
      />
    ),
  };
});
