import type { CompiledQualification } from '#law/standards/index.ts';
import {
  assessmentOn,
  judge,
  type Kind,
  kinds,
  parseDay,
  specialtyNames,
  verificationPolicyOn,
} from '#law/standards/index.ts';
import { ANY_SPECIALTY } from '#law/standards/places.ts';
import { registerOf } from './judge-staff.ts';
import type { HeldQualification, StaffCertificate } from './staff.ts';

/** Persons to hire: each of them with one of these certificates. */
export interface HireNeeded {
  readonly count: number;
  readonly role: string;
  /** the lowest grade that counts; null where the role has none */
  readonly grade: string | null;
  /** any one of them; empty: any specialty */
  readonly specialties: readonly string[];
}

interface Candidate {
  readonly kind: Kind;
  readonly mask: number;
  /** which conditions of the row such a person serves, as bits */
  readonly serves: number;
}

const BITS = Array.from({ length: 31 }, (_, bit) => 1 << bit);

function servesOf(qualification: CompiledQualification, kind: number, mask: number): number {
  return qualification.conditions.reduce((sum, condition, at) => {
    const fits = qualification.places.some(
      (place, index) =>
        (condition.places & (1 << index)) !== 0 && ((place.accept[kind] ?? 0) & (mask | ANY_SPECIALTY)) !== 0,
    );
    return fits ? sum | (1 << at) : sum;
  }, 0);
}

/** Everybody who would serve the row, the lowest grade first: easier to find. */
function candidatesOf(qualification: CompiledQualification): Candidate[] {
  return [...kinds]
    .sort((a, b) => b.rank - a.rank || a.number - b.number)
    .flatMap((kind) =>
      [0, ...BITS.filter((bit) => specialtyNames(kind.number, bit).length > 0)].map((mask) => ({
        kind,
        mask,
        serves: servesOf(qualification, kind.number, mask),
      })),
    )
    .filter(({ serves }) => serves !== 0);
}

function hired(candidate: Candidate, number: number): StaffCertificate {
  return {
    personId: -number,
    name: '',
    kind: candidate.kind.number,
    specialties: candidate.mask,
    validUntil: null,
    terms: [],
    birthDate: null,
    insurance: 0,
    elsewhereUntil: null,
  };
}

/**
 * The smallest set of hires that cures a qualification, in kinds of people. The shortage is the exact least number
 * (hires.ts), so as long as something is missing there is a person who lessens it by one: taken one by one, the set is as
 * small as can be. Empty where nothing is missing or compared.
 */
export function smallestHires(staff: readonly StaffCertificate[], held: HeldQualification, day: string): HireNeeded[] {
  const on = parseDay(day);
  if (on === null || held.row === '' || held.row === '?') return [];
  const qualification = assessmentOn({ code: held.row, divisionCode: held.divisionCode, on })?.qualification ?? null;
  if (qualification === null) return [];
  const policy = verificationPolicyOn(held.divisionCode, on);
  const candidates = candidatesOf(qualification);
  const taken: Candidate[] = [];
  const shortageWith = (more: readonly Candidate[]) =>
    judge(qualification, registerOf([...staff, ...more.map((each, at) => hired(each, at + 1))], day), on, policy)
      .shortage;
  let shortage = shortageWith([]);
  while (shortage > 0) {
    const left = shortage;
    const last = taken.at(-1);
    const next = [...(last === undefined ? [] : [last]), ...candidates].find(
      (candidate) => shortageWith([...taken, candidate]) < left,
    );
    if (next === undefined) return [];
    taken.push(next);
    shortage = shortageWith(taken);
  }
  const counts = new Map<Candidate, number>();
  for (const each of taken) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([{ kind, mask, serves }, count]) => ({
    count,
    role: kind.role,
    grade: kind.grade,
    specialties:
      mask === 0
        ? []
        : candidates
            .filter((other) => other.kind === kind && other.serves === serves && other.mask !== 0)
            .flatMap((other) => specialtyNames(other.kind.number, other.mask)),
  }));
}

/** `建筑工程专业注册建造师（二级及以上）1 名`. */
export function hireInWords({ count, role, grade, specialties }: HireNeeded): string {
  const of = specialties.length === 0 ? '' : `${specialties.join('或')}专业`;
  const atLeast = grade === null ? '' : grade === '二级' ? '（二级及以上）' : `（${grade}）`;
  return `${of}${role}${atLeast} ${count} 名`;
}
