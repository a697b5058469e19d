export { prepareDemonstrationSignIns } from './sign-ins.ts';

import { runMonth } from '#features/verification/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { writeProvince } from './load.ts';
import { buildProvince } from './province.ts';
import { demoMonths } from './timeline.ts';

/**
 * Fills an empty registry with the synthetic demo province and runs the checks of the months it looks back on, so that
 * past days can be asked for. A registry with anything in it is left alone.
 * @returns a sentence for the user, or undefined when there was nothing to do
 */
export async function loadDemoProvince(
  url: string,
  pool: Pool,
  options: { readonly now: Date; readonly province: string },
): Promise<string | undefined> {
  const today = legalDayOf(options.now);
  const months = demoMonths(today);
  const province = buildProvince(months, today, options.province);
  const written = await inTransaction(pool, async (transaction) => {
    await transaction.query('lock table enterprise in exclusive mode');
    const some = await transaction.query('select 1 from enterprise limit 1');
    if (some.rowCount !== 0) return false;
    await writeProvince(transaction, province, months[0]?.runInstant ?? options.now);
    await transaction.query(
      "insert into setting (name, value, recorded_at, recorded_by) values ('demo.loaded', 'true', $1, '演示数据')",
      [options.now],
    );
    return true;
  });
  if (!written) {
    await runPastMonths(url, pool, months, options.province);
    return undefined;
  }
  for (const table of ['enterprise', 'qualification', 'practitioner', 'registration'])
    await pool.query(`analyze ${table}`);
  const runs = await runPastMonths(url, pool, months, options.province);
  return `演示数据：${province.enterprises.length} 家企业、${province.registrations.length} 条注册记录（全部为虚构），已核查此前 ${runs} 个月`;
}

/** The checks of the months before the present one, as they would have run then; those that have run are left alone. */
async function runPastMonths(
  url: string,
  pool: Pool,
  months: ReturnType<typeof demoMonths>,
  province: string,
): Promise<number> {
  const demo = await pool.query("select 1 from setting where name = 'demo.loaded'");
  if (demo.rowCount === 0) return 0;
  const past = months.slice(0, -1);
  for (const { month, runDay, runInstant } of past) {
    const later = await pool.query(
      "select 1 from verification_run where kind = 'month' and status = 'settled' and instant > $1 limit 1",
      [runInstant],
    );
    if (later.rowCount !== 0) continue;
    await runMonth(url, pool, { month, scope: '', asOf: runDay, instant: runInstant }, { province });
  }
  return past.length;
}
