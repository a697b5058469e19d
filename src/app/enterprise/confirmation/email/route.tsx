import { confirmEmail } from '#features/service/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { EmailOpenedPage } from '#ui/portal-pages/enterprise/email-opened-page.tsx';
import { type EntranceAnswer, entrance, isOwnForm } from '../../../_portal/entrance.tsx';
import { formOf } from '../../../_site/form-body.ts';
import { site } from '../../../_site/site.ts';

const ROUTE = '/enterprise/confirmation/email';

function shown(
  token: string,
  state: 'asked' | 'confirmed',
  more: { email?: string; refusal?: string } = {},
): EntranceAnswer {
  return {
    title: '验证电子邮箱',
    status: more.refusal === undefined ? 200 : 422,
    page: <EmailOpenedPage token={token} state={state} email={more.email} refusal={more.refusal} />,
  };
}

/** The link of the mail, opened on whatever device reads it: no session. The button confirms, so that a mail scanner does not. */
export const GET = entrance(ROUTE, async ({ url }) => shown(url.searchParams.get('token') ?? '', 'asked'));

export const POST = entrance(ROUTE, async ({ request, now }) => {
  if (!isOwnForm(request)) throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。');
  const form = await formOf(request, '/enterprise/confirmation/email');
  const token = String(form.get('token') ?? '');
  // Nobody is signed in here; the secret of the mail is all the right there is, and all that it moves is its own check.
  const outcome = await confirmEmail(site().counter, { token, at: now });
  if (outcome.outcome === 'done') return shown(token, 'confirmed', { email: outcome.email });
  const refusal = outcome.outcome === 'refused' ? outcome.refusal.reason : '验证已失效，请重新发送验证邮件。';
  return shown(token, 'asked', { refusal });
});
