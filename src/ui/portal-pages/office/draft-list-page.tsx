import { minuteOf } from '#ui/dates.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { Notice } from '#ui/portal/notice.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';
import { draftStatus } from './draft-status.ts';

export interface DraftListRow {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly cases: number;
  readonly refused: number;
  readonly first: string | null;
  readonly draftedByName: string;
  readonly draftedAt: Date;
}

const VIEWS = ['', 'drafted', 'reviewed', 'legal-reviewed', 'approved', 'sealed', 'finished', 'returned'] as const;

/** 文稿: what the office has drafted, what waits for review or seal in front. */
export function DraftListPage({
  rows,
  status,
  most,
  mine,
}: {
  readonly rows: readonly DraftListRow[];
  readonly status: string;
  readonly most: number;
  /** how many wait for this person, and in which view; null for whoever drafts */
  readonly mine: { readonly count: number; readonly status: string } | null;
}) {
  return (
    <>
      <PageHead
        title="文稿"
        lead={`拟稿、审核、用印由不同的人办理；撤回决定审核后还须经法制审核、集体讨论和负责人签发。最多列出最近 ${most} 件。`}
      />
      {mine === null || mine.count === 0 || status === mine.status ? null : (
        <Notice
          kind="attention"
          text={`等待您办理的文稿 ${mine.count} 件。`}
          link={{ label: '只看这些', address: `/office/drafts?status=${mine.status}` }}
        />
      )}
      <WorkList
        caption="文稿"
        rows={rows}
        keyOf={(row) => row.id}
        addressOf={(row) => `/office/drafts/${row.id}`}
        nameOf={(row) => `${row.title} ${row.first ?? ''}`}
        columns={[
          { head: '文稿', cell: (row) => row.title },
          { head: '对象', cell: (row) => (row.cases > 1 ? `${row.first ?? ''}等` : (row.first ?? '—')) },
          { head: '件数', cell: (row) => row.cases, align: 'number' },
          { head: '状态', cell: (row) => <StateBadge {...draftStatus(row.status)} /> },
          { head: '未办', cell: (row) => (row.refused === 0 ? '—' : row.refused), align: 'number' },
          { head: '拟稿', cell: (row) => `${row.draftedByName} ${minuteOf(row.draftedAt)}` },
        ]}
        filters={
          <Filters
            action="/office/drafts"
            fields={[]}
            views={{
              label: '状态',
              items: VIEWS.map((view) => ({
                label: view === '' ? '全部' : draftStatus(view).word,
                address: view === '' ? '/office/drafts' : `/office/drafts?status=${view}`,
                current: view === status,
              })),
            }}
          />
        }
        filtered={status === '' ? undefined : { clearAddress: '/office/drafts' }}
        emptyAtFirst={{ what: '没有文稿', why: '在“待办”中勾选案件并拟制文书后，文稿列在这里。' }}
      />
    </>
  );
}
