import type { Pool } from '#platform/database/connections.ts';

/** More pairs than the rarest two only make the index intersect longer lists. */
const PAIRS_ASKED = 2;
/** The database samples its statistics anew now and then: after so many searches they are read again. */
const SEARCHES_PER_READING = 2_000;

interface Reading {
  readonly shares: Promise<ReadonlyMap<string, number>>;
  searches: number;
}

const readings = new WeakMap<Pool, Reading>();

/** The shares of names that have a pair, for the common pairs: what the planner knows from its own sample. */
async function readShares(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const result = await pool.query<{ pair: string; share: number }>(
    `select known.pair, known.share::float8 as share from pg_stats s,
       lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as known(pair, share)
     where s.schemaname = current_schema() and s.tablename = 'enterprise' and s.attname = 'name_bigrams'
       and known.pair is not null`,
  );
  return new Map(result.rows.map(({ pair, share }) => [pair, share]));
}

async function sharesOf(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const standing = readings.get(pool);
  if (standing !== undefined && standing.searches < SEARCHES_PER_READING) {
    standing.searches++;
    return standing.shares;
  }
  const fresh: Reading = { shares: readShares(pool), searches: 1 };
  readings.set(pool, fresh);
  fresh.shares.catch(() => readings.delete(pool));
  return fresh.shares;
}

/** Every two neighbouring characters of a folded term, each once; as name_bigrams of the database. */
function pairsOf(term: string): readonly string[] {
  const signs = [...term];
  return [...new Set(signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`))];
}

/** The pairs of a folded term that fewest names have, and the share of names that has the rarest (0: not among the common). */
export async function rarestPairs(
  pool: Pool,
  term: string,
): Promise<{ readonly rarest: readonly string[]; readonly share: number }> {
  const shares = await sharesOf(pool);
  const pairs = [...pairsOf(term)].sort((a, b) => (shares.get(a) ?? 0) - (shares.get(b) ?? 0));
  return { rarest: pairs.slice(0, PAIRS_ASKED), share: shares.get(pairs[0] ?? '') ?? 0 };
}
