import type { Finding } from '#features/verification/queries.ts';
import { addDays, type LegalDate } from '#law/periods/legal-date.ts';
import { dayText, lastTooOldBirth, UNKNOWN_DAY } from '#law/standards/days.ts';
import { lastDayOf, parseDay, specialtyNames, verificationPolicyOn } from '#law/standards/index.ts';
import { judgeStaff } from './judge-staff.ts';
import type { HeldQualification, StaffCertificate } from './staff.ts';

export const LOOK_AHEAD_DAYS = 180;

/** Why a certificate that counted the day before no longer counts, or no longer with all its specialties. */
export type Loss =
  | { readonly certificate: StaffCertificate; readonly why: 'expired' | 'age' }
  | { readonly certificate: StaffCertificate; readonly why: 'specialty'; readonly specialties: readonly string[] };

/** A certificate, or some of its specialties, whose last day lies ahead. */
export interface ComingEnd {
  readonly certificate: StaffCertificate;
  readonly day: string;
  /** empty: the whole certificate */
  readonly specialties: readonly string[];
}

/** A day on which a verdict becomes another one, if nobody does anything. */
export interface ForeseenChange {
  readonly day: string;
  readonly qualification: HeldQualification;
  readonly before: Finding;
  readonly after: Finding;
  readonly losses: readonly Loss[];
}

export interface LookAhead {
  readonly from: string;
  readonly until: string;
  readonly changes: readonly ForeseenChange[];
  /** what of the staff's certificates ends in the time, by day */
  readonly expiring: readonly ComingEnd[];
  /** number of qualifications not met: today, on the first of each month, and on the last day */
  readonly course: readonly { readonly day: string; readonly notMet: number }[];
}

const isShort = ({ verdict, shortage }: Finding): boolean => verdict === 'not-met' || shortage > 0;

/**
 * The last days of a certificate: of its specialties that end before it, and its own. Where every specialty ends by itself the
 * last of them is the certificate's end.
 */
export function endsOf(certificate: StaffCertificate): ComingEnd[] {
  const { kind, specialties, terms, validUntil } = certificate;
  const last = lastDayOf(specialties, validUntil, terms);
  const masks = new Map<string, number>();
  for (const { mask, until } of terms) {
    const day = until === UNKNOWN_DAY ? null : dayText(until);
    if (day !== null && (last === null || day < last)) masks.set(day, (masks.get(day) ?? 0) | mask);
  }
  const own = [...masks].map(([day, mask]) => ({ certificate, day, specialties: specialtyNames(kind, mask) }));
  return last === null ? own : [...own, { certificate, day: last, specialties: [] }];
}

function lossesOn(staff: readonly StaffCertificate[], day: LegalDate, divisionCode: string): Loss[] {
  const yesterday = addDays(day, -1);
  const on = parseDay(day) ?? 0;
  const { maximumAge } = verificationPolicyOn(divisionCode, on);
  return staff.flatMap((certificate): Loss[] => {
    const [ends] = endsOf(certificate).filter((end) => end.day === yesterday);
    if (ends !== undefined) {
      const { specialties } = ends;
      return [
        specialties.length === 0 ? { certificate, why: 'expired' } : { certificate, why: 'specialty', specialties },
      ];
    }
    const birth = certificate.birthDate === null ? null : parseDay(certificate.birthDate);
    if (maximumAge === null || birth === null) return [];
    const tooOld = birth <= lastTooOldBirth(on, maximumAge) && birth > lastTooOldBirth(on - 1, maximumAge);
    return tooOld ? [{ certificate, why: 'age' }] : [];
  });
}

const same = (a: Finding, b: Finding): boolean => a.verdict === b.verdict && a.shortage === b.shortage;

/**
 * What time alone will bring: every day of the next half year judged as the run would judge it, with the register as it is
 * today. Days on which no verdict and no shortage changes are left out.
 */
export function lookAhead(
  staff: readonly StaffCertificate[],
  qualifications: readonly HeldQualification[],
  today: LegalDate,
  days = LOOK_AHEAD_DAYS,
): LookAhead {
  const until = addDays(today, days);
  const changes: ForeseenChange[] = [];
  let standing = judgeStaff(staff, qualifications, today);
  const notMet = () => standing.filter(({ finding }) => isShort(finding)).length;
  const course = [{ day: String(today), notMet: notMet() }];
  for (let ahead = 1; ahead <= days; ahead += 1) {
    const day = addDays(today, ahead);
    const next = judgeStaff(staff, qualifications, day);
    for (const [at, { qualification, finding }] of next.entries()) {
      const before = standing[at]?.finding;
      if (before === undefined || same(before, finding)) continue;
      changes.push({
        day,
        qualification,
        before,
        after: finding,
        losses: lossesOn(staff, day, qualification.divisionCode),
      });
    }
    standing = next;
    if (day.endsWith('-01') || ahead === days) course.push({ day, notMet: notMet() });
  }
  const expiring = staff
    .flatMap(endsOf)
    .filter(({ day }) => day >= today && day <= until)
    .sort((a, b) => a.day.localeCompare(b.day) || a.certificate.personId - b.certificate.personId);
  return { from: today, until, changes, expiring, course };
}
