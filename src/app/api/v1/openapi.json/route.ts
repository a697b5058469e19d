import { json } from '../../../_site/answer.ts';
import { openApi } from '../../../_site/openapi.ts';
import { publicRoute } from '../../../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/api/v1/openapi.json', as: 'interface', limited: true },
  ({ site }) => json(openApi(site.baseUrl), 300),
);
