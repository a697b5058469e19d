import type { Pool } from '#platform/database/connections.ts';

/** What an office owes in a case, and by when. */
export interface DueEntry {
  readonly caseId: string;
  readonly what: string;
  /** last day; null where the law sets none */
  readonly byDay: string | null;
  readonly overdue: boolean;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly stage: string;
  readonly divisionCode: string;
}

/** What falls due in the scope (a prefix of division codes), overdue first, then by day, then what has no day. */
export async function dueList(
  pool: Pool,
  request: { readonly scope: string; readonly today: string; readonly limit: number },
): Promise<DueEntry[]> {
  const result = await pool.query<DueEntry>(
    `select d.case_id as "caseId", d.what, d.by_day as "byDay", coalesce(d.by_day < $2, false) as overdue, e.name as enterprise, e.uscc,
       q.name as qualification, c.stage, d.division_code as "divisionCode"
     from case_duty d join cases c on c.id = d.case_id
     join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where starts_with(d.division_code, $1)
     order by d.by_day nulls last, d.case_id limit $3`,
    [request.scope, request.today, request.limit],
  );
  return result.rows;
}

/** A restriction that a case lays on a qualification now. */
export interface RestrictionInForce {
  readonly caseId: string;
  readonly qualification: string;
  readonly nationalCode: string | null;
  readonly restriction: string;
  readonly stage: string;
  readonly regime: string;
}

/**
 * The restrictions in force on an enterprise's qualifications: the one answer for approval, tendering and permits
 * (GX24-4.1c, SX23-3.2, 3.3, SY-2.6). Begin and end with their stages.
 */
export async function restrictionsInForce(pool: Pool, uscc: string): Promise<RestrictionInForce[]> {
  const result = await pool.query<RestrictionInForce>(
    `select c.id as "caseId", q.name as qualification, q.national_code as "nationalCode", unnest(c.restrictions) as restriction, c.stage, c.regime
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where e.uscc = $1 and c.closed_on is null order by q.name, restriction`,
    [uscc],
  );
  return result.rows;
}
