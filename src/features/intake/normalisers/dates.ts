import type { Cell } from '../readers/raw-row.ts';

/** A day, no end (长期), nothing known, or not a date. */
export type ReadDate =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong'; readonly reason: string };

const UNKNOWN: ReadDate = { kind: 'unknown' };
const NONE: ReadDate = { kind: 'none' };
const ENDLESS = /^(长期|长期有效|永久|永久有效|无限期|无期限|不限|至今|9999.*|2999.*|3000.*)$/;
const SEPARATED = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]\s*\d{1,2}:\d{2}.*)?$/;
const JOINED = /^(\d{4})(\d{2})(\d{2})$/;
const SHANGHAI = 8 * 3_600_000;
const DAY = 86_400_000;
/** Spreadsheet serial numbers of 1954-10-03 to 2119-01-10: wider than any date of a register. */
const SERIALS = { from: 20_000, to: 80_000 };

const wrong = (text: string): ReadDate => ({
  kind: 'wrong',
  reason: `“${text.slice(0, 30)}”不是可以识别的日期，请写成 2026-11-09 的样式。`,
});

function day(year: number, month: number, date: number, text: string): ReadDate {
  const instant = new Date(Date.UTC(year, month - 1, date));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== date) {
    return { kind: 'wrong', reason: `“${text.slice(0, 30)}”这一天不存在，请核对后重新填写。` };
  }
  // numbers.json, dates: 1900-01-01 and earlier stand for unknown.
  if (year <= 1900) return UNKNOWN;
  if (year > 2200) return { kind: 'wrong', reason: `“${text.slice(0, 30)}”的年份不合理，请核对后重新填写。` };
  return { kind: 'day', day: instant.toISOString().slice(0, 10) };
}

function ofInstant(milliseconds: number): ReadDate {
  // numbers.json, dates: midnight in Shanghai; in UTC it would be the day before.
  if (milliseconds <= 0) return UNKNOWN;
  const local = new Date(milliseconds + SHANGHAI);
  return day(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate(), String(milliseconds));
}

function ofNumber(text: string, serial: string | undefined): ReadDate {
  const value = Number(text);
  if (value <= 1) return UNKNOWN;
  if (value >= SERIALS.from && value <= SERIALS.to) {
    return ofText(serial ?? new Date(Date.UTC(1899, 11, 30) + Math.floor(value) * DAY).toISOString().slice(0, 10));
  }
  if (/^\d{8}$/.test(text)) return ofText(text);
  return Math.abs(value) >= 10 ** 10 ? ofInstant(value) : wrong(text);
}

function ofText(text: string): ReadDate {
  const parts = SEPARATED.exec(text) ?? JOINED.exec(text);
  if (parts === null) return wrong(text);
  return day(Number(parts[1]), Number(parts[2]), Number(parts[3]), text);
}

/**
 * Reads a date in any of the forms of headers.json and numbers.json: 2021-06-30, 2021/6/30, 2021年6月30日, 20210630, with a
 * time behind it, spreadsheet dates and serial numbers, epoch milliseconds of Shanghai midnight; 长期 is no end.
 */
export function readDate(cell: Cell): ReadDate {
  if (typeof cell !== 'string' && cell.kind === 'number') return ofNumber(cell.text, cell.date);
  const text = (typeof cell === 'string' ? cell : cell.text).normalize('NFKC').trim();
  if (text === '') return UNKNOWN;
  if (ENDLESS.test(text)) return NONE;
  if (/^-?\d{1,7}(\.\d+)?$/.test(text) || /^-\d+$/.test(text) || /^\d{11,14}$/.test(text))
    return ofNumber(text, undefined);
  return ofText(text);
}

const RANGE = /(?:至|到|~|～|—|--)/;

/** The end of a validity, also where the cell holds the whole of it (2021-01-01至2026-01-01). */
export function readEndDate(cell: Cell): ReadDate {
  if (typeof cell !== 'string' || !RANGE.test(cell)) return readDate(cell);
  return readDate(cell.split(RANGE).at(-1)?.trim() ?? '');
}
