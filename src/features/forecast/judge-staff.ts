import { type Finding, judgesOn } from '#features/verification/queries.ts';
import { parseDay, Register, specialtyInForce, UNKNOWN_DAY } from '#law/standards/index.ts';
import type { HeldQualification, StaffCertificate } from './staff.ts';

export interface JudgedQualification {
  readonly qualification: HeldQualification;
  readonly finding: Finding;
}

const dayOr = (day: string | null): number => (day === null ? UNKNOWN_DAY : (parseDay(day) ?? UNKNOWN_DAY));

function isElsewhere(certificate: StaffCertificate, day: string): boolean {
  const { validUntil, elsewhereUntil, specialties, terms } = certificate;
  return (
    elsewhereUntil !== null &&
    elsewhereUntil >= day &&
    (validUntil === null || validUntil >= day) &&
    specialtyInForce(specialties, terms, dayOr(day))
  );
}

/** The staff as the judge reads it on a day. */
export function registerOf(staff: readonly StaffCertificate[], day: string): Register {
  const register = new Register();
  for (const each of staff) {
    register.add(
      register.personIndex(each.personId),
      each.kind,
      each.specialties,
      dayOr(each.validUntil),
      dayOr(each.birthDate),
      each.insurance,
      isElsewhere(each, day),
    );
    for (const { mask, from, until } of each.terms) register.addTerm(mask, from, until);
  }
  return register;
}

/** What the monthly run would find of these people on a day: by the run's own judges, nothing is written. */
export function judgeStaff(
  staff: readonly StaffCertificate[],
  qualifications: readonly HeldQualification[],
  day: string,
): JudgedQualification[] {
  const register = registerOf(staff, day);
  const judges = judgesOn(day);
  return qualifications.map((qualification) => ({
    qualification,
    finding: judges.of(qualification.row, qualification.divisionCode)(register),
  }));
}
