import { type WorkCalendar, workCalendar } from '#law/periods/work-calendar.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';
import { recordedHolidayNotices } from './recorded-notices.ts';

export { type HolidayChange, holidayChange, type NoticeShown, noticesFrom } from './holiday-change.ts';
export { recordedHolidayNotices };

/** The calendar of working days that the office reckons with: the published notices, and over them the recorded ones. */
export async function officeCalendar(database: Pool | Transaction): Promise<WorkCalendar> {
  return workCalendar([...(await recordedHolidayNotices(database))]);
}
