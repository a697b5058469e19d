import type { Pool } from '#platform/database/connections.ts';

export interface ImpactFinding {
  readonly qualificationId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly divisionCode: string;
  readonly previous: string;
  readonly verdict: string;
  readonly shortage: number;
}

export interface ImpactFilter {
  /** `met not-met`; undefined: all */
  readonly change?: string | undefined;
  readonly division?: string | undefined;
}

/** The qualifications whose verdict a draft would change, one page by their number. */
export async function impactFindings(
  pool: Pool,
  jobId: string,
  filter: ImpactFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<{ readonly rows: readonly ImpactFinding[]; readonly next: number | null }> {
  const [previous, verdict] = (filter.change ?? '').split(' ');
  const result = await pool.query<ImpactFinding>(
    `select f.qualification_id as "qualificationId", e.name as enterprise, e.uscc, q.name as qualification, f.division_code as "divisionCode",
       f.previous, f.verdict, f.shortage
     from impact_finding f join qualification q on q.id = f.qualification_id join enterprise e on e.id = f.enterprise_id
     where f.job_id = $1 and f.qualification_id > $2 and ($3 = '' or f.previous = $3) and ($4 = '' or f.verdict = $4)
       and starts_with(f.division_code::text, $5)
     order by f.qualification_id limit $6`,
    [jobId, page.after, previous ?? '', verdict ?? '', filter.division ?? '', page.limit + 1],
  );
  const rows = result.rows.slice(0, page.limit);
  return { rows, next: result.rows.length > page.limit ? (rows.at(-1)?.qualificationId ?? null) : null };
}

/** How many would change, by city and change. */
export async function impactByCity(
  pool: Pool,
  jobId: string,
): Promise<
  readonly { readonly city: string; readonly previous: string; readonly verdict: string; readonly count: number }[]
> {
  const result = await pool.query<{ city: string; previous: string; verdict: string; count: number }>(
    `select left(division_code, 4) as city, previous, verdict, count(*) from impact_finding where job_id = $1
     group by 1, 2, 3 order by 1, 2, 3`,
    [jobId],
  );
  return result.rows;
}
