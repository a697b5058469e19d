import { claimsOfOffice } from '#features/accounts/queries.ts';
import { ClaimListPage } from '#ui/portal-pages/province/claims-page.tsx';
import { following, queryOf } from '../../_portal/asked.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute('/province/claims', async ({ accounts, url }) => {
  const after = queryOf(url)('after');
  const { claims, next } = await claimsOfOffice(accounts, after);
  return {
    title: '企业认领',
    page: <ClaimListPage claims={claims} next={following(url, 'after', next)} onFirst={after === ''} />,
  };
});
