import { type SpecialtyTerm, type StoredTerms, termsOfStored } from '#law/standards/index.ts';
import type { Pool } from '#platform/database/connections.ts';

/** One certificate of somebody registered with the enterprise, as the register holds it now. */
export interface StaffCertificate {
  readonly personId: number;
  readonly name: string;
  readonly kind: number;
  readonly specialties: number;
  /** last day of the registration; null: the register names none */
  readonly validUntil: string | null;
  /** specialties with days of their own; those not named follow the certificate */
  readonly terms: readonly SpecialtyTerm[];
  readonly birthDate: string | null;
  readonly insurance: number;
  /** until when the person is registered with another enterprise as well; null: with none */
  readonly elsewhereUntil: string | null;
}

/** A qualification that the enterprise holds, as the run compares it. */
export interface HeldQualification {
  readonly id: number;
  readonly name: string;
  /** row of the standards; `?` where an official must say which, empty where none applies */
  readonly row: string;
  readonly divisionCode: string;
  readonly validUntil: string | null;
}

const NO_END = '9999-12-31';

/**
 * The staff as the register knows it. Whether somebody is registered elsewhere is a row of another enterprise: `pool` is
 * that of the register (which is public), not that of the enterprise's own rows.
 */
export async function staffOf(pool: Pool, enterpriseId: number): Promise<StaffCertificate[]> {
  const result = await pool.query<Omit<StaffCertificate, 'terms'> & StoredTerms>(
    `select r.practitioner_id as "personId", p.name, r.kind, r.specialties, r.valid_until as "validUntil", r.birth_date as "birthDate",
       r.specialty_from::text[] as "from", r.specialty_until::text[] as "until",
       r.insurance, (select max(coalesce(registration_last_day(o.valid_until, o.specialty_until), '${NO_END}')) from registration o
         where o.practitioner_id = r.practitioner_id and o.enterprise_id <> r.enterprise_id and o.known_to is null) as "elsewhereUntil"
     from registration r join practitioner p on p.id = r.practitioner_id
     where r.enterprise_id = $1 and r.known_to is null
     order by r.practitioner_id, r.kind, r.specialties`,
    [enterpriseId],
  );
  return result.rows.map(({ from, until, ...row }) => ({
    ...row,
    terms: termsOfStored(row.specialties, { from, until }),
  }));
}

/** The qualifications in force, in the order of their certificates' entries. */
export async function heldQualifications(pool: Pool, enterpriseId: number): Promise<HeldQualification[]> {
  const result = await pool.query<HeldQualification>(
    `select id, name, coalesce(standard_row, case when national_code ~ '^[DE]' then '?' else '' end) as row,
       division_code as "divisionCode", valid_until as "validUntil"
     from qualification where enterprise_id = $1 and status = 'in-force' order by id`,
    [enterpriseId],
  );
  return result.rows;
}
