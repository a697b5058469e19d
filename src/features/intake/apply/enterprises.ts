import type { Transaction } from '#platform/database/connections.ts';
import type { StagingTables } from '../staging.ts';
import {
  type ApplyContext,
  countPlan,
  type EntityApply,
  type PlannedCounts,
  refuseContradictions,
  requestRechecks,
} from './plan.ts';

async function review(client: Transaction, tables: StagingTables): Promise<void> {
  await client.query(`create index on ${tables.rows} (key)`);
  await client.query(`analyze ${tables.rows}`);
  await refuseContradictions(client, tables, '统一社会信用代码', '企业');
}

/** A blank keeps what stands: feeds leave out what they do not carry. A changed name becomes a former one. */
async function plan(context: ApplyContext): Promise<PlannedCounts> {
  const { transaction, tables, feed } = context;
  await transaction.query('drop table if exists pg_temp.planned, pg_temp.absent');
  await transaction.query(
    `create temp table planned on commit drop as
     with once as (select distinct on (key) * from ${tables.rows} order by key, line),
     -- Rows that give one enterprise two numbers say nothing of whose it is.
     numbered as (select key, (array_agg(representative_hash))[1] as representative_hash from ${tables.rows}
       where representative_hash is not null group by key having count(distinct representative_hash) = 1),
     joined as (
       select s.key as uscc, s.status, e.id as current_id, s.name,
         coalesce((select array_agg(distinct n order by n) from unnest(
           coalesce(e.former_names, '{}') || s.former_names || case when e.name <> s.name then array[e.name] else '{}' end
         ) n where n <> s.name and n <> ''), '{}') as former_names,
         coalesce((select array_agg(distinct k order by k) from unnest(coalesce(e.kinds, '{}') || s.kinds) k), '{}') as kinds,
         coalesce(s.division_code, e.division_code) as division_code,
         coalesce(s.legal_representative, e.legal_representative) as legal_representative,
         coalesce(s.address, e.address) as address,
         coalesce(s.registered_capital, e.registered_capital) as registered_capital,
         coalesce(s.founded_on, e.founded_on) as founded_on,
         s.contact, s.phone, s.email, n.representative_hash, c.id as contact_id,
         -- Contacts that the enterprise itself gave are not the feed's to change (GX21-A2.1).
         (coalesce(s.contact, s.phone, s.email) is not null and (c.id is null or (c.source like 'feed:%' and
           row(coalesce(s.contact, c.person), coalesce(s.phone, c.phone), coalesce(s.email, c.email),
             coalesce(s.address, c.address)) is distinct from row(c.person, c.phone, c.email, c.address)))) as new_contact,
         row(e.name, coalesce((select array_agg(distinct n order by n) from unnest(e.former_names) n), '{}'),
           coalesce((select array_agg(distinct k order by k) from unnest(e.kinds) k), '{}'), e.division_code,
           e.legal_representative, e.address, e.registered_capital, e.founded_on, e.status) as before,
         e.division_code as old_division, e.status as old_status
       from once s left join enterprise e on e.uscc = s.key::char(18)
         left join enterprise_contact c on c.enterprise_id = e.id and c.known_to is null
         left join numbered n on n.key = s.key
     )
     select uscc, status, current_id, name, former_names, kinds, division_code, legal_representative, address,
       registered_capital, founded_on, contact, phone, email, representative_hash, contact_id, new_contact, old_division, case
       when status = 'ended' then case when current_id is null or old_status = 'ended' then 'unchanged' else 'ended' end
       when current_id is null then 'added'
       when before is distinct from row(name, former_names, kinds, division_code, legal_representative, address,
         registered_capital, founded_on, status) or new_contact then 'changed'
       else 'unchanged' end as action
     from joined`,
  );
  await transaction.query(
    `create temp table absent on commit drop as
     select e.id as current_id from enterprise e
     where $2 and e.feed = $1 and e.status <> 'ended'
       and not exists (select 1 from pg_temp.planned p where p.current_id = e.id)
       and not exists (select 1 from ${tables.refused} q where q.key = e.uscc)`,
    [feed, context.full],
  );
  return countPlan(context, "enterprise where status <> 'ended'");
}

async function act(context: ApplyContext): Promise<void> {
  const { transaction, feed, instant } = context;
  await transaction.query(
    `insert into enterprise (uscc, name, former_names, kinds, division_code, legal_representative, address,
       registered_capital, founded_on, status, feed, recorded_at, arrived_at)
     select uscc, name, former_names, kinds, division_code, legal_representative, address, registered_capital, founded_on,
       'active', $1, $2, $2 from pg_temp.planned where action = 'added' order by uscc`,
    [feed, instant],
  );
  await transaction.query(
    `update enterprise e set name = p.name, former_names = p.former_names, kinds = p.kinds,
       division_code = p.division_code, legal_representative = p.legal_representative, address = p.address,
       registered_capital = p.registered_capital, founded_on = p.founded_on, status = p.status, recorded_at = $1
     from pg_temp.planned p where e.id = p.current_id and p.action in ('changed', 'ended')`,
    [instant],
  );
  await transaction.query(
    `update enterprise e set status = 'ended', recorded_at = $1 from pg_temp.absent a where e.id = a.current_id`,
    [instant],
  );
  await keepRepresentatives(context);
  await moveDivisions(context);
  await replaceContacts(context);
}

/** The digest stands beside the name that came with it: a name that comes without a number later does not inherit it. */
async function keepRepresentatives({ transaction, feed, instant }: ApplyContext): Promise<void> {
  await transaction.query(
    `insert into enterprise_representative as r (enterprise_id, name, id_hash, feed, known_from)
     select e.id, p.legal_representative, p.representative_hash, $1, $2
     from pg_temp.planned p join enterprise e on e.uscc = p.uscc::char(18)
     where p.representative_hash is not null and p.legal_representative is not null and p.action <> 'ended' order by e.id
     on conflict (enterprise_id) do update set name = excluded.name, id_hash = excluded.id_hash, feed = excluded.feed, known_from = excluded.known_from
     where (r.name, r.id_hash) is distinct from (excluded.name, excluded.id_hash)`,
    [feed, instant],
  );
}

/** The division of an enterprise is copied to what hangs on it, because it is the scope of an office. */
async function moveDivisions(context: ApplyContext): Promise<void> {
  const moved = `from pg_temp.planned p where t.enterprise_id = p.current_id and p.action = 'changed'
    and p.old_division <> p.division_code`;
  for (const table of ['certificate', 'qualification', 'registration', 'field_doubt']) {
    await context.transaction.query(`update ${table} t set division_code = p.division_code ${moved}`);
  }
  await requestRechecks(
    context,
    `select current_id as enterprise_id from pg_temp.planned
     where action = 'changed' and old_division <> division_code`,
    '注册属地变动',
  );
}

/** GX24-5.1b: what the contact was at a time must be provable, so the old row is closed and a new one opened. */
async function replaceContacts({ transaction, feed, instant }: ApplyContext): Promise<void> {
  await transaction.query(
    `create temp table contact_new on commit drop as
     select e.id as enterprise_id, p.contact_id, coalesce(p.contact, c.person) as person, coalesce(p.phone, c.phone) as phone,
       coalesce(p.email, c.email) as email, coalesce(p.address, c.address) as address
     from pg_temp.planned p join enterprise e on e.uscc = p.uscc::char(18)
       left join enterprise_contact c on c.id = p.contact_id
     where p.new_contact and p.action in ('added', 'changed')`,
  );
  await transaction.query(
    `update enterprise_contact c set known_to = $1 from pg_temp.contact_new n where c.id = n.contact_id`,
    [instant],
  );
  await transaction.query(
    `insert into enterprise_contact (enterprise_id, person, phone, email, address, source, known_from)
     select enterprise_id, person, phone, email, address, 'feed:' || $1, $2 from pg_temp.contact_new`,
    [feed, instant],
  );
  await transaction.query('drop table pg_temp.contact_new');
}

export const enterpriseApply: EntityApply = { review, plan, act };
