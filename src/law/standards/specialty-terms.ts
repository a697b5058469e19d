/**
 * A specialty has its own first and last day (《注册建造师管理规定》: every specialty is registered and continued by itself), and counts
 * while both it and its certificate are in force. The register stores the days beside the bit mask: one element for each set bit,
 * in the order of the bits, null where the specialty follows its certificate.
 */
import { accept, type Parsed } from '../identifiers/parsed.ts';
import { dayText, NO_BEGINNING, parseDay, UNKNOWN_DAY } from './days.ts';
import { parseCertificate, specialtyNames } from './encoding.ts';

/** Day numbers, both days included; `NO_BEGINNING`, `UNKNOWN_DAY` where the certificate's own day holds. */
export interface SpecialtyTerm {
  readonly mask: number;
  readonly from: number;
  readonly until: number;
}

/** `registration.specialty_from`, `registration.specialty_until`: null where no specialty has days of its own. */
export interface StoredTerms {
  readonly from: readonly (string | null)[] | null;
  readonly until: readonly (string | null)[] | null;
}

/** A specialty as a register names it, with its own days (`yyyy-MM-dd`) where it has any. */
export interface NamedSpecialty {
  readonly name: string;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
}

/** A specialty that does not count on a day though its certificate names it. */
export interface LapsedSpecialty {
  readonly specialty: string;
  /** the day after whose end it no longer counts; null: it has not begun */
  readonly endedOn: string | null;
  /** its first day, where it has not begun */
  readonly beginsOn: string | null;
}

function dayOr(text: string | null | undefined, otherwise: number): number {
  return typeof text === 'string' ? (parseDay(text) ?? otherwise) : otherwise;
}

/** The set bits of a mask, each as a mask of its own, in ascending order. */
export function bitsOf(mask: number): number[] {
  const bits: number[] = [];
  for (let left = mask; left !== 0; left &= left - 1) bits.push(left & -left);
  return bits;
}

/** The terms of a stored certificate; those that follow the certificate in both days are left out. */
export function termsOfStored(mask: number, { from, until }: StoredTerms): SpecialtyTerm[] {
  if (from === null && until === null) return [];
  return bitsOf(mask).flatMap((bit, at) => {
    const term = { mask: bit, from: dayOr(from?.[at], NO_BEGINNING), until: dayOr(until?.[at], UNKNOWN_DAY) };
    return term.from === NO_BEGINNING && term.until === UNKNOWN_DAY ? [] : [term];
  });
}

/** Whether anything of a certificate is in force on a day as far as its specialties go; one that names none has none to end. */
export function specialtyInForce(mask: number, terms: readonly SpecialtyTerm[], asOf: number): boolean {
  const dated = terms.reduce((sum, term) => sum | term.mask, 0);
  return dated === 0 || (mask & ~dated) !== 0 || terms.some((term) => term.from <= asOf && asOf <= term.until);
}

/** The last of the days on which anything of a certificate counts; null: no end is known. */
export function lastDayOf(mask: number, validUntil: string | null, terms: readonly SpecialtyTerm[]): string | null {
  const dated = terms.reduce((sum, term) => (term.until === UNKNOWN_DAY ? sum : sum | term.mask), 0);
  if (mask === 0 || dated !== mask) return validUntil;
  const last = dayText(Math.max(...terms.map((term) => term.until)));
  return validUntil === null || last < validUntil ? last : validUntil;
}

/** What the certificate names that is not in force on a day (day number), in the order of the bits. */
export function lapsedSpecialties(kind: number, terms: readonly SpecialtyTerm[], asOf: number): LapsedSpecialty[] {
  const masks = [...new Set(terms.flatMap((term) => bitsOf(term.mask)))].sort((a, b) => a - b);
  return masks.flatMap((bit): LapsedSpecialty[] => {
    const own = terms.filter((term) => (term.mask & bit) !== 0);
    if (own.some((term) => term.from <= asOf && asOf <= term.until)) return [];
    const begins = own.filter((term) => term.from > asOf).map((term) => term.from);
    const ended = own.filter((term) => term.until < asOf).map((term) => term.until);
    return specialtyNames(kind, bit).map((specialty) => ({
      specialty,
      endedOn: ended.length === 0 ? null : dayText(Math.max(...ended)),
      beginsOn: ended.length > 0 || begins.length === 0 ? null : dayText(Math.min(...begins)),
    }));
  });
}

/** `市政公用工程专业注册已于 2025-03-01 届满，未计入`. */
export function lapsedInWords({ specialty, endedOn, beginsOn }: LapsedSpecialty): string {
  return endedOn === null
    ? `${specialty}专业注册自 ${beginsOn ?? ''} 起生效，尚未计入`
    : `${specialty}专业注册已于 ${endedOn} 届满，未计入`;
}

/**
 * What one name stands for within a certificate of the type; 0 where the type's specialties are not read. 注册土木工程师（岩土） is a
 * specialty by its own name: another one beside it stands for itself alone.
 */
export function specialtyMask(role: string, grade: string | null, name: string): number {
  const parsed = parseCertificate(role, grade, [name]);
  if (!parsed.ok) return 0;
  const alone = parseCertificate(role, grade, []);
  const beside = parsed.value.mask & ~(alone.ok ? alone.value.mask : 0);
  return beside === 0 ? parsed.value.mask : beside;
}

/**
 * Kind, mask and terms of a certificate whose specialties may have days of their own. A specialty named twice is in force on
 * the days of both; named once without days it follows the certificate.
 */
export function parseDatedCertificate(
  role: string,
  grade: string | null,
  named: readonly NamedSpecialty[],
): Parsed<{ readonly kind: number; readonly mask: number; readonly terms: readonly SpecialtyTerm[] }> {
  const whole = parseCertificate(
    role,
    grade,
    named.map(({ name }) => name),
  );
  if (!whole.ok) return whole;
  if (named.every(({ from, until }) => (from ?? null) === null && (until ?? null) === null)) {
    return accept({ ...whole.value, terms: [] });
  }
  const terms: SpecialtyTerm[] = [];
  let following = 0;
  for (const { name, from, until } of named) {
    const mask = specialtyMask(role, grade, name);
    const term = { mask, from: dayOr(from, NO_BEGINNING), until: dayOr(until, UNKNOWN_DAY) };
    if (term.from === NO_BEGINNING && term.until === UNKNOWN_DAY) following |= mask;
    else if (mask !== 0) terms.push(term);
  }
  return accept({ ...whole.value, terms: terms.filter((term) => (term.mask & following) === 0) });
}
