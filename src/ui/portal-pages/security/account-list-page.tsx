import type { AccountShown } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import type { Option } from '#ui/portal/fields.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

/** State of an account. */
export function AccountBadge({ status, locked }: { readonly status: string; readonly locked: boolean }) {
  if (status === 'closed') return <StateBadge tone="closed" word="已停用" />;
  return locked ? <StateBadge tone="fail" word="已锁定" /> : <StateBadge tone="met" word="正常" />;
}

export interface AccountListPageProps {
  readonly rows: readonly (Omit<AccountShown, 'roles'> & {
    readonly roles: readonly string[];
    readonly locked: boolean;
  })[];
  readonly counts: { readonly all: number; readonly locked: number; readonly closed: number };
  readonly filter: { readonly q: string; readonly role: string; readonly state: string; readonly division: string };
  readonly roles: readonly Option[];
  readonly divisions: readonly Option[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

const STATES = [
  { value: '', label: '全部', count: 'all' },
  { value: 'locked', label: '已锁定', count: 'locked' },
  { value: 'closed', label: '已停用', count: 'closed' },
] as const;

/** 账号: who may sign in, in which roles; locked ones in one step. */
export function AccountListPage({ rows, counts, filter, roles, divisions, next, onFirst }: AccountListPageProps) {
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <>
      <PageHead
        title="账号"
        lead="角色和管辖范围在此授予和收回。不得办理本人账号的事项。"
        act={
          <a className="button primary" href="/security/accounts/new">
            新设账号
          </a>
        }
      />
      <WorkList
        caption="账号"
        rows={rows}
        keyOf={(row) => row.id}
        addressOf={(row) => `/security/accounts/${row.id}`}
        nameOf={(row) => row.name}
        columns={[
          { head: '登录名', cell: (row) => row.signInName },
          { head: '姓名', cell: (row) => row.name },
          { head: '状态', cell: (row) => <AccountBadge status={row.status} locked={row.locked} /> },
          {
            head: '角色',
            cell: (row) =>
              row.roles.length === 0
                ? '没有角色，不能登录'
                : row.roles.map((role) => (
                    <span key={role} className="line">
                      {role}
                    </span>
                  )),
          },
          {
            head: '最近登录',
            cell: (row) => (row.lastSignedInAt === null ? '从未登录' : <Minute instant={row.lastSignedInAt} />),
          },
        ]}
        filters={
          <Filters
            action="/security"
            filtered={filtered}
            views={{
              label: '状态',
              items: STATES.map(({ value, label, count }) => ({
                label,
                address: value === '' ? '/security' : `/security?state=${value}`,
                current: value === filter.state,
                count: counts[count],
              })),
            }}
            carried={filter.state === '' ? [] : [['state', filter.state]]}
            fields={[
              { kind: 'text', name: 'q', label: '登录名、姓名、手机号码', value: filter.q },
              { kind: 'select', name: 'role', label: '角色', value: filter.role, all: '全部角色', options: roles },
              {
                kind: 'select',
                name: 'division',
                label: '管辖区划',
                value: filter.division,
                all: '全部区划',
                options: divisions,
              },
            ]}
          />
        }
        filtered={filtered ? { clearAddress: '/security' } : undefined}
        emptyAtFirst={{
          what: '没有账号',
          why: '新设账号后列在这里。',
          next: { label: '新设账号', address: '/security/accounts/new' },
        }}
        pager={{ first: onFirst ? undefined : '/security', next }}
      />
    </>
  );
}
