import { casesOwedByCities, citiesOn, SWITCHED_PROVINCES } from '#features/casework/queries.ts';
import { divisionName, divisionsWithin, parseDivisionCode } from '#law/identifiers/division-code.ts';
import type { Pool } from '#platform/database/connections.ts';

/** A city and whether it works here itself. */
export interface CitySwitch {
  /** four digits */
  readonly city: string;
  readonly name: string;
  readonly isOn: boolean;
  /** open cases in which the city's bureau owes something: whose list they stand on follows from the switch */
  readonly duties: number;
  readonly changes: readonly {
    readonly isOn: boolean;
    readonly fromDay: string;
    readonly recordedAt: string;
    readonly by: string;
  }[];
}

/** SX23-4.1: the cities of a scope with every change; none where the province has no such rule. */
export async function citySwitches(
  pool: Pool,
  request: { readonly scope: string; readonly today: string },
): Promise<CitySwitch[]> {
  const { scope, today } = request;
  const province = parseDivisionCode(scope.slice(0, 2).padEnd(6, '0'));
  if (!province.ok || !SWITCHED_PROVINCES.includes(scope.slice(0, 2))) return [];
  const [on, duties, changes] = await Promise.all([
    citiesOn(pool, today),
    casesOwedByCities(pool, scope.slice(0, 4)),
    pool.query<{ city: string; isOn: boolean; fromDay: string; recordedAt: string; by: string }>(
      `select left(division_code, 4) as city, is_on as "isOn", from_day as "fromDay", recorded_at::text as "recordedAt", recorded_by as by
       from city_switch where starts_with(division_code, $1) order by from_day desc, id desc`,
      [scope.slice(0, 4)],
    ),
  ]);
  return divisionsWithin(province.value)
    .map((code) => ({ city: code.slice(0, 4), name: divisionName(code) ?? code }))
    .filter(({ city }) => city.startsWith(scope.slice(0, 4)))
    .map((each) => ({
      ...each,
      isOn: on.includes(each.city),
      duties: duties.get(each.city) ?? 0,
      changes: changes.rows.filter(({ city }) => city === each.city),
    }));
}
