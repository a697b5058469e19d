import { dayText, UNKNOWN_DAY } from '#law/standards/days.ts';
import { kindOf, type StoredTerms, specialtyNames, termsOfStored } from '#law/standards/index.ts';
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
  /** last days of single specialties, in words for the person; empty where all end with the certificate */
  readonly specialtyEnds: readonly { readonly specialty: string; readonly until: string }[];
  readonly insurance: 'unknown' | 'paid' | 'abnormal';
  /** since when the register says so */
  readonly knownFrom: Date;
}

const INSURANCE = ['unknown', 'paid', 'abnormal'] as const;

/** What the register says of one person, who has proved to be that person; the register is public, the way from a person to it is not. */
export async function registrationsOfPerson(pool: Pool, practitionerId: number): Promise<OwnRegistration[]> {
  const result = await pool.query<
    Omit<OwnRegistration, 'role' | 'grade' | 'specialties' | 'specialtyEnds' | 'insurance'> &
      StoredTerms & { readonly kind: number; readonly mask: number; readonly insured: number }
  >(
    `select r.id, r.enterprise_id as "enterpriseId", e.name as enterprise, e.uscc, e.division_code as "divisionCode", r.kind,
       r.specialties as mask, r.seal_number as "sealNumber", r.registered_on as "registeredOn", r.valid_until as "validUntil",
       r.specialty_from::text[] as "from", r.specialty_until::text[] as "until", r.insurance as insured, r.known_from as "knownFrom"
     from registration r join enterprise e on e.id = r.enterprise_id
     where r.practitioner_id = $1 and r.known_to is null order by e.name, r.valid_until nulls last, r.id limit 100`,
    [practitionerId],
  );
  return result.rows.map(({ kind, mask, insured, from, until, ...row }) => ({
    ...row,
    specialtyEnds: termsOfStored(mask, { from, until }).flatMap((term) =>
      term.until === UNKNOWN_DAY
        ? []
        : specialtyNames(kind, term.mask).map((specialty) => ({ specialty, until: dayText(term.until) })),
    ),
    role: kindOf(kind)?.role ?? '',
    grade: kindOf(kind)?.grade ?? null,
    specialties: specialtyNames(kind, mask),
    insurance: INSURANCE[insured] ?? 'unknown',
  }));
}
