import { type HolidayNotice, PUBLISHED_NOTICES } from './holiday-notice.ts';
import { fromDayNumber, type LegalDate, toDayNumber, weekdayOfDayNumber, yearOf } from './legal-date.ts';
import { statutoryHolidays } from './statutory-holidays.ts';

/** Which days are worked. A year without a notice is answered by weekends and the statutory holidays, provisionally. */
export interface WorkCalendar {
  isWorkingDay(date: LegalDate): boolean;
  /** Whether the year's holiday notice is known. */
  isCovered(year: number): boolean;
  /** Where the year's arrangement comes from; undefined where its notice is not known. */
  sourceOf(year: number): string | undefined;
}

/**
 * A calendar from the published notices and an administrator's own, which replace the published one of their year
 * (a list may add regional days off, too).
 */
export function workCalendar(own: readonly HolidayNotice[] = []): WorkCalendar {
  const notices = new Map([...PUBLISHED_NOTICES, ...own].map((notice) => [notice.year, notice]));
  const off = new Set<LegalDate>();
  const worked = new Set<LegalDate>();
  for (const notice of notices.values()) {
    for (const day of notice.holidays) off.add(day);
    for (const day of notice.workdays) worked.add(day);
  }
  const provisional = new Map<number, ReadonlySet<LegalDate>>();
  const statutory = (year: number): ReadonlySet<LegalDate> => {
    const known = provisional.get(year) ?? new Set(statutoryHolidays(year));
    provisional.set(year, known);
    return known;
  };
  return {
    isWorkingDay(date) {
      if (worked.has(date)) return true;
      if (off.has(date)) return false;
      const weekday = weekdayOfDayNumber(toDayNumber(date));
      if (weekday === 0 || weekday === 6) return false;
      return notices.has(yearOf(date)) || !statutory(yearOf(date)).has(date);
    },
    isCovered: (year) => notices.has(year),
    sourceOf: (year) => notices.get(year)?.source,
  };
}

/** The calendar of the published notices alone. */
export const PUBLISHED_CALENDAR: WorkCalendar = workCalendar();

/** The day itself where it is worked, else the first working day after it. */
export function workingDayOnOrAfter(date: LegalDate, calendar: WorkCalendar): LegalDate {
  let day = toDayNumber(date);
  let current = date;
  while (!calendar.isWorkingDay(current)) {
    day += 1;
    current = fromDayNumber(day);
  }
  return current;
}

/** The first working day strictly after a day. */
export function workingDayAfter(date: LegalDate, calendar: WorkCalendar): LegalDate {
  return workingDayOnOrAfter(fromDayNumber(toDayNumber(date) + 1), calendar);
}
