import { publicDocument } from '#features/documents/queries.ts';
import { publications } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { DocumentPage } from '#ui/pages/document-page.tsx';
import { contextOf, page } from '../../_site/pages.tsx';
import { publicRoute } from '../../_site/public-route.ts';

/** The page behind the QR code of every document. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ id: string }>(
  { route: '/documents/{id}', as: 'page', limited: true },
  async ({ site, url, now, params }) => {
    const document = await publicDocument(site.pool, params.id);
    if (document === undefined) throw new ProblemError('document-not-found', '本系统没有签发过这个网址所指的文书。');
    const [context, published] = await Promise.all([
      contextOf(url, now),
      publications(site.pool, { scope: '', limit: 1, id: document.id }),
    ]);
    return page(<DocumentPage context={context} document={document} notice={published.length > 0} />);
  },
);
