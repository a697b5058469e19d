/**
 * The counting that judge and explain share, so that they can never disagree. It writes into one scratch area: counting is
 * synchronous and its caller reads the result before the next count.
 */
import { allot } from './allot.ts';
import type { CompiledQualification } from './compile.ts';
import { leastHires } from './hires.ts';
import { ANY_SPECIALTY } from './places.ts';
import { type Register, STANDING_COUNTS, type VerificationPolicy } from './register.ts';

export interface Tally {
  /** Per place: counted persons or certificates, not capped at what is needed. */
  readonly counted: Int32Array;
  /** Per group of distinct persons: the allotment of `allot`. */
  readonly filled: readonly Int32Array[];
  met: boolean;
  shortage: number;
}

const tally: Tally = {
  counted: new Int32Array(16),
  filled: Array.from({ length: 6 }, () => new Int32Array(16 * 4)),
  met: false,
  shortage: 0,
};
const deficits = new Int32Array(32);
const classes = new Int32Array(16);

/**
 * Counts the register of one enterprise against a compiled row on a day (day number). Leaves in `register.reach` which
 * places each person fits. The result is valid until the next call.
 */
export function count(
  qualification: CompiledQualification,
  register: Register,
  asOf: number,
  policy: VerificationPolicy,
): Readonly<Tally> {
  register.settle(asOf, policy);
  register.reach.fill(0, 0, register.personCount);
  if (qualification.simple) countSimple(qualification, register);
  else countGeneral(qualification, register);
  return tally;
}

/** One total of persons with at most one 其中: a single hire can serve both, so the larger gap is the shortage. */
function countSimple(qualification: CompiledQualification, register: Register): void {
  const { person, kind, mask, standing, reach, size } = register;
  const [total, subset] = qualification.places;
  if (total === undefined) return;
  const acceptTotal = total.accept;
  const acceptSubset = subset?.accept ?? acceptTotal;
  let inTotal = 0;
  let inSubset = 0;
  for (let at = 0; at < size; at += 1) {
    if (standing[at] !== STANDING_COUNTS) continue;
    const certificate = (mask[at] ?? 0) | ANY_SPECIALTY;
    const code = kind[at] ?? 0;
    if (((acceptTotal[code] ?? 0) & certificate) === 0) continue;
    const fits = ((acceptSubset[code] ?? 0) & certificate) === 0 ? 1 : 3;
    const holder = person[at] ?? 0;
    const before = reach[holder] ?? 0;
    if ((fits & ~before) === 0) continue;
    inTotal += 1 - (before & 1);
    // A person known to fit the 其中 was passed over above: nothing new.
    inSubset += fits >> 1;
    reach[holder] = before | fits;
  }
  let gap = total.needed - inTotal;
  tally.counted[0] = inTotal;
  if (subset !== undefined) {
    tally.counted[1] = inSubset;
    gap = Math.max(gap, subset.needed - inSubset);
  }
  tally.met = gap <= 0;
  tally.shortage = Math.max(0, gap);
}

function countGeneral(qualification: CompiledQualification, register: Register): void {
  const { person, kind, mask, standing, reach, size, personCount } = register;
  const { places, groups, conditions } = qualification;
  const { counted, filled } = tally;
  counted.fill(0);
  for (let at = 0; at < size; at += 1) {
    if (standing[at] !== STANDING_COUNTS) continue;
    const certificate = (mask[at] ?? 0) | ANY_SPECIALTY;
    const code = kind[at] ?? 0;
    let fits = 0;
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index];
      if (place === undefined || ((place.accept[code] ?? 0) & certificate) === 0) continue;
      fits |= 1 << index;
      if (!place.countsPersons) counted[index] = (counted[index] ?? 0) + 1;
    }
    const holder = person[at] ?? 0;
    reach[holder] = (reach[holder] ?? 0) | fits;
  }
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index];
    if (place?.countsPersons !== true || place.group >= 0) continue;
    let persons = 0;
    for (let holder = 0; holder < personCount; holder += 1) persons += ((reach[holder] ?? 0) >> index) & 1;
    counted[index] = persons;
  }
  for (let at = 0; at < conditions.length; at += 1) {
    const condition = conditions[at];
    if (condition === undefined) continue;
    deficits[at] = condition.needed - reached(condition.places, condition.group, register);
  }
  for (let index = 0; index < groups.length; index += 1) {
    const group = groups[index];
    const allotment = filled[index];
    if (group === undefined || allotment === undefined) continue;
    classes.fill(0);
    for (let holder = 0; holder < personCount; holder += 1) {
      const own = classOf(reach[holder] ?? 0, group);
      classes[own] = (classes[own] ?? 0) + 1;
    }
    allot(qualification.neededOfGroup[index] ?? [], classes, allotment);
    for (let place = 0; place < group.length; place += 1) {
      let persons = 0;
      for (let own = 1; own < 1 << group.length; own += 1) persons += allotment[own * group.length + place] ?? 0;
      counted[group[place] ?? 0] = persons;
    }
  }
  tally.met = true;
  for (let at = 0; at < conditions.length; at += 1) if ((deficits[at] ?? 0) > 0) tally.met = false;
  tally.shortage = tally.met ? 0 : leastHires(qualification, deficits);
}

/** Persons who fit any of the places; a condition outside a group is a single place, whose count is known already. */
function reached(placesMask: number, group: number, register: Register): number {
  if (group < 0) return tally.counted[31 - Math.clz32(placesMask)] ?? 0;
  let persons = 0;
  for (let holder = 0; holder < register.personCount; holder += 1) {
    if (((register.reach[holder] ?? 0) & placesMask) !== 0) persons += 1;
  }
  return persons;
}

/** Which of the group's places a person fits, as a bit mask over the group's order. */
export function classOf(reach: number, group: readonly number[]): number {
  let own = 0;
  for (let bit = 0; bit < group.length; bit += 1) own |= ((reach >> (group[bit] ?? 0)) & 1) << bit;
  return own;
}
