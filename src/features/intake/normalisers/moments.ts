/**
 * Moments in time and calendar days in the notations of programs and people. A moment that says where it is (Z, +08:00, GMT, epoch) is
 * the day that the clocks of Shanghai show then; a day and a time without a zone are what stands there.
 */

export type Moment =
  | { readonly kind: 'day'; readonly year: number; readonly month: number; readonly date: number }
  | { readonly kind: 'instant'; readonly milliseconds: number }
  | { readonly kind: 'unclear'; readonly reason: string };

const MINUTE = 60_000;
const SHANGHAI = 480;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const MONTH_WORD = '(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)[A-Z]*';
const NUMERALS = '〇零○一二三四五六七八九';

const CLOCK =
  /^(?:T|\s|,)*(上午|下午|凌晨|早上|中午|晚上|AM|PM)?\s*(?:(\d{1,2})\s*[:：时點点]\s*(\d{1,2})?(?:\s*[:：分]\s*(\d{1,2}))?(?:[.,]\d+)?\s*[秒分]?)?\s*(AM|PM|A\.M\.|P\.M\.)?\s*/;
const ZONE = /^(Z|UTC|GMT|CST|北京时间|(?:UTC|GMT)?\s*[+-]\d{1,2}:?(?:\d{2})?)?\s*(\([^)]*\)|\[[^\]]*\])?$/;

const unclear = (reason: string): Moment => ({ kind: 'unclear', reason });

interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** what follows it */
  readonly rest: string;
}

function chineseYear(text: string): number {
  return Number(
    [...text]
      .map((sign) =>
        sign === '○' || sign === '零' ? 0 : NUMERALS.indexOf(sign) - (NUMERALS.indexOf(sign) > 2 ? 2 : 0),
      )
      .join(''),
  );
}

/** 四 4, 十 10, 十二 12, 二十 20, 三十一 31. */
function chineseNumber(text: string): number {
  const digit = (sign: string | undefined) =>
    sign === undefined || sign === '' ? 0 : Math.max(0, NUMERALS.indexOf(sign) - 2);
  if (!text.includes('十')) return digit(text);
  const [tens = '', ones = ''] = text.split('十');
  return (tens === '' ? 1 : digit(tens)) * 10 + digit(ones);
}

function yearFirst(text: string): Day | undefined {
  const parts = /^(\d{4})\s*[-/.年、,\s]\s*(\d{1,2})\s*[-/.月、,\s]\s*(\d{1,2})(?!\d)\s*[日号]?/.exec(text);
  if (parts !== null) {
    return {
      year: Number(parts[1]),
      month: Number(parts[2]),
      date: Number(parts[3]),
      rest: text.slice(parts[0].length),
    };
  }
  const chinese = new RegExp(`^([${NUMERALS}]{4})年([${NUMERALS}十]{1,3})月([${NUMERALS}十]{1,3})[日号]`).exec(text);
  if (chinese === null) return undefined;
  const [all, year = '', month = '', date = ''] = chinese;
  return {
    year: chineseYear(year),
    month: chineseNumber(month),
    date: chineseNumber(date),
    rest: text.slice(all.length),
  };
}

function wordMonth(text: string): Day | undefined {
  const upper = text.replace(/^(MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*[,.]?\s*/, '');
  const monthOf = (word: string | undefined) => MONTHS.indexOf((word ?? '').slice(0, 3)) + 1;
  const dayFirst = new RegExp(`^(\\d{1,2})(?:ST|ND|RD|TH)?[\\s-]*${MONTH_WORD}\\.?[\\s,-]*(\\d{4})(?!\\d)`).exec(upper);
  if (dayFirst !== null) {
    return {
      year: Number(dayFirst[3]),
      month: monthOf(dayFirst[2]),
      date: Number(dayFirst[1]),
      rest: upper.slice(dayFirst[0].length),
    };
  }
  const monthFirst = new RegExp(`^${MONTH_WORD}\\.?\\s*(\\d{1,2})(?:ST|ND|RD|TH)?[,\\s]+(\\d{4})(?!\\d)`).exec(upper);
  if (monthFirst !== null) {
    return {
      year: Number(monthFirst[3]),
      month: monthOf(monthFirst[1]),
      date: Number(monthFirst[2]),
      rest: upper.slice(monthFirst[0].length),
    };
  }
  // Java and C write the year last: MON MAY 01 00:00:00 CST 2028.
  const yearLast = new RegExp(`^${MONTH_WORD}\\s+(\\d{1,2})\\s+(.+?)\\s+(\\d{4})$`).exec(upper);
  if (yearLast === null) return undefined;
  return { year: Number(yearLast[4]), month: monthOf(yearLast[1]), date: Number(yearLast[2]), rest: ` ${yearLast[3]}` };
}

function yearLast(text: string): Day | Moment | undefined {
  const parts = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?!\d)/.exec(text);
  if (parts === null) return undefined;
  const [all, first = '', second = '', year = ''] = parts;
  const rest = text.slice(all.length);
  const [one, other] = [Number(first), Number(second)];
  if (one > 12 && other <= 12) return { year: Number(year), month: other, date: one, rest };
  if ((other > 12 && one <= 12) || one === other) return { year: Number(year), month: one, date: other, rest };
  return unclear('看不出哪个是月、哪个是日，请按年、月、日的次序填写');
}

function offsetMinutes(zone: string): number {
  const parts = /([+-])(\d{1,2}):?(\d{2})?/.exec(zone);
  if (parts === null) return /CST|北京/.test(zone) ? SHANGHAI : 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return parts[1] === '-' ? -minutes : minutes;
}

function hourOf(hour: number, half: string): number {
  if (/下午|晚上|PM|P\.M\./.test(half)) return hour < 12 ? hour + 12 : hour;
  if (/中午/.test(half)) return hour < 11 ? hour + 12 : hour;
  return /上午|凌晨|早上|AM|A\.M\./.test(half) && hour === 12 ? 0 : hour;
}

/** What stands behind a day: a weekday, a time, a zone. Anything else is no date. */
function withClock({ year, month, date, rest }: Day): Moment | undefined {
  const bare = rest.replace(/^\s*[(]?(星期|周|礼拜)[一二三四五六日天][)]?/, '').replace(/(止|以前|前|为止)$/, '');
  const clock = CLOCK.exec(bare);
  const [all = '', half = '', hour, minute, second, halfBehind = ''] = clock ?? [];
  const zone = ZONE.exec(bare.slice(all.length).trim());
  if (zone === null) return undefined;
  const place = zone[1];
  if (place === undefined || hour === undefined) return { kind: 'day', year, month, date };
  if (Number(hour) > 24 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) return undefined;
  const local = Date.UTC(
    year,
    month - 1,
    date,
    hourOf(Number(hour), `${half}${halfBehind}`),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  // A day that does not exist is told as such, not shifted into the next month.
  const checked = new Date(Date.UTC(year, month - 1, date));
  if (checked.getUTCMonth() !== month - 1 || checked.getUTCDate() !== date) return { kind: 'day', year, month, date };
  return { kind: 'instant', milliseconds: local - offsetMinutes(place) * MINUTE };
}

/** 20280430, 202804301600, 20280430160000(123), with a T and a zone. */
function joined(text: string): Moment | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T?\s*(\d{2}):?(\d{2})(?::?(\d{2})(?:\.?\d{1,6})?)?)?(.*)$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, date, hour, minute = '00', second = '00', rest = ''] = parts;
  if (Number(month) < 1 || Number(month) > 12 || Number(date) > 31) return undefined;
  const clock = hour === undefined ? '' : ` ${hour}:${minute}:${second}`;
  return withClock({ year: Number(year), month: Number(month), date: Number(date), rest: `${clock}${rest}` });
}

/** Seconds (10 digits, from 2001), milliseconds, microseconds or nanoseconds since 1970, as programs keep moments. */
export function epochMilliseconds(digits: string): number | undefined {
  const value = Number(digits);
  if (/^-?\d{12,14}$/.test(digits)) return value;
  if (/^\d{10}$/.test(digits)) return value * 1000;
  if (/^\d{16}$/.test(digits)) return value / 1000;
  return /^\d{19}$/.test(digits) ? value / 1_000_000 : undefined;
}

/** Reads a text (NFKC, trimmed) as a day or a moment; undefined where it is neither. */
export function readMoment(given: string): Moment | undefined {
  const text = given.toUpperCase().replace(/\s+/g, ' ');
  const wrapped = /^\/?\\?\/?DATE\((-?\d+)([+-]\d{4})?\)\\?\/?$/.exec(text);
  if (wrapped !== null) return { kind: 'instant', milliseconds: Number(wrapped[1]) };
  if (/^\d+$/.test(text)) {
    // A row of digits that reads as a day is one; there is no moment of a register before 2001 in milliseconds of 12 digits.
    if (/^(\d{8}|\d{12}|\d{14}|\d{17})$/.test(text)) {
      const day = joined(text);
      if (day?.kind === 'day' && day.year >= 1900 && day.year <= 2200) return day;
    }
    const milliseconds = epochMilliseconds(text);
    return milliseconds === undefined ? undefined : { kind: 'instant', milliseconds };
  }
  const seconds = /^(\d{10})\.\d+$/.exec(text);
  if (seconds !== null) return { kind: 'instant', milliseconds: Number(seconds[1]) * 1000 };
  const day = yearFirst(text) ?? wordMonth(text);
  if (day !== undefined) return withClock(day);
  const last = yearLast(text);
  if (last !== undefined) return 'kind' in last ? last : withClock(last);
  if (/^\d{8}/.test(text)) return joined(text);
  if (/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text)) return unclear('只有年和月，没有日，请补上日');
  if (/^\d{4}\s*年?$/.test(text)) return unclear('只有年，没有月和日，请补上');
  if (/^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(text)) return unclear('年份只有两位，看不出是哪一年，请写四位年份');
  return undefined;
}
