import { Temporal } from 'temporal-polyfill';
import { accept, type Parsed, refuse } from '../identifiers/parsed.ts';

declare const brand: unique symbol;

/** A calendar day in Asia/Shanghai, written YYYY-MM-DD: texts compare and sort as days do. */
export type LegalDate = string & { readonly [brand]: 'LegalDate' };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const FORMS =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)$/;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
// Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar.
const DAYS_BEFORE_1970 = 719468;
const DAYS_OF_400_YEARS = 146097;

function isLegalDate(text: string): text is LegalDate {
  return /^-?\d{4,6}-\d{2}-\d{2}$/.test(text);
}

function branded(text: string): LegalDate {
  if (isLegalDate(text)) return text;
  throw new RangeError(`not a calendar day: ${text}`);
}

function compose(year: number, month: number, day: number): LegalDate {
  return branded(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

/** Reads 2026-11-09, 2026/11/9, 2026.11.9 or 2026年11月9日 (blanks and full-width digits tolerated), 1900 to 2199. */
export function parseLegalDate(text: string): Parsed<LegalDate> {
  const plain = text.normalize('NFKC').replace(/\s/gu, '');
  const match = FORMS.exec(plain);
  if (match === null) return refuse(`“${text}”不是日期，请按 2026-11-09 的写法填写年、月、日。`);
  const [year = 0, month = 0, day = 0] = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return refuse(`年份应在 ${FIRST_YEAR} 至 ${LAST_YEAR} 年之间，请核对日期“${text}”。`);
  }
  if (month < 1 || month > 12 || day < 1 || day > Temporal.PlainDate.from({ year, month, day: 1 }).daysInMonth) {
    return refuse(`没有 ${year} 年 ${month} 月 ${day} 日这一天，请核对后重新填写。`);
  }
  return accept(compose(year, month, day));
}

/** Days since 1970-01-01 (which is 0; earlier days are negative). */
export function toDayNumber(date: LegalDate): number {
  // Years are counted from 1 March, so that the leap day ends a year (days-from-civil).
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_400_YEARS + dayOfEra - DAYS_BEFORE_1970;
}

/** The day that lies a whole number of days after 1970-01-01 (before it, where negative). */
export function fromDayNumber(days: number): LegalDate {
  const shifted = Math.trunc(days) + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / DAYS_OF_400_YEARS);
  const dayOfEra = shifted - era * DAYS_OF_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return compose(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** The day so many days later (earlier, where negative). */
export function addDays(date: LegalDate, days: number): LegalDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** The corresponding day so many months later, or that month's last day where there is none (民法典 202). */
export function addMonths(date: LegalDate, months: number): LegalDate {
  return branded(Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString());
}

/** Days from the one to the other; negative where `to` is earlier. */
export function daysBetween(from: LegalDate, to: LegalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The calendar year. */
export function yearOf(date: LegalDate): number {
  return Number(date.slice(0, 4));
}

/** 0 Sunday … 6 Saturday, of a day number since 1970-01-01 (a Thursday). */
export function weekdayOfDayNumber(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** 周一 … 周日. */
export function weekday(date: LegalDate): string {
  return WEEKDAYS[weekdayOfDayNumber(toDayNumber(date))] ?? '';
}

/** As documents write it: 2026 年 11 月 9 日. */
export function formatChineseDate(date: LegalDate): string {
  return `${yearOf(date)} 年 ${Number(date.slice(5, 7))} 月 ${Number(date.slice(8))} 日`;
}
