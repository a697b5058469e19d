import { governing } from '#features/casework/queries.ts';
import { divisionName, divisionsWithin, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { RegimesPage } from '#ui/portal-pages/province/regimes-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';

/** The cities of the province by the regime that governs them; null: none does. */
function citiesByRegime(province: string): Map<string | null, string[]> {
  const code = parseDivisionCode(province.padEnd(6, '0'));
  const found = new Map<string | null, string[]>();
  for (const city of code.ok ? divisionsWithin(code.value) : []) {
    const regime = governing(city, province)?.regime.id ?? null;
    found.set(regime, [...(found.get(regime) ?? []), divisionName(city) ?? city]);
  }
  return found;
}

export const { GET, POST } = portalRoute('/province/regimes', async ({ site }) => {
  const cities = citiesByRegime(site.province);
  const all = [...cities.values()].flat().length;
  return {
    title: '适用制度',
    page: (
      <RegimesPage
        regimes={[...REGIMES.values()].map((regime) => {
          const places = cities.get(regime.id) ?? [];
          return {
            id: regime.id,
            name: regime.name,
            document: regime.document,
            effectiveFrom: regime.effectiveFrom,
            places: places.length === all && all > 0 ? [`${placeName(site.province)}全境`] : places,
            stages: new Set(regime.tracks.flatMap(({ stages }) => Object.keys(stages))).size,
            readings: Object.keys(regime.readings).length,
          };
        })}
        ungoverned={cities.get(null) ?? []}
      />
    ),
  };
});
