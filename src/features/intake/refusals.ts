import type { Transaction } from '#platform/database/connections.ts';
import { VALUES_IN_REASON } from './faulty-cell.ts';
import { type Refusal, refusalSchema } from './schema.ts';

const MOST_REASONS = 50;
const MOST_LINES = 5;

/**
 * Why rows of a staged import were refused: the same reason with other values is one (同一原因 312 行), the most frequent first. A row
 * with two faults is counted under both.
 */
export async function refusalsOf(client: Transaction, table: string): Promise<readonly Refusal[]> {
  const result = await client.query<{ refusal: unknown }>(
    `with fault as (
       select r.line, r.sheet, c.cell, c.cell ->> 'field' as field, c.cell ->> 'reason' as reason,
         regexp_replace(c.cell ->> 'reason', $1, '…', 'g') as same
       from ${table} r, lateral jsonb_array_elements(coalesce(r.cells, '[]')::jsonb) as c(cell)
     ), grouped as (
       select field, same, count(*) as rows, (array_agg(line order by sheet, line))[1:${MOST_LINES}] as lines,
         (array_agg(cell order by sheet, line))[1] as sample, min(line) as first,
         case when count(distinct coalesce(cell ->> 'read', '')) = 1 and min(cell ->> 'read') is distinct from null
             and min(cell ->> 'read') not like '%*%' then min(cell ->> 'read')
           when count(cell ->> 'read') = 0 and count(cell ->> 'heading') = count(*) then '' end as read
       from fault group by field, same
     )
     select jsonb_build_object('field', field, 'reason', sample ->> 'reason', 'rows', rows, 'lines', lines, 'read', read,
       'sample', sample) as refusal
     from grouped order by rows desc, first limit ${MOST_REASONS}`,
    [VALUES_IN_REASON],
  );
  return result.rows.map(({ refusal }) => refusalSchema.parse(refusal));
}
