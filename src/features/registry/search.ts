import { foldName } from '#law/identifiers/folding.ts';
import type { Pool } from '#platform/database/connections.ts';
import { type EnterpriseHit, HIT_COLUMNS, namesOnceBorne, namesThatBegin, namesThatContain } from './name-search.ts';
import { decodeCursor, encodeCursor, type SearchPart } from './search-cursor.ts';

export { type EnterpriseHit, foldName };

export interface SearchRequest {
  /** what was typed: part of a name (two characters or more), a USCC, or a certificate number */
  readonly text: string;
  readonly limit: number;
  /** from the page before */
  readonly cursor?: string | undefined;
}

export interface SearchPage {
  readonly hits: readonly EnterpriseHit[];
  /** the cursor given was not one of ours: nothing was searched for */
  readonly brokenCursor: boolean;
  /** for the next page; undefined on the last */
  readonly next: string | undefined;
}

/** Characters of a term after folding. */
const SHORTEST_TERM = 2;
const USCC = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const CERTIFICATE_NUMBER = /^[A-E]W?[0-9]{9}$/;

/** Whether a term is long enough to be searched for. */
export function isSearchable(text: string): boolean {
  return [...foldName(text.trim())].length >= SHORTEST_TERM;
}

/**
 * Enterprises by name (from two characters on), USCC or certificate number: names that begin with the term first, then
 * those that contain it, each in the order of their names; where there is none, whoever once bore exactly this name. A term that is
 * shorter finds nothing: the caller says so.
 */
export async function searchEnterprises(pool: Pool, request: SearchRequest): Promise<SearchPage> {
  const term = foldName(request.text.trim());
  if (USCC.test(term))
    return whole(await pool.query<EnterpriseHit>(`select ${HIT_COLUMNS} from enterprise e where e.uscc = $1`, [term]));
  if (CERTIFICATE_NUMBER.test(term)) {
    return whole(
      await pool.query<EnterpriseHit>(
        `select ${HIT_COLUMNS} from certificate c join enterprise e on e.id = c.enterprise_id where c.number = $1`,
        [term],
      ),
    );
  }
  if ([...term].length < SHORTEST_TERM) return { hits: [], next: undefined, brokenCursor: false };
  const after = decodeCursor(request.cursor);
  if (after === 'broken') return { hits: [], next: undefined, brokenCursor: true };
  return pageOfNames(pool, term, after, request.limit);
}

async function pageOfNames(
  pool: Pool,
  term: string,
  after: Exclude<ReturnType<typeof decodeCursor>, 'broken'>,
  limit: number,
): Promise<SearchPage> {
  const found: { readonly part: SearchPart; readonly hit: EnterpriseHit }[] = [];
  // One more than the page, to know whether there is a next.
  const wanted = limit + 1;
  if (after?.part !== 'contains') {
    for (const hit of await namesThatBegin(pool, term, after, wanted)) found.push({ part: 'begins', hit });
  }
  if (found.length < wanted) {
    const from = after?.part === 'contains' ? after : undefined;
    for (const hit of await namesThatContain(pool, term, from, wanted - found.length)) {
      found.push({ part: 'contains', hit });
    }
  }
  // A name that nobody bears today may have been somebody's.
  if (found.length === 0 && after === undefined) return whole({ rows: await namesOnceBorne(pool, term, limit) });
  const last = found[limit - 1];
  const next =
    found.length > limit && last !== undefined
      ? encodeCursor({ part: last.part, name: foldName(last.hit.name), id: last.hit.id })
      : undefined;
  return { hits: found.slice(0, limit).map(({ hit }) => hit), next, brokenCursor: false };
}

function whole(result: { rows: EnterpriseHit[] }): SearchPage {
  return { hits: result.rows, next: undefined, brokenCursor: false };
}
