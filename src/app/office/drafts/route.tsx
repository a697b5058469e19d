import { draftsOf } from '#features/drafts/queries.ts';
import { DraftListPage } from '#ui/portal-pages/office/draft-list-page.tsx';
import { officeOfPerson } from '../../_portal/office.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const MOST_SHOWN = 200;

export const { GET, POST } = portalRoute('/office/drafts', async ({ pool, person, url }) => {
  const status = url.searchParams.get('status') ?? '';
  const rows = await draftsOf(pool, officeOfPerson(person), { status: status || undefined, limit: MOST_SHOWN });
  return {
    title: '文稿',
    place: '/office/drafts',
    page: <DraftListPage rows={rows} status={status} most={MOST_SHOWN} />,
  };
});
