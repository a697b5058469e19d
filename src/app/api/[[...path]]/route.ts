import { refuseMalformed } from '#platform/http/malformed-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { publicRoute } from '../../_site/public-route.ts';

/** Every address under /api that nothing else answers. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/api/(unknown)', as: 'interface', limited: true },
  ({ request }) => {
    refuseMalformed(request.headers);
    throw new ProblemError('not-found', '没有这个接口地址，请对照 /api/v1/openapi.json 核对。');
  },
);
