import { type NoticeEntry, noticePage } from '#features/open-data/queries.ts';
import { NoticesPage } from '#ui/pages/notices-page.tsx';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';

const PAGE_SIZE = 20;

function kindOf(written: string | null): NoticeEntry['kind'] | undefined {
  return written === 'public-notice' || written === 'announcement' ? written : undefined;
}

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/notices', as: 'page', limited: true },
  async ({ site, url, now }) => {
    const kind = kindOf(url.searchParams.get('kind'));
    const cursor = url.searchParams.get('cursor');
    const [context, notices] = await Promise.all([
      contextOf(url, now),
      noticePage(site.pool, { kind, scope: '', cursor, limit: PAGE_SIZE }),
    ]);
    return page(
      <NoticesPage context={context} kind={kind} page={notices} onFirst={cursor === null || cursor === ''} />,
      notices.brokenCursor ? 400 : 200,
    );
  },
);
