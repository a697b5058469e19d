import type { Pool } from '#platform/database/connections.ts';

/** Digits of a division code by which a jurisdiction is cut: a province by its cities, a city by its districts. */
export type Cut = 4 | 6;

/** The jurisdiction, and how it is cut. */
export interface Jurisdiction {
  /** prefix of division codes */
  readonly division: string;
  readonly cut: Cut;
}

/** The place of what is registered outside the jurisdiction: enterprises from elsewhere that work here. */
export const ELSEWHERE = 'elsewhere';

const PLACE = (column: string) =>
  `case when starts_with(${column}::text, $1) then left(${column}, $2::int) else '${ELSEWHERE}' end`;

export interface PlaceFigures {
  readonly place: string;
  readonly open: number;
  readonly marked: number;
  readonly overdue: number;
}

/** Open cases of the jurisdiction that the connection sees, by place. */
export async function figuresByPlace(
  pool: Pool,
  { division, cut }: Jurisdiction,
  today: string,
): Promise<PlaceFigures[]> {
  const result = await pool.query<PlaceFigures>(
    `select ${PLACE('division_code')} as place, count(*) as open, count(*) filter (where marked) as marked,
       count(*) filter (where deadline < $3) as overdue
     from cases where closed_on is null group by 1 order by 1`,
    [division, cut, today],
  );
  return result.rows;
}

export interface StageFigures {
  readonly regime: string;
  readonly stage: string;
  readonly count: number;
}

export async function figuresByStage(pool: Pool): Promise<StageFigures[]> {
  const result = await pool.query<StageFigures>(
    'select regime, stage, count(*) from cases where closed_on is null group by 1, 2 order by 3 desc, 1, 2',
  );
  return result.rows;
}

export interface MonthFigures {
  readonly month: string;
  readonly opened: number;
  readonly closed: number;
}

/** Cases opened and closed in each of the last twelve months. */
export async function figuresByMonth(pool: Pool, today: string): Promise<MonthFigures[]> {
  const result = await pool.query<MonthFigures>(
    `with month as (select generate_series(date_trunc('month', $1::date) - interval '11 months', date_trunc('month', $1::date), interval '1 month')::date as first)
     select to_char(m.first, 'YYYY-MM') as month,
       (select count(*) from cases c where c.opened_on >= m.first and c.opened_on < m.first + interval '1 month') as opened,
       (select count(*) from cases c where c.closed_on >= m.first and c.closed_on < m.first + interval '1 month') as closed
     from month m order by 1`,
    [today],
  );
  return result.rows;
}

/** Handling times of a place: the middle of the days that its cases took, and how many cases say so. */
export interface HandlingTimes {
  readonly place: string;
  readonly cases: number;
  readonly toOrder: number | null;
  readonly orders: number;
  readonly toService: number | null;
  readonly services: number;
  readonly toRecheck: number | null;
  readonly rechecks: number;
}

/** From warning to order, from order to its service, from service to the re-check: cases opened since a day, by place, the quickest first. */
export async function handlingTimes(
  pool: Pool,
  { division, cut }: Jurisdiction,
  since: string,
): Promise<HandlingTimes[]> {
  const result = await pool.query<HandlingTimes>(
    `with step as (
       select ${PLACE('c.division_code')} as place, c.opened_on as warned, (c.served_on->>'order')::date as served,
         (select min(d.issued_on) from official_document d where d.case_id = c.id and d.kind = 'order' and d.status = 'stands') as ordered,
         (select min(d.issued_on) from official_document d where d.case_id = c.id and d.kind = 'recheck-form' and d.status = 'stands') as rechecked
       from cases c where c.opened_on >= $3)
     select place, count(*) as cases,
       percentile_cont(0.5) within group (order by ordered - warned) as "toOrder", count(ordered) as orders,
       percentile_cont(0.5) within group (order by served - ordered) as "toService", count(served - ordered) as services,
       percentile_cont(0.5) within group (order by rechecked - served) as "toRecheck", count(rechecked - served) as rechecks
     from step group by place order by 3 nulls last, place`,
    [division, cut, since],
  );
  return result.rows;
}
