import { publicMarks } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { type EnterpriseHit, type SearchRequest, searchEnterprises } from './search.ts';

export interface PublicHit extends EnterpriseHit {
  /** qualifications with a public mark at the instant */
  readonly marked: number;
}

export interface PublicSearchPage {
  readonly hits: readonly PublicHit[];
  readonly next: string | undefined;
  readonly brokenCursor: boolean;
}

/** A page of the search with the public marks of an instant. */
export async function searchPublic(pool: Pool, request: SearchRequest, instant: Date): Promise<PublicSearchPage> {
  const page = await searchEnterprises(pool, request);
  const marks = await publicMarks(
    pool,
    page.hits.map((hit) => hit.id),
    instant,
  );
  return { ...page, hits: page.hits.map((hit) => ({ ...hit, marked: marks.get(hit.id) ?? 0 })) };
}
