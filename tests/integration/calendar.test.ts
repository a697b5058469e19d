import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordHolidayNotices } from '#features/calendar/commands.ts';
import { officeCalendar } from '#features/calendar/queries.ts';
import { parseHolidayNotices } from '#law/periods/holiday-notice.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { reckonPeriod } from '#law/periods/period.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

test('许可法 82: a date that was provisional is reckoned anew when the notice of its year is recorded', async () => {
  const from = parseLegalDate('2026-12-30');
  if (!from.ok) throw new Error(from.reason);
  const term = { unit: 'working-days', length: 3 } as const;
  const before = reckonPeriod(from.value, term, await officeCalendar(database.pool));
  expect(before.provisional).toBe(true);
  const notices = parseHolidayNotices({
    year: 2027,
    holidays: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-10-01'],
    workdays: [],
    source: '演示通知',
  });
  if (!notices.ok) throw new Error(notices.reason);
  await recordHolidayNotices(database.pool, notices.value, '演示管理员');
  const after = reckonPeriod(from.value, term, await officeCalendar(database.pool));
  expect(after.provisional).toBe(false);
  expect(after.last).toBe('2027-01-06');
  const audit = await database.pool.query('select actor, action from audit_entry');
  expect(audit.rows).toEqual([{ actor: '演示管理员', action: 'record-holiday-notice' }]);
});
