import { json } from '../_site/answer.ts';
import { publicRoute } from '../_site/public-route.ts';

/** The process lives. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute({ route: '/healthz', as: 'interface' }, () =>
  json({ status: 'ok' }, 0),
);
