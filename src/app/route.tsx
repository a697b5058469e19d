import { latestSettledRun } from '#features/verification/queries.ts';
import { HomePage } from '#ui/pages/home-page.tsx';
import { contextOf, page } from './_site/pages.tsx';
import { publicRoute } from './_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/', as: 'page' },
  async ({ site, url, now }) => {
    const [context, run] = await Promise.all([contextOf(url, now), latestSettledRun(site.pool, now)]);
    return page(<HomePage context={context} run={run} />);
  },
);
