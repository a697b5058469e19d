import { z } from 'zod';
import { ask, beginSupportView } from '#features/accounts/commands.ts';
import {
  type AccountShown,
  accountOf,
  factorsOf,
  sessionsOf,
  type Wanted,
  waitingPlaces,
} from '#features/accounts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { AccountAdminPage } from '#ui/portal-pages/security/account-page.tsx';
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
const EMAIL = z.email();

async function accountIn({ accounts, params }: Visit): Promise<AccountShown> {
  const account = await accountOf(accounts, idOf(params.accountId, '个账号'));
  if (account === undefined) throw new ProblemError('not-found', '没有这个账号，请核对地址。');
  return account;
}

async function shown(visit: Visit, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const { accounts, person, csrf, now, site } = visit;
  const { roles, ...account } = await accountIn(visit);
  const [factors, sessions, waiting] = await Promise.all([
    factorsOf(accounts, account.id),
    sessionsOf(accounts, account.id, now),
    waitingPlaces(accounts, account.signInName, now),
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
        waiting={waiting}
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

const FIELDS = ['role', 'reason', 'email'];

function refused(visit: Visit, faults: Readonly<Record<string, string>>, form: FormData): Promise<PortalAnswer> {
  const errors = Object.entries(faults).map(([field, text]) => (FIELDS.includes(field) ? { field, text } : { text }));
  return shown(visit, errors, form);
}

async function asked(visit: Visit, form: FormData, wanted: Wanted): Promise<PortalAnswer> {
  const { accounts, person, now, site } = visit;
  const { id } = await accountIn(visit);
  const done = await ask(accounts, wanted, id, typedIn(form)('reason'), { person, baseUrl: site.baseUrl }, now);
  if (done.outcome === 'refused') return refused(visit, done.faults, form);
  if (done.requestId === null) {
    return { to: `/security/accounts/${id}`, notice: { kind: 'done', text: '已办理，即时生效。' } };
  }
  return { to: '/security/requests', notice: { kind: 'done', text: '已提出申请，由另一名安全管理员确认后办理。' } };
}

function plain(kind: 'unlock' | 'close' | 'reopen' | 'reset-password' | 'end-factors') {
  return (visit: Visit, form: FormData) => asked(visit, form, { kind });
}

export const { GET, POST } = portalRoute<Params>('/security/accounts/[accountId]', (visit) => shown(visit, []), {
  grant: async (visit, form) => {
    await accountIn(visit);
    const role = await roleIn(typedIn(form), visit.accounts, visit.site.province);
    return 'role' in role ? asked(visit, form, { kind: 'grant-role', role }) : shown(visit, role, form);
  },
  'end-role': async (visit, form) => {
    const { roles } = await accountIn(visit);
    const roleId = typedIn(form)('id');
    if (!roles.some(({ id }) => id === roleId)) {
      throw new ProblemError('not-found', '该账号没有这个角色，或者该角色此前已经结束。');
    }
    return asked(visit, form, { kind: 'end-role', roleId });
  },
  unlock: plain('unlock'),
  close: plain('close'),
  reopen: plain('reopen'),
  'reset-password': plain('reset-password'),
  'end-factors': plain('end-factors'),
  'change-email': async (visit, form) => {
    const email = typedIn(form)('email');
    if (!EMAIL.safeParse(email).success) {
      return shown(visit, [{ field: 'email', text: '电子邮箱格式有误，请核对。' }], form);
    }
    return asked(visit, form, { kind: 'change-email', email });
  },
  'see-as': async (visit, form) => {
    const { id, roles } = await accountIn(visit);
    const seen = { accountId: id, roleId: typedIn(form)('id') };
    if (!roles.some((held) => held.id === seen.roleId)) {
      throw new ProblemError('not-found', '该账号没有这个角色，或者该角色此前已经结束。');
    }
    const outcome = await beginSupportView(visit.accounts, visit.person, seen, visit.now);
    if (outcome.outcome === 'refused') return refused(visit, outcome.faults, form);
    return {
      to: '/work',
      notice: { kind: 'attention', text: '已开始只读查看，期间不能办理任何事项；开始和结束都记入审计。' },
    };
  },
});
