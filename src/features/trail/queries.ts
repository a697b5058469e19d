import type { Pool } from '#platform/database/connections.ts';

/** One entry of the audit trail as a party sees its own. */
export interface TrailEntry {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
}

export interface TrailPage {
  readonly entries: readonly TrailEntry[];
  readonly next: number | null;
}

/** What the database shows to this connection of the trail, newest first: for a party, what was done in its name. */
export async function trailOf(
  pool: Pool,
  page: { readonly enterpriseId: number; readonly before?: number | undefined; readonly limit: number },
): Promise<TrailPage> {
  const result = await pool.query<TrailEntry>(
    `select id, recorded_at as at, actor, action, subject from audit_entry
     where enterprise_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [page.enterpriseId, page.before ?? null, page.limit + 1],
  );
  const entries = result.rows.slice(0, page.limit);
  const last = entries.at(-1);
  return { entries, next: result.rows.length > page.limit && last !== undefined ? last.id : null };
}
