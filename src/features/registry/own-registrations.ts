import { kindOf, specialtyNames } from '#law/standards/index.ts';
import type { Pool } from '#platform/database/connections.ts';

/** One certificate of a person as the register holds it now. */
export interface OwnRegistration {
  readonly id: number;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly divisionCode: string;
  readonly role: string;
  readonly grade: string | null;
  readonly specialties: readonly string[];
  readonly sealNumber: string | null;
  readonly registeredOn: string | null;
  /** last day; null: the register names none */
  readonly validUntil: string | null;
  readonly insurance: 'unknown' | 'paid' | 'abnormal';
  /** since when the register says so */
  readonly knownFrom: Date;
}

const INSURANCE = ['unknown', 'paid', 'abnormal'] as const;

/** What the register says of one person, who has proved to be that person; the register is public, the way from a person to it is not. */
export async function registrationsOfPerson(pool: Pool, practitionerId: number): Promise<OwnRegistration[]> {
  const result = await pool.query<
    Omit<OwnRegistration, 'role' | 'grade' | 'specialties' | 'insurance'> & {
      readonly kind: number;
      readonly mask: number;
      readonly insured: number;
    }
  >(
    `select r.id, r.enterprise_id as "enterpriseId", e.name as enterprise, e.uscc, e.division_code as "divisionCode", r.kind,
       r.specialties as mask, r.seal_number as "sealNumber", r.registered_on as "registeredOn", r.valid_until as "validUntil",
       r.insurance as insured, r.known_from as "knownFrom"
     from registration r join enterprise e on e.id = r.enterprise_id
     where r.practitioner_id = $1 and r.known_to is null order by e.name, r.valid_until nulls last, r.id limit 100`,
    [practitionerId],
  );
  return result.rows.map(({ kind, mask, insured, ...row }) => ({
    ...row,
    role: kindOf(kind)?.role ?? '',
    grade: kindOf(kind)?.grade ?? null,
    specialties: specialtyNames(kind, mask),
    insurance: INSURANCE[insured] ?? 'unknown',
  }));
}
