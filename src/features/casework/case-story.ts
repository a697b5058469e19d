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

/** The public events on one qualification up to an instant, oldest first. */
export async function caseStories(pool: Pool, qualificationId: number, instant: Date): Promise<CaseStory[]> {
  const result = await pool.query<CaseStory>(
    `select c.id as "caseId", v.sequence, v.on_day as "onDay", v.recorded_at as "recordedAt", v.act, v.clause, encode(v.hash, 'hex') as hash
     from cases c join case_event opened on opened.case_id = c.id and opened.sequence = 1
     join case_event v on v.case_id = c.id
     where c.qualification_id = $1 and v.recorded_at <= $2 and coalesce((opened.content::jsonb->>'public')::boolean, c.public)
     order by c.opened_on, c.id, v.sequence`,
    [qualificationId, instant],
  );
  return result.rows;
}
