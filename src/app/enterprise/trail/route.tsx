import { trailOf } from '#features/trail/queries.ts';
import { TrailPage } from '#ui/portal-pages/enterprise/trail-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

const ROWS = 50;

export const { GET, POST } = portalRoute('/enterprise/trail', async (visit) => {
  const enterprise = await ownEnterprise(visit);
  const before = Number(visit.url.searchParams.get('before') ?? '');
  const page = await trailOf(visit.pool, {
    enterpriseId: enterprise.id,
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
    limit: ROWS,
  });
  return { title: '操作记录', page: <TrailPage page={page} first={before > 0 ? '/enterprise/trail' : undefined} /> };
});
