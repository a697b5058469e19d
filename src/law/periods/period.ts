import { accept, type Parsed, refuse } from '../identifiers/parsed.ts';
import { addDays, addMonths, formatChineseDate, type LegalDate, weekday, yearOf } from './legal-date.ts';
import { PUBLISHED_CALENDAR, type WorkCalendar, workingDayAfter, workingDayOnOrAfter } from './work-calendar.ts';

/** A legal period. The unit belongs to the article that sets the period, not to the calendar. */
export type Term =
  | { readonly unit: 'months' | 'days'; readonly length: number; readonly rolled: boolean }
  | { readonly unit: 'working-days'; readonly length: number };

export interface Period {
  /** The day of the event, which is not counted (民法典 201). */
  readonly from: LegalDate;
  /** The last day before any moving past days off. */
  readonly nominal: LegalDate;
  /** The last day of the period; it ends with this day. */
  readonly last: LegalDate;
  /** True where the period touches a year whose holiday notice is not known: the day may still move. */
  readonly provisional: boolean;
  /** How it was reckoned, article by article, in Chinese. */
  readonly basis: readonly string[];
}

const LONGEST = { months: 1200, days: 36500, 'working-days': 10000 } as const;
const UNIT_NAMES = { months: '个月', days: '日', 'working-days': '个工作日' } as const;

/** Reads a term's length: a whole number from 1 to 1200 months, 36500 days or 10000 working days. */
export function parseTermLength(text: string, unit: Term['unit']): Parsed<number> {
  const length = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  if (length >= 1 && length <= LONGEST[unit]) return accept(length);
  return refuse(`期间应为 1 至 ${LONGEST[unit]} 的整数（${UNIT_NAMES[unit]}），现为“${text}”，请改正。`);
}

function named(date: LegalDate): string {
  return `${formatChineseDate(date)}（${weekday(date)}）`;
}

function workingDays(from: LegalDate, length: number, calendar: WorkCalendar): LegalDate {
  let last = from;
  for (let counted = 0; counted < length; counted += 1) last = workingDayAfter(last, calendar);
  return last;
}

function uncoveredYears(from: LegalDate, last: LegalDate, calendar: WorkCalendar): readonly number[] {
  const first = yearOf(addDays(from, 1));
  const years = Array.from({ length: yearOf(last) - first + 1 }, (_, at) => first + at);
  return years.filter((year) => !calendar.isCovered(year));
}

function provisionalSteps(from: LegalDate, last: LegalDate, calendar: WorkCalendar): readonly string[] {
  const years = uncoveredYears(from, last, calendar);
  if (years.length > 0) {
    const span = years.length === 1 ? `${years[0]}` : `${years[0]}—${years.at(-1)}`;
    return [
      `尚无 ${span} 年的节假日安排通知，该年暂按周末和《全国年节及纪念日放假办法》（2025 年 1 月 1 日起施行）的法定节日推算，未计调休和补假；结果为暂定，通知公布后重新计算。`,
    ];
  }
  // A notice may shift the weekend around 1 January of its year, which lies in the year before (as for 2019 and 2023).
  if (last.slice(5) >= '12-28' && !calendar.isCovered(yearOf(last) + 1)) {
    return [
      `尚无 ${yearOf(last) + 1} 年的节假日安排通知，其元旦调休可能涉及 ${yearOf(last)} 年 12 月末，公布后请复核。`,
    ];
  }
  return [];
}

/** The days of a period without the account of how they were reckoned; see `reckonPeriod`. */
export function lastDayOf(
  from: LegalDate,
  term: Term,
  calendar: WorkCalendar = PUBLISHED_CALENDAR,
): Pick<Period, 'nominal' | 'last' | 'provisional'> {
  if (term.unit === 'working-days') {
    const last = workingDays(from, term.length, calendar);
    return { nominal: last, last, provisional: uncoveredYears(from, last, calendar).length > 0 };
  }
  const nominal = term.unit === 'months' ? addMonths(from, term.length) : addDays(from, term.length);
  // A period that is not rolled depends on no notice.
  if (!term.rolled) return { nominal, last: nominal, provisional: false };
  const last = workingDayOnOrAfter(nominal, calendar);
  return { nominal, last, provisional: uncoveredYears(from, last, calendar).length > 0 };
}

function reachedStep(from: LegalDate, term: Term, nominal: LegalDate): string {
  switch (term.unit) {
    case 'working-days':
      return `《行政许可法》第八十二条：期限以工作日计算，不含法定节假日；第 ${term.length} 个工作日为 ${named(nominal)}。`;
    case 'days':
      return `满 ${term.length} 日，最后一日为 ${named(nominal)}。`;
    case 'months':
      return nominal.slice(8) === from.slice(8)
        ? `《民法典》第二百零二条：满 ${term.length} 个月，到期月的对应日为 ${named(nominal)}。`
        : `《民法典》第二百零二条：满 ${term.length} 个月，到期月没有 ${Number(from.slice(8))} 日，以月末日 ${named(nominal)}为最后一日。`;
  }
}

function rolledStep(nominal: LegalDate, last: LegalDate): readonly string[] {
  if (nominal === last) return [];
  return [`《民法典》第二百零三条：${named(nominal)}是法定休假日，以休假日结束的次日 ${named(last)}为最后一日。`];
}

/**
 * Reckons a legal period: 民法典 201 (the first day is not counted), 202 (a month ends on the corresponding day, else on the
 * month's last day), 203 (a last day that is off moves to the next working day, where the term is `rolled`);
 * 行政许可法 82 for working days (days off are left out). 调休 by the year's notice.
 */
export function reckonPeriod(from: LegalDate, term: Term, calendar: WorkCalendar = PUBLISHED_CALENDAR): Period {
  const { nominal, last, provisional } = lastDayOf(from, term, calendar);
  const start = `《民法典》第二百零一条：${formatChineseDate(from)}当日不计入，自 ${named(addDays(from, 1))}起算。`;
  const kept = '本期间届满不因节假日顺延（视为送达等法律事实的成就日）。';
  const end =
    term.unit !== 'working-days' && !term.rolled
      ? [kept]
      : [...rolledStep(nominal, last), ...provisionalSteps(from, last, calendar)];
  return { from, nominal, last, provisional, basis: [start, reachedStep(from, term, nominal), ...end] };
}
