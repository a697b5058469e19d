import { legalDayOf } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';

export { type ContactChange, replaceContact } from './contacts.ts';
export { revokeQualification } from './revoke-qualification.ts';

/**
 * Asks for a re-check of the enterprises with a registration whose last day was yesterday: time changed what the register
 * says without anybody writing a row. Asking twice asks once.
 * @returns the number of enterprises asked for
 */
export async function requestExpiryRechecks(pool: Pool, now: Date): Promise<number> {
  const result = await pool.query(
    `insert into recheck_request (enterprise_id, requested_at, reason)
     select distinct enterprise_id, $1::timestamptz, 'registration-expired' from registration
     where known_to is null and valid_until = $2::date - 1
     on conflict (enterprise_id) do nothing`,
    [now, legalDayOf(now)],
  );
  return result.rowCount ?? 0;
}
