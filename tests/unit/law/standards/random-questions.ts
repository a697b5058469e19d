/** Seeded random questions for the judges, biased to be near the threshold of the row that is compared. */
import {
  type Certificate,
  type DatedSpecialty,
  layoutOf,
  type NaivePlace,
  type NaiveRow,
  possibleHires,
  type Question,
  rowOf,
} from './naive-judge.ts';

export type Random = () => number;

/** mulberry32: the same seed gives the same cases on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

function oneOf<T>(random: Random, list: readonly T[], otherwise: T): T {
  return list[below(random, list.length)] ?? otherwise;
}

const AS_OF = ['2026-11-01', '2024-02-29', '2025-02-28', '2026-03-01'];
const BIRTHS = ['1964-02-29', '1965-02-28', '1965-03-01', '1965-11-01', '1965-11-02', '1966-01-01', '1990-06-15'];
const [anyHire] = possibleHires;

/** A certificate's circumstances: mostly in order, now and then at or beyond a limit. */
function circumstances(random: Random, asOf: string): Omit<Certificate, 'person' | 'role' | 'grade' | 'specialties'> {
  return {
    ...(random() < 0.4 ? { validUntil: random() < 0.2 ? '2024-02-28' : random() < 0.3 ? asOf : '2030-01-01' } : {}),
    ...(random() < 0.4 ? { birthDate: oneOf(random, BIRTHS, '1990-06-15') } : {}),
    ...(random() < 0.3 ? { insurance: oneOf(random, ['paid', 'abnormal', 'unknown'], 'paid') } : {}),
    ...(random() < 0.02 ? { elsewhere: true } : {}),
  };
}

const SPECIALTY_ENDS = ['2024-02-28', '2025-03-01', '2030-01-01'];

/** Some of a certificate's specialties with days of their own, now and then one twice (a registration and its renewal). */
function dated(random: Random, names: Certificate['specialties'], asOf: string): Certificate['specialties'] {
  return names.flatMap((each): (string | DatedSpecialty)[] => {
    if (typeof each !== 'string' || random() < 0.3) return [each];
    const validUntil = random() < 0.3 ? asOf : oneOf(random, SPECIALTY_ENDS, asOf);
    const begins = random() < 0.1 ? '2027-01-01' : random() < 0.2 ? asOf : '2022-03-01';
    const term = {
      specialty: each,
      ...(random() < 0.9 ? { validUntil } : {}),
      ...(random() < 0.3 && begins <= validUntil ? { validFrom: begins } : {}),
    };
    return random() < 0.05 ? [{ specialty: each, validUntil: '2024-02-28' }, term] : [term];
  });
}

const fittingByPlace = new Map<NaivePlace, readonly Certificate[]>();

function fittingHires(place: NaivePlace): readonly Certificate[] {
  const fitting = fittingByPlace.get(place) ?? possibleHires.filter(place.fits);
  fittingByPlace.set(place, fitting);
  return fitting;
}

/** A question about the row: near the threshold in most cases, far below it or mere noise in some. */
export function randomQuestion(random: Random, row: NaiveRow): Question {
  const level = random() < 0.5 ? 'own' : 'current';
  const effective = level === 'own' ? row : rowOf(row.currentAssessment.effectiveCode);
  const asOf = oneOf(random, AS_OF, '2026-11-01');
  const registrations: Certificate[] = [];
  const add = (place: NaivePlace | undefined, clean: boolean): void => {
    const fitting = place === undefined ? possibleHires : fittingHires(place);
    const base = anyHire === undefined ? undefined : oneOf(random, fitting, anyHire);
    if (base === undefined) return;
    const more =
      random() < 0.25
        ? oneOf(
            random,
            possibleHires.filter((each) => each.role === base.role),
            base,
          ).specialties
        : [];
    const person = random() < 0.2 ? `p${below(random, registrations.length + 1)}` : `p${registrations.length}`;
    const specialties = [...new Set([...base.specialties, ...more])];
    registrations.push({
      ...base,
      person,
      specialties: random() < (clean ? 0.02 : 0.4) ? dated(random, specialties, asOf) : specialties,
      ...(clean ? {} : circumstances(random, asOf)),
    });
  };
  const far = random() < 0.05;
  const clean = random() < 0.5;
  for (const { total, subsets } of layoutOf(effective ?? row).requirements) {
    let added = 0;
    for (const subset of subsets) {
      const wanted = far ? below(random, subset.needed) : subset.needed + below(random, 5) - 1;
      for (; added < wanted; added += 1) add(subset, clean);
      added = 0;
    }
    const already = registrations.filter(total.fits).length;
    const wanted = far ? below(random, total.needed) : total.needed + below(random, 6) - 2;
    for (let count = already; count < wanted; count += 1) add(total, clean);
  }
  for (let noise = below(random, 3); noise > 0; noise -= 1) add(undefined, false);
  const [first] = registrations;
  const undated = registrations.every((each) => each.specialties.every((one) => typeof one === 'string'));
  if (first !== undefined && undated && random() < 0.97) {
    registrations[0] = { ...first, specialties: dated(random, first.specialties, asOf) };
  }
  return {
    asOf,
    code: row.code,
    level,
    ...(random() < 0.7
      ? { policy: { maximumAge: random() < 0.8 ? 60 : null, insurance: random() < 0.5 ? 'required' : 'ignore' } }
      : {}),
    registrations: registrations.sort(() => random() - 0.5),
  };
}
