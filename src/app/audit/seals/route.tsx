import { checkSeals } from '#features/audit-trail/queries.ts';
import { SealsPage } from '#ui/portal-pages/audit/seals-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute('/audit/seals', async ({ pool }) => ({
  title: '审计封存',
  page: <SealsPage {...(await checkSeals(pool))} />,
}));
