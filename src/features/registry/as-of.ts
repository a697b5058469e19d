import { formatChineseDate, type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { legalDayOf } from '#platform/clock.ts';

/** The point in time that a page or an answer speaks of: a legal day, and what was known by its end (today: by now). */
export interface AsOf {
  readonly day: LegalDate;
  readonly instant: Date;
  readonly isToday: boolean;
}

export type AsOfRead =
  | { readonly ok: true; readonly asOf: AsOf }
  | { readonly ok: false; readonly reason: string; readonly written: string };

/** The last millisecond of a legal day in Asia/Shanghai. */
function endOf(day: LegalDate): Date {
  return new Date(`${day}T23:59:59.999+08:00`);
}

function mustBeLegalDay(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/** Now, as every page shows it that was not asked for another day. */
export function asOfNow(now: Date): AsOf {
  return { day: mustBeLegalDay(legalDayOf(now)), instant: now, isToday: true };
}

/**
 * Reads the day that was asked for. Refused in words: what is no date, what lies ahead, and what lies before the first
 * check (`firstInstant`; undefined where nothing has been checked yet).
 */
export function readAsOf(written: string | null, now: Date, firstInstant: Date | undefined): AsOfRead {
  const today = asOfNow(now);
  if (written === null || written.trim() === '') return { ok: true, asOf: today };
  const parsed = parseLegalDate(written);
  if (!parsed.ok) return { ok: false, reason: parsed.reason, written };
  const day = parsed.value;
  if (day === today.day) return { ok: true, asOf: today };
  if (day > today.day) {
    return {
      ok: false,
      reason: `所选日期 ${formatChineseDate(day)} 尚未到来，请选择今天（${formatChineseDate(today.day)}）或以前的日期。`,
      written,
    };
  }
  if (firstInstant === undefined || endOf(day) < firstInstant) {
    const since =
      firstInstant === undefined
        ? '本平台尚未开展过核查'
        : `本平台的核查数据自 ${formatChineseDate(mustBeLegalDay(legalDayOf(firstInstant)))}起`;
    return { ok: false, reason: `${since}，没有 ${formatChineseDate(day)} 的记录，请选择其他日期。`, written };
  }
  return { ok: true, asOf: { day, instant: endOf(day), isToday: false } };
}
