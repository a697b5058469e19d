import type { SignedIn } from '#features/accounts/queries.ts';
import { draftsOf, draftsWaitingFor, statusBefore } from '#features/drafts/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { DraftListPage } from '#ui/portal-pages/office/draft-list-page.tsx';
import { linkOfRole } from '../../_portal/link-roles.ts';
import { officeOfPerson } from '../../_portal/office.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const MOST_SHOWN = 200;

/** What waits for this person's link, and where it is listed. */
async function waitingForMe(pool: Pool, person: SignedIn): Promise<{ count: number; status: string } | null> {
  const link = linkOfRole(person.held.role);
  if (link === undefined) return null;
  const count = await draftsWaitingFor(pool, officeOfPerson(person), link, person.accountId);
  return { count, status: statusBefore(link) };
}

export const { GET, POST } = portalRoute('/office/drafts', async ({ pool, person, url }) => {
  const status = url.searchParams.get('status') ?? '';
  const rows = await draftsOf(pool, officeOfPerson(person), { status: status || undefined, limit: MOST_SHOWN });
  return {
    title: '文稿',
    place: '/office/drafts',
    page: <DraftListPage rows={rows} status={status} most={MOST_SHOWN} mine={await waitingForMe(pool, person)} />,
  };
});
