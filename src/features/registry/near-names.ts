import { foldName } from '#law/identifiers/folding.ts';
import type { Pool } from '#platform/database/connections.ts';
import { CANDIDATE, type EnterpriseHit, HIT_COLUMNS } from './name-search.ts';
import { pairsOf, sharesOf } from './pair-shares.ts';

/** Shorter terms are near to everything. */
const SHORTEST = 3;
const LONGEST = 12;
/** Names that hold one of the pairs looked for, together: so many are looked through in a few milliseconds. */
const MOST_LOOKED_THROUGH = 0.005;
const FEWEST_PAIRS = 1;
const FORM = /(集团)?(股份|责任)?(有限)?(责任)?公司$/;

/** The term with one character wrong, missing, too many, or changed places with its neighbour, as an expression. */
function oneOff(term: string): string {
  const signs = [...term].map((sign) => sign.replace(/[^\p{L}\p{N}]/u, (each) => `\\${each}`));
  const without = (at: number, by: string) => [...signs.slice(0, at), by, ...signs.slice(at + 1)].join('');
  const forms = signs.flatMap((sign, at) => {
    const next = signs[at + 1];
    return [
      without(at, '.'),
      ...(signs.length > SHORTEST ? [without(at, '')] : []),
      ...(at === 0 ? [] : [[...signs.slice(0, at), '.', ...signs.slice(at)].join('')]),
      ...(next === undefined ? [] : [[...signs.slice(0, at), next, sign, ...signs.slice(at + 2)].join('')]),
    ];
  });
  return [...new Set(forms)].join('|');
}

/** Pairs that few names have, the rarest first, as long as few names have one of them. */
async function rarePairs(pool: Pool, term: string): Promise<readonly string[]> {
  const shares = await sharesOf(pool, 'name_bigrams');
  const sorted = [...pairsOf(term)].sort((a, b) => (shares.get(a) ?? 0) - (shares.get(b) ?? 0));
  const taken: string[] = [];
  let together = 0;
  for (const pair of sorted) {
    together += shares.get(pair) ?? 0;
    if (together > MOST_LOOKED_THROUGH && taken.length >= FEWEST_PAIRS) break;
    taken.push(pair);
  }
  return taken;
}

/**
 * Names that differ from a term in one character: offered (您是不是要找), never taken. The words every name ends with are left aside, so
 * that what is looked for is what tells names apart.
 */
export async function nearNames(pool: Pool, text: string, limit: number): Promise<EnterpriseHit[]> {
  const folded = foldName(text);
  const bare = folded.replace(FORM, '');
  const term = [...(bare.length >= SHORTEST ? bare : folded)].slice(0, LONGEST).join('');
  if ([...term].length < SHORTEST || !/\p{Script=Han}/u.test(term)) return [];
  const result = await pool.query<EnterpriseHit>(
    `select ${HIT_COLUMNS} from (
       select ${CANDIDATE} from enterprise where name_bigrams && $1 and name_folded ~ $2 offset 0) e
     order by e.name_folded, e.id limit $3`,
    [await rarePairs(pool, term), oneOff(term), limit],
  );
  return result.rows;
}
