/**
 * A slow second opinion on periods that shares no code with src/law/periods: days are walked one by one through the
 * JavaScript Date in UTC, and the notices of 2023–2026 are typed in by hand from the State Council's texts.
 */
interface Notice {
  readonly off: readonly (readonly [from: string, to: string])[];
  readonly worked: readonly string[];
}

export const NOTICES: Readonly<Record<number, Notice>> = {
  2023: {
    off: [
      ['01-01', '01-02'],
      ['01-21', '01-27'],
      ['04-05', '04-05'],
      ['04-29', '05-03'],
      ['06-22', '06-24'],
      ['09-29', '10-06'],
    ],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  2024: {
    off: [
      ['01-01', '01-01'],
      ['02-10', '02-17'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-10', '06-10'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    off: [
      ['01-01', '01-01'],
      ['01-28', '02-04'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['05-31', '06-02'],
      ['10-01', '10-08'],
    ],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};

const utc = (text: string): Date => new Date(`${text}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

export function nextDay(day: string): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + 1);
  return text(date);
}

/** Whether a day of 2023–2026 is worked, by the hand-typed notices. */
export function isWorked(day: string): boolean {
  const notice = NOTICES[Number(day.slice(0, 4))];
  if (notice === undefined) throw new Error(`no notice typed in for ${day}`);
  const monthDay = day.slice(5);
  if (notice.worked.includes(monthDay)) return true;
  if (notice.off.some(([from, to]) => from <= monthDay && monthDay <= to)) return false;
  const weekday = utc(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

export function afterDays(from: string, days: number): string {
  let day = from;
  for (let counted = 0; counted < days; counted += 1) day = nextDay(day);
  return day;
}

/** Walks month by month, then back from the 31st until the day exists. */
export function afterMonths(from: string, months: number): string {
  let year = Number(from.slice(0, 4));
  let month = Number(from.slice(5, 7));
  for (let counted = 0; counted < months; counted += 1) {
    month += 1;
    if (month === 13) {
      month = 1;
      year += 1;
    }
  }
  for (let day = Number(from.slice(8)); ; day -= 1) {
    const candidate = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const date = utc(candidate);
    if (!Number.isNaN(date.getTime()) && text(date) === candidate) return candidate;
  }
}

export function rolled(day: string): string {
  let last = day;
  while (!isWorked(last)) last = nextDay(last);
  return last;
}

export function afterWorkingDays(from: string, days: number): string {
  let day = from;
  let counted = 0;
  while (counted < days) {
    day = nextDay(day);
    if (isWorked(day)) counted += 1;
  }
  return day;
}
