import { firstInstant, latestSettledRun } from '#features/verification/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { citationOf } from '#law/regimes/clause-texts.ts';
import { AboutPage } from '#ui/pages/about-page.tsx';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/about', as: 'page' },
  async ({ site, url, now }) => {
    const [context, first, latest] = await Promise.all([
      contextOf(url, now),
      firstInstant(site.pool),
      latestSettledRun(site.pool, now),
    ]);
    return page(
      <AboutPage
        context={context}
        first={first}
        latest={latest}
        comparedBy={citationOf(clauseIn(site.province, 'comparison'))}
        unmarkedBy={citationOf(clauseIn(site.province, 'rectification'))}
      />,
    );
  },
);
