import { isProblemName, ProblemError } from '#platform/http/problem.ts';
import { ProblemKindPage } from '#ui/pages/problem-kind-page.tsx';
import { contextOf, page } from '../../_site/pages.tsx';
import { publicRoute } from '../../_site/public-route.ts';

/** What a problem's `type` leads to: its meaning and the remedy. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ name: string }>(
  { route: '/problems/{name}', as: 'page' },
  async ({ url, now, params }) => {
    if (!isProblemName(params.name)) throw new ProblemError('not-found', '没有这一类问题的说明。');
    return page(<ProblemKindPage context={await contextOf(url, now)} name={params.name} />);
  },
);
