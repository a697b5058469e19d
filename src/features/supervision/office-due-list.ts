import { citiesOn, type DueEntry, SWITCHED_PROVINCES } from '#features/casework/queries.ts';
import { dutyHandlers } from '#law/regimes/duty-handler.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { Pool } from '#platform/database/connections.ts';

/** A duty on the list of the office that owes it. */
export interface OfficeDueEntry extends DueEntry {
  /** the province does it for a city that has not switched the function on yet (SX23-4.1) */
  readonly forCity: string | null;
}

const HANDLERS = JSON.stringify(
  [...REGIMES.values()].flatMap((regime) => dutyHandlers(regime).map((each) => ({ regime: regime.id, ...each }))),
);

/**
 * What an office itself owes, in its scope: the due list cut by who may take the step. Reading of SX23-4.1: until a city has switched
 * the function on, its duties are the province's, because warnings are the one provincial platform's (SX23-1) and nobody else is there
 * to act; what was begun stays where it is and only changes hands with the switch.
 */
export async function dueForOffice(
  pool: Pool,
  request: {
    readonly scope: string;
    readonly office: 'district' | 'city' | 'province' | 'approval-bureau';
    readonly today: string;
    readonly limit: number;
  },
): Promise<OfficeDueEntry[]> {
  const on = await citiesOn(pool, request.today);
  const result = await pool.query<OfficeDueEntry>(
    `with handler as (
       select * from jsonb_to_recordset($1::jsonb) as h(regime text, what text, licensing text, handler text)),
     owed as (
       select d.*, h.handler, left(d.division_code, 2) = any($2::text[]) and left(d.division_code, 4) <> all($3::text[]) and h.handler = 'city' as off
       from case_duty d join cases c on c.id = d.case_id
       join handler h on h.regime = c.regime and h.what = d.what and h.licensing = c.subject->'qualification'->>'licensing'
       where starts_with(d.division_code, $4))
     select o.case_id as "caseId", o.what, o.by_day as "byDay", coalesce(o.by_day < $5, false) as overdue, e.name as enterprise, e.uscc,
       q.name as qualification, c.stage, o.division_code as "divisionCode", case when o.off then left(o.division_code, 4) end as "forCity"
     from owed o join cases c on c.id = o.case_id join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where case when o.off then 'province' else o.handler end = $6
     order by o.by_day nulls last, o.case_id, o.what limit $7`,
    [HANDLERS, SWITCHED_PROVINCES, on, request.scope, request.today, request.office, request.limit],
  );
  return result.rows;
}
