import type { Transaction } from '#platform/database/connections.ts';
import type { StagingTables } from '../staging.ts';
import {
  type ApplyContext,
  countPlan,
  type EntityApply,
  findHolders,
  type PlannedCounts,
  refuseContradictions,
  refuseRows,
  refuseUnknownHolders,
  requestRechecks,
} from './plan.ts';

async function review(client: Transaction, tables: StagingTables): Promise<void> {
  const { rows } = tables;
  await client.query(`create index on ${rows} (key)`);
  await client.query(`analyze ${rows}`);
  await refuseContradictions(client, tables, '资质名称', '资质');
  await findHolders(client, tables);
  await refuseUnknownHolders(client, tables);
  await refuseRows(
    client,
    tables,
    `with owners as (
       select distinct on (s.certificate_number) s.certificate_number, s.line, f.enterprise_id
       from ${rows} s join pg_temp.holder_found f using (holder) where s.certificate_number is not null
       order by s.certificate_number, s.line
     )
     select s.ctid as place, '证书编号' as field,
       format('与第 %s 行的证书编号相同，持证企业却不同。请核对两行的证书编号和企业。', o.line) as reason
     from ${rows} s join pg_temp.holder_found f using (holder) join owners o using (certificate_number)
     where o.enterprise_id <> f.enterprise_id`,
  );
  await refuseRows(
    client,
    tables,
    `select s.ctid as place, '证书编号' as field,
       format('证书编号 %s 已登记在“%s”名下。请核对证书编号和企业。', s.certificate_number, e.name) as reason
     from ${rows} s join pg_temp.holder_found f using (holder)
       join certificate c on c.number = s.certificate_number join enterprise e on e.id = c.enterprise_id
     where c.enterprise_id <> f.enterprise_id`,
  );
}

async function settleCertificates({ transaction, tables, feed, instant }: ApplyContext): Promise<void> {
  await transaction.query('drop table if exists pg_temp.carried');
  await transaction.query(
    `create temp table carried on commit drop as
     select s.certificate_number as number, min(f.enterprise_id) as enterprise_id, min(f.division_code) as division_code,
       min(s.authority) as authority, min(s.authority_level) as authority_level, max(s.issued_on) as issued_on,
       max(s.valid_until) as valid_until
     from ${tables.rows} s join pg_temp.holder_found f using (holder)
     where s.certificate_number is not null group by s.certificate_number`,
  );
  await transaction.query(
    `insert into certificate (enterprise_id, division_code, number, authority, authority_level, issued_on, valid_until, feed,
       recorded_at)
     select enterprise_id, division_code, number, authority, authority_level, issued_on,
       nullif(valid_until, 'infinity'), $1, $2 from pg_temp.carried n
     where not exists (select 1 from certificate c where c.number = n.number)
       and exists (select 1 from ${tables.rows} s where s.certificate_number = n.number and s.part = 'whole' and s.status <> 'ended')
     order by number`,
    [feed, instant],
  );
  await transaction.query(
    `update certificate c set authority = coalesce(n.authority, c.authority), authority_level = n.authority_level,
       issued_on = coalesce(n.issued_on, c.issued_on),
       valid_until = case when n.valid_until = 'infinity' then null else coalesce(n.valid_until, c.valid_until) end,
       recorded_at = $1
     from pg_temp.carried n where c.number = n.number and
       row(c.authority, c.authority_level, c.issued_on, c.valid_until) is distinct from
       row(coalesce(n.authority, c.authority), n.authority_level, coalesce(n.issued_on, c.issued_on),
         case when n.valid_until = 'infinity' then null else coalesce(n.valid_until, c.valid_until) end)`,
    [instant],
  );
}

async function compare({ transaction, tables: { rows } }: ApplyContext): Promise<void> {
  await transaction.query(
    `create temp table planned on commit drop as
     with once as (
       -- One enterprise may be named by two of its codes: it holds each qualification once.
       select distinct on (f.enterprise_id, s.qualification) s.*, f.enterprise_id, f.division_code
       from ${rows} s join pg_temp.holder_found f using (holder) where s.part = 'whole'
       order by f.enterprise_id, s.qualification, s.line
     ), joined as (
       select s.enterprise_id, s.division_code, s.qualification, s.status as said, s.national_code, s.standard_row, s.name,
         s.series, s.category, s.level, q.id as current_id, q.status as old_status, q.ended_on as old_ended_on,
         coalesce(c.id, q.certificate_id) as certificate_id,
         coalesce(s.approved_on, n.issued_on, q.approved_on) as approved_on,
         case when coalesce(s.valid_until, n.valid_until) = 'infinity' then null
           else coalesce(s.valid_until, n.valid_until, q.valid_until) end as valid_until,
         s.ended_on as said_ended_on,
         row(q.certificate_id, q.national_code, q.standard_row, q.name, q.series, q.category, q.level, q.approved_on,
           q.valid_until, q.status) as before
       from once s left join qualification q on q.enterprise_id = s.enterprise_id and q.key = s.qualification
         left join certificate c on c.number = s.certificate_number
         left join pg_temp.carried n on n.number = s.certificate_number
     ), settled as (
       select *,
         -- A standard row that an official has mapped stays; a revocation stands until a later approval (撤回).
         coalesce(standard_row, (select x.standard_row from qualification x where x.id = current_id)) as row_kept,
         old_status = 'revoked' and not coalesce(approved_on > old_ended_on, false) as stays_revoked
       from joined
     )
     select enterprise_id, division_code, qualification, said, national_code, row_kept as standard_row, name, series,
       category, level, current_id, certificate_id, approved_on, valid_until, said_ended_on, case
       when said = 'ended' then
         case when current_id is null or old_status <> 'in-force' then 'unchanged' else 'ended' end
       when current_id is null then 'added'
       when stays_revoked then 'unchanged'
       when before is distinct from row(certificate_id, national_code, row_kept, name, series, category, level, approved_on,
         valid_until, 'in-force'::text) then 'changed'
       else 'unchanged' end as action
     from settled`,
  );
}

async function plan(context: ApplyContext): Promise<PlannedCounts> {
  const { transaction, tables, feed } = context;
  await transaction.query('drop table if exists pg_temp.planned, pg_temp.absent');
  await settleCertificates(context);
  await compare(context);
  await transaction.query(
    `create temp table absent on commit drop as
     select q.id as current_id, q.enterprise_id from qualification q join enterprise e on e.id = q.enterprise_id
     where $2 and q.feed = $1 and q.status = 'in-force'
       and not exists (select 1 from pg_temp.planned p where p.current_id = q.id)
       and not exists (select 1 from ${tables.refused} x where x.key in (
         e.uscc || '|' || q.key, substr(e.uscc, 9, 9) || '|' || q.key, 'name:' || e.name || '|' || q.key))`,
    [feed, context.full],
  );
  return countPlan(context, "qualification where status = 'in-force'");
}

async function act(context: ApplyContext): Promise<void> {
  const { transaction, feed, instant, today } = context;
  await transaction.query(
    `insert into qualification (enterprise_id, certificate_id, division_code, key, national_code, standard_row, name, series,
       category, level, approved_on, valid_until, status, feed, recorded_at)
     select enterprise_id, certificate_id, division_code, qualification, national_code, standard_row, name, series, category,
       level, approved_on, valid_until, 'in-force', $1, $2
     from pg_temp.planned where action = 'added' order by enterprise_id, qualification`,
    [feed, instant],
  );
  await transaction.query(
    `update qualification q set certificate_id = p.certificate_id, national_code = p.national_code,
       standard_row = p.standard_row, name = p.name, series = p.series, category = p.category, level = p.level,
       approved_on = p.approved_on, valid_until = p.valid_until, status = 'in-force', ended_on = null, recorded_at = $1
     from pg_temp.planned p where q.id = p.current_id and p.action = 'changed'`,
    [instant],
  );
  await transaction.query(
    `update qualification q set status = 'ended', ended_on = coalesce(e.ended_on, $2::date), recorded_at = $1
     from (select current_id, nullif(said_ended_on, 'infinity') as ended_on from pg_temp.planned where action = 'ended'
           union all select current_id, null from pg_temp.absent) e
     where q.id = e.current_id`,
    [instant, today],
  );
  await transaction.query(
    `update certificate c set status = w.status, recorded_at = $1
     from (select x.id, case when bool_or(q.status = 'in-force') then 'valid' else 'ended' end as status
           from certificate x join qualification q on q.certificate_id = x.id
           where x.enterprise_id in (select enterprise_id from pg_temp.planned where action <> 'unchanged'
             union select enterprise_id from pg_temp.absent)
           group by x.id) w
     where c.id = w.id and c.status <> w.status`,
    [instant],
  );
  // An enterprise is of the kind of what it holds, where its own feed does not say so.
  await transaction.query(
    `update enterprise e set kinds = (select array_agg(distinct k order by k) from unnest(coalesce(e.kinds, '{}') || h.kinds) k),
       recorded_at = $1
     from (select enterprise_id, array_agg(distinct case series when '工程监理' then 'supervision' else 'construction' end) as kinds
           from pg_temp.planned where standard_row is not null and said <> 'ended' group by enterprise_id) h
     where e.id = h.enterprise_id and not coalesce(e.kinds, '{}') @> h.kinds`,
    [instant],
  );
  await requestRechecks(
    context,
    `select enterprise_id from pg_temp.planned where action <> 'unchanged'
     union all select enterprise_id from pg_temp.absent`,
    '资质变动',
  );
}

export const qualificationApply: EntityApply = { review, plan, act };
