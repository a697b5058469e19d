import type { Pool } from '#platform/database/connections.ts';
import { CANDIDATE, type EnterpriseHit, HIT_COLUMNS } from './name-search.ts';
import { rarestOf } from './pair-shares.ts';
import { expressionOf, gramsOf, isReadAs, type PinyinTerm } from './pinyin.ts';
import type { SearchCursor } from './search-cursor.ts';

/** From this share on, a walk along the names finds a page sooner than the index (docs/decisions/0006-name-search.md). */
const COMMON = 0.03;
const KEYS_ASKED = 3;
/** Rows looked at for one page where the index cannot tell all: reading by reading it is the program that decides. */
const MOST_LOOKED_AT = 2_000;
const BATCH = 100;

function between(after: SearchCursor | undefined): readonly [string | null, number] {
  return [after?.name ?? null, after?.id ?? 0];
}

/** Enterprises whose credit code holds a part of six characters or more. */
export async function codesThatContain(
  pool: Pool,
  part: string,
  after: SearchCursor | undefined,
  limit: number,
): Promise<EnterpriseHit[]> {
  const grams = Array.from({ length: part.length - 3 }, (_, at) => part.slice(at, at + 4));
  const { rarest, share } = await rarestOf(pool, 'code_grams', [...new Set(grams)], KEYS_ASKED);
  const rows =
    share >= COMMON
      ? `(select ${CANDIDATE} from enterprise where coalesce(code_grams, '{}') @> $1) e`
      : `(select ${CANDIDATE} from enterprise where code_grams @> $1 offset 0) e`;
  const result = await pool.query<EnterpriseHit>(
    `select ${HIT_COLUMNS} from ${rows} where strpos(e.uscc, $2) > 0
       and ($3::text is null or (e.name_folded, e.id) > ($3, $4::bigint))
     order by e.name_folded, e.id limit $5`,
    [rarest, part, ...between(after), limit],
  );
  return result.rows;
}

/** Enterprises whose name is read as one of the ways of a pinyin term. */
export async function namesReadAs(
  pool: Pool,
  ways: readonly PinyinTerm[],
  after: SearchCursor | undefined,
  limit: number,
): Promise<EnterpriseHit[]> {
  const found = new Map<number, EnterpriseHit & { readonly folded: string }>();
  for (const way of ways) {
    for (const hit of await readAs(pool, way, after, limit)) found.set(hit.id, hit);
  }
  return [...found.values()]
    .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.id - b.id))
    .slice(0, limit)
    .map(({ folded: _, ...hit }) => hit);
}

async function readAs(pool: Pool, way: PinyinTerm, after: SearchCursor | undefined, limit: number) {
  const { rarest, share } = await rarestOf(pool, 'initial_grams', gramsOf(way), KEYS_ASKED);
  const common = share >= COMMON;
  const rows = common
    ? `(select ${CANDIDATE} from enterprise where coalesce(initial_grams, '{}') @> $1) e`
    : `(select ${CANDIDATE} from enterprise where initial_grams @> $1 offset 0) e`;
  const whole = way.some((piece) => piece.length > 1);
  // Syllables are told by the database; initials of one reading or another, by the program.
  const batchSize = whole ? limit + 1 : BATCH;
  const hits: (EnterpriseHit & { folded: string })[] = [];
  let place = between(after);
  for (let looked = 0; looked < MOST_LOOKED_AT && hits.length < limit; looked += batchSize) {
    const batch = await pool.query<EnterpriseHit & { folded: string }>(
      `select ${HIT_COLUMNS}, e.name_folded as folded from ${rows}
       where ($2::text is null or (e.name_folded, e.id) > ($2, $3::bigint)) ${whole ? 'and e.name_folded ~ $5' : ''}
       order by e.name_folded, e.id limit $4`,
      [rarest, ...place, batchSize, ...(whole ? [expressionOf(way)] : [])],
    );
    hits.push(...batch.rows.filter((hit) => isReadAs(hit.name, way)));
    const last = batch.rows.at(-1);
    if (last === undefined || batch.rows.length < batchSize) break;
    place = [last.folded, last.id];
  }
  return hits.slice(0, limit);
}
