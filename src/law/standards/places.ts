/** The places of a row: what a requirement or a 其中 asks for, turned into which certificate kinds and specialties fit it. */
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

/** A row whose shape the judge does not know how to count; the proof at load reports it. */
export class UnsupportedRow extends Error {
  override name = 'UnsupportedRow';
}

/** The place of a requirement itself; `group` as of `Place`. */
export function totalPlace(requirement: Requirement, group: number): Place {
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

/**
 * The place of a 其中, whose persons “must hold among the persons of the total”: what it leaves unsaid (type, grade,
 * specialties) is as in its requirement. Throws `UnsupportedRow` for one that is not contained in its requirement, and for
 * a unit it cannot allot.
 */
export function subsetPlace(row: Row, requirement: Requirement, subset: Subset, total: Place, group: number): Place {
  const unit = subset.unit ?? requirement.unit;
  if (group >= 0 && unit !== '人') throw new UnsupportedRow(`${row.code}: distinct persons for a 其中 counted in 人次`);
  const demands = (subset.anyOfRoles ?? [subset]).flatMap((each) => {
    const within = total.demands.filter((demand) => each.role === undefined || each.role === demand.role);
    if (within.length === 0)
      throw new UnsupportedRow(`${row.code}: 其中 of a type that its requirement does not count`);
    return within.map((demand) => narrowed(row, each, demand));
  });
  return {
    text: subset.text ?? subsetText(subset, requirement),
    needed: subset.count,
    countsPersons: unit === '人',
    accept: acceptOf(demands),
    demands,
    group,
  };
}

function narrowed(row: Row, subset: Alternative, total: Demand): Demand {
  const everySpecialty = subset.specialties === undefined || subset.specialties.includes('*');
  const mask = everySpecialty ? total.mask : maskOf(total.role, subset.specialties);
  const maxRank = subset.minGrade === undefined ? total.maxRank : rankOf(total.role, subset.minGrade);
  const contained = maxRank <= total.maxRank && ((total.mask & ANY_SPECIALTY) !== 0 || (mask & ~total.mask) === 0);
  if (!contained) throw new UnsupportedRow(`${row.code}: 其中 reaches beyond its requirement`);
  return { role: total.role, mask, maxRank };
}

const LOWEST_RANK = 2;

function rankOf(role: string, minGrade: RoleDemand['minGrade']): number {
  if (minGrade !== undefined && kinds.some((kind) => kind.role === role && kind.grade === null)) {
    throw new UnsupportedRow(`${role} has no grades`);
  }
  return minGrade === '一级' ? 1 : LOWEST_RANK;
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
    demands.push({ role: named, mask: maskOf(named, each.specialties), maxRank: rankOf(named, each.minGrade) });
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
