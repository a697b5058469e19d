import arrangements from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { z } from 'zod';
import { accept, type Parsed, refuse } from '../identifiers/parsed.ts';
import { type LegalDate, parseLegalDate, yearOf } from './legal-date.ts';

/** The State Council's yearly notice: days off beyond ordinary weekends, and weekend days worked instead (调休). */
export interface HolidayNotice {
  readonly year: number;
  readonly holidays: readonly LegalDate[];
  readonly workdays: readonly LegalDate[];
  /** Number of the notice, or where the table comes from. */
  readonly source: string;
}

const noticeSchema = z.strictObject({
  year: z.number().int().min(1900).max(2199),
  holidays: z.array(z.string()).min(1),
  workdays: z.array(z.string()),
  source: z.string().min(1),
});
const noticesSchema = z.union([z.array(noticeSchema), noticeSchema.transform((notice) => [notice])]);

function readDays(texts: readonly string[], year: number): Parsed<LegalDate[]> {
  const days: LegalDate[] = [];
  for (const text of texts) {
    const parsed = parseLegalDate(text);
    if (!parsed.ok) return parsed;
    // New Year's arrangements reach into the last days of the year before.
    const inYear = yearOf(parsed.value) === year || parsed.value.startsWith(`${year - 1}-12-`);
    if (!inYear) return refuse(`${year} 年的放假安排里有 ${parsed.value}，请把它移到对应年份。`);
    days.push(parsed.value);
  }
  return accept(days);
}

function readNotice(raw: z.infer<typeof noticeSchema>): Parsed<HolidayNotice> {
  const holidays = readDays(raw.holidays, raw.year);
  if (!holidays.ok) return holidays;
  const workdays = readDays(raw.workdays, raw.year);
  if (!workdays.ok) return workdays;
  const both = holidays.value.find((day) => workdays.value.includes(day));
  if (both !== undefined) return refuse(`${both} 同时列为放假日和上班日，请核对放假通知。`);
  return accept({ ...raw, holidays: holidays.value, workdays: workdays.value });
}

/** Reads one holiday notice or a list of them (JSON already parsed): {year, holidays, workdays, source}. */
export function parseHolidayNotices(json: unknown): Parsed<readonly HolidayNotice[]> {
  const shape = noticesSchema.safeParse(json);
  if (!shape.success) {
    return refuse(
      '放假安排应为 {"year": 2027, "holidays": ["2027-01-01", …], "workdays": […], "source": "通知文号"} 或其数组，请核对文件。',
    );
  }
  const notices: HolidayNotice[] = [];
  for (const raw of shape.data) {
    const notice = readNotice(raw);
    if (!notice.ok) return notice;
    if (notices.some((other) => other.year === raw.year))
      return refuse(`${raw.year} 年的放假安排出现了两次，请只留一份。`);
    notices.push(notice.value);
  }
  return accept(notices);
}

function datesOf(table: Readonly<Record<string, string>>): readonly LegalDate[] {
  return Object.keys(table).flatMap((text) => {
    const parsed = parseLegalDate(text);
    return parsed.ok ? [parsed.value] : [];
  });
}

function publishedNotices(): readonly HolidayNotice[] {
  const holidays = datesOf(arrangements.holidays);
  const workdays = datesOf(arrangements.workdays);
  // A notice always names National Day; days of a year that come from its neighbours' notices do not make it covered.
  const years = holidays.filter((day) => day.endsWith('-10-01')).map(yearOf);
  return years.sort().map((year) => ({
    year,
    holidays: holidays.filter((day) => yearOf(day) === year),
    workdays: workdays.filter((day) => yearOf(day) === year),
    source: 'chinese-days 1.5.7（国务院办公厅年度节假日安排通知）',
  }));
}

/** The notices that the library knows (2004 to 2026), by year. */
export const PUBLISHED_NOTICES: readonly HolidayNotice[] = publishedNotices();
