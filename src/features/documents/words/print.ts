import { formatChineseDate, type LegalDate, weekday } from '#law/periods/legal-date.ts';

/** As it is printed: no blanks between Chinese characters and figures (GB/T 15835, GB/T 9704 9.3). */
export function printed(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}（《〔“、，。；：]) +| +(?=[\p{Script=Han}）》〕”、，。；：])/gu, '');
}

/** 2026年11月9日 */
export function printedDate(date: LegalDate): string {
  return printed(formatChineseDate(date));
}

/** 2026年11月9日（周一） */
export function dateWithWeekday(date: LegalDate): string {
  return `${printedDate(date)}（${weekday(date)}）`;
}

/** 11月7日 */
export function monthAndDay(date: LegalDate): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
}

const FIGURES = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 一 … 九十九, for the numbering of headings. */
export function chineseNumber(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : (FIGURES[tens] ?? '')}十`;
  return `${head}${ones === 0 && tens > 0 ? '' : (FIGURES[ones] ?? '')}`;
}
