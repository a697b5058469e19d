import { refuseMalformed } from '#platform/http/malformed-address.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { publicRoute } from '../_site/public-route.ts';

/** Every address that nothing else answers. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '(unknown)', as: 'page' },
  ({ request }) => {
    refuseMalformed(request.headers);
    throw new ProblemError('not-found', '没有这个网页，可能是地址有误，或者网页已经移动。');
  },
);
