import { type LegalDate, weekday } from '#law/periods/legal-date.ts';
import { type Period, reckonPeriod, type Term } from '#law/periods/period.ts';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import { monthAndDay, printedDate } from './print.ts';

const UNITS = { months: '个月', days: '日', 'working-days': '个工作日' } as const;

/** 3个月 · 30日 · 5个工作日 */
export function termLength(term: Term): string {
  return `${term.length}${UNITS[term.unit]}`;
}

function moved(period: Period): string {
  if (period.nominal === period.last) return '';
  const name = weekday(period.nominal);
  const why = name === '周六' || name === '周日' ? `为${name}` : '为法定休假日';
  return `，因${monthAndDay(period.nominal)}${why}顺延`;
}

/**
 * The last day in words, with why it moved: 2026年11月9日（周一，因11月7日为周六顺延）.
 * @param writtenOn day on which it is written; of a day that is past nothing is still to be announced
 */
export function lastDayInWords(from: LegalDate, term: Term, calendar: WorkCalendar, writtenOn?: LegalDate): string {
  const period = reckonPeriod(from, term, calendar);
  const past = writtenOn !== undefined && period.last < writtenOn;
  const provisional = period.provisional && !past ? '；所涉年度放假安排尚未公布，以公布后核定的日期为准' : '';
  return `${printedDate(period.last)}（${weekday(period.last)}${moved(period)}${provisional}）`;
}

/** How a rectification term runs (民法典 201–203), and, where the day of service is known, to which day. */
export function rectificationTerm(months: number, servedOn: LegalDate | undefined, calendar: WorkCalendar): string {
  const rule = `整改期限为${months}个月，自本通知书送达之日的次日起计算；期限的最后一日是法定休假日的，以法定休假日结束的次日为最后一日（《中华人民共和国民法典》第二百零一条、第二百零二条、第二百零三条）。`;
  if (servedOn === undefined) return rule;
  const last = lastDayInWords(servedOn, { unit: 'months', length: months, rolled: true }, calendar);
  return `${rule}本通知书于${printedDate(servedOn)}送达的，整改期限至${last}止；实际送达日期不同的，按实际送达之日计算。`;
}
