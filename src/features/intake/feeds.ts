import type { Pool } from '#platform/database/connections.ts';
import { breakersSchema } from './breakers.ts';
import type { Entity } from './normalisers/headers.ts';

/** How a source stands: its last file of each kind, and what of it waits. */
export interface FeedHealth {
  readonly feed: string;
  readonly entity: Entity;
  readonly lastAt: Date;
  readonly lastAppliedAt: Date | null;
  readonly files: number;
  readonly held: number;
  readonly refused: number;
  readonly waitingRows: number;
}

export async function feedHealth(pool: Pool): Promise<FeedHealth[]> {
  const result = await pool.query<FeedHealth>(
    `select f.feed, f.entity, max(f.started_at) as "lastAt", max(f.finished_at) filter (where f.status = 'applied') as "lastAppliedAt",
       count(*) as files, count(*) filter (where f.status = 'held') as held, count(*) filter (where f.status = 'refused') as refused,
       coalesce(sum(waiting.rows), 0)::bigint as "waitingRows"
     from import_file f left join lateral (
       select count(*) as rows from quarantine_row q where q.import_file_id = f.id and q.status = 'waiting') waiting on true
     group by f.feed, f.entity order by f.feed, f.entity`,
  );
  return result.rows;
}

export interface ImportShown {
  readonly id: number;
  readonly entity: Entity;
  readonly name: string;
  readonly feed: string;
  readonly extent: string;
  readonly status: string;
  readonly heldReason: string | null;
  readonly counts: Readonly<Record<string, unknown>> | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly waitingRows: number;
  /** who imported it on a page */
  readonly broughtBy: string | null;
  readonly broughtByName: string | null;
  /** who released it, another than imported it */
  readonly releasedByName: string | null;
}

const IMPORT = `select f.id, f.entity, f.name, f.feed, f.extent, f.status, f.held_reason as "heldReason", f.counts, f.started_at as "startedAt",
    f.finished_at as "finishedAt", f.brought_by as "broughtBy", f.brought_by_name as "broughtByName", f.released_by_name as "releasedByName", (select count(*) from quarantine_row q where q.import_file_id = f.id and q.status = 'waiting') as "waitingRows"
  from import_file f`;

/** Imports, newest first, one page before a number. */
export async function importList(
  pool: Pool,
  filter: {
    readonly status?: string | undefined;
    readonly feed?: string | undefined;
    readonly entity?: string | undefined;
  },
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly ImportShown[]; readonly next: number | null }> {
  const result = await pool.query<ImportShown>(
    `${IMPORT} where ($1::bigint is null or f.id < $1) and ($2 = '' or f.status = $2) and ($3 = '' or f.feed = $3) and ($4 = '' or f.entity = $4)
     order by f.id desc limit $5`,
    [page.before ?? null, filter.status ?? '', filter.feed ?? '', filter.entity ?? '', page.limit + 1],
  );
  const rows = result.rows.slice(0, page.limit);
  return { rows, next: result.rows.length > page.limit ? (rows.at(-1)?.id ?? null) : null };
}

export async function importOf(pool: Pool, id: number): Promise<ImportShown | undefined> {
  const result = await pool.query<ImportShown>(`${IMPORT} where f.id = $1`, [id]);
  return result.rows[0];
}

/** How many files of a kind the registry has taken, the very same one aside: what a trial was compared with. */
export async function importsApplied(
  pool: Pool,
  of: { readonly entity: Entity; readonly feed: string; readonly extent: string; readonly digest: string },
): Promise<number> {
  const found = await pool.query<{ n: number }>(
    `select count(*) as n from import_file where entity = $1 and status = 'applied' and digest <> $2`,
    [of.entity, `${of.digest}:${of.entity}:${of.feed}:${of.extent}`],
  );
  return found.rows[0]?.n ?? 0;
}

/** The shares from which on a file waits for a person. */
export async function intakeBreakers(pool: Pool) {
  const found = await pool.query<{ value: unknown }>("select value from setting where name = 'intake.breakers'");
  return breakersSchema.parse(found.rows[0]?.value ?? {});
}
