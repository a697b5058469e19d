import { z } from 'zod';
import type { DutyHandler } from '#law/regimes/duty-handler.ts';
import type { Pool } from '#platform/database/connections.ts';
import { positionDay, positionUuid, positionWord, readPosition } from '#platform/list-position.ts';
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
/** By the last day; what has none in law follows, the oldest case first. */
const ORDER = `coalesce(d.by_day, '${NO_DAY}'), d.opened_on, d.case_id, d.what`;

/** The duty of a city bureau in a city that has not switched on: the province's (decision 0019). */
const OFF = `(d.handler = 'city' and left(d.division_code, 2) = any($6::text[]) and left(d.division_code, 4) <> all($7::text[]))`;

/** Every duty that the filter finds, whatever duty is chosen; the enterprise is looked at only where its name is asked for. */
function dutiesFound(filter: WorkFilter): string {
  const named =
    filter.text === undefined ? '' : 'join cases c on c.id = d.case_id join enterprise e on e.id = c.enterprise_id';
  const text = filter.text === undefined ? '$3::text is null' : '(e.uscc = upper($3) or strpos(e.name, $3) > 0)';
  return `select d.case_id, d.what, d.by_day, d.opened_on, d.division_code, ${OFF} as off
    from case_duty d ${named}
    where d.handler = any($1::text[]) and starts_with(d.division_code, $2) and ${text} and (not $4::boolean or d.by_day < $5::date)
      and case when ${OFF} then 'province' else d.handler end = any($8::text[])`;
}

async function valuesOf(pool: Pool, filter: WorkFilter, today: string): Promise<unknown[]> {
  const { handlers, division = '', text = null, overdueOnly = false } = filter;
  const read = handlers.includes('province') ? [...handlers, 'city'] : handlers;
  return [read, division, text, overdueOnly, today, SWITCHED_PROVINCES, await citiesOn(pool, today), handlers];
}

/** `last day|opened on|case|what` of the last row; the next page begins behind it. */
const WORK_POSITION = z.tuple([z.union([z.literal(NO_DAY), positionDay]), positionDay, positionUuid, positionWord]);

/** What falls due, overdue first, a page at a time. The scope is the connection's claim, the office the filter's. */
export async function workList(
  pool: Pool,
  filter: WorkFilter,
  page: { readonly today: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<WorkPage> {
  const values = await valuesOf(pool, filter, page.today);
  const after = readPosition(page.cursor, WORK_POSITION);
  // One pass over the duties serves the numbers of all tabs and the page; what a page shows is fetched for its rows alone.
  const found = await pool.query<{ items: WorkItem[] | null; counts: Counted[] | null }>(
    `with duty as materialized (${dutiesFound(filter)}),
     page as (
       select * from duty d where ($9::text is null or what = $9)
         and ($10::date is null or (${ORDER}) > ($10::date, $11::date, $12::uuid, $13))
       order by ${ORDER} limit $14)
     select (select json_agg(s) from (
         select d.case_id as "caseId", d.what, d.by_day as "byDay", coalesce(d.by_day < $5::date, false) as overdue, c.provisional,
           e.id as "enterpriseId", e.name as enterprise, e.uscc, q.name as qualification, c.regime, c.stage, c.opened_on as "openedOn",
           d.division_code as "divisionCode", case when d.off then left(d.division_code, 4) end as "forCity"
         from page d join cases c on c.id = d.case_id join enterprise e on e.id = c.enterprise_id
           join qualification q on q.id = c.qualification_id
         order by ${ORDER}) s) as items,
       (select json_agg(n) from (
         select what, count(*) as count, count(*) filter (where by_day < $5::date) as overdue
         from duty group by what order by overdue desc, count desc, what) n) as counts`,
    [...values, filter.what ?? null, ...(after ?? [null, null, null, null]), page.limit + 1],
  );
  const rows = found.rows[0]?.items ?? [];
  const counted = found.rows[0]?.counts ?? [];
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const chosen = filter.what === undefined ? counted : counted.filter(({ what }) => what === filter.what);
  return {
    items,
    total: chosen.reduce((sum, { count }) => sum + count, 0),
    next:
      rows.length > page.limit && last !== undefined
        ? `${last.byDay ?? NO_DAY}|${last.openedOn}|${last.caseId}|${last.what}`
        : null,
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
    `select case_id as id from (${dutiesFound(filter)}) d where what = $9 order by ${ORDER} limit $10`,
    [...(await valuesOf(pool, filter, today)), filter.what, limit],
  );
  return result.rows.map(({ id }) => id);
}
