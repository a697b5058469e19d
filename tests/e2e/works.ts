import type { Pool } from '#platform/database/connections.ts';

export const WORKS = { own: '演示在建工程甲', foreign: '演示在建工程乙' } as const;

/**
 * Works under construction of two marked enterprises in the district of the demonstration: one registered in its city, one elsewhere in
 * the province. The demo province itself holds none.
 */
export async function addWorks(pool: Pool): Promise<void> {
  for (const [own, name] of [
    [true, WORKS.own],
    [false, WORKS.foreign],
  ] as const) {
    await pool.query(
      `insert into project (number, name, division_code, builder_uscc, permit_number, content, feed, recorded_at)
       select 'demo-work-' || e.uscc, $2, d.division, e.uscc, '演示许可' || right(e.uscc, 4), '{}', 'demo', now()
       from (select division from account_role where level = 'district' limit 1) d
       join cases c on c.closed_on is null and 'priority-supervision' = any(c.restrictions)
         and starts_with(c.division_code, left(d.division, 2)) and starts_with(c.division_code, left(d.division, 4)) = $1
       join enterprise e on e.id = c.enterprise_id order by e.uscc limit 1`,
      [own, name],
    );
  }
}
