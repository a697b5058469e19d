/**
 * The one place that reads the clock. Only app, cli and worker call it; everything below takes the time as a parameter,
 * so that a test, a replay and a court see the same result.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

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
