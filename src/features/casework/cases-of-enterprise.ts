import type { Pool } from '#platform/database/connections.ts';

/** A case as it stood at an instant: open or not, marked or not, since when and under which rule. */
export interface CaseAtInstant {
  readonly caseId: string;
  readonly qualificationId: number;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly clause: string;
  readonly marked: boolean;
  readonly restrictions: readonly string[];
}

/** An open case with whether its stage was public; for the visibility rules only, never for a page. */
export interface OpenCase extends CaseAtInstant {
  readonly public: boolean;
}

/** Acts that end a case; everything else leaves it open. */
export const CLOSING_ACTS: readonly string[] = ['cleared', 'lapsed', 'withdrawn', 'revoked', 'kept'];

/**
 * Stage, mark, publicity and restrictions of a case at an instant: from the newest event by then whose content names
 * them. Events are never edited, so the past reads as it was known then.
 */
const AT_INSTANT = `
  cross join lateral (
    select v.content::jsonb as said from case_event v
    where v.case_id = c.id and v.recorded_at <= $2 and v.content::jsonb ? 'public'
    order by v.sequence desc limit 1) now_standing
  where not exists (
    select 1 from case_event closed where closed.case_id = c.id and closed.act = any($3) and closed.recorded_at <= $2)`;

/** The open cases of an enterprise at an instant, public or not: what the rules of visibility are asked about. */
export async function openCasesOfEnterprise(pool: Pool, enterpriseId: number, instant: Date): Promise<OpenCase[]> {
  const result = await pool.query<OpenCase>(
    `select c.id as "caseId", c.qualification_id as "qualificationId", c.regime, coalesce(said->>'stage', c.stage) as stage,
       c.opened_on as "openedOn", opened.clause, (said->>'public')::boolean as public,
       coalesce((said->>'marked')::boolean, false) as marked, coalesce(said->'restrictions', '[]'::jsonb) as restrictions
     from cases c join case_event opened on opened.case_id = c.id and opened.sequence = 1
     ${AT_INSTANT} and c.enterprise_id = $1
     order by c.opened_on, c.id`,
    [enterpriseId, instant, CLOSING_ACTS],
  );
  return result.rows;
}

/**
 * The public, open cases of an enterprise at an instant. A stage that is not public (a yellow card, SX23-2.1) is not in
 * the answer at all.
 */
export async function casesOfEnterprise(pool: Pool, enterpriseId: number, instant: Date): Promise<CaseAtInstant[]> {
  const open = await openCasesOfEnterprise(pool, enterpriseId, instant);
  return open.filter((each) => each.public);
}

/** How many qualifications of each enterprise bore a public mark at an instant; enterprises without one are left out. */
export async function publicMarks(
  pool: Pool,
  enterpriseIds: readonly number[],
  instant: Date,
): Promise<ReadonlyMap<number, number>> {
  if (enterpriseIds.length === 0) return new Map();
  const result = await pool.query<{ enterpriseId: number; marked: number }>(
    `select c.enterprise_id as "enterpriseId", count(distinct c.qualification_id) as marked
     from cases c ${AT_INSTANT} and c.enterprise_id = any($1)
       and (said->>'public')::boolean and (said->>'marked')::boolean
     group by c.enterprise_id`,
    [enterpriseIds, instant, CLOSING_ACTS],
  );
  return new Map(result.rows.map((row) => [row.enterpriseId, row.marked]));
}
