import { markedByCity, markedPage } from '#features/open-data/queries.ts';
import { RedListPage } from '#ui/pages/red-list-page.tsx';
import { divisionAsked } from '../_site/division-asked.ts';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';

const PAGE_SIZE = 20;

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/red-list', as: 'page', limited: true },
  async ({ site, url, now }) => {
    const division = divisionAsked(url);
    const cursor = url.searchParams.get('cursor');
    const [context, cities, marked] = await Promise.all([
      contextOf(url, now),
      markedByCity(site.pool),
      markedPage(site.pool, { scope: division, cursor, limit: PAGE_SIZE, now }),
    ]);
    return page(
      <RedListPage
        context={context}
        division={division}
        cities={cities}
        page={marked}
        onFirst={cursor === null || cursor === ''}
      />,
      marked.brokenCursor ? 400 : 200,
    );
  },
);
