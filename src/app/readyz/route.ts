import { publicRoute } from '../_site/public-route.ts';
import { readiness } from '../_site/readiness.ts';
import { mayWatch } from '../_site/watcher.ts';

/** The site can do its work: database, schema and a living worker. 503 otherwise; which check fails is told to whoever may watch. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/readyz', as: 'interface' },
  async ({ site, now, request }) => {
    const { ready, checks } = await readiness(site.pool, now);
    return {
      status: ready ? 200 : 503,
      type: 'json',
      body: `${JSON.stringify({ status: ready ? 'ready' : 'not-ready', ...(mayWatch(site, request.headers) ? { checks } : {}) })}\n`,
      keepFor: 0,
    };
  },
);
