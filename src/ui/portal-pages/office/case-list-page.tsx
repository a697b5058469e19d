import { Filters } from '#ui/portal/filters.tsx';
import { enterpriseFilter, onlyFilter, placeFilter } from '#ui/portal/office-filters.ts';
import { PageHead } from '#ui/portal/page-head.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

export interface CaseListRow {
  readonly id: string;
  readonly enterprise: string;
  readonly qualification: string;
  readonly regime: string;
  readonly stage: string;
  readonly place: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly deadline: string | null;
}

export interface CaseListPageProps {
  readonly rows: readonly CaseListRow[];
  readonly filter: { readonly q: string; readonly stage: string; readonly division: string; readonly open: boolean };
  readonly places: readonly { readonly value: string; readonly label: string }[];
  readonly stages: readonly { readonly value: string; readonly label: string }[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

/** 案件: every case of the scope, newest first. */
export function CaseListPage({ rows, filter, places, stages, next, onFirst }: CaseListPageProps) {
  const filtered = filter.q !== '' || filter.stage !== '' || filter.division !== '' || filter.open;
  const severalRegimes = new Set(rows.map(({ regime }) => regime)).size > 1;
  return (
    <>
      <PageHead title="案件" lead="一项不达标的资质一件案件；已结案的也在其中。" />
      <WorkList
        caption="案件"
        rows={rows}
        keyOf={(row) => row.id}
        addressOf={(row) => `/office/cases/${row.id}`}
        nameOf={(row) => row.enterprise}
        columns={[
          { head: '企业', cell: (row) => row.enterprise },
          { head: '资质', cell: (row) => row.qualification },
          { head: '阶段', cell: (row) => row.stage },
          { head: '期限', cell: (row) => row.deadline ?? '—', align: 'code' },
          { head: '注册地', cell: (row) => row.place },
          { head: '立案', cell: (row) => row.openedOn, align: 'code' },
          { head: '结案', cell: (row) => row.closedOn ?? '未结', align: 'code' },
          ...(severalRegimes ? [{ head: '适用制度', cell: (row: CaseListRow) => row.regime }] : []),
        ]}
        filters={
          <Filters
            action="/office/cases"
            filtered={filtered}
            fields={[
              enterpriseFilter(filter.q),
              { kind: 'select', name: 'stage', label: '阶段', value: filter.stage, all: '全部阶段', options: stages },
              ...placeFilter(places, filter.division),
              onlyFilter('open', '状态', '未结案', filter.open),
            ]}
          />
        }
        filtered={filtered ? { clearAddress: '/office/cases' } : undefined}
        emptyAtFirst={{ what: '没有案件', why: '核查发现不达标的资质后，案件会列在这里。' }}
        pager={{ first: onFirst ? undefined : '/office/cases', next }}
      />
    </>
  );
}
