import { type HolidayNotice, PUBLISHED_NOTICES } from '#law/periods/holiday-notice.ts';
import { fromDayNumber, type LegalDate, parseLegalDate, toDayNumber } from '#law/periods/legal-date.ts';
import { workCalendar } from '#law/periods/work-calendar.ts';
import type { Pool } from '#platform/database/connections.ts';
import { recordedHolidayNotices } from './recorded-notices.ts';

export interface HolidayChange {
  /** days that would be another kind of day than they are reckoned now */
  readonly off: readonly LegalDate[];
  readonly worked: readonly LegalDate[];
  /** open cases with a term that ends in the year */
  readonly casesWithTerm: number;
  readonly provisional: number;
}

/** What a notice would change against the calendar in force; nothing is recorded. */
export async function holidayChange(pool: Pool, notice: HolidayNotice): Promise<HolidayChange> {
  const recorded = await recordedHolidayNotices(pool);
  const present = workCalendar([...recorded]);
  const then = workCalendar([...recorded.filter(({ year }) => year !== notice.year), notice]);
  const off: LegalDate[] = [];
  const worked: LegalDate[] = [];
  const [first, last] = [`${notice.year}-01-01`, `${notice.year}-12-31`];
  const named = [...notice.holidays, ...notice.workdays].map(toDayNumber);
  const limits = [first, last].flatMap((day) => {
    const parsed = parseLegalDate(day);
    return parsed.ok ? [toDayNumber(parsed.value)] : [];
  });
  const start = Math.min(...named, ...limits);
  const end = Math.max(...named, ...limits);
  for (let number = start; number <= end; number++) {
    const day = fromDayNumber(number);
    if (present.isWorkingDay(day) === then.isWorkingDay(day)) continue;
    (then.isWorkingDay(day) ? worked : off).push(day);
  }
  const cases = await pool.query<{ all: number; provisional: number }>(
    `select count(*) as all, count(*) filter (where provisional) as provisional from cases
     where closed_on is null and deadline between $1 and $2`,
    [first, last],
  );
  const { all = 0, provisional = 0 } = cases.rows[0] ?? {};
  return { off, worked, casesWithTerm: all, provisional };
}

export interface NoticeShown {
  readonly year: number;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly source: string;
  readonly recordedAt: Date | null;
  readonly recordedBy: string | null;
}

/** The arrangements of the years from one on: the recorded ones, and beside them the published ones that come with the product. */
export async function noticesFrom(pool: Pool, year: number): Promise<NoticeShown[]> {
  const result = await pool.query<NoticeShown>(
    'select year, holidays, workdays, source, recorded_at as "recordedAt", recorded_by as "recordedBy" from holiday_notice where year >= $1',
    [year],
  );
  const own = new Set(result.rows.map((row) => row.year));
  const published = PUBLISHED_NOTICES.filter((notice) => notice.year >= year && !own.has(notice.year)).map(
    (notice) => ({
      ...notice,
      recordedAt: null,
      recordedBy: null,
    }),
  );
  return [...result.rows, ...published].sort((a, b) => b.year - a.year);
}
