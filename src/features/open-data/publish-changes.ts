import { holdLock } from '#platform/advisory-locks.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type DueChange, publicSides } from './public-side.ts';

const AT_ONCE = 2_000;
/** Longer than a year's leave: whoever read a year ago goes on where they were. */
const KEPT_DAYS = 430;

/**
 * Gives the acts that noted themselves their positions in the feed, those that have a public side.
 *
 * An act's note may be committed long after a later one's, so its own number is no position. Positions are given here, to what is
 * committed, by one publisher at a time and without gaps: who has read up to a position has missed nothing before it, and the
 * numbers do not tell that something unpublished happened (SX23-2.1).
 * @returns how many notes were taken
 */
export async function publishChanges(
  pool: Pool,
  { province, now }: { readonly province: string; readonly now: Date },
): Promise<number> {
  return inTransaction(pool, async (transaction) => {
    await holdLock(transaction, 'publishing', 'exclusive');
    const taken = await transaction.query<DueChange>(
      `delete from public_change_due where id in (select id from public_change_due order by id limit $1)
       returning id, kind, subject, content`,
      [AT_ONCE],
    );
    if (taken.rows.length === 0) return 0;
    const due = taken.rows.toSorted((one, other) => one.id - other.id);
    const sides = await publicSides(transaction, due, province);
    const changes = due.flatMap(({ id }) => sides.get(id) ?? []);
    await transaction.query(
      `insert into public_change (position, published_at, kind, uscc, content)
       select (select coalesce(max(position), 0) from public_change) + g.at, $2, g.change->>'kind', g.change->'enterprise'->>'uscc', g.change
       from jsonb_array_elements($1::jsonb) with ordinality as g(change, at)`,
      [JSON.stringify(changes), now],
    );
    // The newest row stays whatever its age: the next position is counted on from it.
    await transaction.query(
      `delete from public_change where published_at < $1::timestamptz - make_interval(days => $2)
         and position < (select max(position) from public_change)`,
      [now, KEPT_DAYS],
    );
    return due.length;
  });
}
