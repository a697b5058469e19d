/**
 * A row of the standards, compiled once: places (a requirement or one of its 其中), which certificates fit each, which
 * places need distinct persons, and the linear conditions that decide verdict and shortage.
 *
 * Every condition has the form “at least `needed` persons (or certificates) fit one of these places”. For places that need
 * distinct persons there is one condition for every set of them: by Hall's theorem all hold together exactly when a full
 * allotment exists, so the verdict needs no matching and the least number of hires is a small covering problem.
 */
import { KIND_COUNT, kinds, specialtyBit } from './encoding.ts';
import type { Requirement, RoleDemand, Row, Subset } from './schema.ts';
import { subsetText } from './texts.ts';

/** The bit that every certificate has: set in an `accept` mask it means that any specialty, or none, will do. */
export const ANY_SPECIALTY = 1 << 31;

/** One alternative of a place: a registration type, its specialties, the lowest grade (rank 1 = 一级). */
export interface Demand {
  readonly role: string;
  readonly mask: number;
  readonly maxRank: number;
}

export interface Place {
  readonly text: string;
  readonly needed: number;
  /** false: counts certificates (人次). */
  readonly countsPersons: boolean;
  /** Per kind number, the accepted specialties. */
  readonly accept: Int32Array;
  readonly demands: readonly Demand[];
  /** Index of the group of places that need distinct persons, or -1. */
  readonly group: number;
}

/** A requirement with its 其中, as indexes into `places`. */
export interface RequirementPlaces {
  readonly total: number;
  readonly subsets: readonly number[];
}

/** Needs `needed` persons or certificates that fit any of `places` (bit mask). */
export interface Condition {
  readonly needed: number;
  readonly places: number;
  readonly group: number;
}

/** Conditions that share hires; `hires` are the useful kinds of hire, each the bit mask (over `conditions`) of what it serves. */
export interface HireProblem {
  readonly conditions: readonly number[];
  readonly hires: readonly number[];
}

export interface CompiledQualification {
  readonly code: string;
  readonly row: Row;
  /** What a shortfall means: 不达标, or 待核实 where the count is not quoted or the register cannot decide. */
  readonly shortfall: 'not-met' | 'undetermined';
  readonly places: readonly Place[];
  readonly requirements: readonly RequirementPlaces[];
  /** Groups of places (indexes) that need distinct persons. */
  readonly groups: readonly (readonly number[])[];
  readonly conditions: readonly Condition[];
  readonly hireProblems: readonly HireProblem[];
  /** One person-counting place, or one with a single 其中: judged without tables. */
  readonly simple: boolean;
  /** What each place of each group needs, in the order of `groups`. */
  readonly neededOfGroup: readonly (readonly number[])[];
  /** Remembered `counts` texts of the simple path. */
  readonly countsTexts: Map<number, string>;
}

/** A row whose shape the judge does not know how to count; the proof at load reports it. */
export class UnsupportedRow extends Error {
  override name = 'UnsupportedRow';
}

const MOST_PLACES = 12;
const MOST_DISTINCT_PLACES = 4;

/** Compiles a row. Throws `UnsupportedRow` for a combination no standard has had so far. */
export function compileRow(row: Row): CompiledQualification {
  const places: Place[] = [];
  const requirements: RequirementPlaces[] = [];
  const groups: number[][] = [];
  const across = row.combine?.distinctPersonsAcrossRequirements === true;
  // JL-ZH appliesTo: only requirements counted in 人 exclude each other, 人次 counts certificates.
  const acrossGroup =
    across && row.requirements.filter((each) => each.unit === '人').length > 1 ? groups.push([]) - 1 : -1;
  for (const requirement of row.requirements) {
    const inGroup = acrossGroup >= 0 && requirement.unit === '人';
    const subsets = requirement.subset ?? [];
    if (inGroup && subsets.length > 0)
      throw new UnsupportedRow(`${row.code}: 其中 inside requirements of distinct persons`);
    const total = places.push(totalPlace(requirement, inGroup ? acrossGroup : -1)) - 1;
    if (inGroup) groups[acrossGroup]?.push(total);
    const distinct = requirement.subsetDistinctPersons === true && subsets.length > 1;
    const subsetGroup = distinct ? groups.push([]) - 1 : -1;
    const subsetPlaces = subsets.map((subset) => {
      const place = subsetPlace(
        row,
        requirement,
        subset,
        places[total]?.accept ?? new Int32Array(KIND_COUNT),
        subsetGroup,
      );
      const at = places.push(place) - 1;
      if (distinct) groups[subsetGroup]?.push(at);
      return at;
    });
    requirements.push({ total, subsets: subsetPlaces });
  }
  if (places.length > MOST_PLACES) throw new UnsupportedRow(`${row.code}: more than ${MOST_PLACES} places`);
  const conditions = conditionsOf(row, places, groups);
  const hireProblems = hireProblemsOf(row, places, conditions);
  const unsure =
    row.source_confidence !== 'quoted' ||
    row.requirements.some((each) => each.determinableFromRegistrationData === false || each.restriction !== undefined);
  return {
    code: row.code,
    row,
    shortfall: unsure ? 'undetermined' : 'not-met',
    places,
    requirements,
    groups,
    conditions,
    hireProblems,
    simple:
      requirements.length === 1 &&
      places.length <= 2 &&
      groups.length === 0 &&
      places.every((place) => place.countsPersons) &&
      hireProblems.length === 1 &&
      hireProblems[0]?.hires.length === 1,
    neededOfGroup: groups.map((group) => group.map((at) => places[at]?.needed ?? 0)),
    countsTexts: new Map(),
  };
}

function totalPlace(requirement: Requirement, group: number): Place {
  const demands = demandsOf(requirement.anyOfRoles ?? [requirement], requirement.role);
  return {
    text: requirement.text,
    needed: requirement.count,
    countsPersons: requirement.unit === '人',
    accept: acceptOf(demands),
    demands,
    group,
  };
}

function subsetPlace(row: Row, requirement: Requirement, subset: Subset, total: Int32Array, group: number): Place {
  const unit = subset.unit ?? requirement.unit;
  if (group >= 0 && unit !== '人') throw new UnsupportedRow(`${row.code}: distinct persons for a 其中 counted in 人次`);
  // A 其中 without a registration type is of the types of its requirement.
  const alternatives = subset.anyOfRoles ?? (subset.role === undefined ? requirement.anyOfRoles : undefined);
  const demands =
    alternatives !== undefined && subset.anyOfRoles === undefined
      ? demandsOf(
          alternatives.map((each) => ({ ...each, ...narrowing(subset) })),
          undefined,
        )
      : demandsOf(alternatives ?? [subset], subset.role ?? requirement.role);
  const accept = acceptOf(demands);
  for (let kind = 0; kind < KIND_COUNT; kind += 1) accept[kind] = within(total[kind] ?? 0, accept[kind] ?? 0);
  return {
    text: subset.text ?? subsetText(subset, requirement),
    needed: subset.count,
    countsPersons: unit === '人',
    accept,
    demands,
    group,
  };
}

function narrowing(subset: Subset): Alternative {
  return {
    ...(subset.minGrade === undefined ? {} : { minGrade: subset.minGrade }),
    ...(subset.specialties === undefined ? {} : { specialties: subset.specialties }),
  };
}

/** 其中 “must hold among the persons of the total”: a certificate fits it only if it fits the total too. */
function within(total: number, subset: number): number {
  if ((total & ANY_SPECIALTY) !== 0) return subset;
  return (subset & ANY_SPECIALTY) !== 0 ? total : subset & total;
}

/** What a requirement, a 其中 and an alternative of `anyOfRoles` have in common. */
interface Alternative {
  readonly role?: string | undefined;
  readonly minGrade?: RoleDemand['minGrade'] | undefined;
  readonly specialties?: readonly string[] | undefined;
  readonly registered?: false | undefined;
}

function demandsOf(alternatives: readonly Alternative[], role: string | undefined): Demand[] {
  const demands: Demand[] = [];
  for (const each of alternatives) {
    const named = each.role ?? role;
    // 职称 is no registration: the registered part alone is counted (防水防腐保温).
    if (named === undefined || each.registered === false) continue;
    demands.push({ role: named, mask: maskOf(named, each.specialties), maxRank: each.minGrade === '一级' ? 1 : 2 });
  }
  return demands;
}

function maskOf(role: string, names: readonly string[] | undefined): number {
  if (names === undefined || names.includes('*')) return ANY_SPECIALTY;
  let mask = 0;
  for (const name of names) {
    const bit = specialtyBit(role, name);
    if (bit === undefined) throw new UnsupportedRow(`${role} has no specialty ${name}`);
    mask |= 1 << bit;
  }
  return mask;
}

function acceptOf(demands: readonly Demand[]): Int32Array {
  const accept = new Int32Array(KIND_COUNT);
  for (const demand of demands) {
    for (const kind of kinds) {
      if (kind.role === demand.role && kind.rank <= demand.maxRank) {
        accept[kind.number] = (accept[kind.number] ?? 0) | demand.mask;
      }
    }
  }
  return accept;
}

function conditionsOf(row: Row, places: readonly Place[], groups: readonly (readonly number[])[]): Condition[] {
  const conditions: Condition[] = [];
  places.forEach((place, at) => {
    if (place.group < 0) conditions.push({ needed: place.needed, places: 1 << at, group: -1 });
  });
  groups.forEach((group, index) => {
    if (group.length > MOST_DISTINCT_PLACES)
      throw new UnsupportedRow(`${row.code}: too many places of distinct persons`);
    for (let chosen = 1; chosen < 1 << group.length; chosen += 1) {
      let needed = 0;
      let mask = 0;
      group.forEach((at, bit) => {
        if ((chosen & (1 << bit)) === 0) return;
        needed += places[at]?.needed ?? 0;
        mask |= 1 << at;
      });
      conditions.push({ needed, places: mask, group: index });
    }
  });
  if (conditions.length > 30) throw new UnsupportedRow(`${row.code}: more than 30 conditions`);
  return conditions;
}

/** Every hire is one person with one certificate of one specialty; only those not dominated by another are kept. */
function hireProblemsOf(row: Row, places: readonly Place[], conditions: readonly Condition[]): HireProblem[] {
  const patterns = new Set<number>();
  for (const kind of kinds) {
    for (let bit = 0; bit < 32; bit += 1) {
      const certificate = (1 << bit) | ANY_SPECIALTY;
      let serves = 0;
      conditions.forEach((condition, at) => {
        const fits = places.some(
          (place, index) =>
            (condition.places & (1 << index)) !== 0 && ((place.accept[kind.number] ?? 0) & certificate) !== 0,
        );
        if (fits) serves |= 1 << at;
      });
      if (serves !== 0) patterns.add(serves);
    }
  }
  const useful = [...patterns].filter((one) => ![...patterns].some((other) => other !== one && (one & other) === one));
  const problems: { conditions: number[]; hires: number[]; covers: number }[] = [];
  for (const hire of useful) {
    const touched = problems.filter((problem) => (problem.covers & hire) !== 0);
    const merged = { conditions: [], hires: [hire], covers: hire };
    for (const problem of touched) {
      merged.hires.push(...problem.hires);
      merged.covers |= problem.covers;
      problems.splice(problems.indexOf(problem), 1);
    }
    problems.push(merged);
  }
  for (const problem of problems) {
    conditions.forEach((_condition, at) => {
      if ((problem.covers & (1 << at)) !== 0) problem.conditions.push(at);
    });
  }
  if (conditions.some((_condition, at) => !problems.some((problem) => (problem.covers & (1 << at)) !== 0))) {
    throw new UnsupportedRow(`${row.code}: a requirement that no registered practitioner can meet`);
  }
  return problems;
}
