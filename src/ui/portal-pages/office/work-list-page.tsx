import type { LegalDate } from '#law/periods/legal-date.ts';
import { Deadline } from '#ui/portal/deadline.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { enterpriseFilter, onlyFilter, placeFilter } from '#ui/portal/office-filters.ts';
import { PageHead } from '#ui/portal/page-head.tsx';
import type { BatchAct } from '#ui/portal/selection-bar.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

/** A row of the work list, in words. */
export interface WorkRow {
  readonly caseId: string;
  readonly what: string;
  readonly duty: string;
  readonly byDay: string | null;
  readonly provisional: boolean;
  readonly enterprise: string;
  readonly qualification: string;
  readonly stage: string;
  readonly place: string;
  readonly openedOn: string;
  /** the city that has not switched on, for which the province acts */
  readonly forCity: string | null;
}

export interface WorkListPageProps {
  readonly csrf: string;
  readonly today: LegalDate | string;
  readonly rows: readonly WorkRow[];
  readonly total: number;
  readonly duties: readonly {
    readonly what: string;
    readonly name: string;
    readonly count: number;
    readonly overdue: number;
  }[];
  readonly filter: { readonly what: string; readonly division: string; readonly q: string; readonly overdue: boolean };
  readonly places: readonly { readonly value: string; readonly label: string }[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
  /** what may be done with the ticked rows of the chosen duty */
  readonly acts: readonly BatchAct[];
  readonly most: number;
}

/** The address of the list with another filter. */
function address(filter: WorkListPageProps['filter'], change: Partial<WorkListPageProps['filter']>): string {
  const now = { ...filter, ...change };
  const query = new URLSearchParams();
  if (now.what !== '') query.set('what', now.what);
  if (now.division !== '') query.set('division', now.division);
  if (now.q !== '') query.set('q', now.q);
  if (now.overdue) query.set('overdue', '1');
  const text = query.toString();
  return text === '' ? '/office' : `/office?${text}`;
}

/** 待办: what the office owes, overdue first; a duty is chosen by its tab, and then done for many rows at once. */
export function WorkListPage(props: WorkListPageProps) {
  const { rows, total, duties, filter, places, next, onFirst, acts, most, csrf, today } = props;
  const all = duties.reduce((sum, { count }) => sum + count, 0);
  const overdue = duties.reduce((sum, each) => sum + each.overdue, 0);
  const filtered = filter.division !== '' || filter.q !== '' || filter.overdue;
  return (
    <>
      <PageHead
        title="待办"
        lead={
          all === 0
            ? '目前没有待办事项。'
            : `共 ${all} 件，其中逾期 ${overdue} 件。逾期在前，没有法定期限的按立案先后排列。`
        }
      />
      <WorkList
        caption="待办事项"
        rows={rows}
        total={total}
        keyOf={(row) => `${row.caseId}`}
        addressOf={(row) => `/office/cases/${row.caseId}`}
        nameOf={(row) => `${row.enterprise} ${row.duty}`}
        columns={[
          { head: '企业', cell: (row) => row.enterprise },
          ...(filter.what === '' ? [{ head: '事项', cell: (row: WorkRow) => row.duty }] : []),
          {
            head: '期限',
            cell: (row) => (
              <Deadline
                day={row.byDay}
                today={today.toString()}
                provisional={row.provisional ? '下一年度放假安排尚未公布' : undefined}
              />
            ),
          },
          { head: '资质', cell: (row) => row.qualification },
          { head: '阶段', cell: (row) => row.stage },
          {
            head: '注册地',
            cell: (row) => (
              <>
                {row.place}
                {row.forCity === null ? null : <span className="line muted">{row.forCity}未开通，由省级代办</span>}
              </>
            ),
          },
          { head: '立案', cell: (row) => row.openedOn, align: 'code' },
        ]}
        filters={
          <Filters
            action="/office"
            carried={filter.what === '' ? [] : [['what', filter.what]]}
            filtered={filtered}
            views={{
              label: '事项',
              items: [
                ...(duties.length < 2
                  ? []
                  : [
                      {
                        label: '全部',
                        address: address(filter, { what: '' }),
                        current: filter.what === '',
                        count: all,
                      },
                    ]),
                ...duties.map(({ what, name, count }) => ({
                  label: name,
                  address: address(filter, { what }),
                  current: filter.what === what,
                  count,
                })),
              ],
            }}
            fields={[
              enterpriseFilter(filter.q),
              ...placeFilter(places, filter.division),
              onlyFilter('overdue', '期限', '仅逾期', filter.overdue),
            ]}
          />
        }
        filtered={
          filtered ? { clearAddress: address({ ...filter, division: '', q: '', overdue: false }, {}) } : undefined
        }
        emptyAtFirst={{ what: '没有待办事项', why: '新的预警、到期的期限和需要处理的送达会列在这里。' }}
        selection={
          acts.length === 0
            ? undefined
            : {
                form: 'selection',
                action: '/office/drafts/new',
                csrf,
                acts,
                matching: address(filter, {}).split('?')[1] ?? '',
                total,
                most,
              }
        }
        pager={{ first: onFirst ? undefined : address(filter, {}), next }}
        exportLink={{ address: address(filter, {}).replace('/office', '/office/export'), label: '导出为 CSV' }}
      />
    </>
  );
}
