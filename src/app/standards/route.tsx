import { StandardsPage } from '#ui/pages/standards-page.tsx';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/standards', as: 'page' },
  async ({ url, now }) => page(<StandardsPage context={await contextOf(url, now)} />),
);
