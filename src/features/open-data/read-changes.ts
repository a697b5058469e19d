import type { Pool } from '#platform/database/connections.ts';
import { type Change, changeSchema, type NewChange } from './change.ts';

export type ChangesRead =
  | { readonly is: 'page'; readonly changes: readonly Change[]; readonly position: number; readonly more: boolean }
  /** the position was trimmed away; the oldest from which one can still read on */
  | { readonly is: 'expired'; readonly oldest: number }
  /** the position lies ahead of the newest */
  | { readonly is: 'ahead'; readonly newest: number };

/** The changes after a position, in order; without a position from the oldest that is kept. */
export async function readChanges(
  pool: Pool,
  asked: { readonly since: number | undefined; readonly limit: number },
): Promise<ChangesRead> {
  const bounds = await pool.query<{ oldest: number | null; newest: number | null }>(
    'select min(position) as oldest, max(position) as newest from public_change',
  );
  const { oldest, newest } = bounds.rows[0] ?? { oldest: null, newest: null };
  const since = asked.since ?? (oldest ?? 1) - 1;
  if (since > (newest ?? 0)) return { is: 'ahead', newest: newest ?? 0 };
  if (oldest !== null && since < oldest - 1) return { is: 'expired', oldest: oldest - 1 };
  const result = await pool.query<{ position: number; publishedAt: Date; content: NewChange }>(
    `select position, published_at as "publishedAt", content from public_change where position > $1 order by position limit $2`,
    [since, asked.limit + 1],
  );
  const rows = result.rows.slice(0, asked.limit);
  return {
    is: 'page',
    changes: rows.map(({ position, publishedAt, content }) =>
      changeSchema.parse({ position, publishedAt: publishedAt.toISOString(), ...content }),
    ),
    position: rows.at(-1)?.position ?? since,
    more: result.rows.length > asked.limit,
  };
}
