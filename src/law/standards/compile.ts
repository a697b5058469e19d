/**
 * A row of the standards, compiled once: places (a requirement or one of its 其中), which certificates fit each, which
 * places need distinct persons, and the linear conditions that decide verdict and shortage.
 *
 * Every condition has the form “at least `needed` persons (or certificates) fit one of these places”. For places that need
 * distinct persons there is one condition for every set of them: by Hall's theorem all hold together exactly when a full
 * allotment exists, so the verdict needs no matching and the least number of hires is a small covering problem.
 */
import { type Condition, conditionsOf, type HireProblem, hireProblemsOf } from './conditions.ts';
import { type Place, subsetPlace, totalPlace, UnsupportedRow } from './places.ts';
import type { Row } from './schema.ts';
import { unseenText } from './texts.ts';

/** A requirement with its 其中, as indexes into `places`. */
export interface RequirementPlaces {
  readonly total: number;
  readonly subsets: readonly number[];
}

export interface CompiledQualification {
  readonly code: string;
  readonly row: Row;
  /** What a shortfall means: 不达标, or 待核实 where the count is not quoted or the register cannot decide. */
  readonly shortfall: 'not-met' | 'undetermined';
  /** What enough registrations mean: 达标, or 待核实 where the clause asks for more than registrations can show. */
  readonly fulfilled: 'met' | 'undetermined';
  /** Why this row may end in 待核实, in Chinese: of what registrations cannot show, and of a count that nobody has read. */
  readonly doubts: { readonly unseen: string | null; readonly unread: string | null };
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

// The count keeps one bit per place in a 32-bit reach; far more than any clause has.
const MOST_PLACES = 12;

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
    const whole = totalPlace(requirement, inGroup ? acrossGroup : -1);
    const total = places.push(whole) - 1;
    if (inGroup) groups[acrossGroup]?.push(total);
    const distinct = requirement.subsetDistinctPersons === true && subsets.length > 1;
    const subsetGroup = distinct ? groups.push([]) - 1 : -1;
    const subsetPlaces = subsets.map((subset) => {
      const at = places.push(subsetPlace(row, requirement, subset, whole, subsetGroup)) - 1;
      if (distinct) groups[subsetGroup]?.push(at);
      return at;
    });
    requirements.push({ total, subsets: subsetPlaces });
  }
  if (places.length > MOST_PLACES) throw new UnsupportedRow(`${row.code}: more than ${MOST_PLACES} places`);
  const conditions = conditionsOf(row, places, groups);
  const hireProblems = hireProblemsOf(row, places, conditions);
  const unseen = row.requirements.find(
    (each) => each.determinableFromRegistrationData === false || each.restriction !== undefined,
  );
  const doubts = {
    unseen: unseen === undefined ? null : unseenText(unseen),
    unread: row.source_confidence === 'quoted' ? null : '该条款的人数尚未与印发文本核对，计算有不足也不作不利结论。',
  };
  return {
    code: row.code,
    row,
    shortfall: doubts.unseen === null && doubts.unread === null ? 'not-met' : 'undetermined',
    fulfilled: unseen === undefined ? 'met' : 'undetermined',
    doubts,
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
