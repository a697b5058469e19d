import type { Pool } from '#platform/database/connections.ts';

export interface WatchListRow {
  readonly id: string;
  readonly name: string;
  readonly entries: number;
  readonly email: string | null;
  readonly webhookUrl: string | null;
  readonly createdAt: Date;
  readonly lastToldAt: Date | null;
}

const ROW = `select l.id, l.name, (select count(*) from watch_entry w where w.list_id = l.id) as entries, l.email, l.webhook_url as "webhookUrl",
  l.created_at as "createdAt", (select max(d.prepared_at) from watch_delivery d where d.list_id = l.id) as "lastToldAt" from watch_list l`;

/** The lists of whoever is signed in. */
export async function watchListsOf(pool: Pool): Promise<WatchListRow[]> {
  return (await pool.query<WatchListRow>(`${ROW} where l.ended_at is null order by l.created_at desc, l.id`)).rows;
}

export interface WatchListShown extends WatchListRow {
  readonly members: readonly { readonly uscc: string; readonly name: string }[];
  readonly told: readonly {
    readonly id: number;
    readonly preparedAt: Date;
    readonly content: unknown;
    readonly webhookStatus: string;
    readonly attempts: number;
    readonly lastReply: string | null;
  }[];
}

export async function watchListOf(pool: Pool, listId: string): Promise<WatchListShown | undefined> {
  const [list, members, told] = await Promise.all([
    pool.query<WatchListRow>(`${ROW} where l.id = $1 and l.ended_at is null`, [listId]),
    pool.query<{ uscc: string; name: string }>(
      'select uscc, name from watch_entry where list_id = $1 order by name, uscc',
      [listId],
    ),
    pool.query<WatchListShown['told'][number]>(
      `select id, prepared_at as "preparedAt", content, webhook_status as "webhookStatus", attempts, last_reply as "lastReply"
       from watch_delivery where list_id = $1 order by id desc limit 20`,
      [listId],
    ),
  ]);
  const [row] = list.rows;
  return row === undefined ? undefined : { ...row, members: members.rows, told: told.rows };
}
