import { regimesInForce } from '#features/casework/queries.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { RegimePage } from '#ui/portal-pages/province/regime-page.tsx';
import { portalRoute } from '../../../_portal/portal-route.tsx';
import { regimeWords } from '../../../_portal/regime-words.ts';

export const { GET, POST } = portalRoute<{ readonly regimeId: string }>(
  '/province/regimes/[regimeId]',
  async ({ pool, params }) => {
    const regime = REGIMES.get(params.regimeId);
    if (regime === undefined) throw new ProblemError('not-found', '没有这项制度，请从列表进入。');
    return {
      title: regime.name,
      place: '/province/regimes',
      page: <RegimePage {...regimeWords((await regimesInForce(pool))(regime.id))} />,
    };
  },
);
