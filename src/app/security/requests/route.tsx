import { accountRequests, wordsOf } from '#features/accounts/queries.ts';
import { RequestListPage } from '#ui/portal-pages/security/request-pages.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute('/security/requests', async ({ accounts, now }) => {
  const { waiting, decided } = await accountRequests(accounts, now);
  const line = (request: (typeof waiting)[number]) => ({ ...request, what: wordsOf(request.wanted) });
  return { title: '待确认', page: <RequestListPage waiting={waiting.map(line)} decided={decided.map(line)} /> };
});
