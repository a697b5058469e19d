import type { Pool } from '#platform/database/connections.ts';

export interface SupervisedProject {
  readonly number: string;
  readonly name: string;
  readonly divisionCode: string;
  readonly permitNumber: string | null;
}

/** An enterprise under priority supervision, why, and where its sites are. */
export interface SupervisedEnterprise {
  readonly enterpriseId: number;
  readonly name: string;
  readonly uscc: string;
  readonly divisionCode: string;
  readonly qualifications: readonly {
    readonly caseId: string;
    readonly name: string;
    readonly stage: string;
    readonly since: string;
  }[];
  /** works under construction as the registry knows them */
  readonly projects: readonly SupervisedProject[];
}

/**
 * GX24-5.2, SX23-3.3: enterprises under priority supervision in the scope of a bureau, by their place of registration or by a work
 * under construction there. Derived from the restrictions in force, never stored: it begins and ends with them.
 */
export async function prioritySupervision(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number; readonly afterUscc?: string },
): Promise<SupervisedEnterprise[]> {
  const result = await pool.query<SupervisedEnterprise>(
    `select e.id as "enterpriseId", e.name, e.uscc, e.division_code as "divisionCode", marked.qualifications,
       coalesce(sites.projects, '[]') as projects
     from (
       select c.enterprise_id, json_agg(json_build_object('caseId', c.id, 'name', q.name, 'stage', c.stage, 'since', c.opened_on)
         order by q.name) as qualifications
       from cases c join qualification q on q.id = c.qualification_id
       where c.closed_on is null and 'priority-supervision' = any(c.restrictions)
       group by c.enterprise_id) marked
     join enterprise e on e.id = marked.enterprise_id
     left join lateral (
       select json_agg(json_build_object('number', p.number, 'name', p.name, 'divisionCode', p.division_code, 'permitNumber', p.permit_number)
         order by p.number) as projects, bool_or(starts_with(p.division_code, $1)) as here
       from project p where (p.builder_uscc = e.uscc or p.supervisor_uscc = e.uscc) and p.finished_on is null) sites on true
     where (starts_with(e.division_code, $1) or sites.here) and ($2::text is null or e.uscc > $2)
     order by e.uscc limit $3`,
    [request.scope, request.afterUscc ?? null, request.limit],
  );
  return result.rows;
}
