import { revokeSessions, seeAs, switchRole } from '#features/accounts/commands.ts';
import { IDLE_MINUTES, sessionsOf } from '#features/accounts/queries.ts';
import { AccountPage } from '#ui/portal-pages/account/account-page.tsx';
import { portalRoute } from '../_portal/portal-route.tsx';
import { actsFor, roleName } from '../_portal/portals.ts';

export const { GET, POST } = portalRoute(
  '/account',
  async ({ person, accounts, csrf, now }) => ({
    title: '账户与安全',
    page: (
      <AccountPage
        csrf={csrf}
        name={person.name}
        signInName={person.signInName}
        roles={person.roles.map((held) => ({
          id: held.id,
          present: held.id === person.held.id,
          actsFor: actsFor(held),
          role: roleName(held),
        }))}
        sessions={(await sessionsOf(accounts, person.accountId, now)).map((session) => ({
          ...session,
          present: session.id === person.sessionId,
        }))}
        idleMinutes={IDLE_MINUTES}
      />
    ),
  }),
  {
    'end-session': async ({ accounts, person, now }, form) => {
      const ended = await revokeSessions(accounts, person, { only: String(form.get('id')) }, now);
      return {
        to: '/account',
        notice:
          ended > 0 ? { kind: 'done', text: '该登录已退出。' } : { kind: 'attention', text: '该登录此前已经退出。' },
      };
    },
    'end-others': async ({ accounts, person, now }) => {
      const ended = await revokeSessions(accounts, person, { others: true }, now);
      return { to: '/account', notice: { kind: 'done', text: `已令 ${ended} 处其他登录退出。` } };
    },
    'switch-role': async ({ accounts, person, now }, form) => {
      const switched = await switchRole(accounts, person, String(form.get('id')), now);
      return switched
        ? { to: '/work', notice: { kind: 'done', text: '已切换身份。' } }
        : { to: '/account', notice: { kind: 'refused', text: '该身份已不再有效，请选择其他身份。' } };
    },
    'end-support': async ({ accounts, person, now }) => {
      await seeAs(accounts, person, null, now);
      return { to: '/work', notice: { kind: 'done', text: '已结束只读查看。' } };
    },
  },
);
