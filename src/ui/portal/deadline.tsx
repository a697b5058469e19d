import { daysBetween, type LegalDate, parseLegalDate, weekday, yearOf } from '#law/periods/legal-date.ts';
import { Shape } from '#ui/status-badge.tsx';

export interface DeadlineProps {
  /** last day, yyyy-MM-dd; null where the law sets none */
  readonly day: string | null;
  /** the legal day of now */
  readonly today: string;
  /** why the day may still move: `送达后确定`; left out where it is certain */
  readonly provisional?: string | undefined;
  /** days left from which it is said to be near */
  readonly soonDays?: number | undefined;
}

type Urgency = 'overdue' | 'soon' | 'later';

const TONES = { overdue: 'fail', soon: 'attention' } as const;

function left(days: number): string {
  if (days < 0) return `已逾期 ${-days} 天`;
  return days === 0 ? '今天到期' : `还剩 ${days} 天`;
}

/** `11 月 9 日 周一`; with the year where it is another one than today's. */
export function dayWithWeekday(day: LegalDate, today: LegalDate): string {
  const year = yearOf(day) === yearOf(today) ? '' : `${yearOf(day)} 年 `;
  return `${year}${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日 ${weekday(day)}`;
}

/** How long there is still time, and the last day: `还剩 12 天 · 11 月 9 日 周一`. */
export function Deadline({ day, today, provisional, soonDays = 7 }: DeadlineProps) {
  if (day === null) return <span className="deadline later">无法定期限</span>;
  const last = parseLegalDate(day);
  const now = parseLegalDate(today);
  if (!last.ok || !now.ok) return <span className="deadline later">{day}</span>;
  const days = daysBetween(now.value, last.value);
  const urgency: Urgency = days < 0 ? 'overdue' : days <= soonDays ? 'soon' : 'later';
  return (
    <span className={`deadline ${urgency}`}>
      <b>
        {urgency === 'later' ? null : <Shape tone={TONES[urgency]} />}
        {left(days)}
      </b>{' '}
      <span className="last-day">
        · <time dateTime={day}>{dayWithWeekday(last.value, now.value)}</time>
      </span>
      {provisional === undefined ? null : <span className="provisional">（暂定，{provisional}）</span>}
    </span>
  );
}
