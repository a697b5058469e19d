import type { Pool, Transaction } from '#platform/database/connections.ts';

/**
 * Enterprises of which time alone changed what counts: the last day of a registration, or of one of its specialties, lies in
 * [$1, $2), so that it no longer counts on a day in ($1, $2]; or a specialty's first day lies in ($1, $2]. Both are legal days.
 * With them come the other employers of such a person: who was registered twice counts again where one registration ended.
 */
export const ENTERPRISES_OF_CHANGING_DAYS = `with changing as (
  select enterprise_id, practitioner_id from registration where known_to is null and valid_until >= $1::date and valid_until < $2::date
  union all
  select enterprise_id, practitioner_id from registration where known_to is null and specialty_until is not null
    and specialty_until && array(select d::date from generate_series($1::date, $2::date - 1, interval '1 day') d)
  union all
  select enterprise_id, practitioner_id from registration where known_to is null and specialty_from is not null
    and specialty_from && array(select d::date from generate_series($1::date + 1, $2::date, interval '1 day') d)
  ) select enterprise_id from changing
  union
  select o.enterprise_id from registration o join changing c using (practitioner_id) where o.known_to is null`;

/** The enterprises whose registrations or specialties count differently on some day after `after`, up to and including `until`. */
export async function enterprisesOfChangingDays(
  database: Pool | Transaction,
  after: string,
  until: string,
): Promise<number[]> {
  const found = await database.query<{ enterprise_id: number }>(`${ENTERPRISES_OF_CHANGING_DAYS} order by 1`, [
    after,
    until,
  ]);
  return found.rows.map((row) => row.enterprise_id);
}
