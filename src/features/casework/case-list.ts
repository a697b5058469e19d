import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { positionDay, positionUuid, readPosition } from '#platform/list-position.ts';

/** A case in the list of all cases. */
export interface ListedCase {
  readonly id: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly deadline: string | null;
  readonly divisionCode: string;
}

const POSITION = z.tuple([positionDay, positionUuid]);

/** All cases in the scope, newest first. */
export async function caseList(
  pool: Pool,
  filter: {
    readonly text?: string | undefined;
    readonly stage?: string | undefined;
    readonly division?: string | undefined;
    readonly open?: boolean | undefined;
  },
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly rows: readonly ListedCase[]; readonly next: string | null }> {
  const after = readPosition(page.cursor, POSITION) ?? [null, null];
  const result = await pool.query<ListedCase>(
    `select c.id, e.name as enterprise, e.uscc, q.name as qualification, c.regime, c.stage, c.opened_on as "openedOn", c.closed_on as "closedOn",
       c.deadline, c.division_code as "divisionCode"
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where starts_with(c.division_code, $1) and ($2::text is null or c.stage = $2) and (not $3::boolean or c.closed_on is null)
       and ($4::text is null or e.uscc = upper($4) or strpos(e.name, $4) > 0)
       and ($5::date is null or (c.opened_on, c.id) < ($5::date, $6::uuid))
     order by c.opened_on desc, c.id desc limit $7`,
    [filter.division ?? '', filter.stage ?? null, filter.open ?? false, filter.text ?? null, ...after, page.limit + 1],
  );
  const rows = result.rows.slice(0, page.limit);
  const last = rows.at(-1);
  return {
    rows,
    next: result.rows.length > page.limit && last !== undefined ? `${last.openedOn}|${last.id}` : null,
  };
}

/** A case that a draft is to be written for. */
export interface ChosenCase {
  readonly id: string;
  readonly enterprise: string;
  readonly qualification: string;
  readonly regime: string;
  readonly stage: string;
  readonly licensing: string;
}

/** Cases by id, as a draft lists them; those that are closed or out of the scope are left out. */
export async function casesChosen(pool: Pool, ids: readonly string[]): Promise<ChosenCase[]> {
  const result = await pool.query<ChosenCase>(
    `select c.id, e.name as enterprise, q.name as qualification, c.regime, c.stage,
       c.subject->'qualification'->>'licensing' as licensing from unnest($1::uuid[]) with ordinality as chosen(id, n)
     join cases c on c.id = chosen.id join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where c.closed_on is null order by chosen.n`,
    [ids],
  );
  return result.rows;
}
