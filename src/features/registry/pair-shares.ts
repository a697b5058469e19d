import type { Pool } from '#platform/database/connections.ts';

/** More pairs than the rarest two only make the index intersect longer lists. */
const PAIRS_ASKED = 2;
/** The database samples its statistics anew now and then: after so many searches they are read again. */
const SEARCHES_PER_READING = 2_000;

interface Reading {
  readonly shares: Promise<ReadonlyMap<string, number>>;
  searches: number;
}

/** Columns of keys by which enterprises are found. */
export type KeyColumn = 'name_bigrams' | 'initial_grams' | 'code_grams';

const readings: Readonly<Record<KeyColumn, WeakMap<Pool, Reading>>> = {
  name_bigrams: new WeakMap(),
  initial_grams: new WeakMap(),
  code_grams: new WeakMap(),
};

/** The shares of names that have a pair, for the common pairs: what the planner knows from its own sample. */
async function readShares(pool: Pool, column: KeyColumn): Promise<ReadonlyMap<string, number>> {
  const result = await pool.query<{ pair: string; share: number }>(
    `select known.pair, known.share::float8 as share from pg_stats s,
       lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as known(pair, share)
     where s.schemaname = current_schema() and s.tablename = 'enterprise' and s.attname = $1
       and known.pair is not null`,
    [column],
  );
  return new Map(result.rows.map(({ pair, share }) => [pair, share]));
}

/** How large a share of the enterprises has each of the common keys of a column. */
export async function sharesOf(pool: Pool, column: KeyColumn): Promise<ReadonlyMap<string, number>> {
  const standing = readings[column].get(pool);
  if (standing !== undefined && standing.searches < SEARCHES_PER_READING) {
    standing.searches++;
    return standing.shares;
  }
  const fresh: Reading = { shares: readShares(pool, column), searches: 1 };
  readings[column].set(pool, fresh);
  fresh.shares.catch(() => readings[column].delete(pool));
  return fresh.shares;
}

/** Every two neighbouring characters of a folded term, each once; as name_bigrams of the database. */
export function pairsOf(term: string): readonly string[] {
  const signs = [...term];
  return [...new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`))];
}

/** The keys that fewest enterprises have, and the share that has the rarest (0: not among the common). */
export async function rarestOf(
  pool: Pool,
  column: KeyColumn,
  keys: readonly string[],
  asked: number,
): Promise<{ readonly rarest: readonly string[]; readonly share: number }> {
  const shares = await sharesOf(pool, column);
  const sorted = [...keys].sort((a, b) => (shares.get(a) ?? 0) - (shares.get(b) ?? 0));
  return { rarest: sorted.slice(0, asked), share: shares.get(sorted[0] ?? '') ?? 0 };
}

/** The pairs of a folded term that fewest names have. */
export function rarestPairs(pool: Pool, term: string): ReturnType<typeof rarestOf> {
  return rarestOf(pool, 'name_bigrams', pairsOf(term), PAIRS_ASKED);
}
