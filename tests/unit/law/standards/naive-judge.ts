/**
 * A second judge, written straight from the contract and the standards' README, slow and plain on purpose: strings, lists,
 * an allotment by augmenting paths, and the shortage by hiring 0, 1, 2 … people of every kind and judging again. It shares
 * nothing with src/law but the JSON data.
 */
import construction from '#law/standards/data/construction-2014.json' with { type: 'json' };
import registrationTypes from '#law/standards/data/specialties.json' with { type: 'json' };
import supervision from '#law/standards/data/supervision-2007.json' with { type: 'json' };

interface Wanted {
  readonly role?: string | undefined;
  readonly minGrade?: string | undefined;
  readonly specialties?: readonly string[] | undefined;
  readonly registered?: boolean | undefined;
}

interface NaiveSubset extends Wanted {
  readonly anyOfRoles?: readonly Wanted[] | undefined;
  readonly count: number;
  readonly unit?: string | undefined;
}

interface NaiveRequirement extends NaiveSubset {
  readonly unit: string;
  readonly subset?: readonly NaiveSubset[] | undefined;
  readonly subsetDistinctPersons?: boolean | undefined;
  readonly determinableFromRegistrationData?: boolean | undefined;
  readonly restriction?: string | undefined;
}

export interface NaiveRow {
  readonly code: string;
  readonly requirements: readonly NaiveRequirement[];
  readonly combine?: { readonly distinctPersonsAcrossRequirements: boolean } | undefined;
  readonly source_confidence: string;
  readonly currentAssessment: { readonly effectiveCode: string | null };
}

/** A specialty with days of its own; a bare name is in force with its certificate. */
export interface DatedSpecialty {
  readonly specialty: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

export interface Certificate {
  readonly person: string;
  readonly role: string;
  readonly grade: string | null;
  readonly specialties: readonly (string | DatedSpecialty)[];
  readonly validUntil?: string;
  readonly birthDate?: string;
  readonly insurance?: string;
  readonly elsewhere?: boolean;
}

export interface Question {
  readonly asOf: string;
  readonly code: string;
  readonly level: 'own' | 'current';
  readonly policy?: { readonly maximumAge: number | null; readonly insurance: 'ignore' | 'required' };
  readonly registrations: readonly Certificate[];
}

export const rows: readonly NaiveRow[] = [...construction, ...supervision];

export function rowOf(code: string | null): NaiveRow | undefined {
  return rows.find((row) => row.code === code);
}

/** Every certificate that a new practitioner could bring: one registration type, one grade, at most one specialty. */
export const possibleHires: readonly Certificate[] = registrationTypes.registrationTypes.flatMap((type) =>
  type.grades.flatMap((grade) =>
    (type.specialties.length === 0 ? [[]] : type.specialties.map((each) => [each.name])).map((specialties) => ({
      person: 'hire',
      role: type.name,
      grade: grade.grade,
      specialties,
    })),
  ),
);

/** Completed years between two days written YYYY-MM-DD. */
export function completedYears(birth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

function specialtyInForce(specialty: string | DatedSpecialty, on: string): boolean {
  if (typeof specialty === 'string') return true;
  const begun = specialty.validFrom === undefined || specialty.validFrom <= on;
  return begun && (specialty.validUntil === undefined || specialty.validUntil >= on);
}

/** The certificate without what has ended, or not begun. */
function inForceOn(certificate: Certificate, on: string): Certificate {
  return { ...certificate, specialties: certificate.specialties.filter((each) => specialtyInForce(each, on)) };
}

/** The first reason for which a certificate that fits does not count, or null. */
function standing(certificate: Certificate, question: Question): string | null {
  if (certificate.validUntil !== undefined && certificate.validUntil < question.asOf) return 'expired';
  const left = inForceOn(certificate, question.asOf).specialties;
  if (certificate.specialties.length > 0 && left.length === 0) return 'expired';
  const oldest = question.policy?.maximumAge ?? null;
  if (oldest !== null && certificate.birthDate !== undefined) {
    if (completedYears(certificate.birthDate, question.asOf) > oldest) return 'age';
  }
  if (question.policy?.insurance === 'required' && certificate.insurance === 'abnormal') return 'insurance';
  const elsewhere = question.registrations.some(
    (other) => other.person === certificate.person && other.elsewhere === true,
  );
  return elsewhere ? 'counted-elsewhere' : null;
}

function anySpecialty(wanted: Wanted): boolean {
  return wanted.specialties === undefined || wanted.specialties.includes('*');
}

function holdsSpecialty(certificate: Certificate, wanted: Wanted): boolean {
  return (
    anySpecialty(wanted) ||
    certificate.specialties.some((each) =>
      wanted.specialties?.includes(typeof each === 'string' ? each : each.specialty),
    )
  );
}

function holdsGrade(certificate: Certificate, wanted: Wanted): boolean {
  if (wanted.minGrade === '一级') return certificate.grade === '一级';
  if (wanted.minGrade === '二级') return certificate.grade === '一级' || certificate.grade === '二级';
  return true;
}

function alternativesOf(requirement: NaiveRequirement): readonly Wanted[] {
  return (requirement.anyOfRoles ?? [requirement]).filter((each) => each.registered !== false);
}

function fitsRequirement(certificate: Certificate, requirement: NaiveRequirement): boolean {
  return alternativesOf(requirement).some(
    (wanted) =>
      certificate.role === wanted.role && holdsSpecialty(certificate, wanted) && holdsGrade(certificate, wanted),
  );
}

function fitsSubset(certificate: Certificate, subset: NaiveSubset, requirement: NaiveRequirement): boolean {
  if (!fitsRequirement(certificate, requirement)) return false;
  const wanteds = subset.anyOfRoles ?? [subset];
  return wanteds.some(
    (wanted) =>
      (wanted.role === undefined || wanted.role === certificate.role) &&
      holdsSpecialty(certificate, wanted) &&
      holdsGrade(certificate, wanted),
  );
}

/** One thing to be filled: a requirement or a 其中. */
export interface NaivePlace {
  readonly needed: number;
  readonly unit: string;
  readonly fits: (certificate: Certificate) => boolean;
}

export interface NaiveLayout {
  readonly requirements: readonly { readonly total: NaivePlace; readonly subsets: readonly NaivePlace[] }[];
  /** Lists of places between which a person may fill only one. */
  readonly distinct: readonly (readonly NaivePlace[])[];
  readonly alone: readonly NaivePlace[];
}

const layouts = new Map<NaiveRow, NaiveLayout>();

export function layoutOf(row: NaiveRow): NaiveLayout {
  const layout = layouts.get(row) ?? layOut(row);
  layouts.set(row, layout);
  return layout;
}

function layOut(row: NaiveRow): NaiveLayout {
  const across: NaivePlace[] = [];
  const distinct: NaivePlace[][] = [];
  const alone: NaivePlace[] = [];
  const requirements = row.requirements.map((requirement) => {
    const total: NaivePlace = {
      needed: requirement.count,
      unit: requirement.unit,
      fits: (certificate) => fitsRequirement(certificate, requirement),
    };
    const isAcross = row.combine?.distinctPersonsAcrossRequirements === true && requirement.unit === '人';
    (isAcross ? across : alone).push(total);
    const subsets = (requirement.subset ?? []).map((subset) => ({
      needed: subset.count,
      unit: subset.unit ?? requirement.unit,
      fits: (certificate: Certificate) => fitsSubset(certificate, subset, requirement),
    }));
    if (requirement.subsetDistinctPersons === true) distinct.push(subsets);
    else alone.push(...subsets);
    return { total, subsets };
  });
  return { requirements, distinct: across.length > 0 ? [across, ...distinct] : distinct, alone };
}

export function personsWho(
  certificates: readonly Certificate[],
  fits: (certificate: Certificate) => boolean,
): string[] {
  return [...new Set(certificates.filter(fits).map((certificate) => certificate.person))];
}

export function countOf(certificates: readonly Certificate[], place: NaivePlace): number {
  return place.unit === '人次' ? certificates.filter(place.fits).length : personsWho(certificates, place.fits).length;
}

/** The most places that can be filled with one person each: everybody sits down, moving others where that helps. */
export function mostFilled(certificates: readonly Certificate[], places: readonly NaivePlace[]): number {
  const sitting = places.map((): string[] => []);
  const fitting = places.map((place) => new Set(personsWho(certificates, place.fits)));
  const sit = (person: string, tried: Set<number>): boolean => {
    for (const [at, place] of places.entries()) {
      if (tried.has(at) || fitting[at]?.has(person) !== true) continue;
      tried.add(at);
      const seated = sitting[at] ?? [];
      const moved = seated.length < place.needed ? person : seated.find((other) => sit(other, tried));
      if (moved === undefined) continue;
      sitting[at] = [...seated.filter((other) => other !== moved), person];
      return true;
    }
    return false;
  };
  const everybody = new Set(fitting.flatMap((persons) => [...persons]));
  return [...everybody].filter((person) => sit(person, new Set())).length;
}

function isMet(layout: NaiveLayout, certificates: readonly Certificate[]): boolean {
  return (
    layout.alone.every((place) => countOf(certificates, place) >= place.needed) &&
    layout.distinct.every(
      (places) => mostFilled(certificates, places) === places.reduce((sum, place) => sum + place.needed, 0),
    )
  );
}

const MOST_TRIALS = 400;
const hiresOf = new Map<NaivePlace | undefined, readonly Certificate[]>();

/** One hire for each way of fitting the places of a row. */
function usefulHires(places: readonly NaivePlace[]): readonly Certificate[] {
  const known = hiresOf.get(places[0]);
  if (known !== undefined) return known;
  // Hires that fit the same places are interchangeable; those that fit none are of no use.
  const kinds = new Map<string, Certificate>();
  for (const hire of possibleHires) {
    const signature = places.map((place) => (place.fits(hire) ? 'x' : '-')).join('');
    if (signature.includes('x')) kinds.set(signature, hire);
  }
  // Who fits all that another fits, and more, is never the worse hire.
  for (const poorer of [...kinds.keys()]) {
    const covers = (richer: string): boolean => [...poorer].every((mark, at) => mark === '-' || richer[at] === 'x');
    if ([...kinds.keys()].some((richer) => richer !== poorer && covers(richer))) kinds.delete(poorer);
  }
  const useful = [...kinds.values()];
  hiresOf.set(places[0], useful);
  return useful;
}

/** Hires 0, 1, 2 … people in every combination until it is met; null when that would take too many trials. */
function leastHires(layout: NaiveLayout, certificates: readonly Certificate[]): number | null {
  const places = layout.requirements.flatMap(({ total, subsets }) => [total, ...subsets]);
  const kinds = usefulHires(places);
  let trials = 0;
  const tryWith = (hired: readonly Certificate[], left: number, choices: readonly Certificate[]): boolean => {
    if (left === 0) {
      trials += 1;
      return isMet(layout, [...certificates, ...hired]);
    }
    return choices.some(
      (choice, at) =>
        trials <= MOST_TRIALS &&
        tryWith([...hired, { ...choice, person: `hire ${hired.length}` }], left - 1, choices.slice(at)),
    );
  };
  // Whatever is hired, nobody adds more than one to one count.
  const atLeast = Math.max(...places.map((place) => place.needed - countOf(certificates, place)), 0);
  for (let number = atLeast; trials <= MOST_TRIALS; number += 1) {
    if (tryWith([], number, kinds)) return number;
  }
  return null;
}

const tests = ['role', 'specialty', 'grade', 'expired', 'age', 'insurance', 'counted-elsewhere'];

function reasonOf(certificate: Certificate, row: NaiveRow, question: Question): string {
  let furthest = 'role';
  for (const wanted of row.requirements.flatMap(alternativesOf)) {
    if (certificate.role !== wanted.role) continue;
    const reason = !holdsSpecialty(certificate, wanted)
      ? 'specialty'
      : !holdsGrade(certificate, wanted)
        ? 'grade'
        : !holdsSpecialty(inForceOn(certificate, question.asOf), wanted)
          ? 'expired'
          : (standing(certificate, question) ?? '');
    if (tests.indexOf(reason) > tests.indexOf(furthest)) furthest = reason;
  }
  return furthest;
}

export interface NaiveJudgement {
  readonly verdict: string;
  readonly effectiveCode: string | null;
  /** null: not searched, it would take too long. */
  readonly shortage: number | null;
  readonly counting: readonly Certificate[];
  readonly notCounted: readonly { readonly person: string; readonly reason: string }[];
}

export function naiveJudge(question: Question): NaiveJudgement {
  const own = rowOf(question.code);
  return naiveJudgeRow(question.level === 'own' ? own : rowOf(own?.currentAssessment.effectiveCode ?? null), question);
}

/** Judges against the row given, whatever code and level the question names. */
export function naiveJudgeRow(row: NaiveRow | undefined, question: Question): NaiveJudgement {
  if (row === undefined || row.requirements.length === 0) {
    const effectiveCode = row?.code ?? null;
    return { verdict: 'not-assessed', effectiveCode, shortage: 0, counting: [], notCounted: [] };
  }
  const layout = layoutOf(row);
  const counting = question.registrations
    .filter((certificate) => standing(certificate, question) === null)
    .map((certificate) => inForceOn(certificate, question.asOf));
  const met = isMet(layout, counting);
  const seen = row.requirements.every(
    (each) => each.determinableFromRegistrationData !== false && each.restriction === undefined,
  );
  const sure = row.source_confidence === 'quoted' && seen;
  const persons = [...new Set(question.registrations.map((certificate) => certificate.person))];
  return {
    verdict: met && seen ? 'met' : !met && sure ? 'not-met' : 'undetermined',
    effectiveCode: row.code,
    shortage: met ? 0 : leastHires(layout, counting),
    counting,
    notCounted: persons
      .filter(
        (person) =>
          !counting.some(
            (certificate) =>
              certificate.person === person && layout.requirements.some(({ total }) => total.fits(certificate)),
          ),
      )
      .map((person) => ({
        person,
        reason: question.registrations
          .filter((certificate) => certificate.person === person)
          .map((certificate) => reasonOf(certificate, row, question))
          .reduce((one, other) => (tests.indexOf(other) > tests.indexOf(one) ? other : one)),
      })),
  };
}
