/** The verdict with its reasons: per clause who was counted, and who was not and why (contracts, `evaluate`). */
import type { CompiledQualification } from './compile.ts';
import { kindOf } from './encoding.ts';
import { type Judgement, judgementOf, NOT_ASSESSED, type Verdict } from './judge.ts';
import { ANY_SPECIALTY, type Demand } from './places.ts';
import {
  type Register,
  STANDING_AGE,
  STANDING_COUNTS,
  STANDING_EXPIRED,
  STANDING_INSURANCE,
  type VerificationPolicy,
} from './register.ts';
import { type LapsedSpecialty, lapsedSpecialties } from './specialty-terms.ts';
import { classOf, count, type Tally } from './tally.ts';

/** Why a person is counted in no requirement, in the order in which a certificate is tested. */
export const reasons = ['role', 'specialty', 'grade', 'expired', 'age', 'insurance', 'counted-elsewhere'] as const;
export type Reason = (typeof reasons)[number];

export interface ClauseResult {
  readonly text: string;
  readonly needed: number;
  /** Persons (人) or certificates (人次), not capped at `needed`. */
  readonly counted: number;
  readonly short: number;
  /** Those counted, each once, in the order of the register. */
  readonly persons: readonly string[];
}

export interface RequirementResult extends ClauseResult {
  readonly subset: readonly ClauseResult[];
}

export interface Explanation {
  readonly verdict: Verdict;
  readonly effectiveCode: string | null;
  readonly shortage: number;
  readonly counts: string;
  readonly requirements: readonly RequirementResult[];
  readonly notCounted: readonly { readonly person: string; readonly reason: Reason }[];
  /** Why the verdict is `undetermined`, for whoever has to decide; null with every other verdict. */
  readonly undeterminedBecause: string | null;
  /** Specialties of the people above that a requirement would take, were they in force. */
  readonly lapsed: readonly (LapsedSpecialty & { readonly person: string })[];
}

/**
 * Judges as `judge` does, by the same count, and says why. `nameOf` gives the name to show for a person index of the
 * register. `asOf` is a day number; `null` for the row means that nothing is compared.
 */
export function explain(
  qualification: CompiledQualification | null,
  register: Register,
  asOf: number,
  policy: VerificationPolicy,
  nameOf: (person: number) => string,
): Explanation {
  if (qualification === null || qualification.requirements.length === 0) {
    return {
      ...NOT_ASSESSED,
      effectiveCode: qualification?.code ?? null,
      requirements: [],
      notCounted: [],
      undeterminedBecause: null,
      lapsed: [],
    };
  }
  const tally = count(qualification, register, asOf, policy);
  const judgement: Judgement = judgementOf(qualification, tally);
  const persons = personsOfPlaces(qualification, register, tally);
  const clause = (at: number): ClauseResult => {
    const needed = qualification.places[at]?.needed ?? 0;
    const counted = tally.counted[at] ?? 0;
    return {
      text: qualification.places[at]?.text ?? '',
      needed,
      counted,
      short: Math.max(0, needed - counted),
      persons: (persons[at] ?? []).map(nameOf),
    };
  };
  return {
    ...judgement,
    requirements: qualification.requirements.map(({ total, subsets }) => ({
      ...clause(total),
      subset: subsets.map(clause),
    })),
    notCounted: notCounted(qualification, register, nameOf),
    undeterminedBecause:
      judgement.verdict === 'undetermined' ? (qualification.doubts.unseen ?? qualification.doubts.unread) : null,
    lapsed: lapsed(qualification, register, asOf, nameOf),
  };
}

function personsOfPlaces(
  qualification: CompiledQualification,
  register: Register,
  tally: Readonly<Tally>,
): readonly (readonly number[])[] {
  const lists: number[][] = qualification.places.map(() => []);
  const open = tally.filled.map((allotment) => allotment.slice());
  for (let person = 0; person < register.personCount; person += 1) {
    const reach = register.reach[person] ?? 0;
    qualification.places.forEach((place, at) => {
      if (place.group < 0 && (reach & (1 << at)) !== 0) lists[at]?.push(person);
    });
    qualification.groups.forEach((group, index) => {
      const own = classOf(reach, group);
      const left = open[index];
      if (own === 0 || left === undefined) return;
      const bit = group.findIndex((_at, position) => (left[own * group.length + position] ?? 0) > 0);
      const slot = own * group.length + bit;
      left[slot] = (left[slot] ?? 0) - 1;
      lists[group[bit] ?? -1]?.push(person);
    });
  }
  return lists;
}

const FITS = reasons.indexOf('expired');

function notCounted(
  qualification: CompiledQualification,
  register: Register,
  nameOf: (person: number) => string,
): Explanation['notCounted'] {
  let totals = 0;
  for (const { total } of qualification.requirements) totals |= 1 << total;
  const furthest = new Int8Array(register.personCount).fill(-1);
  for (let at = 0; at < register.size; at += 1) {
    const person = register.person[at] ?? 0;
    const step = stepOf(qualification, register, at);
    if (step > (furthest[person] ?? 0)) furthest[person] = step;
  }
  const list: { person: string; reason: Reason }[] = [];
  for (let person = 0; person < register.personCount; person += 1) {
    const reason = reasons[furthest[person] ?? -1];
    if (((register.reach[person] ?? 0) & totals) === 0 && reason !== undefined) {
      list.push({ person: nameOf(person), reason });
    }
  }
  return list;
}

/**
 * Index into `reasons` of the first test that the certificate fails, over the requirement it comes nearest to. Specialties
 * are tested as the certificate names them, their ends with its own: where only the ended ones would do, it has expired.
 */
function stepOf(qualification: CompiledQualification, register: Register, at: number): number {
  const kind = register.kind[at] ?? 0;
  const named = register.namedSpecialties(at);
  let step = 0;
  let inForce = false;
  for (const { total } of qualification.requirements) {
    for (const demand of qualification.places[total]?.demands ?? []) {
      step = Math.max(step, fitOf(demand, kind, named));
      inForce ||= fitOf(demand, kind, register.mask[at] ?? 0) === FITS;
    }
  }
  if (step < FITS) return step;
  return inForce ? standingReason(register.standing[at] ?? STANDING_COUNTS) : FITS;
}

/** Only what a place would take is named: that another specialty ended is nothing to this qualification. */
function lapsed(
  qualification: CompiledQualification,
  register: Register,
  asOf: number,
  nameOf: (person: number) => string,
): Explanation['lapsed'] {
  const list: (LapsedSpecialty & { person: string })[] = [];
  for (let at = 0; at < register.size; at += 1) {
    const terms = register.termsOf(at);
    if (terms.length === 0) continue;
    const kind = register.kind[at] ?? 0;
    // Where any specialty will do, one that ended matters only when none is left.
    const whole = register.mask[at] === 0 ? ANY_SPECIALTY : 0;
    const wanted = terms.filter((term) =>
      qualification.places.some((place) => ((place.accept[kind] ?? 0) & (term.mask | whole)) !== 0),
    );
    const person = nameOf(register.person[at] ?? 0);
    for (const each of lapsedSpecialties(kind, wanted, asOf)) list.push({ ...each, person });
  }
  return list;
}

function fitOf(demand: Demand, kindNumber: number, mask: number): number {
  const kind = kindOf(kindNumber);
  if (kind?.role !== demand.role) return reasons.indexOf('role');
  if (((mask | ANY_SPECIALTY) & demand.mask) === 0) return reasons.indexOf('specialty');
  return kind.rank > demand.maxRank ? reasons.indexOf('grade') : FITS;
}

function standingReason(standing: number): number {
  if (standing === STANDING_EXPIRED) return reasons.indexOf('expired');
  if (standing === STANDING_AGE) return reasons.indexOf('age');
  if (standing === STANDING_INSURANCE) return reasons.indexOf('insurance');
  return reasons.indexOf('counted-elsewhere');
}
