import type { Entity } from '../normalisers/headers.ts';
import type { ApplyContext } from './plan.ts';

/** The enterprise and the place of a staged row's key, per kind of data: what an office and the enterprise itself may see. */
const OF_KEY: Readonly<Record<Entity, string>> = {
  enterprises:
    'select d.*, e.id as enterprise_id, e.division_code from doubted d join enterprise e on e.uscc = d.key::char(18)',
  registrations:
    'select d.*, r.enterprise_id, r.division_code from doubted d join registration r on r.key = d.key and r.known_to is null',
  qualifications: `select d.*, f.enterprise_id, f.division_code from doubted d
     join pg_temp.holder_found f on f.holder = split_part(d.key, '|', 1)`,
  projects: `select d.*, e.id as enterprise_id, p.division_code from doubted d join project p on p.number = d.key
     left join enterprise e on e.uscc = p.builder_uscc`,
};

/**
 * Keeps the list of what is to be corrected: a fault of a secondary field that a row of this file has stands, one that its row no longer
 * has is settled. The row itself has come in.
 */
export async function settleDoubts(context: ApplyContext, entity: Entity, importId: number): Promise<void> {
  const { transaction, tables, instant } = context;
  const standing = await transaction.query(
    `select 1 from ${tables.rows} where doubts is not null union all
     select 1 from field_doubt where entity = $1 and settled_at is null limit 1`,
    [entity],
  );
  if (standing.rowCount === 0) return;
  await transaction.query(
    `create temp table doubt_new on commit drop as
     with doubted as (
       select distinct on (s.key, c.cell ->> 'field') s.key, c.cell ->> 'field' as field, c.cell
       from ${tables.rows} s, lateral jsonb_array_elements(s.doubts::jsonb) as c(cell)
       where s.doubts is not null and s.key is not null order by s.key, c.cell ->> 'field', s.line
     ) ${OF_KEY[entity]}`,
  );
  await transaction.query(
    `update field_doubt f set settled_at = $2
     where f.entity = $1 and f.settled_at is null and exists (select 1 from ${tables.rows} s where s.key = f.key)
       and not exists (select 1 from doubt_new n where n.key = f.key and n.field = f.field)`,
    [entity, instant],
  );
  await transaction.query(
    `insert into field_doubt (import_file_id, entity, key, enterprise_id, division_code, field, cell, raised_at)
     select $1, $2, key, enterprise_id, division_code, field, cell, $3 from doubt_new
     on conflict (entity, key, field) where settled_at is null do update
       set cell = excluded.cell, import_file_id = excluded.import_file_id, enterprise_id = excluded.enterprise_id,
         division_code = excluded.division_code
       where field_doubt.cell is distinct from excluded.cell`,
    [importId, entity, instant],
  );
}
