import { readFileSync, statSync } from 'node:fs';

/**
 * The one place that reads the clock. Only app, cli and worker call it; everything below takes the time as a parameter,
 * so that a test, a replay and a court see the same result.
 */
export interface Clock {
  now(): Date;
}

let known = { changed: -1, shift: 0 };

/**
 * A demonstration or a test may live in another time: QUALWATCH_CLOCK_FILE names a file with the shift in milliseconds. An
 * installation in production mode does not look at it.
 */
function shift(): number {
  const file = process.env.QUALWATCH_CLOCK_FILE;
  if (file === undefined || file === '' || process.env.QUALWATCH_MODE !== 'development') return 0;
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined) return 0;
  if (status.mtimeMs !== known.changed) {
    const read = Number(readFileSync(file, 'utf8').trim());
    known = { changed: status.mtimeMs, shift: Number.isFinite(read) ? read : 0 };
  }
  return known.shift;
}

export const systemClock: Clock = {
  now: () => new Date(Date.now() + shift()),
};

/** Whether the time shown is not the real one (a demonstration). */
export function clockIsShifted(): boolean {
  return shift() !== 0;
}

const shanghaiDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The legal day of an instant: the calendar day in Asia/Shanghai, `yyyy-MM-dd`. */
export function legalDayOf(instant: Date): string {
  return shanghaiDay.format(instant);
}
