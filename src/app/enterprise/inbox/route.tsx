import { inboxOf } from '#features/service/queries.ts';
import { InboxPage } from '#ui/portal-pages/enterprise/inbox-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

const MOST_MESSAGES = 200;

export const { GET, POST } = portalRoute('/enterprise/inbox', async (visit) => {
  const enterprise = await ownEnterprise(visit);
  const all = await inboxOf(visit.pool, enterprise.id, MOST_MESSAGES + 1);
  const unreadOnly = visit.url.searchParams.get('show') === 'unread';
  return {
    title: '收件箱',
    page: (
      <InboxPage
        messages={all.slice(0, MOST_MESSAGES).filter(({ readAt }) => !unreadOnly || readAt === null)}
        unread={all.filter(({ readAt }) => readAt === null).length}
        unreadOnly={unreadOnly}
        more={all.length > MOST_MESSAGES}
      />
    ),
  };
});
