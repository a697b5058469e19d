import { claimsOfOffice } from '#features/accounts/queries.ts';
import { ClaimListPage } from '#ui/portal-pages/province/claims-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute('/province/claims', async ({ accounts }) => ({
  title: '企业认领',
  page: <ClaimListPage claims={await claimsOfOffice(accounts)} />,
}));
