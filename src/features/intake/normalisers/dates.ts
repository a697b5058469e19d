import type { Cell } from '../readers/raw-row.ts';
import { type Moment, readMoment } from './moments.ts';
import { withoutTextMarks } from './spreadsheet-writing.ts';

/** A day, no end (长期), nothing known, or not a date. */
export type ReadDate =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong'; readonly reason: string };

const UNKNOWN: ReadDate = { kind: 'unknown' };
const NONE: ReadDate = { kind: 'none' };
const ENDLESS = /^(长期|长期有效|永久|永久有效|无限期|无期限|无固定期限|不限|至今|9999.*|2999.*|3000.*)$/;
const SHANGHAI = 8 * 3_600_000;
const DAY = 86_400_000;
/** Spreadsheet serial numbers of 1954-10-03 to 2119-01-10: wider than any date of a register. */
const SERIALS = { from: 20_000, to: 80_000 };

const shown = (text: string) => `“${text.slice(0, 40)}”`;

const wrong = (text: string, why = '不是可以识别的日期，请写成 2026-11-09 的样式'): ReadDate => ({
  kind: 'wrong',
  reason: `${shown(text)}${why}。`,
});

function day(year: number, month: number, date: number, text: string): ReadDate {
  const instant = new Date(Date.UTC(year, month - 1, date));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== date) {
    return wrong(text, '这一天不存在，请核对后重新填写');
  }
  // numbers.json, dates: 1900-01-01 and earlier stand for unknown.
  if (year <= 1900) return UNKNOWN;
  if (year > 2200) return wrong(text, '的年份不合理，请核对后重新填写');
  return { kind: 'day', day: instant.toISOString().slice(0, 10) };
}

function ofMoment(moment: Moment, text: string): ReadDate {
  switch (moment.kind) {
    case 'day':
      return day(moment.year, moment.month, moment.date, text);
    case 'instant': {
      // numbers.json, dates: midnight in Shanghai; in UTC it would be the day before.
      if (moment.milliseconds <= 0) return UNKNOWN;
      const local = new Date(moment.milliseconds + SHANGHAI);
      if (Number.isNaN(local.getTime())) return wrong(text);
      return day(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate(), text);
    }
    case 'unclear':
      return wrong(text, moment.reason);
  }
}

/** Some writers of workbooks take the Shanghai of before 1901 (+8:05:43) for today's and store midnight 43 seconds early. */
const OLD_SHANGHAI = (DAY - 43_000) / DAY;

function ofNumber(text: string, serial: string | undefined): ReadDate {
  const value = Number(text);
  if (value <= 1) return UNKNOWN;
  if (value >= SERIALS.from && value <= SERIALS.to) {
    const fraction = value - Math.floor(value);
    const early = Math.abs(fraction - OLD_SHANGHAI) < 2_000 / DAY;
    const first = serial === undefined ? Date.UTC(1899, 11, 30) + Math.floor(value) * DAY : Date.parse(serial);
    return ofText(new Date(first + (early ? DAY : 0)).toISOString().slice(0, 10));
  }
  return ofText(text);
}

function ofText(text: string): ReadDate {
  const moment = readMoment(text);
  return moment === undefined ? wrong(text) : ofMoment(moment, text);
}

/**
 * Reads a date in any of the forms of headers.json and numbers.json: 2021-06-30, 2021/6/30, 2021年6月30日, 20210630, with a
 * time behind it, spreadsheet dates and serial numbers; a moment (with a zone, or counted since 1970) is its day in Shanghai; 长期 is no end.
 */
export function readDate(cell: Cell): ReadDate {
  if (typeof cell !== 'string' && cell.kind === 'number') return ofNumber(cell.text, cell.date);
  const given = typeof cell === 'string' ? cell : cell.text;
  const text = withoutTextMarks(given.normalize('NFKC').trim()).trim();
  if (text === '') return UNKNOWN;
  if (ENDLESS.test(text)) return NONE;
  if (/^-?\d{1,7}(\.\d+)?$/.test(text)) return ofNumber(text, undefined);
  if (/^-\d+$/.test(text)) return UNKNOWN;
  return ofText(text);
}

const RANGE = /至|到|~|～|—|--|\s-\s|(?<=\d{4}-\d{2}-\d{2})\/(?=\d{4}-)/;
const LEAD = /^(注册|证书)?(有效期|有效|截止|截至)(日期|时间|限)?[:：]?/;

/** The end of a validity, also where the cell holds the whole of it (2021-01-01至2026-01-01). */
export function readEndDate(cell: Cell): ReadDate {
  if (typeof cell !== 'string') return readDate(cell);
  const text = cell.trim().replace(LEAD, '');
  if (!RANGE.test(text)) return readDate(text);
  return readDate(text.split(RANGE).at(-1)?.trim() ?? '');
}
