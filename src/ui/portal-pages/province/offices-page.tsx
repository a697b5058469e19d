import type { OfficeProfile } from '#features/service/queries.ts';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

/** all that stand, those with something to fill in, those that were ended */
export type OfficeView = 'standing' | 'lacking' | 'ended';

export interface OfficesPageProps {
  readonly rows: readonly (OfficeProfile & {
    readonly place: string;
    readonly levelName: string;
    readonly lacking: string | null;
  })[];
  /** how many there are in all */
  readonly total: number;
  readonly q: string;
  readonly view: OfficeView;
  readonly mayAdd: boolean;
  readonly onFirst: boolean;
  readonly next: string | undefined;
}

const VIEWS: readonly { readonly view: OfficeView; readonly label: string; readonly address: string }[] = [
  { view: 'standing', label: '全部', address: '/province/offices' },
  { view: 'lacking', label: '有待补', address: '/province/offices?view=lacking' },
  { view: 'ended', label: '已停用', address: '/province/offices?view=ended' },
];

const EMPTY: Readonly<Record<OfficeView, { readonly what: string; readonly why: string }>> = {
  standing: { what: '没有登记发文机关', why: '没有登记的，不能制发文书。请省级经办人逐个登记。' },
  lacking: { what: '没有待补的机关', why: '各机关的联系方式、邮箱、救济机关和同级行政审批局都已填写。' },
  ended: { what: '没有停用的机关', why: '机构撤并后停用的机关列在这里，其文书和文号不变。' },
};

/** 发文机关: letterhead, mark and contact of every office that issues. */
export function OfficesPage({ rows, total, q, view, mayAdd, onFirst, next }: OfficesPageProps) {
  const whole = VIEWS.find((each) => each.view === view)?.address ?? '/province/offices';
  const ended = view === 'ended';
  return (
    <>
      <PageHead
        title="发文机关"
        lead="机关名称、发文代字和联系方式印在每一件文书上。没有登记的机关不能制发文书；行政复议机关和受理法院由各机关自己填写、两人确认。"
        act={
          mayAdd ? (
            <a className="button primary" href="/province/offices/new">
              登记机关
            </a>
          ) : undefined
        }
      />
      <WorkList
        caption="发文机关"
        rows={rows}
        total={total}
        keyOf={(row) => row.office.id}
        addressOf={(row) => `/province/offices/${encodeURIComponent(row.office.id)}`}
        nameOf={(row) => row.office.name}
        columns={[
          { head: '机关', cell: (row) => row.office.name },
          { head: '层级', cell: (row) => row.levelName },
          { head: '管辖', cell: (row) => row.place },
          { head: '发文代字', cell: (row) => row.office.mark },
          ...(ended
            ? [
                { head: '停用日期', cell: (row: OfficesPageProps['rows'][number]) => row.ended?.on ?? '—' },
                { head: '停用理由', cell: (row: OfficesPageProps['rows'][number]) => row.ended?.reason ?? '—' },
              ]
            : [
                { head: '联系电话', cell: (row: OfficesPageProps['rows'][number]) => row.contact.phone },
                { head: '待补', cell: (row: OfficesPageProps['rows'][number]) => row.lacking ?? '—' },
              ]),
        ]}
        filters={
          <Filters
            action="/province/offices"
            filtered={q !== ''}
            carried={view === 'standing' ? [] : [['view', view]]}
            views={{
              label: '类别',
              items: VIEWS.map(({ label, address, view: each }) => ({ label, address, current: each === view })),
            }}
            fields={[{ kind: 'text', name: 'q', label: '机关名称、代字', value: q }]}
          />
        }
        filtered={q === '' ? undefined : { clearAddress: whole }}
        pager={{ first: onFirst ? undefined : whole, next }}
        emptyAtFirst={EMPTY[view]}
      />
    </>
  );
}
