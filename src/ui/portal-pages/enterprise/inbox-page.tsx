import type { InboxEntry } from '#features/service/queries.ts';
import { Minute } from '#ui/dates.tsx';
import type { EmptyStateProps } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';
import { documentTitle } from './document-title.ts';

export interface InboxPageProps {
  readonly messages: readonly InboxEntry[];
  readonly unread: number;
  readonly unreadOnly: boolean;
  /** the first page; undefined where this is it */
  readonly first: string | undefined;
  readonly next: string | undefined;
}

const NOTHING_YET: EmptyStateProps = {
  what: '还没有收到文书',
  why: '主管部门发出的预警告知书、责令限期整改通知书等文书会推送到这里，同时发送到送达确认书所载的电子邮箱。',
  next: { label: '查看送达确认书', address: '/enterprise/confirmation' },
};
const ALL_READ: EmptyStateProps = {
  what: '没有未读的文书',
  why: '收到的文书都已经打开过。',
  next: { label: '查看全部文书', address: '/enterprise/inbox' },
};

const titleOf = ({ kind, number }: InboxEntry) => `${documentTitle(kind)}${number === null ? '' : `（${number}）`}`;

/** Documents that were put before the enterprise. The first opening of each is recorded as its receipt. */
export function InboxPage({ messages, unread, unreadOnly, first, next }: InboxPageProps) {
  return (
    <>
      <PageHead
        title="收件箱"
        lead="主管部门发给贵单位的文书。第一次打开时记录签阅时间和签阅人；送达日期按规定计算，与是否打开无关。"
      />
      <Tabs
        label="视图"
        items={[
          { label: '全部', address: '/enterprise/inbox', current: !unreadOnly },
          { label: '未读', address: '/enterprise/inbox?show=unread', current: unreadOnly, count: unread },
        ]}
      />
      <WorkList
        caption="收到的文书"
        columns={[
          { head: '文书', cell: titleOf },
          { head: '发文机关', cell: ({ office }) => office },
          { head: '推送时间', cell: ({ putAt }) => <Minute instant={putAt} />, align: 'code' },
          {
            head: '签阅',
            cell: ({ readAt }) =>
              readAt === null ? <StateBadge tone="attention" word="未读" /> : <Minute instant={readAt} />,
            align: 'code',
          },
          {
            head: '下载',
            cell: ({ documentId }) => <a href={`/enterprise/documents/${documentId}?download=1`}>下载 PDF</a>,
          },
        ]}
        rows={messages}
        keyOf={({ id }) => id}
        addressOf={({ documentId }) => `/enterprise/documents/${documentId}`}
        nameOf={titleOf}
        emptyAtFirst={unreadOnly ? ALL_READ : NOTHING_YET}
        pager={{ first, next }}
      />
    </>
  );
}
