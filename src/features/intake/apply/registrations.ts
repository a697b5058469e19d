import { kindOf, specialtyNames } from '#law/standards/index.ts';
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
import {
  boundCertificates,
  planTerms,
  type RevealedEnd,
  refuseContradictoryEnds,
  revealedEnds,
  stateTerms,
} from './specialty-terms.ts';

/** Types whose certificates count by specialty; without one a new row would stand for nothing (encoding.ts, kinds). */
const NEEDS_SPECIALTY = '(1, 2, 5, 6, 7, 12)';

async function review(client: Transaction, tables: StagingTables): Promise<void> {
  const { rows } = tables;
  await client.query(`create index on ${rows} (key)`);
  await client.query(`analyze ${rows}`);
  // One row a specialty, one of them cancelled: the others stand without it.
  await client.query(
    `with both_ways as (
       select key, min(signature) filter (where status <> 'ended') as signature from ${rows} where part = 'whole' group by key
       having bool_or(status = 'ended') and bool_or(status <> 'ended')
         and bit_or(specialties) filter (where status = 'ended') & bit_or(specialties) filter (where status <> 'ended') = 0
     )
     update ${rows} s set part = 'cancelled', signature = b.signature from both_ways b where b.key = s.key and s.status = 'ended'`,
  );
  await refuseContradictions(client, tables, '注册编号', '注册证书');
  await refuseContradictoryEnds(client, tables);
  await refuseRows(
    client,
    tables,
    `with unlike as (
       select id_hash from ${rows} where id_hash is not null group by id_hash having min(person) <> max(person)
     ), mixed as (
       select id_hash from ${rows} join unlike using (id_hash)
       group by id_hash having min(fold_name(person)) <> max(fold_name(person))
     ), firsts as (
       select distinct on (s.id_hash) s.id_hash, s.line, s.person from ${rows} s join mixed using (id_hash)
       order by s.id_hash, s.line
     )
     select s.ctid as place, '身份证号' as field,
       format('与第 %s 行的身份证号相同，姓名却不同。请核对两行的姓名和身份证号。', f.line) as reason
     from ${rows} s join firsts f using (id_hash) where fold_name(s.person) <> fold_name(f.person)`,
  );
  await refuseRows(
    client,
    tables,
    `select s.ctid as place, '注册专业' as field,
       '文件中没有这一专业所属的注册证书记录（TPersonRegCert）。请与注册证书一起导入。' as reason
     from ${rows} s where s.part = 'major' and not exists (
       select 1 from ${rows} w where w.part = 'whole' and w.id_hash = s.id_hash and w.kind = s.kind)`,
  );
  await findHolders(client, tables);
  await refuseUnknownHolders(client, tables);
  await refuseRows(
    client,
    tables,
    `select s.ctid as place, '注册专业' as field, '缺少注册专业，请按注册证书填写。' as reason
     from ${rows} s left join registration r on r.key = s.key and r.known_to is null
     where s.part = 'whole' and s.specialties is null and s.status <> 'ended' and s.kind in ${NEEDS_SPECIALTY}
       and r.id is null
       and not exists (select 1 from ${rows} m where m.part = 'major' and m.id_hash = s.id_hash and m.kind = s.kind)
       and not exists (select 1 from ${rows} o where o.key = s.key and o.specialties is not null)`,
  );
  await refuseRows(
    client,
    tables,
    `select s.ctid as place, '姓名' as field,
       '这个注册编号已登记在另一姓名名下。请核对姓名和注册编号，确为同一人改名的请补充身份证号。' as reason
     from ${rows} s join registration r on r.key = s.key and r.known_to is null
     join practitioner p on p.id = r.practitioner_id
     where s.part = 'whole' and s.id_hash is null and s.status <> 'ended'
       and p.name <> s.person and fold_name(p.name) <> fold_name(s.person)`,
  );
}

/** The three shapes become one row a certificate: specialties of all its rows and of its second nodes together. */
async function merge(context: ApplyContext): Promise<void> {
  const {
    transaction,
    tables: { rows },
  } = context;
  await transaction.query(
    'drop table if exists pg_temp.merged, pg_temp.planned, pg_temp.absent, pg_temp.major, pg_temp.together',
  );
  await transaction.query(
    `create temp table major on commit drop as
     select id_hash, kind, bit_or(specialties) as specialties, bool_or(term_until is not null) as dated
     from ${rows} where part = 'major' group by 1, 2`,
  );
  await transaction.query(
    `create temp table together on commit drop as
     select key, kind, min(id_hash) as id_hash, bit_or(specialties) as specialties,
       min(registered_on) as first_registered, max(valid_until) as last_valid,
       case when count(registered_on) = count(*) and min(registered_on) = max(registered_on) then min(registered_on) end as registered_on,
       case when count(valid_until) = count(*) and min(valid_until) = max(valid_until) then max(valid_until) end as valid_until, min(seal_number) as seal_number, min(birth_date) as birth_date,
       bool_or(term_until is not null) or min(valid_until) <> max(valid_until) or min(registered_on) <> max(registered_on)
         or count(valid_until) between 1 and count(*) - 1 or count(registered_on) between 1 and count(*) - 1 as dated
     from ${rows} where part = 'whole' group by key, kind`,
  );
  await transaction.query('analyze pg_temp.major');
  await transaction.query('analyze pg_temp.together');
  await stateTerms(context);
  await transaction.query(
    `create temp table merged on commit drop as
     select distinct on (s.key) s.key, s.holder, f.enterprise_id, f.division_code, s.person, s.id_hash, s.id_number,
       t.birth_date, s.kind, coalesce(t.specialties | coalesce(m.specialties, 0), m.specialties) as specialties,
       t.seal_number, t.registered_on, t.valid_until, s.insurance, s.status
     from ${rows} s join pg_temp.together t using (key)
       left join pg_temp.major m on m.id_hash = s.id_hash and m.kind = s.kind
       left join pg_temp.holder_found f on f.holder = s.holder
     where s.part = 'whole' order by s.key, s.line`,
  );
  await boundCertificates(context);
  await transaction.query('analyze pg_temp.merged');
}

/** Formats §3: nobody is doubled. By ID number, else by the certificate; a person known by certificate alone gains the number. */
async function settlePractitioners({ transaction, instant }: ApplyContext): Promise<void> {
  await transaction.query(
    `with known as (
       select distinct on (m.id_hash) m.id_hash, m.id_number, m.birth_date, p.id
       from pg_temp.merged m
         join registration r on r.key = m.key and r.known_to is null
         join practitioner p on p.id = r.practitioner_id and p.id_number_hash is null
           and (p.name = m.person or fold_name(p.name) = fold_name(m.person))
       where m.id_hash is not null and m.status <> 'ended'
         and not exists (select 1 from practitioner o where o.id_number_hash = m.id_hash)
       order by m.id_hash, m.key
     ), once as (select distinct on (id) * from known order by id)
     update practitioner p set id_number_hash = k.id_hash, id_number = k.id_number,
       birth_date = coalesce(k.birth_date, p.birth_date), recorded_at = $1
     from once k where p.id = k.id`,
    [instant],
  );
  await transaction.query(
    `insert into practitioner (name, birth_date, id_number_hash, id_number, recorded_at)
     select distinct on (m.id_hash) m.person, m.birth_date, m.id_hash, m.id_number, $1::timestamptz
     from pg_temp.merged m
     where m.id_hash is not null and m.status <> 'ended'
       and not exists (select 1 from practitioner o where o.id_number_hash = m.id_hash)
     order by m.id_hash, m.key`,
    [instant],
  );
  await transaction.query(
    `insert into practitioner (name, birth_date, source_key, recorded_at)
     select m.person, m.birth_date, m.key, $1::timestamptz
     from pg_temp.merged m
     where m.id_hash is null and m.status <> 'ended'
       and not exists (select 1 from registration r where r.key = m.key and r.known_to is null)
       and not exists (select 1 from practitioner o where o.source_key = m.key)`,
    [instant],
  );
  await transaction.query(
    `update practitioner p set name = m.person, recorded_at = $1
     from (select distinct on (id_hash) id_hash, person from pg_temp.merged
           where id_hash is not null and status <> 'ended' order by id_hash, key) m
     where p.id_number_hash = m.id_hash and p.name <> m.person and fold_name(p.name) <> fold_name(m.person)`,
    [instant],
  );
}

async function compare(context: ApplyContext): Promise<void> {
  const { transaction } = context;
  await transaction.query(
    `create temp table planned on commit drop as
     with joined as (
       select m.key, m.kind, m.status, r.id as current_id, r.enterprise_id as old_enterprise,
         coalesce(m.enterprise_id, r.enterprise_id) as enterprise_id,
         coalesce(m.division_code, r.division_code) as division_code,
         coalesce(h.id, case when m.id_hash is null then r.practitioner_id end,
           case when m.id_hash is null then s.id end) as practitioner_id,
         coalesce(m.specialties, r.specialties, 0) as specialties,
         coalesce(m.seal_number, r.seal_number) as seal_number,
         coalesce(m.registered_on, r.registered_on) as registered_on,
         case when m.valid_until = 'infinity' then null else coalesce(m.valid_until, r.valid_until) end as valid_until,
         coalesce(h.birth_date, m.birth_date, r.birth_date) as birth_date,
         coalesce(m.insurance, case when r.enterprise_id = m.enterprise_id then r.insurance end, 0) as insurance,
         row(r.enterprise_id, r.practitioner_id, r.kind, r.specialties, r.seal_number, r.registered_on, r.valid_until,
           r.birth_date, r.insurance) as before
       from pg_temp.merged m
         left join registration r on r.key = m.key and r.known_to is null
         left join practitioner h on h.id_number_hash = m.id_hash
         left join practitioner s on m.id_hash is null and s.source_key = m.key
     )
     select key, kind, status, current_id, old_enterprise, enterprise_id, division_code, practitioner_id, specialties,
       seal_number, registered_on, valid_until, birth_date, insurance, case
       when status = 'ended' then case when current_id is null then 'unchanged' else 'ended' end
       when current_id is null then 'added'
       when before is distinct from row(enterprise_id, practitioner_id, kind, specialties, seal_number, registered_on,
         valid_until, birth_date, insurance::smallint) then 'changed'
       else 'unchanged' end as action
     from joined`,
  );
  await planTerms(context);
  await transaction.query(
    `update pg_temp.planned p set action = 'changed' from registration r left join pg_temp.planned_term t on t.key = r.key
     where p.action = 'unchanged' and p.status <> 'ended' and r.id = p.current_id and (r.specialty_until is not null or t.key is not null)
       and (r.specialty_from, r.specialty_until) is distinct from (t.specialty_from, t.specialty_until)`,
  );
}

/** `演专（某公司，二级注册建造师 桂245…）：市政公用工程至 2025-03-01`. */
function revealedInWords({ person, enterprise, key, kind, mask, endedOn }: RevealedEnd): string {
  const { role = '', grade } = kindOf(kind) ?? {};
  const number = key.slice(key.indexOf(':') + 1);
  return `${person}（${enterprise}，${grade ?? ''}${role} ${number}）：${specialtyNames(kind, mask).join('、')}至 ${endedOn}`;
}

async function plan(context: ApplyContext): Promise<PlannedCounts> {
  const { transaction, tables, feed } = context;
  await merge(context);
  await settlePractitioners(context);
  await compare(context);
  await transaction.query(
    `create temp table absent on commit drop as
     select r.id as current_id, r.enterprise_id from registration r
     where $2 and r.feed = $1 and r.known_to is null
       and not exists (select 1 from pg_temp.merged m where m.key = r.key)
       and not exists (select 1 from ${tables.refused} q where q.key = r.key)`,
    [feed, context.full],
  );
  const counts = await countPlan(context, 'registration where known_to is null');
  return { ...counts, revealed: (await revealedEnds(context)).map(revealedInWords) };
}

/** A person registered in two enterprises counts in neither: what changes at one employer changes the count at the other. */
const OTHER_EMPLOYERS = `select o.enterprise_id from registration o where o.known_to is null and o.practitioner_id in (
       select practitioner_id from pg_temp.planned where action <> 'unchanged'
       union select r.practitioner_id from registration r join pg_temp.absent a on a.current_id = r.id
       union select r.practitioner_id from registration r join pg_temp.planned p on p.current_id = r.id and p.action <> 'unchanged')`;

async function act(context: ApplyContext): Promise<void> {
  const { transaction, feed, instant } = context;
  await transaction.query(
    `update registration r set known_to = $1 from (
       select current_id from pg_temp.planned where action in ('changed', 'ended')
       union all select current_id from pg_temp.absent
     ) c where r.id = c.current_id`,
    [instant],
  );
  await transaction.query(
    `insert into registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, seal_number,
       registered_on, valid_until, specialty_from, specialty_until, birth_date, insurance, feed, known_from)
     select enterprise_id, practitioner_id, division_code, kind, specialties, key, seal_number, registered_on, valid_until,
       t.specialty_from, t.specialty_until, birth_date, insurance, $1, $2
     from pg_temp.planned left join pg_temp.planned_term t using (key)
     where action in ('added', 'changed') order by enterprise_id, key`,
    [feed, instant],
  );
  await requestRechecks(
    context,
    `select enterprise_id from pg_temp.planned where action <> 'unchanged'
     union all select old_enterprise from pg_temp.planned where action <> 'unchanged'
     union all select enterprise_id from pg_temp.absent
     union all ${OTHER_EMPLOYERS}`,
    '注册人员变动',
  );
}

export const registrationApply: EntityApply = { review, plan, act };
