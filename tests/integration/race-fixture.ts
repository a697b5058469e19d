import type { Pool } from '#platform/database/connections.ts';

/** An enterprise of the register for roles that are held for one. */
export async function firstEnterprise(pool: Pool): Promise<number> {
  const made = await pool.query<{ id: number }>(
    `insert into enterprise (uscc, name, former_names, kinds, division_code, legal_representative, feed, recorded_at)
     values ('91450100MA5YANSHI2', '演示赛跑建设有限公司', '{}', '{construction}', '450102', '演示法定代表人', 'demo', now()) returning id`,
  );
  const id = made.rows[0]?.id;
  if (id === undefined) throw new Error('no enterprise');
  return id;
}
