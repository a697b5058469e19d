import { caseList } from '#features/casework/queries.ts';
import { CaseListPage } from '#ui/portal-pages/office/case-list-page.tsx';
import { regimeName, stageName, stageOptions } from '../../_portal/case-words.ts';
import { officeOfPerson, placesWithin } from '../../_portal/office.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';

const PAGE_SIZE = 50;

export const { GET, POST } = portalRoute('/office/cases', async ({ pool, person, url }) => {
  const text = (name: string) => (url.searchParams.get(name) ?? '').trim();
  const filter = { q: text('q'), stage: text('stage'), division: text('division'), open: text('open') === '1' };
  const cursor = text('cursor');
  const { rows, next } = await caseList(
    pool,
    {
      text: filter.q || undefined,
      stage: filter.stage || undefined,
      division: filter.division || undefined,
      open: filter.open,
    },
    { limit: PAGE_SIZE, cursor: cursor || undefined },
  );
  const following = new URL(url);
  if (next !== null) following.searchParams.set('cursor', next);
  return {
    title: '案件',
    place: '/office/cases',
    page: (
      <CaseListPage
        rows={rows.map((row) => ({
          ...row,
          regime: regimeName(row.regime),
          stage: stageName(row.regime, row.stage),
          place: placeName(row.divisionCode),
        }))}
        filter={filter}
        places={placesWithin(officeOfPerson(person).division)}
        stages={stageOptions()}
        next={next === null ? undefined : `${following.pathname}${following.search}`}
        onFirst={cursor === ''}
      />
    ),
  };
});
