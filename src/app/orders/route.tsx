import { orderPage, ordersByCity } from '#features/open-data/queries.ts';
import { OrdersPage } from '#ui/pages/orders-page.tsx';
import { divisionAsked } from '../_site/division-asked.ts';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';

const PAGE_SIZE = 20;

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/orders', as: 'page', limited: true },
  async ({ site, url, now }) => {
    const division = divisionAsked(url);
    const cursor = url.searchParams.get('cursor');
    const [context, cities, orders] = await Promise.all([
      contextOf(url, now),
      ordersByCity(site.pool),
      orderPage(site.pool, { scope: division, cursor, limit: PAGE_SIZE }),
    ]);
    return page(
      <OrdersPage
        context={context}
        division={division}
        cities={cities}
        page={orders}
        onFirst={cursor === null || cursor === ''}
      />,
      orders.brokenCursor ? 400 : 200,
    );
  },
);
