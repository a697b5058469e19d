/** The months that the demo province looks back on, the present one last. */
export interface DemoMonth {
  /** `2026-06` */
  readonly month: string;
  /** legal day and instant of the month's run: the 1st, 02:10 in Shanghai */
  readonly runDay: string;
  readonly runInstant: Date;
}

const LOOK_BACK = 5;

/** The present month and the five before it. */
export function demoMonths(today: string): DemoMonth[] {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  return Array.from({ length: LOOK_BACK + 1 }, (_, at) => {
    const index = year * 12 + (month - 1) - (LOOK_BACK - at);
    const text = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
    return { month: text, runDay: `${text}-01`, runInstant: new Date(`${text}-01T02:10:00+08:00`) };
  });
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Noon in Shanghai: when the feeds of a day are in. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`);
}
