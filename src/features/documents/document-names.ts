import type { Pool } from '#platform/database/connections.ts';

/** What a document is called: its kind, and its number where it has one. */
export interface DocumentName {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
}

/** Names of documents by their ids, as far as the reader may see them. */
export async function documentNames(pool: Pool, ids: readonly string[]): Promise<DocumentName[]> {
  if (ids.length === 0) return [];
  const result = await pool.query<DocumentName>(
    'select id, kind, number from official_document where id::text = any($1)',
    [ids],
  );
  return result.rows;
}
