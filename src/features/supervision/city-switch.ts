import { z } from 'zod';
import { cityIsOn, SWITCHED_PROVINCES } from '#features/casework/queries.ts';
import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

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
  if (!SWITCHED_PROVINCES.includes(city.slice(0, 2))) {
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
