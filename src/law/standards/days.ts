/**
 * Calendar days as whole numbers: days since 1970-01-01, proleptic Gregorian. They are what the register's columns hold,
 * so that a comparison in the monthly run is one integer comparison.
 */

/** Stands for “no such day known”: later than every real day, so an absent 有效期 is in force and an absent birth counts. */
export const UNKNOWN_DAY = 2_147_483_647;
/** Stands for “no first day known”: earlier than every real day. */
export const NO_BEGINNING = -2_147_483_648;

const DAYS_PER_ERA = 146_097;
const DAYS_0000_03_01_TO_1970 = 719_468;

/** The day number of a civil date; the date must exist. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_0000_03_01_TO_1970;
}

/** The civil date of a day number. */
export function civilDate(number: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = number + DAYS_0000_03_01_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Whether the civil date exists. */
function exists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= last;
}

/** Reads `2026-11-01`; `null` when the text is not that form or the day does not exist. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return exists(year, month, day) ? dayNumber(year, month, day) : null;
}

/** `2026-11-01` of a day number. */
export function dayText(number: number): string {
  const { year, month, day } = civilDate(number);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * The last day of birth of those who are too old on `asOf`: born then or before means more than `maximumAge` completed years.
 * Who was born on 29 February completes a year on 1 March where the year has no 29th.
 */
export function lastTooOldBirth(asOf: number, maximumAge: number): number {
  const { year, month, day } = civilDate(asOf);
  const bornIn = year - maximumAge - 1;
  return exists(bornIn, month, day) ? dayNumber(bornIn, month, day) : dayNumber(bornIn, month, day - 1);
}
