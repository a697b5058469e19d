import type { Pool } from '#platform/database/connections.ts';

export interface SearchRequest {
  /** what was typed: part of a name (two characters or more), a USCC, or a certificate number */
  readonly text: string;
  readonly limit: number;
  /** from the page before */
  readonly cursor?: string | undefined;
}

export interface EnterpriseHit {
  readonly id: number;
  readonly uscc: string;
  readonly name: string;
  readonly divisionCode: string;
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

/** Whether a term is long enough to be searched for. */
export function isSearchable(text: string): boolean {
  return [...foldName(text.trim())].length >= SHORTEST_TERM;
}

const USCC = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const CERTIFICATE_NUMBER = /^[A-E]W?[0-9]{9}$/;

interface Cursor {
  readonly name: string;
  readonly id: number;
}

function encodeCursor(hit: EnterpriseHit): string {
  return Buffer.from(JSON.stringify([hit.name, hit.id])).toString('base64url');
}

/** The place a cursor stands for; `broken` where it is not one of ours. */
function decodeCursor(text: string | undefined): Cursor | undefined | 'broken' {
  if (text === undefined || text === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed.length !== 2) return 'broken';
    const [name, id]: unknown[] = parsed;
    // U+0000 is no text for the database.
    return typeof name === 'string' && !name.includes('\0') && typeof id === 'number' && Number.isSafeInteger(id)
      ? { name, id }
      : 'broken';
  } catch {
    return 'broken';
  }
}

/** The folding of the database's fold_name, for the search term. */
export function foldName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[［【〔]/g, '[')
    .replace(/[］】〕]/g, ']')
    .replace(/[\s·\0]/g, '')
    .toUpperCase();
}

const COLUMNS = 'e.id, e.uscc, e.name, e.division_code as "divisionCode"';

/**
 * Enterprises by name (from two characters on), USCC or certificate number, in the order of their names.
 * A term that is shorter finds nothing: the caller says so.
 */
export async function searchEnterprises(pool: Pool, request: SearchRequest): Promise<SearchPage> {
  const term = foldName(request.text.trim());
  if (USCC.test(term))
    return whole(await pool.query<EnterpriseHit>(`select ${COLUMNS} from enterprise e where e.uscc = $1`, [term]));
  if (CERTIFICATE_NUMBER.test(term)) {
    return whole(
      await pool.query<EnterpriseHit>(
        `select ${COLUMNS} from certificate c join enterprise e on e.id = c.enterprise_id where c.number = $1`,
        [term],
      ),
    );
  }
  if ([...term].length < SHORTEST_TERM) return { hits: [], next: undefined, brokenCursor: false };
  const after = decodeCursor(request.cursor);
  if (after === 'broken') return { hits: [], next: undefined, brokenCursor: true };
  // name_bigrams(term) must all be in the name; the comparison afterwards says that they stand in this order.
  const found = await pool.query<EnterpriseHit>(
    `select ${COLUMNS} from enterprise e
     where e.name_bigrams @> name_bigrams($1) and strpos(fold_name(e.name), $1) > 0
       and ($2::text is null or (e.name, e.id) > ($2, $3::bigint))
     order by e.name, e.id limit $4`,
    [term, after?.name ?? null, after?.id ?? 0, request.limit + 1],
  );
  const hits = found.rows.slice(0, request.limit);
  const last = hits.at(-1);
  const next = found.rows.length > request.limit && last !== undefined ? encodeCursor(last) : undefined;
  return { hits, next, brokenCursor: false };
}

function whole(result: { rows: EnterpriseHit[] }): SearchPage {
  return { hits: result.rows, next: undefined, brokenCursor: false };
}
