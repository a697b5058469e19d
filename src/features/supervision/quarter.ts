import { addDays, addMonths, type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { reckonPeriod } from '#law/periods/period.ts';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';

/** A quarter of a year as the report names it: 2026-Q3. */
export interface Quarter {
  readonly name: string;
  readonly first: LegalDate;
  readonly last: LegalDate;
}

function date(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/** Reads `2026-Q3`; undefined for anything else. */
export function parseQuarter(text: string): Quarter | undefined {
  const parts = /^(\d{4})-Q([1-4])$/.exec(text);
  if (parts === null) return undefined;
  const first = date(`${parts[1]}-${String((Number(parts[2]) - 1) * 3 + 1).padStart(2, '0')}-01`);
  return { name: text, first, last: addDays(addMonths(first, 3), -1) };
}

/** The quarter that a day lies in. */
export function quarterOf(day: string): Quarter {
  const found = parseQuarter(`${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`);
  if (found === undefined) throw new Error(`no quarter of ${day}`);
  return found;
}

export function quarterBefore(quarter: Quarter): Quarter {
  return quarterOf(addDays(quarter.first, -1));
}

/** SX23-4.3: within 10 days after the quarter's end, moved past days off (民法典 203). */
export function reportDueBy(quarter: Quarter, calendar: WorkCalendar): LegalDate {
  return reckonPeriod(quarter.last, { unit: 'days', length: 10, rolled: true }, calendar).last;
}
