import { Pager } from '#ui/pager.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';

export interface NoticesPageProps {
  readonly csrf: string;
  readonly unread: boolean;
  readonly notices: readonly {
    readonly id: number;
    readonly subject: string;
    readonly lines: readonly string[];
    readonly link: string;
    readonly linkText: string;
    readonly at: string;
    readonly place: string;
    readonly read: string | null;
  }[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

/** 通知: what the office is told without owing an act. Whoever of the office reads it first is named. */
export function NoticesPage({ csrf, unread, notices, next, onFirst }: NoticesPageProps) {
  return (
    <>
      <PageHead title="通知" lead="企业变更联系信息、签署或者撤回送达确认书等，告知本机关，无须办理。" />
      <Tabs
        label="阅读情况"
        items={[
          { label: '全部', address: '/office/notices', current: !unread },
          { label: '未读', address: '/office/notices?unread=1', current: unread },
        ]}
      />
      {notices.length === 0 ? (
        <EmptyState
          what={unread ? '没有未读通知' : '没有通知'}
          why="企业更新联系信息、签署确认书或者陈述意见时，通知会列在这里。"
        />
      ) : (
        <ul className="plain notice-list">
          {notices.map((notice) => (
            <li key={notice.id}>
              <h2>
                <a href={notice.link}>{notice.subject}</a>
              </h2>
              {notice.lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p className="muted">
                {notice.at}　{notice.place}　{notice.read === null ? '未读' : `已读：${notice.read}`}
              </p>
              <p className="act-buttons">
                <a href={notice.link} aria-label={`${notice.linkText}：${notice.subject}`}>
                  {notice.linkText}
                </a>
              </p>
              {notice.read === null ? (
                <form method="post" action={unread ? '/office/notices?unread=1' : '/office/notices'}>
                  <CsrfField token={csrf} />
                  <input type="hidden" name="act" value="read" />
                  <input type="hidden" name="id" value={notice.id} />
                  <button type="submit" aria-label={`标为已读：${notice.subject}`}>
                    标为已读
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Pager first={onFirst ? undefined : '/office/notices'} next={next} />
    </>
  );
}
