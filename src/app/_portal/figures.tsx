import {
  ELSEWHERE,
  figuresByMonth,
  figuresByPlace,
  figuresByStage,
  handlingTimes,
  type Jurisdiction,
} from '#features/figures/queries.ts';
import { regimeName, stageName } from '#features/service/queries.ts';
import { addMonths, parseLegalDate } from '#law/periods/legal-date.ts';
import { FiguresPage } from '#ui/portal-pages/province/figures-page.tsx';
import type { PortalAddress } from './access.ts';
import { officeOfPerson } from './office.ts';
import type { PortalAnswer, PortalVisit } from './portal-route.tsx';
import { placeName } from './portals.ts';

const MONTHS_BACK = 12;

function monthsBefore(today: string): string {
  const day = parseLegalDate(today);
  return day.ok ? addMonths(day.value, -MONTHS_BACK) : today;
}

/** The figures of whoever's jurisdiction it is: a province by its cities, a city by its districts. */
export async function figuresOf(visit: PortalVisit<unknown>, place: PortalAddress): Promise<PortalAnswer> {
  const { pool, person, today } = visit;
  const { division } = officeOfPerson(person);
  const jurisdiction: Jurisdiction = { division, cut: division.length === 2 ? 4 : 6 };
  const nameOf = (code: string) => (code === ELSEWHERE ? '外地企业' : placeName(code));
  const since = monthsBefore(today);
  const [places, stages, months, times] = await Promise.all([
    figuresByPlace(pool, jurisdiction, today),
    figuresByStage(pool),
    figuresByMonth(pool, today),
    handlingTimes(pool, jurisdiction, since),
  ]);
  const one = new Set(stages.map(({ regime }) => regime)).size < 2;
  return {
    title: '统计',
    place,
    page: (
      <FiguresPage
        jurisdiction={placeName(division)}
        of={jurisdiction.cut === 4 ? '市' : '区县'}
        today={today}
        since={since}
        places={places.map((each) => ({
          ...each,
          name: nameOf(each.place),
          address: each.place === ELSEWHERE ? '/office/cases?open=1' : `/office/cases?division=${each.place}&open=1`,
        }))}
        stages={stages.map(({ regime, stage, count }) => ({
          label: one ? stageName(regime, stage) : `${stageName(regime, stage)}（${regimeName(regime)}）`,
          count,
        }))}
        months={months}
        times={times.map((each) => ({ ...each, name: nameOf(each.place) }))}
      />
    ),
  };
}
