import type { Transaction } from '#platform/database/connections.ts';
import type { StagingTables } from '../staging.ts';
import { type ApplyContext, countPlan, type EntityApply, type PlannedCounts, refuseContradictions } from './plan.ts';

async function review(client: Transaction, tables: StagingTables): Promise<void> {
  await client.query(`create index on ${tables.rows} (key)`);
  await client.query(`analyze ${tables.rows}`);
  await refuseContradictions(client, tables, '项目编号', '项目');
}

async function plan(context: ApplyContext): Promise<PlannedCounts> {
  const { transaction, tables, feed } = context;
  await transaction.query('drop table if exists pg_temp.planned, pg_temp.absent');
  await transaction.query(
    `create temp table planned on commit drop as
     with once as (select distinct on (key) * from ${tables.rows} order by key, line),
     joined as (
       select s.key as number, s.status, p.id as current_id, s.name,
         coalesce(s.division_code, p.division_code) as division_code,
         coalesce(s.builder_uscc, p.builder_uscc) as builder_uscc,
         coalesce(s.supervisor_uscc, p.supervisor_uscc) as supervisor_uscc,
         coalesce(s.owner_name, p.owner_name) as owner_name,
         coalesce(s.permit_number, p.permit_number) as permit_number,
         coalesce(s.data_level, p.data_level) as data_level, coalesce(s.data_source, p.data_source) as data_source,
         coalesce(s.started_on, p.started_on) as started_on, coalesce(s.finished_on, p.finished_on) as finished_on,
         coalesce(p.content, '{}') || s.fields as content,
         row(p.name, p.division_code, p.builder_uscc, p.supervisor_uscc, p.owner_name, p.permit_number, p.data_level,
           p.data_source, p.started_on, p.finished_on, p.content) as before
       from once s left join project p on p.number = s.key
     )
     select number, status, current_id, name, division_code, builder_uscc, supervisor_uscc, owner_name, permit_number,
       data_level, data_source, started_on, finished_on, content, case
       when status = 'ended' then case when current_id is null then 'unchanged' else 'ended' end
       when current_id is null then 'added'
       when before is distinct from row(name, division_code, builder_uscc, supervisor_uscc, owner_name, permit_number,
         data_level, data_source, started_on, finished_on, content) then 'changed'
       else 'unchanged' end as action
     from joined`,
  );
  await transaction.query(
    `create temp table absent on commit drop as
     select p.id as current_id from project p where $2 and p.feed = $1
       and not exists (select 1 from pg_temp.planned x where x.current_id = p.id)
       and not exists (select 1 from ${tables.refused} q where q.key = p.number)`,
    [feed, context.full],
  );
  return countPlan(context, 'project');
}

const FIELDS = `name, division_code, builder_uscc, supervisor_uscc, owner_name, permit_number, data_level, data_source,
  started_on, finished_on, content`;

async function act(context: ApplyContext): Promise<void> {
  const { transaction, feed, instant } = context;
  await transaction.query(
    `insert into project (number, ${FIELDS}, feed, recorded_at)
     select number, ${FIELDS}, $1, $2 from pg_temp.planned where action = 'added' order by number`,
    [feed, instant],
  );
  await transaction.query(
    `update project p set (${FIELDS}) = (select ${FIELDS.replaceAll(/\b(\w+)\b/g, 'x.$1')}), recorded_at = $1
     from pg_temp.planned x where p.id = x.current_id and x.action = 'changed'`,
    [instant],
  );
  await transaction.query(
    `delete from project p using (
       select current_id from pg_temp.planned where action = 'ended' union all select current_id from pg_temp.absent
     ) e where p.id = e.current_id`,
  );
}

export const projectApply: EntityApply = { review, plan, act };
