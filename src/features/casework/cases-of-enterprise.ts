import type { Pool } from '#platform/database/connections.ts';

/** A case as it stood at an instant: open or not, marked or not, since when and under which rule. */
export interface CaseAtInstant {
  readonly caseId: string;
  readonly qualificationId: number;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly clause: string;
  readonly restrictions: readonly string[];
}

/**
 * The public, open cases of an enterprise at an instant. A stage that is not public (a yellow card, SX23-2.1) is not in
 * the answer at all. Until the casework issue every open case is in its first stage, so the restrictions of today are
 * those of the instant.
 */
export async function casesOfEnterprise(pool: Pool, enterpriseId: number, instant: Date): Promise<CaseAtInstant[]> {
  const result = await pool.query<CaseAtInstant>(
    `select c.id as "caseId", c.qualification_id as "qualificationId", c.regime, opened.act as stage, c.opened_on as "openedOn",
       opened.clause, coalesce((opened.content::jsonb->'restrictions'), to_jsonb(c.restrictions)) as restrictions
     from cases c join case_event opened on opened.case_id = c.id and opened.sequence = 1
     where c.enterprise_id = $1 and opened.recorded_at <= $2
       and coalesce((opened.content::jsonb->>'public')::boolean, c.public)
       and not exists (
         select 1 from case_event closed where closed.case_id = c.id and closed.act in ('cleared', 'lapsed') and closed.recorded_at <= $2)
     order by c.opened_on, c.id`,
    [enterpriseId, instant],
  );
  return result.rows;
}
