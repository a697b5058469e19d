import { Minute } from '#ui/dates.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

export interface SignInLine {
  readonly id: number;
  readonly recordedAt: Date;
  readonly actor: string;
  readonly action: string;
  readonly accountId: string | null;
  readonly about: string;
}

export interface SignInsPageProps {
  readonly rows: readonly SignInLine[];
  readonly view: string;
  readonly views: readonly { readonly value: string; readonly label: string }[];
  readonly q: string;
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

/** 登录安全: failures, lock-outs, changes of accounts and roles, support views. */
export function SignInsPage({ rows, view, views, q, next, onFirst }: SignInsPageProps) {
  const address = (value: string) => (value === '' ? '/security/sign-ins' : `/security/sign-ins?view=${value}`);
  return (
    <>
      <PageHead title="登录安全" lead="登录失败和锁定、账号和角色的变动、只读查看。" />
      <WorkList
        caption="登录安全记录"
        rows={rows}
        keyOf={(row) => String(row.id)}
        addressOf={(row) => (row.accountId === null ? '/security' : `/security/accounts/${row.accountId}`)}
        nameOf={(row) => row.actor}
        columns={[
          { head: '时间', cell: (row) => <Minute instant={row.recordedAt} />, align: 'code' },
          { head: '姓名', cell: (row) => row.actor },
          { head: '事项', cell: (row) => row.action },
          { head: '说明', cell: (row) => row.about },
        ]}
        filters={
          <Filters
            action="/security/sign-ins"
            filtered={q !== ''}
            carried={view === '' ? [] : [['view', view]]}
            views={{
              label: '类别',
              items: views.map(({ value, label }) => ({ label, address: address(value), current: value === view })),
            }}
            fields={[{ kind: 'text', name: 'q', label: '姓名', value: q }]}
          />
        }
        filtered={q === '' ? undefined : { clearAddress: address(view) }}
        emptyAtFirst={{ what: '没有记录', why: '所选类别中还没有发生过。' }}
        pager={{ first: onFirst ? undefined : address(view), next }}
      />
    </>
  );
}
