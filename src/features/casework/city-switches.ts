import { regimesWith } from '#law/regimes/citing.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';

/** Provinces in which a city has to switch the function on before it is the one who acts (SX23-4.1). */
export const SWITCHED_PROVINCES: readonly string[] = regimesWith('city-switch').map(({ region }) => region.slice(0, 2));

/** Whether the city that a division lies in handles its own cases on a day; where no switch is laid down, always. */
export async function cityIsOn(database: Pool | Transaction, division: string, day: string): Promise<boolean> {
  if (!SWITCHED_PROVINCES.includes(division.slice(0, 2))) return true;
  const found = await database.query<{ is_on: boolean }>(
    `select is_on from city_switch where division_code = $1 and from_day <= $2 order by from_day desc, id desc limit 1`,
    [division.slice(0, 4).padEnd(6, '0'), day],
  );
  return found.rows[0]?.is_on ?? false;
}

/** Cities (four digits) that have switched on by a day, for set queries. */
export async function citiesOn(database: Pool | Transaction, day: string): Promise<string[]> {
  const found = await database.query<{ city: string }>(
    `select left(division_code, 4) as city from (
       select distinct on (division_code) division_code, is_on from city_switch where from_day <= $1
       order by division_code, from_day desc, id desc) newest
     where is_on order by 1`,
    [day],
  );
  return found.rows.map(({ city }) => city);
}

/** Open cases in which the bureau of a city owes something, by city (four digits); whose list they stand on, the switch says. */
export async function casesOwedByCities(pool: Pool, scope: string): Promise<ReadonlyMap<string, number>> {
  const result = await pool.query<{ city: string; cases: number }>(
    `select left(division_code, 4) as city, count(distinct case_id) as cases from case_duty
     where handler = 'city' and starts_with(division_code, $1) group by 1`,
    [scope],
  );
  return new Map(result.rows.map(({ city, cases }) => [city, cases]));
}
