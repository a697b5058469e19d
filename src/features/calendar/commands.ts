import type { HolidayNotice } from '#law/periods/holiday-notice.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';

/**
 * Records the State Council's notices for their years (replacing what was recorded before), with who did it. Dates that
 * were provisional for want of the notice are reckoned anew from it.
 */
export async function recordHolidayNotices(
  pool: Pool,
  notices: readonly HolidayNotice[],
  by: string,
  now?: Date,
): Promise<void> {
  await inTransaction(pool, async (transaction) => {
    const instant = await knowledgeInstant(transaction, now);
    for (const notice of notices) {
      await transaction.query(
        `insert into holiday_notice (year, holidays, workdays, source, recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (year) do update set holidays = excluded.holidays, workdays = excluded.workdays,
           source = excluded.source, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
        [notice.year, notice.holidays, notice.workdays, notice.source, instant, by],
      );
      await transaction.query(
        `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'record-holiday-notice', $3, $4)`,
        [instant, by, `holidays:${notice.year}`, JSON.stringify(notice)],
      );
    }
  });
}
