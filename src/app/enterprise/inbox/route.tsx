import { inboxPart, unreadInInbox } from '#features/service/queries.ts';
import { InboxPage } from '#ui/portal-pages/enterprise/inbox-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

const ROWS = 50;

export const { GET, POST } = portalRoute('/enterprise/inbox', async (visit) => {
  const { pool, url } = visit;
  const enterprise = await ownEnterprise(visit);
  const unreadOnly = url.searchParams.get('show') === 'unread';
  const after = url.searchParams.get('after') ?? undefined;
  const [part, unread] = await Promise.all([
    inboxPart(pool, { enterpriseId: enterprise.id, unread: unreadOnly, limit: ROWS, after }),
    unreadInInbox(pool, enterprise.id),
  ]);
  const view = unreadOnly ? { show: 'unread' } : undefined;
  const first = `/enterprise/inbox${unreadOnly ? '?show=unread' : ''}`;
  return {
    title: '收件箱',
    place: '/enterprise/inbox',
    page: (
      <InboxPage
        messages={part.entries}
        unread={unread}
        unreadOnly={unreadOnly}
        first={after === undefined ? undefined : first}
        next={
          part.next === null
            ? undefined
            : `/enterprise/inbox?${new URLSearchParams({ ...view, after: part.next }).toString()}`
        }
      />
    ),
  };
});
