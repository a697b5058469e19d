import { parseLegalDate } from '#law/periods/legal-date.ts';
import { dayWithWeekday } from './deadline.tsx';

export interface CalendarDay {
  readonly day: string;
  readonly entries: readonly {
    readonly key: string;
    readonly text: string;
    readonly address?: string | undefined;
    /** whom or what it is about */
    readonly about?: string | undefined;
  }[];
}

function inWords(day: string, today: string): string {
  const parsed = parseLegalDate(day);
  const now = parseLegalDate(today);
  return parsed.ok && now.ok ? dayWithWeekday(parsed.value, now.value) : day;
}

/** What falls on which day, in order; days on which nothing falls are left out. */
export function CalendarList({ days, today }: { readonly days: readonly CalendarDay[]; readonly today: string }) {
  return (
    <ol className="calendar">
      {days.map(({ day, entries }) => (
        <li key={day}>
          <p>
            <time dateTime={day}>{inWords(day, today)}</time>
            {day === today ? <b> 今天</b> : null}
          </p>
          <ul className="plain">
            {entries.map(({ key, text, address, about }) => (
              <li key={key}>
                {address === undefined ? text : <a href={address}>{text}</a>}{' '}
                {about === undefined ? null : <span className="muted">{about}</span>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
