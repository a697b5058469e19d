import { z } from 'zod';
import { kindOf, kinds, parseKind } from '#law/standards/index.ts';
import { holdLock } from '#platform/advisory-locks.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';

/** What a source of registrations is complete for: only there does an absence count (decision 0022). */
export interface Coverage {
  readonly feed: string;
  /** prefix of division codes; empty: everywhere */
  readonly territory: string;
  /** numbers of certificate kinds */
  readonly kinds: readonly number[];
  readonly declared: boolean;
  readonly keepsCurrent: boolean;
  /** whoever was registered by then and is not named has nobody */
  readonly completeAt: Date;
  /** the last file that was taken */
  readonly freshAt: Date;
  readonly freshDays: number;
  readonly declaredBy: string | null;
}

/** Feeds come monthly at the least; a fortnight of grace. */
export const FRESH_DAYS = 45;

const COLUMNS = `feed, territory, kinds, declared, keeps_current as "keepsCurrent", complete_at as "completeAt", fresh_at as "freshAt",
  fresh_days as "freshDays", declared_by as "declaredBy"`;

export async function coverages(client: Pick<Transaction, 'query'>): Promise<Coverage[]> {
  const found = await client.query<Coverage>(`select ${COLUMNS} from feed_coverage order by feed, territory`);
  return found.rows;
}

/** All grades of the registration types of these kinds: a source of 二级建造师 is taken to know of 一级 too unless somebody declares otherwise. */
function wholeRoles(numbers: readonly number[]): number[] {
  const roles = new Set(numbers.map((number) => kindOf(number)?.role));
  return kinds.filter((kind) => roles.has(kind.role)).map((kind) => kind.number);
}

/** The longest whole division (province, city, county) that both codes lie in. */
function commonDivision(one: string, other: string): string {
  let length = 0;
  while (length < 6 && one.slice(0, length + 2) === other.slice(0, length + 2)) length += 2;
  return one.slice(0, length);
}

interface Held {
  readonly kinds: number[];
  readonly territories: string[];
}

/** What a source holds now: its registration types, and per province the smallest division that all of it lies in. */
async function heldBy(transaction: Transaction, feed: string): Promise<Held> {
  const kindRows = await transaction.query<{ kind: number }>(
    'select distinct kind from registration where feed = $1 and known_to is null',
    [feed],
  );
  const places = await transaction.query<{ first: string; last: string }>(
    `select min(division_code) as first, max(division_code) as last from registration where feed = $1 and known_to is null
     group by left(division_code, 2) order by 1`,
    [feed],
  );
  return {
    kinds: wholeRoles(kindRows.rows.map(({ kind }) => kind)),
    territories: places.rows.map(({ first, last }) => commonDivision(first, last)),
  };
}

async function put(transaction: Transaction, row: Coverage): Promise<void> {
  await transaction.query(
    `insert into feed_coverage (feed, territory, kinds, declared, keeps_current, complete_at, fresh_at, fresh_days, declared_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (feed, territory) do update set kinds = excluded.kinds, declared = excluded.declared, keeps_current = excluded.keeps_current,
       complete_at = greatest(feed_coverage.complete_at, excluded.complete_at), fresh_at = greatest(feed_coverage.fresh_at, excluded.fresh_at),
       fresh_days = excluded.fresh_days, declared_by = excluded.declared_by`,
    [
      row.feed,
      row.territory,
      row.kinds,
      row.declared,
      row.keepsCurrent,
      row.completeAt,
      row.freshAt,
      row.freshDays,
      row.declaredBy,
    ],
  );
}

/** Whoever waited for a source is looked at again; after a source had run dry, everybody in its territory. */
async function askAgain(transaction: Transaction, territory: string, wasStale: boolean, at: Date): Promise<void> {
  await transaction.query(
    `insert into recheck_request (enterprise_id, requested_at, reason)
     select distinct enterprise_id, $2::timestamptz, '注册人员数据已到' from verdict
     where known_to is null and starts_with(division_code, $1) and (verdict = 'unknown' or $3)
     order by enterprise_id on conflict (enterprise_id) do nothing`,
    [territory, at, wasStale],
  );
}

function staleAt({ freshAt, freshDays }: Coverage, at: Date): boolean {
  return freshAt.getTime() + freshDays * 86_400_000 < at.getTime();
}

/**
 * A file of registrations was taken. A full one makes its source complete for what it holds (or for what was declared), an increment keeps
 * a source fresh, and complete where that was declared. In the transaction of the import.
 */
export async function noteRegistrationsTaken(
  transaction: Transaction,
  taken: { readonly feed: string; readonly full: boolean; readonly instant: Date },
): Promise<void> {
  const { feed, full, instant } = taken;
  const own = (await coverages(transaction)).filter((each) => each.feed === feed);
  const rows = own.map((each) => ({
    ...each,
    freshAt: instant,
    completeAt: full || each.keepsCurrent ? instant : each.completeAt,
  }));
  if (full && !own.some((each) => each.declared)) {
    const held = await heldBy(transaction, feed);
    // Never narrower than before: what a source once knew, its next file answers for too.
    const all = [...new Set([...held.kinds, ...own.flatMap((each) => each.kinds)])].sort((a, b) => a - b);
    for (const territory of held.territories) {
      if (rows.some((each) => territory.startsWith(each.territory))) continue;
      rows.push({
        feed,
        territory,
        kinds: all,
        declared: false,
        keepsCurrent: false,
        completeAt: instant,
        freshAt: instant,
        freshDays: own[0]?.freshDays ?? FRESH_DAYS,
        declaredBy: null,
      });
    }
    for (const row of rows) row.kinds = all;
  }
  for (const row of rows) {
    await put(transaction, row);
    const before = own.find((each) => each.territory === row.territory);
    await askAgain(transaction, row.territory, before !== undefined && staleAt(before, instant), instant);
  }
}

const declarationSchema = z.object({
  feed: z.string().trim().min(1, '请写明来源名称。'),
  territory: z.string().regex(/^(\d\d){0,3}$/, '地域应为 2、4 或 6 位行政区划代码，全部为空。'),
  /** registration types, with the grade in brackets where the source has only one: 注册建造师、注册建造师（二级） */
  roles: z.array(z.string().trim().min(1)).min(1, '请写明注册类别。'),
  freshDays: z.int().min(1, '更新期限至少为 1 天。').max(400, '更新期限不超过 400 天。').default(FRESH_DAYS),
  keepsCurrent: z.boolean().default(false),
  by: z.string().trim().min(1, '请写明声明人姓名。'),
  at: z.date(),
});

function kindsOfRole(role: string): number[] {
  const whole = kinds.filter((kind) => kind.role === role).map((kind) => kind.number);
  if (whole.length > 0) return whole;
  const parsed = parseKind(role, null);
  if (!parsed.ok) throw new UndeclaredRole(parsed.reason);
  return [parsed.value.number];
}

/** A registration type that no source can have; the message is for whoever declares. */
export class UndeclaredRole extends Error {
  override name = 'UndeclaredRole';
}

/**
 * Somebody answers for it that a source is complete, as of now, for these registration types in this territory. Kept with the name, in the
 * audit too. @throws z.ZodError, UndeclaredRole
 */
export async function declareCoverage(pool: Pool, input: z.input<typeof declarationSchema>): Promise<Coverage> {
  const { feed, territory, roles, freshDays, keepsCurrent, by, at: now } = declarationSchema.parse(input);
  const kindNumbers = [...new Set(roles.flatMap(kindsOfRole))].sort((a, b) => a - b);
  return inTransaction(pool, async (transaction) => {
    await holdLock(transaction, 'registry', 'shared');
    const at = await knowledgeInstant(transaction, now);
    const declared = {
      feed,
      territory,
      kinds: kindNumbers,
      declared: true,
      keepsCurrent,
      completeAt: at,
      freshAt: at,
      freshDays,
      declaredBy: by,
    };
    await put(transaction, declared);
    await askAgain(transaction, territory, true, at);
    await recordAudit(transaction, {
      at,
      actor: by,
      action: 'declare-coverage',
      subject: `feed:${feed}`,
      content: { territory, roles, freshDays, keepsCurrent },
    });
    return declared;
  });
}

/**
 * What the sources of incremental files would cover if they were complete now within a scope. Whoever starts a month's check by hand says
 * so: the data of the month are in. Sources that were declared answer for themselves.
 */
export async function sourcesInHand(
  client: Transaction,
  asked: { readonly scope: string; readonly at: Date; readonly by: string },
): Promise<Coverage[]> {
  const feeds = await client.query<{ feed: string }>(
    `select distinct f.feed from import_file f where f.entity = 'registrations' and f.status = 'applied'
       and not exists (select 1 from feed_coverage c where c.feed = f.feed and c.declared) order by 1`,
  );
  const standing = await coverages(client);
  const found: Coverage[] = [];
  for (const { feed } of feeds.rows) {
    const held = await heldBy(client, feed);
    if (held.kinds.length === 0) continue;
    const own = standing.filter((each) => each.feed === feed);
    found.push({
      feed,
      territory: asked.scope,
      kinds: [...new Set([...held.kinds, ...own.flatMap((each) => each.kinds)])].sort((a, b) => a - b),
      declared: false,
      keepsCurrent: false,
      completeAt: asked.at,
      freshAt: own.find((each) => each.territory === asked.scope)?.freshAt ?? asked.at,
      freshDays: own[0]?.freshDays ?? FRESH_DAYS,
      declaredBy: asked.by,
    });
  }
  return found;
}

/** Keeps what `sourcesInHand` says. @returns the sources, for whoever is to be told */
export async function takeSourcesAsComplete(
  pool: Pool,
  asked: { readonly scope: string; readonly at: Date; readonly by: string },
): Promise<readonly string[]> {
  return inTransaction(pool, async (transaction) => {
    await holdLock(transaction, 'registry', 'shared');
    const at = await knowledgeInstant(transaction, asked.at);
    const found = await sourcesInHand(transaction, { ...asked, at });
    for (const row of found) {
      await put(transaction, row);
      await askAgain(transaction, row.territory, false, at);
      await recordAudit(transaction, {
        at,
        actor: asked.by,
        action: 'declare-coverage',
        subject: `feed:${row.feed}`,
        content: { territory: row.territory, because: 'month-check' },
      });
    }
    return found.map(({ feed }) => feed);
  });
}

/**
 * Why the register cannot be trusted to be whole just now, source by source: nothing came for too long, or the last full file was not
 * taken. Empty where all is well.
 */
export async function sourceTroubles(client: Pick<Transaction, 'query'>, at: Date): Promise<string[]> {
  const rows = await coverages(client);
  const last = await client.query<{ feed: string; name: string; status: string }>(
    `select distinct on (f.feed) f.feed, f.name, f.status from import_file f
     where f.entity = 'registrations' and f.status in ('applied', 'held', 'refused', 'released')
       and (f.extent = 'full' or exists (select 1 from feed_coverage c where c.feed = f.feed and c.declared))
       and f.started_at <= $1 order by f.feed, f.id desc`,
    [at],
  );
  const troubles: string[] = [];
  for (const feed of new Set(rows.map((each) => each.feed))) {
    const stale = rows.find((each) => each.feed === feed && staleAt(each, at));
    if (stale !== undefined) {
      const days = Math.floor((at.getTime() - stale.freshAt.getTime()) / 86_400_000);
      troubles.push(`注册人员来源“${feed}”已 ${days} 天没有新数据（期限 ${stale.freshDays} 天）。`);
    }
    const file = last.rows.find((each) => each.feed === feed);
    if (file?.status === 'held') troubles.push(`注册人员来源“${feed}”最近的文件“${file.name}”因异常被暂停，没有导入。`);
    if (file?.status === 'refused') troubles.push(`注册人员来源“${feed}”最近的文件“${file.name}”未能导入。`);
  }
  return troubles;
}

/**
 * Enterprises (of those that `condition` on `e.id` chooses) of which a refused row of registrations waits for correction: not one that came
 * before the enterprise did, and not one that a later full file of the same source has said anew.
 */
export async function enterprisesAwaitingRows(
  client: Pick<Transaction, 'query'>,
  condition: string,
): Promise<number[]> {
  const rows = await client.query<{ id: number }>(
    // By code and by name each for itself: asked in one condition, every cell is held against the whole register.
    `with cell as (
       select trim(c.value) as value, max(f.finished_at) as finished_at from quarantine_row q join import_file f on f.id = q.import_file_id
         cross join lateral jsonb_each_text(q.content) as c(header, value)
       where q.entity = 'registrations' and q.status = 'waiting'
         and not exists (select 1 from import_file l where l.entity = f.entity and l.feed = f.feed and l.extent = 'full'
           and l.status = 'applied' and l.id > f.id)
       group by 1)
     select e.id from cell join enterprise e on e.uscc = upper(cell.value) where cell.finished_at >= e.arrived_at and ${condition}
     union
     select e.id from cell join enterprise e on e.name = cell.value where cell.finished_at >= e.arrived_at and ${condition}`,
  );
  return rows.rows.map(({ id }) => id);
}
