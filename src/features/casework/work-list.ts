import { type DutyHandler, dutyHandlers } from '#law/regimes/duty-handler.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { Pool } from '#platform/database/connections.ts';
import { citiesOn, SWITCHED_PROVINCES } from './city-switches.ts';

/** One thing that an office owes, as its work list shows it. */
export interface WorkItem {
  readonly caseId: string;
  readonly what: string;
  readonly byDay: string | null;
  readonly overdue: boolean;
  readonly provisional: boolean;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly divisionCode: string;
  /** the province does it for a city that has not switched the function on yet (SX23-4.1) */
  readonly forCity: string | null;
}

export interface WorkFilter {
  /** of these offices; `platform` owes what it does by itself */
  readonly handlers: readonly DutyHandler[];
  readonly what?: string | undefined;
  /** prefix of division codes within the scope */
  readonly division?: string | undefined;
  /** part of the enterprise's name, or its code */
  readonly text?: string | undefined;
  readonly overdueOnly?: boolean | undefined;
}

export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly total: number;
  readonly next: string | null;
  /** how many of each duty, whatever duty is chosen */
  readonly counts: readonly { readonly what: string; readonly count: number; readonly overdue: number }[];
}

interface Counted {
  readonly what: string;
  readonly count: number;
  readonly overdue: number;
}

const NO_DAY = '9999-12-31';

interface Owed {
  readonly regimes: string[];
  readonly licensings: string[];
  readonly whats: string[];
  readonly handlers: string[];
}

/**
 * The duties of these offices under every regime, as parallel columns for unnest. A province reads the cities' duties too: those of a city
 * that has not switched on are its own (decision 0019).
 */
function owedBy(handlers: readonly DutyHandler[]): Owed {
  const read = handlers.includes('province') ? [...handlers, 'city'] : handlers;
  const rows = [...REGIMES.values()].flatMap((regime) =>
    dutyHandlers(regime)
      .filter(({ handler }) => read.includes(handler))
      .map((row) => ({ ...row, regime: regime.id })),
  );
  return {
    regimes: rows.map(({ regime }) => regime),
    licensings: rows.map(({ licensing }) => licensing),
    whats: rows.map(({ what }) => what),
    handlers: rows.map(({ handler }) => handler),
  };
}

/** The duty of a city bureau in a city that has not switched on. */
const OFF = `(owed.handler = 'city' and left(d.division_code, 2) = any($11::text[]) and left(d.division_code, 4) <> all($12::text[]))`;

/** Every duty that the filter finds, whatever duty is chosen; the enterprise is looked at only where its name is asked for. */
function dutiesFound(filter: WorkFilter): string {
  const named = filter.text === undefined ? '' : 'join enterprise e on e.id = c.enterprise_id';
  const text = filter.text === undefined ? '$6::text is null' : '(e.uscc = upper($6) or strpos(e.name, $6) > 0)';
  return `select d.case_id, d.what, d.by_day, d.division_code, ${OFF} as off
    from case_duty d join cases c on c.id = d.case_id
    join unnest($1::text[], $2::text[], $3::text[], $9::text[]) as owed(regime, licensing, what, handler)
      on owed.regime = c.regime and owed.licensing = c.subject->'qualification'->>'licensing' and owed.what = d.what
    ${named}
    where starts_with(d.division_code, $4) and ${text} and (not $7::boolean or d.by_day < $8::date)
      and (case when ${OFF} then 'province' else owed.handler end) = any($10::text[])`;
}

async function valuesOf(pool: Pool, filter: WorkFilter, today: string): Promise<unknown[]> {
  const { regimes, licensings, whats, handlers } = owedBy(filter.handlers);
  const { division = '', what = null, text = null, overdueOnly = false } = filter;
  const offices = [handlers, filter.handlers, SWITCHED_PROVINCES, await citiesOn(pool, today)];
  return [regimes, licensings, whats, division, what, text, overdueOnly, today, ...offices];
}

/** `day|case|what` of the last row; the next page begins behind it. */
function readCursor(cursor: string | undefined): readonly [string, string, string] | undefined {
  const [day, caseId, what] = (cursor ?? '').split('|');
  if (day === undefined || caseId === undefined || what === undefined) return undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && /^[0-9a-f-]{36}$/.test(caseId) ? [day, caseId, what] : undefined;
}

/** What falls due, overdue first, a page at a time. The scope is the connection's claim, the office the filter's. */
export async function workList(
  pool: Pool,
  filter: WorkFilter,
  page: { readonly today: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<WorkPage> {
  const values = await valuesOf(pool, filter, page.today);
  const after = readCursor(page.cursor);
  // One pass over the duties serves the numbers of all tabs and the page; what a page shows is fetched for its rows alone.
  const found = await pool.query<{ items: WorkItem[] | null; counts: Counted[] | null }>(
    `with duty as materialized (${dutiesFound(filter)}),
     page as (
       select * from duty where ($5::text is null or what = $5)
         and ($13::date is null or (coalesce(by_day, '${NO_DAY}'), case_id, what) > ($13::date, $14::uuid, $15))
       order by coalesce(by_day, '${NO_DAY}'), case_id, what limit $16)
     select (select json_agg(s) from (
         select d.case_id as "caseId", d.what, d.by_day as "byDay", coalesce(d.by_day < $8::date, false) as overdue, c.provisional,
           e.id as "enterpriseId", e.name as enterprise, e.uscc, q.name as qualification, c.regime, c.stage, c.opened_on as "openedOn",
           d.division_code as "divisionCode", case when d.off then left(d.division_code, 4) end as "forCity"
         from page d join cases c on c.id = d.case_id join enterprise e on e.id = c.enterprise_id
           join qualification q on q.id = c.qualification_id
         order by coalesce(d.by_day, '${NO_DAY}'), d.case_id, d.what) s) as items,
       (select json_agg(n) from (
         select what, count(*) as count, count(*) filter (where by_day < $8::date) as overdue
         from duty group by what order by overdue desc, count desc, what) n) as counts`,
    [...values, ...(after ?? [null, null, null]), page.limit + 1],
  );
  const rows = found.rows[0]?.items ?? [];
  const counted = found.rows[0]?.counts ?? [];
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const chosen = filter.what === undefined ? counted : counted.filter(({ what }) => what === filter.what);
  return {
    items,
    total: chosen.reduce((sum, { count }) => sum + count, 0),
    next: rows.length > page.limit && last !== undefined ? `${last.byDay ?? NO_DAY}|${last.caseId}|${last.what}` : null,
    counts: counted,
  };
}

/** The cases behind all rows that a filter finds, for an act on all of them; at most `limit`. */
export async function casesMatching(
  pool: Pool,
  filter: WorkFilter & { readonly what: string },
  today: string,
  limit: number,
): Promise<string[]> {
  const result = await pool.query<{ id: string }>(
    `select case_id as id from (${dutiesFound(filter)}) duty where what = $5 order by coalesce(by_day, '${NO_DAY}'), case_id limit $13`,
    [...(await valuesOf(pool, filter, today)), limit],
  );
  return result.rows.map(({ id }) => id);
}

/** A case in the list of all cases. */
export interface CaseRow {
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
): Promise<{ readonly rows: readonly CaseRow[]; readonly next: string | null }> {
  const [day, id] = (page.cursor ?? '').split('|');
  const after = day !== undefined && id !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? [day, id] : [null, null];
  const result = await pool.query<CaseRow>(
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

/** Cases by id, as a draft lists them; those that are closed or out of the scope are left out. */
export async function casesChosen(
  pool: Pool,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly enterprise: string; readonly qualification: string }[]> {
  const result = await pool.query<{ id: string; enterprise: string; qualification: string }>(
    `select c.id, e.name as enterprise, q.name as qualification from unnest($1::uuid[]) with ordinality as chosen(id, n)
     join cases c on c.id = chosen.id join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where c.closed_on is null order by chosen.n`,
    [ids],
  );
  return result.rows;
}
