import { legalDayOf } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';
import { ENTERPRISES_OF_CHANGING_DAYS } from './registration-days.ts';

export { type ContactChange, replaceContact } from './contacts.ts';
export { ENTERPRISES_OF_CHANGING_DAYS, enterprisesOfChangingDays } from './registration-days.ts';
export { revokeQualification } from './revoke-qualification.ts';

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * Asks for a re-check of the enterprises with a registration, or a specialty of one, whose last day was yesterday or whose
 * first day is today: time changed what the register
 * says without anybody writing a row. Asking twice asks once.
 * @returns the number of enterprises asked for
 */
export async function requestExpiryRechecks(pool: Pool, now: Date): Promise<number> {
  const result = await pool.query(
    `insert into recheck_request (enterprise_id, requested_at, reason)
     select enterprise_id, $3::timestamptz, 'registration-expired' from (${ENTERPRISES_OF_CHANGING_DAYS}) changing
     on conflict (enterprise_id) do nothing`,
    [dayBefore(legalDayOf(now)), legalDayOf(now), now],
  );
  return result.rowCount ?? 0;
}
