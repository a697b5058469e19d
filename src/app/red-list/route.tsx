import { markedByCity, markedPage } from '#features/open-data/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { RedListPage } from '#ui/pages/red-list-page.tsx';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';

const PAGE_SIZE = 20;

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/red-list', as: 'page', limited: true },
  async ({ site, url, now }) => {
    const division = (url.searchParams.get('division') ?? '').trim();
    if (!/^(\d{2}(\d{2}){0,2})?$/.test(division)) {
      throw new ProblemError(
        'invalid-form',
        '注册地应为 2、4 或 6 位行政区划代码，请从名单页的注册地中选择。',
        'division',
      );
    }
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
