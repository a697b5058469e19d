import type { OfficeProfile } from '#features/service/queries.ts';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

export interface OfficesPageProps {
  readonly rows: readonly (OfficeProfile & {
    readonly place: string;
    readonly levelName: string;
    readonly lacking: string | null;
  })[];
  readonly q: string;
  readonly lacking: boolean;
}

/** 发文机关: letterhead, mark, contact and remedies of every office that issues. */
export function OfficesPage({ rows, q, lacking }: OfficesPageProps) {
  return (
    <>
      <PageHead
        title="发文机关"
        lead="机关名称、发文代字、联系方式和救济途径印在每一件文书上。缺项的机关不能制发文书。"
      />
      <WorkList
        caption="发文机关"
        rows={rows}
        keyOf={(row) => row.office.id}
        addressOf={(row) => `/province/offices/${encodeURIComponent(row.office.id)}`}
        nameOf={(row) => row.office.name}
        columns={[
          { head: '机关', cell: (row) => row.office.name },
          { head: '层级', cell: (row) => row.levelName },
          { head: '管辖', cell: (row) => row.place },
          { head: '发文代字', cell: (row) => row.office.mark },
          { head: '联系电话', cell: (row) => row.contact.phone },
          { head: '待补', cell: (row) => row.lacking ?? '—' },
        ]}
        filters={
          <Filters
            action="/province/offices"
            filtered={q !== '' || lacking}
            views={{
              label: '类别',
              items: [
                { label: '全部', address: '/province/offices', current: !lacking },
                { label: '有待补', address: '/province/offices?lacking=1', current: lacking },
              ],
            }}
            fields={[{ kind: 'text', name: 'q', label: '机关名称、代字', value: q }]}
          />
        }
        filtered={q === '' && !lacking ? undefined : { clearAddress: '/province/offices' }}
        emptyAtFirst={{ what: '没有登记发文机关', why: '没有登记的，不能制发文书。请由运行单位导入机关名单。' }}
      />
    </>
  );
}
