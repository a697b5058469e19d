import { openCasesOfEnterprises } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { decodePlace, pageOf } from './cursor.ts';

/** A qualification under a public mark. */
export interface MarkedEntry {
  readonly uscc: string;
  readonly enterprise: string;
  readonly divisionCode: string;
  readonly qualificationId: number;
  readonly qualification: string;
  readonly since: string;
  readonly clause: string;
  readonly regime: string;
  readonly restrictions: readonly string[];
}

export interface MarkedPage {
  readonly rows: readonly MarkedEntry[];
  readonly next: string | undefined;
  readonly brokenCursor: boolean;
}

// SX23-2.1: a stage that is not public is not in the list, and the order says nothing of when a yellow card was given.
const LISTED = 'c.closed_on is null and c.public and c.marked';

interface Row {
  readonly enterpriseId: number;
  readonly uscc: string;
  readonly enterprise: string;
  readonly divisionCode: string;
  readonly qualificationId: number;
  readonly qualification: string;
}

/** Qualifications under a public mark (SX23-3.1, GX24-4.1a), by the names of their enterprises. */
export async function markedPage(
  pool: Pool,
  asked: { readonly scope: string; readonly cursor: string | null; readonly limit: number; readonly now: Date },
): Promise<MarkedPage> {
  const after = decodePlace(asked.cursor, /^\d{1,15}$/);
  if (after === 'broken') return { rows: [], next: undefined, brokenCursor: true };
  const result = await pool.query<Row>(
    `select e.id as "enterpriseId", e.uscc, e.name as enterprise, c.division_code as "divisionCode", q.id as "qualificationId",
       q.name as qualification
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where ${LISTED} and starts_with(c.division_code, $1)
       and ($2::text is null or (e.name, q.id) > ($2, $3::bigint))
     order by e.name, q.id limit $4`,
    [asked.scope, after?.[0] ?? null, after?.[1] ?? null, asked.limit + 1],
  );
  const page = pageOf(result.rows, asked.limit, (row) => [row.enterprise, String(row.qualificationId)]);
  const cases = await openCasesOfEnterprises(pool, [...new Set(page.rows.map((row) => row.enterpriseId))], asked.now);
  const caseOf = new Map(cases.filter((each) => each.public).map((each) => [each.qualificationId, each]));
  return {
    brokenCursor: false,
    next: page.next,
    rows: page.rows.flatMap(({ enterpriseId: _id, ...row }) => {
      const open = caseOf.get(row.qualificationId);
      if (open === undefined) return [];
      return [
        {
          ...row,
          since: open.publicSince ?? open.openedOn,
          clause: open.publicClause ?? open.clause,
          regime: open.regime,
          restrictions: open.restrictions,
        },
      ];
    }),
  };
}

/** How many qualifications are under a public mark, by city (four digits of the division code). */
export async function markedByCity(pool: Pool): Promise<readonly { readonly city: string; readonly count: number }[]> {
  const result = await pool.query<{ city: string; count: number }>(
    `select left(c.division_code, 4) as city, count(*) from cases c where ${LISTED} group by 1 order by 1`,
  );
  return result.rows;
}
