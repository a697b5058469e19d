import type { Transaction } from '#platform/database/connections.ts';
import type { StagingTables } from '../staging.ts';
import { type ApplyContext, refuseRows } from './plan.ts';

/** The set bits of a mask in ascending order: the order of the elements of `specialty_from` and `specialty_until`. */
const bitsOf = (mask: string): string =>
  `(select bit, row_number() over (order by bit) as at from generate_series(0, 30) bit where ${mask} & (1 << bit) <> 0)`;

const END_IN_WORDS = (day: string): string => `case when ${day} = 'infinity' then '长期' else ${day}::text end`;

/**
 * One specialty with two ends in one file: the later one stands, whichever row comes first, and the rows that say an earlier one are
 * refused and name the row that stands: nobody ceases to count because of the file's own contradiction, and nobody settles it silently.
 */
export async function refuseContradictoryEnds(client: Transaction, tables: StagingTables): Promise<void> {
  const of = async (part: string, key: string, field: string, what: string): Promise<void> => {
    await refuseRows(
      client,
      tables,
      `with twice as (
         select ${key} as thing from ${tables.rows} where part = '${part}' group by 1
         having count(*) > 1 and (min(valid_until) <> max(valid_until) or bool_or(term_until is not null))
       ), said as (
         select s.ctid as place, s.line, t.thing, b.bit, coalesce(s.term_until[b.at], s.valid_until) as last_day
         from ${tables.rows} s join twice t on t.thing = ${key},
           lateral (select * from ${bitsOf('s.specialties')} named union all select -1, null where coalesce(s.specialties, 0) = 0) b
         where s.part = '${part}'
       ), latest as (
         select distinct on (thing, bit) thing, bit, last_day, line from said where last_day is not null order by thing, bit, last_day desc, line
       )
       select distinct on (s.place) s.place, '${field}' as field,
         format('与第 %s 行是同一${what}，有效期却不同（%s、%s），按较晚的登记。请核对两行，只保留正确的一行。', l.line,
           ${END_IN_WORDS('l.last_day')}, ${END_IN_WORDS('s.last_day')}) as reason
       from said s join latest l using (thing, bit) where s.last_day < l.last_day order by s.place, l.line`,
    );
  };
  await of('whole', 'key', '注册编号', '注册证书的同一专业');
  await of('major', "encode(id_hash, 'hex') || ':' || kind", '注册专业', '人同一注册类别的同一专业');
}

/**
 * What the file says of the days of single specialties, as `stated_term` (key, bit, first_day, last_day); from temporary table
 * `together`, one row a certificate. A specialty that a row names has the row's days unless it has its own; said twice it has the later
 * end and the earlier beginning, as a registration and its renewal have. Rows in any order say the same.
 *
 * Only certificates with anything to tell apart are looked into: of six million there are few.
 */
export async function stateTerms({ transaction, tables: { rows } }: ApplyContext): Promise<void> {
  await transaction.query('drop table if exists pg_temp.stated_term');
  await transaction.query(
    `create temp table stated_term on commit drop as
     with needed as (
       select t.key, t.id_hash, t.kind from pg_temp.together t
       where t.dated or exists (select 1 from pg_temp.major m where m.id_hash = t.id_hash and m.kind = t.kind and m.dated)
         or exists (select 1 from registration r where r.key = t.key and r.known_to is null and r.specialty_until is not null)
     ), said as (
       select n.key, b.bit, s.term_from[b.at] as own_first, s.term_until[b.at] as own_last, s.registered_on, s.valid_until
       from needed n join ${rows} s on s.key = n.key and s.part = 'whole', lateral ${bitsOf('s.specialties')} b
       union all
       select n.key, b.bit, s.term_from[b.at], s.term_until[b.at], w.first_registered, w.last_valid
       from needed n join ${rows} s on s.part = 'major' and s.id_hash = n.id_hash and s.kind = n.kind
         join pg_temp.together w on w.key = n.key, lateral ${bitsOf('s.specialties')} b
     )
     select key, bit, coalesce(min(own_first), min(registered_on)) as first_day, coalesce(max(own_last), max(valid_until)) as last_day
     from said group by key, bit`,
  );
  await transaction.query('analyze pg_temp.stated_term');
}

/**
 * A day that all rows of a certificate say is the certificate's own. Where they differ, or say nothing, they speak of their
 * specialties, and the certificate runs from the first of all days to the last.
 */
export async function boundCertificates({ transaction }: ApplyContext): Promise<void> {
  await transaction.query(
    `update pg_temp.merged m set registered_on = coalesce(m.registered_on, least(t.first_registered, s.first_day)),
       valid_until = coalesce(m.valid_until, greatest(t.last_valid, s.last_day))
     from pg_temp.together t left join (
       select key, min(first_day) as first_day, max(last_day) as last_day from pg_temp.stated_term group by key) s using (key)
     where t.key = m.key and (m.registered_on is null or m.valid_until is null)
       and coalesce(t.first_registered, t.last_valid, s.first_day, s.last_day) is not null`,
  );
}

/**
 * The columns as they will stand, as `planned_term` (key, specialty_from, specialty_until): what the file says, else what is known;
 * null where the day is the certificate's own. One content has one form, whatever shape it came in.
 */
export async function planTerms({ transaction }: ApplyContext): Promise<void> {
  await transaction.query('drop table if exists pg_temp.planned_term');
  await transaction.query(
    `create temp table planned_term on commit drop as
     with concerned as (
       select p.key, p.specialties, p.registered_on, p.valid_until, r.specialties as old_mask, r.specialty_from, r.specialty_until
       from pg_temp.planned p left join registration r on r.id = p.current_id
       where p.status <> 'ended' and (r.specialty_until is not null or p.key in (select key from pg_temp.stated_term))
     ), days as (
       select c.key, b.bit,
         nullif(nullif(coalesce(s.first_day, c.specialty_from[o.at]), c.registered_on), '-infinity') as first_day,
         nullif(nullif(coalesce(s.last_day, c.specialty_until[o.at]), c.valid_until), 'infinity') as last_day
       from concerned c cross join lateral ${bitsOf('c.specialties')} b
         left join pg_temp.stated_term s on s.key = c.key and s.bit = b.bit
         left join lateral ${bitsOf('c.old_mask')} o on o.bit = b.bit
     )
     select key, array_agg(first_day order by bit) as specialty_from, array_agg(last_day order by bit) as specialty_until
     from days group by key having count(first_day) + count(last_day) > 0`,
  );
  await transaction.query('create unique index on pg_temp.planned_term (key)');
  await transaction.query('analyze pg_temp.planned_term');
}

/** A specialty that counted until this import, which says that it had ended before. */
export interface RevealedEnd {
  readonly person: string;
  readonly enterprise: string;
  readonly key: string;
  readonly kind: number;
  /** the specialty, as its bit */
  readonly mask: number;
  readonly endedOn: string;
}

/**
 * What counts today by the register and will not after this import because the specialty had ended already. Verdicts may fall by it
 * that stood while nobody had said so: an official sees the list first.
 */
export async function revealedEnds({ transaction, today }: ApplyContext): Promise<RevealedEnd[]> {
  const found = await transaction.query<RevealedEnd>(
    `select n.name as person, e.name as enterprise, p.key, p.kind, 1 << b.bit as mask, t.specialty_until[b.at]::text as "endedOn"
     from pg_temp.planned p join pg_temp.planned_term t using (key)
       join registration r on r.id = p.current_id
       join practitioner n on n.id = r.practitioner_id join enterprise e on e.id = r.enterprise_id
       cross join lateral ${bitsOf('p.specialties')} b
       join lateral ${bitsOf('r.specialties')} o on o.bit = b.bit
     where p.action = 'changed' and t.specialty_until[b.at] < $1::date and (p.valid_until is null or p.valid_until >= $1::date)
       and (r.valid_until is null or r.valid_until >= $1::date)
       and (r.specialty_until[o.at] is null or r.specialty_until[o.at] >= $1::date)
     order by e.name, n.name, p.key, b.bit`,
    [today],
  );
  return found.rows;
}
