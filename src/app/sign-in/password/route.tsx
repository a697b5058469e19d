import { setPasswordByLink } from '#features/accounts/commands.ts';
import { linkOwner } from '#features/accounts/queries.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { LinkGonePage, SetPasswordPage } from '#ui/portal-pages/sign-in/set-password-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { type EntranceAnswer, type EntranceVisit, entrance, isOwnForm } from '../../_portal/entrance.tsx';
import { formOf } from '../../_site/form-body.ts';
import { site } from '../../_site/site.ts';

async function shown({ now }: EntranceVisit, token: string, errors: readonly FormError[]): Promise<EntranceAnswer> {
  const owner = await linkOwner(desk().accounts, token, now);
  if (owner === undefined) return { title: '链接已失效', status: 404, page: <LinkGonePage /> };
  return {
    title: '设置密码',
    status: errors.length === 0 ? 200 : 422,
    page: <SetPasswordPage token={token} signInName={owner.signInName} name={owner.name} errors={errors} />,
  };
}

/** Guessing at links counts as trying to sign in. */
async function limit({ request, now }: EntranceVisit): Promise<void> {
  const taken = await desk().signInLimiter.take(clientOf(request.headers, site().trustedProxies), now.getTime());
  if (!taken.allowed) throw new ProblemError('too-many-requests', '操作过于频繁，请一分钟后再试。');
}

export const GET = entrance('/sign-in/password', async (visit) => {
  await limit(visit);
  return shown(visit, visit.url.searchParams.get('token') ?? '', []);
});

export const POST = entrance('/sign-in/password', async (visit) => {
  if (!isOwnForm(visit.request)) throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。');
  await limit(visit);
  const form = await formOf(visit.request, '/sign-in/password');
  const text = (name: string) => String(form.get(name) ?? '');
  const given = { wanted: text('wanted'), repeated: text('repeated') };
  const set = await setPasswordByLink(desk().accounts, text('token'), given, visit.now);
  switch (set.outcome) {
    case 'done':
      return { to: '/sign-in' };
    case 'expired':
      return { title: '链接已失效', status: 404, page: <LinkGonePage /> };
    case 'refused':
      return shown(
        visit,
        text('token'),
        Object.entries(set.faults).map(([field, said]) => ({ field, text: said })),
      );
  }
});
