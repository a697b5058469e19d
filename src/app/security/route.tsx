import { accountCounts, accountList, isAccountRole } from '#features/accounts/queries.ts';
import { AccountListPage } from '#ui/portal-pages/security/account-list-page.tsx';
import { following, queryOf } from '../_portal/asked.ts';
import { portalRoute } from '../_portal/portal-route.tsx';
import { actsFor, roleName } from '../_portal/portals.ts';
import { divisionOptions, ROLE_OPTIONS } from '../_portal/role-form.ts';

const PAGE_SIZE = 50;
const STATES = ['locked', 'closed', 'active'] as const;

export const { GET, POST } = portalRoute('/security', async ({ accounts, url, now, site }) => {
  const query = queryOf(url);
  const filter = { q: query('q'), role: query('role'), state: query('state'), division: query('division') };
  const after = query('after');
  const { rows, next } = await accountList(
    accounts,
    {
      text: filter.q,
      role: isAccountRole(filter.role) ? filter.role : undefined,
      state: STATES.find((state) => state === filter.state),
      division: filter.division,
    },
    { after, limit: PAGE_SIZE, now },
  );
  return {
    title: '账号',
    page: (
      <AccountListPage
        rows={rows.map(({ roles, ...row }) => ({
          ...row,
          locked: row.lockedUntil !== null && row.lockedUntil > now,
          roles: roles.map((held) => `${actsFor(held)}　${roleName(held)}`),
        }))}
        counts={await accountCounts(accounts, now)}
        filter={filter}
        roles={ROLE_OPTIONS}
        divisions={divisionOptions(site.province)}
        next={following(url, 'after', next)}
        onFirst={after === ''}
      />
    ),
  };
});
