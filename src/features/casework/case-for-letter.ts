import type { Pool } from '#platform/database/connections.ts';

export interface CaseForLetter {
  readonly caseId: string;
  readonly qualificationId: number;
  readonly enterpriseId: number;
  readonly divisionCode: string;
  readonly regime: string;
  readonly standardRow: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly certificateNumber: string | null;
  /** the stage that the case was opened in: warned, a yellow card (SX23-2.1), a list (SY-2.1) */
  readonly openedIn: string;
  readonly marked: boolean;
  readonly restrictions: readonly string[];
  /** legal day of the event, and the data instant of the run that caused it */
  readonly onDay: string;
  readonly instant: Date;
}

/**
 * What a letter about one event of a case needs; undefined when the case has no such event. `warned` is the event that a
 * failing verdict opened the case with, whatever the regime calls it.
 */
export async function caseForLetter(
  pool: Pool,
  caseId: string,
  act: 'warned' | 'cleared',
): Promise<CaseForLetter | undefined> {
  const result = await pool.query<CaseForLetter>(
    `select c.id as "caseId", c.qualification_id as "qualificationId", c.enterprise_id as "enterpriseId",
       c.division_code as "divisionCode", c.regime, coalesce(q.standard_row, '') as "standardRow", e.name as enterprise, e.uscc,
       q.name as qualification, k.number as "certificateNumber",
       opened.act as "openedIn", (opened.content::jsonb->>'marked')::boolean as marked, opened.content::jsonb->'restrictions' as restrictions, r.as_of as "onDay", r.instant
     from cases c
     join case_event opened on opened.case_id = c.id and opened.sequence = 1
     join case_event v on v.case_id = c.id and case when $2 = 'warned' then v.sequence = 1 else v.act = $2 end
     join verification_run r on r.id = (v.content::jsonb->>'run')::bigint
     join qualification q on q.id = c.qualification_id
     join enterprise e on e.id = c.enterprise_id
     left join certificate k on k.id = q.certificate_id
     where c.id = $1`,
    [caseId, act],
  );
  return result.rows[0];
}
