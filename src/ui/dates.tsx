import { formatChineseDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { legalDayOf } from '#platform/clock.ts';

/** `2026 年 11 月 9 日`, for sentences. */
export function inWords(day: string): string {
  const parsed = parseLegalDate(day);
  return parsed.ok ? formatChineseDate(parsed.value) : day;
}

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026-11-09 02:10`, Beijing time. */
export function minuteOf(instant: Date): string {
  return `${legalDayOf(instant)} ${clock.format(instant)}`;
}

/** A day as tables show it; a dash where there is none. */
export function Day({ day }: { readonly day: string | null | undefined }) {
  return day === null || day === undefined ? <span>—</span> : <time dateTime={day}>{day}</time>;
}

/** An instant as tables show it, to the minute in Beijing time. */
export function Minute({ instant }: { readonly instant: Date }) {
  return <time dateTime={instant.toISOString()}>{minuteOf(instant)}</time>;
}
