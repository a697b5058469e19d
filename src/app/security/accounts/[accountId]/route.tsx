import {
  type AccountOutcome,
  beginSupportView,
  changeState,
  endFactors,
  giveRole,
  resetPassword,
  takeRole,
} from '#features/accounts/commands.ts';
import { type AccountShown, accountOf, factorsOf, sessionsOf } from '#features/accounts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { AccountAdminPage } from '#ui/portal-pages/security/account-page.tsx';
import { PasswordMadePage } from '#ui/portal-pages/security/new-account-page.tsx';
import { typedIn } from '../../../_portal/asked.ts';
import { idOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { actsFor, roleName } from '../../../_portal/portals.ts';
import { divisionOptions, LEVEL_OPTIONS, ROLE_OPTIONS, roleIn } from '../../../_portal/role-form.ts';

interface Params {
  readonly accountId: string;
}
type Visit = PortalVisit<Params>;

const NOT_SEEN = ['auditor', 'system-administrator', 'security-administrator'];
const SESSIONS_SHOWN = 10;

async function accountIn({ accounts, params }: Visit): Promise<AccountShown> {
  const account = await accountOf(accounts, idOf(params.accountId, '个账号'));
  if (account === undefined) throw new ProblemError('not-found', '没有这个账号，请核对地址。');
  return account;
}

async function shown(visit: Visit, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const { accounts, person, csrf, now, site } = visit;
  const { roles, ...account } = await accountIn(visit);
  const [factors, sessions] = await Promise.all([
    factorsOf(accounts, account.id),
    sessionsOf(accounts, account.id, now),
  ]);
  return {
    title: account.name,
    place: '/security',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <AccountAdminPage
        csrf={csrf}
        account={account}
        locked={account.lockedUntil !== null && account.lockedUntil > now}
        own={account.id === person.accountId}
        held={roles.map((held) => ({
          id: held.id,
          actsFor: actsFor(held),
          role: roleName(held),
          mayBeSeen: account.status === 'active' && !NOT_SEEN.includes(held.role),
        }))}
        factors={factors}
        sessions={sessions.slice(0, SESSIONS_SHOWN)}
        typed={typedIn(form)}
        errors={errors}
        roles={ROLE_OPTIONS}
        levels={LEVEL_OPTIONS}
        divisions={divisionOptions(site.province)}
      />
    ),
  };
}

async function after(visit: Visit, outcome: AccountOutcome, text: string, form?: FormData): Promise<PortalAnswer> {
  if (outcome.outcome === 'done')
    return { to: `/security/accounts/${visit.params.accountId}`, notice: { kind: 'done', text } };
  return shown(
    visit,
    Object.entries(outcome.faults).map(([field, said]) => (field === 'role' ? { field, text: said } : { text: said })),
    form,
  );
}

function state(to: 'unlocked' | 'closed' | 'active', text: string) {
  return async (visit: Visit) => {
    const { id } = await accountIn(visit);
    return after(visit, await changeState(visit.accounts, id, to, visit.person, visit.now), text);
  };
}

export const { GET, POST } = portalRoute<Params>('/security/accounts/[accountId]', (visit) => shown(visit, []), {
  grant: async (visit, form) => {
    const { accounts, site, person, now } = visit;
    const { id } = await accountIn(visit);
    const role = await roleIn(typedIn(form), accounts, site.province);
    if (!('role' in role)) return shown(visit, role, form);
    return after(visit, await giveRole(accounts, { ...role, accountId: id }, person, now), '已授予角色。', form);
  },
  'end-role': async (visit, form) => {
    const { id } = await accountIn(visit);
    const given = { accountId: id, roleId: typedIn(form)('id') };
    return after(
      visit,
      await takeRole(visit.accounts, given, visit.person, visit.now),
      '已收回角色，其后的请求不再有此权限。',
    );
  },
  unlock: state('unlocked', '已解除锁定。'),
  close: state('closed', '账号已停用，全部登录已退出。'),
  reopen: state('active', '账号已恢复使用。'),
  'reset-password': async (visit) => {
    const account = await accountIn(visit);
    const outcome = await resetPassword(visit.accounts, account.id, visit.person, visit.now);
    if (outcome.outcome === 'refused') return after(visit, outcome, '');
    const { id, signInName } = account;
    return {
      title: '密码已重置',
      place: '/security',
      page: <PasswordMadePage title="密码已重置" accountId={id} signInName={signInName} password={outcome.password} />,
    };
  },
  'end-factors': async (visit) => {
    const { id } = await accountIn(visit);
    const outcome = await endFactors(visit.accounts, id, visit.person, visit.now);
    return after(visit, outcome, '已解除第二重验证，下次登录时重新绑定。');
  },
  'see-as': async (visit, form) => {
    const { id } = await accountIn(visit);
    const seen = { accountId: id, roleId: typedIn(form)('id') };
    const outcome = await beginSupportView(visit.accounts, visit.person, seen, visit.now);
    if (outcome.outcome === 'refused') return after(visit, outcome, '');
    return {
      to: '/work',
      notice: { kind: 'attention', text: '已开始只读查看，期间不能办理任何事项；开始和结束都记入审计。' },
    };
  },
});
