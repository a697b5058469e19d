import { type JudgedQualification, judgeStaff } from './judge-staff.ts';
import type { HeldQualification, StaffCertificate } from './staff.ts';

/** A person who is not there yet. */
export interface ImaginedHire {
  readonly kind: number;
  readonly specialties: number;
  readonly validUntil: string | null;
  readonly count: number;
}

export interface Supposition {
  /** the day of the comparison */
  readonly on: string;
  /** persons who leave */
  readonly leaving: ReadonlySet<number>;
  /** persons whose registrations run out, though they stay */
  readonly lapsing: ReadonlySet<number>;
  readonly hires: readonly ImaginedHire[];
}

export interface WhatIf {
  readonly qualification: HeldQualification;
  readonly before: JudgedQualification['finding'];
  readonly after: JudgedQualification['finding'];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The staff that a supposition leaves. Imagined persons have numbers below zero, each one of their own. */
export function suppose(staff: readonly StaffCertificate[], supposed: Supposition): StaffCertificate[] {
  const ended = dayBefore(supposed.on);
  const staying = staff
    .filter(({ personId }) => !supposed.leaving.has(personId))
    .map((each) => (supposed.lapsing.has(each.personId) ? { ...each, validUntil: ended } : each));
  let number = 0;
  const hired = supposed.hires.flatMap(({ kind, specialties, validUntil, count }) =>
    Array.from({ length: count }, (): StaffCertificate => {
      number += 1;
      return {
        personId: -number,
        name: `拟聘人员 ${number}`,
        kind,
        specialties,
        validUntil,
        terms: [],
        birthDate: null,
        insurance: 0,
        elsewhereUntil: null,
      };
    }),
  );
  return [...staying, ...hired];
}

/** Every qualification's verdict with the staff as it is today, and with the staff as it is supposed to be. */
export function whatIf(
  staff: readonly StaffCertificate[],
  qualifications: readonly HeldQualification[],
  today: string,
  supposed: Supposition,
): WhatIf[] {
  const before = judgeStaff(staff, qualifications, today);
  const after = judgeStaff(suppose(staff, supposed), qualifications, supposed.on);
  return qualifications.flatMap((qualification, at) => {
    const [then, now] = [before[at], after[at]];
    return then === undefined || now === undefined ? [] : [{ qualification, before: then.finding, after: now.finding }];
  });
}
