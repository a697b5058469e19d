/** What must hold for a row to be met, as linear conditions, and which hires serve which of them. */
import { kinds } from './encoding.ts';
import { ANY_SPECIALTY, type Place, UnsupportedRow } from './places.ts';
import type { Row } from './schema.ts';

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

const MOST_DISTINCT_PLACES = 4;
const MOST_CONDITIONS = 30;

/** One condition per place, and one per set of places that need distinct persons (Hall). */
export function conditionsOf(row: Row, places: readonly Place[], groups: readonly (readonly number[])[]): Condition[] {
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
  if (conditions.length > MOST_CONDITIONS)
    throw new UnsupportedRow(`${row.code}: more than ${MOST_CONDITIONS} conditions`);
  return conditions;
}

/** Every hire is one person with one certificate of one specialty; only those not dominated by another are kept. */
export function hireProblemsOf(row: Row, places: readonly Place[], conditions: readonly Condition[]): HireProblem[] {
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
