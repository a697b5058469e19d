import type { Pool } from '#platform/database/connections.ts';
import { pairsOf, rarestPairs } from './pair-shares.ts';
import type { SearchCursor } from './search-cursor.ts';

export interface EnterpriseHit {
  readonly id: number;
  readonly uscc: string;
  readonly name: string;
  readonly divisionCode: string;
  /** the name that was searched for and that the enterprise no longer bears */
  readonly formerName?: string;
}

/** What a subquery of candidates carries: the keys beside them are wide. */
export const CANDIDATE = 'id, uscc, name, name_folded, division_code';

export const HIT_COLUMNS = 'e.id, e.uscc, e.name, e.division_code as "divisionCode"';

/**
 * From this share of all names on, a walk along the names finds a page sooner than the index of neighbouring characters,
 * which must gather every hit before the first can be shown (docs/decisions/0006-name-search.md).
 */
const COMMON = 0.03;

/** Folded names between these begin with the term, where the database orders by code point. */
function rangeOf(term: string): { readonly from: string; readonly below: string } {
  const signs = [...term];
  const last = signs.at(-1)?.codePointAt(0) ?? 0;
  // The code points of surrogates stand for nothing.
  const following = last + 1 === 0xd800 ? 0xe000 : Math.min(last + 1, 0x10ffff);
  return { from: term, below: signs.slice(0, -1).join('') + String.fromCodePoint(following) };
}

const BEGINS = 'e.name_folded >= $1 and e.name_folded < $2 and starts_with(e.name_folded, $1)';

/** Names that begin with the term: one stretch of the index of names. */
export async function namesThatBegin(
  pool: Pool,
  term: string,
  after: SearchCursor | undefined,
  limit: number,
): Promise<EnterpriseHit[]> {
  const { from, below } = rangeOf(term);
  const result = await pool.query<EnterpriseHit>(
    `select ${HIT_COLUMNS} from enterprise e
     where ${BEGINS} and ($3::text is null or (e.name_folded, e.id) > ($3, $4::bigint))
     order by e.name_folded, e.id limit $5`,
    [from, below, after?.name ?? null, after?.id ?? 0, limit],
  );
  return result.rows;
}

/** Names that contain the folded term, apart from those that begin with it. */
export async function namesThatContain(
  pool: Pool,
  term: string,
  after: SearchCursor | undefined,
  limit: number,
): Promise<EnterpriseHit[]> {
  const { from, below } = rangeOf(term);
  const { rarest, share } = await rarestPairs(pool, term);
  const common = share >= COMMON;
  const names = common
    ? 'enterprise e'
    : `(select id, uscc, name, name_folded, division_code from enterprise where name_bigrams @> $6 offset 0) e`;
  const result = await pool.query<EnterpriseHit>(
    `select ${HIT_COLUMNS} from ${names}
     where strpos(e.name_folded, $1) > 0 and not (${BEGINS})
       and ($3::text is null or (e.name_folded, e.id) > ($3, $4::bigint))
     order by e.name_folded, e.id limit $5`,
    [from, below, after?.name ?? null, after?.id ?? 0, limit, ...(common ? [] : [rarest])],
  );
  return result.rows;
}

/** Enterprises that once bore a name: the whole of it first, else one that holds the term. Somebody else may bear it today. */
export async function namesOnceBorne(pool: Pool, term: string, limit: number): Promise<EnterpriseHit[]> {
  const whole = await onceBorne(pool, term, 'fold_names(e.former_names) @> array[$1]', 'fold_name(n) = $1', [], limit);
  if (whole.length > 0) return whole;
  const held = 'former_bigrams(e.former_names) @> $3';
  return onceBorne(pool, term, held, 'strpos(fold_name(n), $1) > 0', [pairsOf(term)], limit);
}

async function onceBorne(
  pool: Pool,
  term: string,
  held: string,
  meant: string,
  values: readonly unknown[],
  limit: number,
): Promise<EnterpriseHit[]> {
  const result = await pool.query<EnterpriseHit>(
    `select * from (
       select ${HIT_COLUMNS}, (select n from unnest(e.former_names) n where ${meant} limit 1) as "formerName", e.name_folded as folded
       from (select * from enterprise e where e.former_names <> '{}' and ${held} offset 0) e) e
     where "formerName" is not null order by folded, id limit $2`,
    [term, limit, ...values],
  );
  return result.rows.map(({ id, uscc, name, divisionCode, formerName }) => ({
    id,
    uscc,
    name,
    divisionCode,
    ...(formerName === undefined ? {} : { formerName }),
  }));
}
