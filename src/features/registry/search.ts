import { foldName } from '#law/identifiers/folding.ts';
import type { Pool } from '#platform/database/connections.ts';
import { codesThatContain, namesReadAs } from './key-search.ts';
import { type EnterpriseHit, HIT_COLUMNS, namesOnceBorne, namesThatBegin, namesThatContain } from './name-search.ts';
import { nearNames } from './near-names.ts';
import { pinyinTerms } from './pinyin.ts';
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
  /** where nothing was found: names that differ from the term in one character */
  readonly near: readonly EnterpriseHit[];
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

/** A part of a credit code: six characters or more, at least one of them a digit, so that it is no pinyin. */
const CODE_PART = /^(?=.*\d)[0-9A-HJ-NPQRTUWXY]{6,17}$/;
/** So many near names are offered where nothing is found. */
const NEAR = 5;

/**
 * Enterprises as people look for them: by name (from two characters on; names that begin with the term first, then those that contain
 * it), by USCC or certificate number; where there is none, by a name once borne, a part of a USCC, pinyin or its initials. Where nothing is
 * found, names that differ in one character are offered in `near`, and none is taken. A term that is shorter finds nothing: the caller says so.
 */
export async function searchEnterprises(pool: Pool, request: SearchRequest): Promise<SearchPage> {
  const term = foldName(request.text.trim());
  if (USCC.test(term)) {
    return whole(await pool.query<EnterpriseHit>(`select ${HIT_COLUMNS} from enterprise e where e.uscc = $1`, [term]));
  }
  if (CERTIFICATE_NUMBER.test(term)) {
    return whole(
      await pool.query<EnterpriseHit>(
        `select ${HIT_COLUMNS} from certificate c join enterprise e on e.id = c.enterprise_id where c.number = $1`,
        [term],
      ),
    );
  }
  if ([...term].length < SHORTEST_TERM) return NOTHING;
  const after = decodeCursor(request.cursor);
  if (after === 'broken') return { ...NOTHING, brokenCursor: true };
  if (after === undefined || after.part === 'begins' || after.part === 'contains') {
    const page = await pageOfNames(pool, term, after, request.limit);
    if (page.hits.length > 0 || after !== undefined) return page;
  }
  return otherThanNames(pool, term, after, request);
}

const NOTHING: SearchPage = { hits: [], near: [], next: undefined, brokenCursor: false };

type Place = Exclude<ReturnType<typeof decodeCursor>, 'broken'>;

/** What else a term may be that no name of today holds. */
async function otherThanNames(
  pool: Pool,
  term: string,
  after: Place,
  { limit, text }: SearchRequest,
): Promise<SearchPage> {
  const former = after === undefined ? await namesOnceBorne(pool, term, limit) : [];
  if (former.length > 0) return whole({ rows: former });
  if (CODE_PART.test(term) && after?.part !== 'pinyin') {
    const hits = await codesThatContain(pool, term, after, limit + 1);
    if (hits.length > 0 || after !== undefined) return cut('code', hits, limit);
  }
  const ways = pinyinTerms(term);
  if (ways.length > 0 && after?.part !== 'code') {
    const hits = await namesReadAs(pool, ways, after, limit + 1);
    if (hits.length > 0 || after !== undefined) return cut('pinyin', hits, limit);
  }
  return after === undefined ? { ...NOTHING, near: await nearNames(pool, text, NEAR) } : NOTHING;
}

function cut(part: SearchPart, found: readonly EnterpriseHit[], limit: number): SearchPage {
  const last = found[limit - 1];
  const next =
    found.length > limit && last !== undefined
      ? encodeCursor({ part, name: foldName(last.name), id: last.id })
      : undefined;
  return { ...NOTHING, hits: found.slice(0, limit), next };
}

async function pageOfNames(pool: Pool, term: string, after: Place, limit: number): Promise<SearchPage> {
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
  const hits = found.map(({ hit }) => hit);
  return cut(found[limit - 1]?.part ?? 'begins', hits, limit);
}

function whole(result: { rows: EnterpriseHit[] }): SearchPage {
  return { ...NOTHING, hits: result.rows };
}
