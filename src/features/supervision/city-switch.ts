import { z } from 'zod';
import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';

/** Provinces in which a city has to switch the function on before it is the one who acts (SX23-4.1). */
const PROVINCES: readonly string[] = ['14'];

const switchSchema = z.object({
  /** four digits: the city */
  city: z.string().regex(/^\d{4}$/, '请写明设区市（4 位行政区划代码）。'),
  isOn: z.boolean().default(true),
  fromDay: legalDate,
  by: z.string().trim().min(1, '请写明经办人姓名。'),
  at: z.date(),
});

export type SwitchResult =
  | { readonly outcome: 'switched'; readonly city: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/** SX23-4.1: a city bureau switches the function on for its accounts (or off again); every change stays on record. */
export async function switchOnCity(pool: Pool, input: z.input<typeof switchSchema>): Promise<SwitchResult> {
  const read = switchSchema.safeParse(input);
  if (!read.success) return { outcome: 'refused', reason: read.error.issues.map(({ message }) => message).join('；') };
  const { city, isOn, fromDay, by, at } = read.data;
  const division = parseDivisionCode(city.padEnd(6, '0'));
  if (!division.ok || divisionName(division.value) === undefined) {
    return { outcome: 'refused', reason: `没有代码为 ${city} 的设区市，请核对。` };
  }
  if (!PROVINCES.includes(city.slice(0, 2))) {
    return { outcome: 'refused', reason: '该省没有“由市级开通”的规定，各市无须开通。' };
  }
  return inTransaction(pool, async (transaction): Promise<SwitchResult> => {
    await transaction.query(`select pg_advisory_xact_lock(hashtext('city-switch:' || $1::text))`, [city]);
    if ((await cityIsOn(transaction, city, fromDay)) === isOn) {
      return { outcome: 'refused', reason: `该市在 ${fromDay} 已经${isOn ? '开通' : '停用'}，无须再办。` };
    }
    await transaction.query(
      `insert into city_switch (division_code, is_on, from_day, recorded_at, recorded_by) values ($1, $2, $3, $4, $5)`,
      [city.padEnd(6, '0'), isOn, fromDay, at, by],
    );
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'switch-city', $3, $4)`,
      [at, by, `city:${city}`, JSON.stringify({ isOn, fromDay })],
    );
    return { outcome: 'switched', city };
  });
}

/** Whether the city that a division lies in handles its own cases on a day; where no switch is laid down, always. */
export async function cityIsOn(database: Pool | Transaction, division: string, day: string): Promise<boolean> {
  if (!PROVINCES.includes(division.slice(0, 2))) return true;
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

export const SWITCHED_PROVINCES = PROVINCES;
