import type { Pool } from '#platform/database/connections.ts';

/** One event of a case as the public may read it. */
export interface CaseStory {
  readonly caseId: string;
  readonly sequence: number;
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly act: string;
  readonly clause: string;
  /** SHA-256, hexadecimal */
  readonly hash: string;
}

/**
 * The public events on one qualification up to an instant, oldest first: of each case what came from its first public
 * stage on. What came before (a yellow card, SX23-2.1) was not public and does not become so.
 */
export async function caseStories(pool: Pool, qualificationId: number, instant: Date): Promise<CaseStory[]> {
  const result = await pool.query<CaseStory>(
    `select c.id as "caseId", v.sequence, v.on_day as "onDay", v.recorded_at as "recordedAt", v.act, v.clause,
       encode(v.hash, 'hex') as hash
     from cases c
     cross join lateral (
       select min(p.sequence) as sequence from case_event p
       where p.case_id = c.id and p.recorded_at <= $2 and (p.content::jsonb->>'public')::boolean) first_public
     join case_event v on v.case_id = c.id and v.sequence >= first_public.sequence
     where c.qualification_id = $1 and v.recorded_at <= $2
     order by c.opened_on, c.id, v.sequence`,
    [qualificationId, instant],
  );
  return result.rows;
}
