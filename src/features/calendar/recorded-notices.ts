import { type HolidayNotice, parseHolidayNotices } from '#law/periods/holiday-notice.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';

/** The notices that an administrator recorded, by year. */
export async function recordedHolidayNotices(database: Pool | Transaction): Promise<readonly HolidayNotice[]> {
  const result = await database.query<{ year: number; holidays: string[]; workdays: string[]; source: string }>(
    'select year, holidays, workdays, source from holiday_notice order by year',
  );
  const notices = parseHolidayNotices(result.rows);
  if (!notices.ok) throw new Error(notices.reason);
  return notices.value;
}
