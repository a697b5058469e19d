import { publicMarks } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { type EnterpriseHit, type SearchRequest, searchEnterprises } from './search.ts';

export interface PublicHit extends EnterpriseHit {
  /** qualifications with a public mark at the instant */
  readonly marked: number;
}

export interface PublicSearchPage {
  readonly hits: readonly PublicHit[];
  /** where nothing was found: names that differ from the term in one character */
  readonly near: readonly PublicHit[];
  readonly next: string | undefined;
  readonly brokenCursor: boolean;
}

/** A page of the search with the public marks of an instant. */
export async function searchPublic(pool: Pool, request: SearchRequest, instant: Date): Promise<PublicSearchPage> {
  const page = await searchEnterprises(pool, request);
  const marks = await publicMarks(
    pool,
    [...page.hits, ...page.near].map((hit) => hit.id),
    instant,
  );
  const marked = (hit: EnterpriseHit): PublicHit => ({ ...hit, marked: marks.get(hit.id) ?? 0 });
  return { ...page, hits: page.hits.map(marked), near: page.near.map(marked) };
}
