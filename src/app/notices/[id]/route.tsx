import { composeDocument } from '#features/documents/commands.ts';
import { NoticePage } from '#ui/pages/notice-page.tsx';
import { contextOf, page } from '../../_site/pages.tsx';
import { publicRoute } from '../../_site/public-route.ts';
import { publishedNotice } from '../../_site/published-notice.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ id: string }>(
  { route: '/notices/{id}', as: 'page', limited: true },
  async ({ site, url, now, params }) => {
    const { notice, document } = await publishedNotice(site, params.id);
    const { draft } = composeDocument(document.kind, notice.data);
    return page(<NoticePage context={await contextOf(url, now)} notice={notice} document={document} draft={draft} />);
  },
);
