import { orderTerms } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { decodePlace, pageOf } from './cursor.ts';

/** A rectification order that is in force. */
export interface OrderEntry {
  readonly uscc: string;
  readonly enterprise: string;
  readonly divisionCode: string;
  readonly qualificationId: number;
  readonly qualification: string;
  readonly documentId: string;
  readonly number: string | null;
  readonly office: string;
  readonly servedOn: string;
  readonly lastDay: string;
  readonly clause: string;
}

export interface OrderPage {
  readonly rows: readonly OrderEntry[];
  readonly next: string | undefined;
  readonly brokenCursor: boolean;
}

interface Row extends Omit<OrderEntry, 'servedOn' | 'lastDay' | 'clause'> {
  readonly caseId: string;
}

// 部令22号 28: from its service until the standard is met or the case has ended otherwise.
const LISTED = "c.closed_on is null and c.served_on ? 'order' and d.kind = 'order' and d.status = 'stands'";

/** Orders in force (部令22号 28: 责令其限期改正并向社会公告), by the names of their enterprises. */
export async function orderPage(
  pool: Pool,
  asked: { readonly scope: string; readonly cursor: string | null; readonly limit: number },
): Promise<OrderPage> {
  const after = decodePlace(asked.cursor, /^[0-9a-f-]{36}$/);
  if (after === 'broken') return { rows: [], next: undefined, brokenCursor: true };
  const result = await pool.query<Row>(
    `select c.id as "caseId", e.uscc, e.name as enterprise, c.division_code as "divisionCode", q.id as "qualificationId",
       q.name as qualification, d.id as "documentId", d.number, d.office_name as office
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
       join official_document d on d.case_id = c.id
     where ${LISTED} and starts_with(c.division_code, $1)
       and ($2::text is null or (e.name, d.id) > ($2, $3::uuid))
     order by e.name, d.id limit $4`,
    [asked.scope, after?.[0] ?? null, after?.[1] ?? null, asked.limit + 1],
  );
  const page = pageOf(result.rows, asked.limit, (row) => [row.enterprise, row.documentId]);
  const terms = await orderTerms(
    pool,
    page.rows.map(({ caseId }) => caseId),
  );
  return {
    brokenCursor: false,
    next: page.next,
    rows: page.rows.flatMap(({ caseId, ...row }) => {
      const term = terms.get(caseId);
      return term === undefined ? [] : [{ ...row, ...term }];
    }),
  };
}

/** How many orders are in force, by city (four digits of the division code). */
export async function ordersByCity(pool: Pool): Promise<readonly { readonly city: string; readonly count: number }[]> {
  const result = await pool.query<{ city: string; count: number }>(
    `select left(c.division_code, 4) as city, count(*) from cases c join official_document d on d.case_id = c.id
     where ${LISTED} group by 1 order by 1`,
  );
  return result.rows;
}
