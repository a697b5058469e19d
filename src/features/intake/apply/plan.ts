import type { Transaction } from '#platform/database/connections.ts';
import type { StagingTables } from '../staging.ts';

/** What applying an import depends on; everything happens in its one transaction. */
export interface ApplyContext {
  readonly transaction: Transaction;
  readonly tables: StagingTables;
  readonly feed: string;
  readonly full: boolean;
  /** when this becomes known: read after the registry lock */
  readonly instant: Date;
  /** its legal day, yyyy-MM-dd */
  readonly today: string;
  /** a person has released what the breakers held */
  readonly released: boolean;
}

/** What applying would do. Counted in source keys, not in rows of the file. */
export interface PlannedCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly ended: number;
  /** of `ended`: absent from a full feed */
  readonly absent: number;
  /** absent from a full feed, but left standing because refused rows may be theirs */
  readonly spared: number;
  /** what this feed holds now */
  readonly holds: number;
  /** what stands in the registry now, from whichever feed */
  readonly standing: number;
  /** specialties that counted until now and had ended already, each in words */
  readonly revealed?: readonly string[];
}

/** One entity: `review` refuses what only the registry shows, `plan` compares, `act` writes the differences. */
export interface EntityApply {
  review(client: Transaction, tables: StagingTables): Promise<void>;
  plan(context: ApplyContext): Promise<PlannedCounts>;
  act(context: ApplyContext): Promise<void>;
}

/** Moves staged rows that a query finds (columns: ctid of the row as `place`, `field`, `reason`) to the refused ones. */
export async function refuseRows(client: Transaction, tables: StagingTables, query: string): Promise<number> {
  const result = await client.query(
    `with found as (${query}),
     gone as (
       delete from ${tables.rows} s using found f where s.ctid = f.place
       returning s.line, s.quarantine_id, f.field, f.reason, s.content, s.key, s.sheet, null::text
     )
     insert into ${tables.refused} select distinct on (sheet, line) * from gone order by sheet, line`,
  );
  return result.rowCount ?? 0;
}

/** Rows of one key that say different things: the first stands, the later ones are refused and name it. */
export async function refuseContradictions(
  client: Transaction,
  tables: StagingTables,
  field: string,
  what: string,
): Promise<void> {
  await refuseRows(
    client,
    tables,
    `with differing as (
       select key from ${tables.rows} where key is not null group by key having min(signature) <> max(signature)
     ), firsts as (
       select distinct on (s.key) s.key, s.line, s.sheet, s.signature
       from ${tables.rows} s join differing d using (key) order by s.key, s.ctid
     )
     select s.ctid as place, '${field}' as field,
       format('与%s第 %s 行是同一${what}，内容却不同。请核对两行，只保留正确的一行。',
         case when f.sheet is null then '' else format('工作表“%s”', f.sheet) end, f.line) as reason
     from ${tables.rows} s join firsts f using (key) where s.signature <> f.signature`,
  );
}

/** Finds the enterprises of the staged rows: temporary table `holder_found` (holder, enterprise_id, division_code). */
export async function findHolders(client: Transaction, tables: StagingTables): Promise<void> {
  await client.query('drop table if exists pg_temp.holder_found');
  await client.query(
    `create temp table holder_found as
     with wanted as (select distinct holder from ${tables.rows} where holder is not null),
     named as materialized (
       select holder, substr(holder, 6) as name, fold_name(substr(holder, 6)) as folded from wanted where holder like 'name:%'
     )
     select w.holder, e.id as enterprise_id, e.division_code, 1::bigint as choices
       from wanted w join enterprise e on length(w.holder) = 18 and e.uscc = w.holder::char(18) and w.holder not like 'name:%'
     union all
     -- A name finds by its folded form; where several fold alike, the one that is written the same is meant.
     select n.holder, (array_agg(e.id order by e.name <> n.name, e.id))[1],
         (array_agg(e.division_code order by e.name <> n.name, e.id))[1],
         case when count(*) filter (where e.name = n.name) = 1 then 1 else count(*) end
       from named n join enterprise e on e.name_folded = n.folded group by n.holder
     union all
     select w.holder, min(e.id), min(e.division_code), count(*)
       from wanted w join enterprise e on substr(e.uscc, 9, 9) = w.holder
       where length(w.holder) = 9 and w.holder not like 'name:%' group by w.holder`,
  );
  await client.query('create unique index on pg_temp.holder_found (holder)');
  await client.query('analyze pg_temp.holder_found');
}

/** Refuses rows whose enterprise is not registered, or cannot be told from others of its name. */
export async function refuseUnknownHolders(client: Transaction, tables: StagingTables): Promise<void> {
  await refuseRows(
    client,
    tables,
    `select s.ctid as place,
       case when s.holder like 'name:%' then '企业名称' else '统一社会信用代码' end as field,
       case
         when f.choices > 1 then format('有 %s 家企业符合“%s”，请填写统一社会信用代码。', f.choices, replace(s.holder, 'name:', ''))
         else format('登记库中没有企业“%s”。请先导入企业，再导入这一行。', replace(s.holder, 'name:', ''))
       end as reason
     from ${tables.rows} s left join pg_temp.holder_found f using (holder)
     where s.holder is not null and (f.enterprise_id is null or f.choices > 1)`,
  );
}

/** Asks for a re-check of the enterprises that a query (column enterprise_id) finds. $1 is the instant. */
export async function requestRechecks(context: ApplyContext, query: string, reason: string): Promise<void> {
  await context.transaction.query(
    `insert into recheck_request (enterprise_id, requested_at, reason)
     select enterprise_id, $1::timestamptz, $2 from (${query}) t where enterprise_id is not null
     group by enterprise_id order by enterprise_id
     on conflict (enterprise_id) do update set requested_at = excluded.requested_at, reason = excluded.reason`,
    [context.instant, reason],
  );
}

/** Refused rows that do not tell what they are about: in a full feed, anything that seems absent may be theirs. */
async function unreadableRefusals(context: ApplyContext): Promise<number> {
  const result = await context.transaction.query<{ n: number }>(
    `select count(*) as n from ${context.tables.refused} where key is null`,
  );
  return result.rows[0]?.n ?? 0;
}

interface ActionCount {
  readonly action: string;
  readonly n: number;
}

interface Totals {
  readonly absent: number;
  readonly holds: number;
  readonly standing: number;
}

/** Counts of a plan's actions, and of what is absent, put together. */
function countActions(actions: readonly ActionCount[], totals: Totals | undefined, spare: boolean): PlannedCounts {
  const { absent, holds, standing } = totals ?? { absent: 0, holds: 0, standing: 0 };
  const of = (action: string) => actions.find((each) => each.action === action)?.n ?? 0;
  return {
    added: of('added'),
    changed: of('changed'),
    unchanged: of('unchanged'),
    ended: of('ended') + (spare ? 0 : absent),
    absent: spare ? 0 : absent,
    spared: spare ? absent : 0,
    holds,
    standing,
  };
}

/** What a plan in the temporary tables `planned` and `absent` comes to. `standing`: the rows in force, of all feeds. */
export async function countPlan(context: ApplyContext, standing: string): Promise<PlannedCounts> {
  const { transaction, feed } = context;
  const actions = await transaction.query<ActionCount>(
    'select action, count(*) as n from pg_temp.planned group by action',
  );
  const totals = await transaction.query<Totals>(
    `select (select count(*) from pg_temp.absent) as absent, count(*) filter (where feed = $1) as holds,
       count(*) as standing from ${standing}`,
    [feed],
  );
  const spare = !context.released && (await unreadableRefusals(context)) > 0;
  if (spare) await transaction.query('truncate pg_temp.absent');
  return countActions(actions.rows, totals.rows[0], spare);
}
