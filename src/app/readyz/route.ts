import { publicRoute } from '../_site/public-route.ts';
import { readiness } from '../_site/readiness.ts';

/** The site can do its work: database, schema and a living worker. 503 with the failing check otherwise. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/readyz', as: 'interface' },
  async ({ site, now }) => {
    const { ready, checks } = await readiness(site.pool, now);
    return {
      status: ready ? 200 : 503,
      type: 'json',
      body: `${JSON.stringify({ status: ready ? 'ready' : 'not-ready', checks })}\n`,
      keepFor: 0,
    };
  },
);
