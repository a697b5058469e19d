import type { Pool, Transaction } from '#platform/database/connections.ts';

/**
 * Enterprises of which time alone changed what counts: the last day of a registration, or of one of its specialties, lies in
 * [$1, $2), so that it no longer counts on a day in ($1, $2]; or a specialty's first day lies in ($1, $2]. Both are legal days.
 * With them come the other employers of such a person: who was registered twice counts again where one registration ended.
 */
const ENTERPRISES_OF_CHANGING_DAYS = `with changing as (
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

/**
 * Enterprises of which a legal day changed what is compared: a registration or a specialty begins or ends, a qualification ended the day
 * before, somebody's birthday lies in one of the stretches (after, until], or the enterprise lies in a division with new law.
 */
export async function enterprisesChangedByTime(
  transaction: Transaction,
  of: {
    readonly day: string;
    readonly births: readonly { readonly after: string; readonly until: string }[];
    readonly divisions: readonly string[];
  },
): Promise<number[]> {
  const dayBefore = new Date(Date.parse(of.day) - 86_400_000).toISOString().slice(0, 10);
  const found = await transaction.query<{ enterprise_id: number }>(
    `select enterprise_id from (${ENTERPRISES_OF_CHANGING_DAYS}) changing
     union select enterprise_id from qualification where status = 'in-force' and valid_until = $1::date
     union select r.enterprise_id from registration r join jsonb_to_recordset($3::jsonb) as b("after" date, "until" date)
       on r.birth_date > b.after and r.birth_date <= b.until where r.known_to is null
     union select e.id from enterprise e join jsonb_array_elements_text($4::jsonb) as d(division) on starts_with(e.division_code::text, d.division)
     order by 1`,
    [dayBefore, of.day, JSON.stringify(of.births), JSON.stringify(of.divisions)],
  );
  return found.rows.map((row) => row.enterprise_id);
}
