import { workList } from '#features/casework/queries.ts';
import { isForOneCase } from '#features/drafts/queries.ts';
import { dutyName } from '#law/regimes/duties.ts';
import type { BatchAct } from '#ui/portal/selection-bar.tsx';
import { WorkListPage } from '#ui/portal-pages/office/work-list-page.tsx';
import { stageName } from '../_portal/case-words.ts';
import { draftForDuty, MOST_IN_DRAFT } from '../_portal/duty-acts.ts';
import { officeOfPerson, placesWithin } from '../_portal/office.ts';
import { portalRoute } from '../_portal/portal-route.tsx';
import { placeName } from '../_portal/portals.ts';

const PAGE_SIZE = 50;

/** What may be done with the ticked rows: a draft for all of them, where the duty is fulfilled by a document. */
function actsFor(what: string, role: string): BatchAct[] {
  const draft = draftForDuty(what);
  if (draft === undefined || isForOneCase(draft.act)) return [];
  return [
    {
      act: 'begin',
      label: `拟制${draft.title}`,
      primary: true,
      ...(role === 'handler' ? {} : { refused: '由经办人拟制' }),
    },
  ];
}

export const { GET, POST } = portalRoute('/office', async ({ pool, person, url, today, csrf }) => {
  const office = officeOfPerson(person);
  const text = (name: string) => (url.searchParams.get(name) ?? '').trim();
  const filter = { what: text('what'), division: text('division'), q: text('q'), overdue: text('overdue') === '1' };
  const cursor = text('cursor');
  const page = await workList(
    pool,
    {
      handlers: [office.level],
      what: filter.what || undefined,
      division: filter.division || undefined,
      text: filter.q || undefined,
      overdueOnly: filter.overdue,
    },
    { today, limit: PAGE_SIZE, cursor: cursor || undefined },
  );
  // Where there is one kind of duty alone, it is chosen: its rows can be ticked at once.
  const [only, ...others] = page.counts;
  const what = filter.what === '' && others.length === 0 ? (only?.what ?? '') : filter.what;
  const following = new URL(url);
  if (page.next !== null) following.searchParams.set('cursor', page.next);
  return {
    title: '待办',
    place: '/office',
    page: (
      <WorkListPage
        csrf={csrf}
        today={today}
        rows={page.items.map((item) => ({
          ...item,
          duty: dutyName(item.what),
          stage: stageName(item.regime, item.stage),
          place: placeName(item.divisionCode),
          forCity: item.forCity === null ? null : placeName(item.forCity),
        }))}
        total={page.total}
        duties={page.counts.map((each) => ({ ...each, name: dutyName(each.what) }))}
        filter={{ ...filter, what }}
        places={placesWithin(office.division)}
        next={page.next === null ? undefined : `${following.pathname}${following.search}`}
        onFirst={cursor === ''}
        acts={actsFor(what, person.held.role)}
        most={MOST_IN_DRAFT}
      />
    ),
  };
});
