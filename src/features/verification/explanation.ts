import {
  type Assessment,
  assessmentOn,
  type Explanation,
  explain,
  kindOf,
  type LapsedSpecialty,
  lapsedSpecialties,
  parseDay,
  Register,
  type SourcedPolicy,
  specialtyNames,
  termsOfStored,
  verificationPolicyOn,
} from '#law/standards/index.ts';
import type { Queries } from '#platform/database/connections.ts';

/** One certificate as it was known at the instant. */
export interface KnownCertificate {
  readonly role: string;
  readonly grade: string | null;
  readonly specialties: readonly string[];
  readonly sealNumber: string | null;
  readonly validUntil: string | null;
  /** specialties that had ended, or not begun, on the day of the comparison */
  readonly lapsed: readonly LapsedSpecialty[];
  readonly insurance: 'unknown' | 'paid' | 'abnormal';
}

export interface KnownPractitioner {
  readonly id: number;
  readonly name: string;
  readonly birthDate: string | null;
  readonly registeredElsewhere: boolean;
  readonly certificates: readonly KnownCertificate[];
}

/** A verdict with its reasons; persons in it are keys of `practitioners`. */
export interface ExplainedVerdict {
  readonly explanation: Explanation;
  readonly assessment: Assessment | undefined;
  readonly policy: SourcedPolicy;
  readonly practitioners: ReadonlyMap<string, KnownPractitioner>;
}

interface RegistrationRow {
  readonly practitioner_id: number;
  readonly name: string;
  readonly birth_date: string | null;
  readonly kind: number;
  readonly specialties: number;
  readonly seal_number: string | null;
  readonly valid_until: string | null;
  readonly specialty_from: readonly (string | null)[] | null;
  readonly specialty_until: readonly (string | null)[] | null;
  readonly insurance: number;
  readonly elsewhere: boolean;
}

const INSURANCE = ['unknown', 'paid', 'abnormal'] as const;

/**
 * Explains the verdict on one qualification from what was known at `instant`, compared on the legal day `asOf`: the same
 * law and the same count as the run, so a verdict of the past is explained as it came about then.
 */
export async function explainQualification(
  database: Queries,
  qualification: { readonly enterpriseId: number; readonly standardRow: string; readonly divisionCode: string },
  at: { readonly asOf: string; readonly instant: Date },
): Promise<ExplainedVerdict> {
  const day = parseDay(at.asOf);
  if (day === null) throw new Error(`not a day: ${at.asOf}`);
  const rows = await registrationsKnownAt(database, qualification.enterpriseId, at);
  const register = new Register();
  const practitioners = new Map<string, KnownPractitioner & { certificates: KnownCertificate[] }>();
  const keyOfPerson: string[] = [];
  for (const row of rows) {
    const person = register.personIndex(row.practitioner_id);
    const key = String(row.practitioner_id);
    keyOfPerson[person] = key;
    register.add(
      person,
      row.kind,
      row.specialties,
      row.valid_until === null ? undefined : (parseDay(row.valid_until) ?? undefined),
      row.birth_date === null ? undefined : (parseDay(row.birth_date) ?? undefined),
      row.insurance,
      row.elsewhere,
    );
    const terms = termsOfStored(row.specialties, { from: row.specialty_from, until: row.specialty_until });
    for (const { mask, from, until } of terms) register.addTerm(mask, from, until);
    const known = practitioners.get(key) ?? {
      id: row.practitioner_id,
      name: row.name,
      birthDate: row.birth_date,
      registeredElsewhere: row.elsewhere,
      certificates: [],
    };
    const kind = kindOf(row.kind);
    known.certificates.push({
      role: kind?.role ?? '',
      grade: kind?.grade ?? null,
      specialties: specialtyNames(row.kind, row.specialties),
      sealNumber: row.seal_number,
      validUntil: row.valid_until,
      lapsed: lapsedSpecialties(row.kind, terms, day),
      insurance: INSURANCE[row.insurance] ?? 'unknown',
    });
    practitioners.set(key, known);
  }
  const assessment = assessmentOn({
    code: qualification.standardRow,
    divisionCode: qualification.divisionCode,
    on: day,
  });
  const policy = verificationPolicyOn(qualification.divisionCode, day);
  const explanation = explain(
    assessment?.qualification ?? null,
    register,
    day,
    policy,
    (person) => keyOfPerson[person] ?? '',
  );
  return { explanation, assessment, policy, practitioners };
}

/** Whether a person is registered elsewhere is asked of the whole register, also where the reader's claim shows only a part of it. */
async function registrationsKnownAt(
  database: Queries,
  enterpriseId: number,
  at: { readonly asOf: string; readonly instant: Date },
): Promise<RegistrationRow[]> {
  const result = await database.query<RegistrationRow>(
    `select r.practitioner_id, p.name, r.birth_date, r.kind, r.specialties, r.seal_number, r.valid_until,
       r.specialty_from::text[] as specialty_from, r.specialty_until::text[] as specialty_until, r.insurance,
       (r.valid_until is null or r.valid_until >= $3) and specialty_in_force(r.specialty_from, r.specialty_until, $3) and registered_elsewhere(r.practitioner_id, r.enterprise_id, $3, $2) as elsewhere
     from registration r join practitioner p on p.id = r.practitioner_id
     where r.enterprise_id = $1 and r.known_from <= $2 and (r.known_to is null or r.known_to > $2)
     order by r.practitioner_id, r.kind, r.specialties`,
    [enterpriseId, at.instant, at.asOf],
  );
  return result.rows;
}
