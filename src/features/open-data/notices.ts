import type { Pool } from '#platform/database/connections.ts';
import { decodePlace, pageOf } from './cursor.ts';

export interface NoticeEntry {
  readonly id: string;
  readonly kind: 'public-notice' | 'announcement';
  readonly title: string;
  readonly number: string | null;
  readonly office: string;
  readonly divisionCode: string;
  readonly publishedOn: string;
  readonly withdrawn: boolean;
}

export interface NoticePage {
  readonly rows: readonly NoticeEntry[];
  readonly next: string | undefined;
  readonly brokenCursor: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Published notices and announcements, the newest first (SY-2.5, SY-4, GX24-4.1e). One that was taken back stays listed. */
export async function noticePage(
  pool: Pool,
  asked: {
    readonly kind: NoticeEntry['kind'] | undefined;
    readonly scope: string;
    readonly cursor: string | null;
    readonly limit: number;
  },
): Promise<NoticePage> {
  const after = decodePlace(asked.cursor, UUID);
  if (after === 'broken' || (after !== undefined && !DAY.test(after[0])))
    return { rows: [], next: undefined, brokenCursor: true };
  const result = await pool.query<NoticeEntry>(
    `select p.id, p.kind, p.title, d.number, p.office, p.division_code as "divisionCode", p.published_on as "publishedOn",
       d.status = 'withdrawn' as withdrawn
     from publication p join official_document d on d.id = p.document_id
     where starts_with(p.division_code, $1) and ($2::text is null or p.kind = $2)
       and ($3::date is null or p.published_on < $3 or p.published_on = $3 and p.id > $4::uuid)
     order by p.published_on desc, p.id limit $5`,
    [asked.scope, asked.kind ?? null, after?.[0] ?? null, after?.[1] ?? null, asked.limit + 1],
  );
  return { ...pageOf(result.rows, asked.limit, (row) => [row.publishedOn, row.id]), brokenCursor: false };
}
