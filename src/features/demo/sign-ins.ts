import {
  type DemonstrationSignIn,
  demonstrationSignIns,
  makeDemonstrationAccounts,
} from '#features/accounts/commands.ts';
import { demonstrationOffices, recordDemonstrationRemedies, recordOffices } from '#features/service/commands.ts';
import { switchOnCity } from '#features/supervision/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';

/** The enterprise that the demonstration signs in for: one with an open case, in the city with the most of them. */
async function enterpriseWithCase(pool: Pool): Promise<{ id: number; divisionCode: string } | undefined> {
  const result = await pool.query<{ id: number; divisionCode: string }>(
    `select e.id, e.division_code as "divisionCode" from cases c join enterprise e on e.id = c.enterprise_id
     where c.closed_on is null and e.status = 'active'
     order by count(*) over (partition by left(e.division_code, 4)) desc, left(e.division_code, 4), c.opened_on desc, e.id limit 1`,
  );
  return result.rows[0];
}

/**
 * Offices and one account for every role, where they are missing. Only for demonstrations and tests: everybody can read the
 * password in the repository.
 */
export async function prepareDemonstrationSignIns(
  pool: Pool,
  options: { readonly province: string; readonly now: Date },
): Promise<readonly DemonstrationSignIn[]> {
  const { province, now } = options;
  const recorded = await pool.query("select 1 from setting where name = 'service.offices'");
  const offices = demonstrationOffices(`${province}0000`);
  if (recorded.rowCount === 0) await recordOffices(pool, offices, { name: '演示数据', at: now });
  await recordDemonstrationRemedies(pool, offices, now);
  const enterprise = await enterpriseWithCase(pool);
  if (enterprise === undefined) return [];
  const signIns = demonstrationSignIns({
    province,
    city: enterprise.divisionCode.slice(0, 4),
    district: enterprise.divisionCode,
    enterpriseId: enterprise.id,
  });
  await makeDemonstrationAccounts(pool, signIns, now);
  // SX23-4.1: the city of the demonstration works itself; where no switch is laid down the command refuses, and nothing is needed.
  const city = enterprise.divisionCode.slice(0, 4);
  await switchOnCity(pool, { city, fromDay: legalDayOf(now), by: '演示数据', at: now });
  return signIns;
}
