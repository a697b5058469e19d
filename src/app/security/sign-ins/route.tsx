import { actionWord, trailEntries } from '#features/audit-trail/queries.ts';
import { numberPosition } from '#platform/list-position.ts';
import { SignInsPage } from '#ui/portal-pages/security/sign-ins-page.tsx';
import { following, queryOf } from '../../_portal/asked.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const PAGE_SIZE = 50;

const VIEWS = [
  { value: '', label: '失败和锁定', actions: ['sign-in-failed', 'sign-in-slowed', 'account-locked'] },
  { value: 'in', label: '登录', actions: ['signed-in', 'switched-role', 'sessions-revoked', 'password-changed'] },
  {
    value: 'accounts',
    label: '账号和角色',
    actions: [
      'account-created',
      'account-unlocked',
      'account-closed',
      'account-active',
      'account-password-reset',
      'account-request-made',
      'account-request-refused',
      'account-email-changed',
      'password-set-by-link',
      'role-granted',
      'role-ended',
      'second-factor-ended-by-administrator',
    ],
  },
  { value: 'support', label: '只读查看', actions: ['support-view-begun', 'support-view-ended'] },
] as const;

function about(content: Readonly<Record<string, unknown>>): string {
  const { what, address, role } = content;
  const failed = what === 'password' ? '密码不正确' : what === 'second-factor' ? '第二重验证不正确' : '';
  return [failed, typeof address === 'string' ? `来自 ${address}` : '', typeof role === 'string' ? role : '']
    .filter((text) => text !== '')
    .join('，');
}

export const { GET, POST } = portalRoute('/security/sign-ins', async ({ pool, url }) => {
  const query = queryOf(url);
  const view = VIEWS.find(({ value }) => value === query('view')) ?? VIEWS[0];
  const before = numberPosition(query('before'));
  const { rows, next } = await trailEntries(
    pool,
    { actions: view.actions, actor: query('q') },
    { before, limit: PAGE_SIZE },
  );
  return {
    title: '登录安全',
    page: (
      <SignInsPage
        rows={rows.map(({ id, recordedAt, actor, action, subject, content }) => ({
          id,
          recordedAt,
          actor,
          action: actionWord(action),
          accountId: subject.startsWith('account:') ? subject.slice('account:'.length) : null,
          about: about(content),
        }))}
        view={view.value}
        views={VIEWS}
        q={query('q')}
        next={following(url, 'before', next)}
        onFirst={before === undefined}
      />
    ),
  };
});
