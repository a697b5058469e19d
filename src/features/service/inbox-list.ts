import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { positionInstant, positionWord, readPosition } from '#platform/list-position.ts';
import type { InboxEntry } from './shown.ts';

export interface InboxPart {
  readonly entries: readonly InboxEntry[];
  /** where the next part begins; null: this is the last */
  readonly next: string | null;
}

const POSITION = z.tuple([positionInstant, positionWord]);

/** A part of an enterprise's inbox, the newest first; the next part begins behind the last entry of the one before. */
export async function inboxPart(
  pool: Pool,
  of: {
    readonly enterpriseId: number;
    readonly unread: boolean;
    readonly limit: number;
    /** `instant|id` of the last entry before */
    readonly after?: string | undefined;
  },
): Promise<InboxPart> {
  const [instant, id] = readPosition(of.after, POSITION) ?? [null, null];
  const result = await pool.query<InboxEntry>(
    `select i.id, i.document_id as "documentId", d.kind, d.number, d.office_name as office, i.put_at as "putAt", i.read_at as "readAt"
     from inbox_message i join official_document d on d.id = i.document_id
     where i.enterprise_id = $1 and (not $2 or i.read_at is null)
       and ($4::timestamptz is null or i.put_at < $4 or (i.put_at = $4 and i.id > $5))
     order by i.put_at desc, i.id limit $3`,
    [of.enterpriseId, of.unread, of.limit + 1, instant, id],
  );
  const entries = result.rows.slice(0, of.limit);
  const last = entries.at(-1);
  const more = result.rows.length > of.limit && last !== undefined;
  return { entries, next: more ? `${last.putAt.toISOString()}|${last.id}` : null };
}

/** How many documents of an enterprise nobody of it has opened yet. */
export async function unreadInInbox(pool: Pool, enterpriseId: number): Promise<number> {
  const result = await pool.query<{ unread: number }>(
    'select count(*)::int as unread from inbox_message where enterprise_id = $1 and read_at is null',
    [enterpriseId],
  );
  return result.rows[0]?.unread ?? 0;
}
