import { homeOf, portalRoute } from '../_portal/portal-route.tsx';

/** Where a sign-in leads: on to the first page of the portal of one's role. */
export const { GET, POST } = portalRoute('/work', async ({ person }) => ({ to: homeOf(person) }));
