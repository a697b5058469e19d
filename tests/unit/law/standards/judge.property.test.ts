import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allot } from '#law/standards/allot.ts';
import {
  type CompiledQualification,
  explain,
  judge,
  kinds,
  parseDay,
  qualificationOn,
  Register,
  rowCodes,
} from '#law/standards/index.ts';

interface Held {
  readonly person: number;
  readonly kind: number;
  readonly mask: number;
  readonly validUntil: number;
}

const today = parseDay('2026-11-01') ?? 0;
const policy = { maximumAge: null, insurance: 'ignore' } as const;
const held: fc.Arbitrary<Held> = fc.record({
  person: fc.integer({ min: 0, max: 30 }),
  kind: fc.constantFrom(...kinds.map((kind) => kind.number)),
  mask: fc.integer({ min: 0, max: 0x3fff }),
  validUntil: fc.constantFrom(today - 1, today, today + 1),
});
const qualification: fc.Arbitrary<CompiledQualification> = fc
  .constantFrom(...rowCodes)
  .map((code) => qualificationOn(code))
  .filter((each) => each !== undefined);

function filled(certificates: readonly Held[]): Register {
  const register = new Register();
  for (const { person, kind, mask, validUntil } of certificates) {
    register.add(register.personIndex(person), kind, mask, validUntil);
  }
  return register;
}

const name = (person: number): string => String(person);

describe('judge', () => {
  it('and explain never disagree', () => {
    fc.assert(
      fc.property(qualification, fc.array(held, { maxLength: 80 }), (row, certificates) => {
        const register = filled(certificates);
        const quick = judge(row, register, today, policy);
        const long = explain(row, register, today, policy, name);
        expect({ ...quick }).toEqual({
          verdict: long.verdict,
          effectiveCode: long.effectiveCode,
          shortage: long.shortage,
          counts: long.counts,
        });
        const written = long.requirements
          .map((each) => [each, ...each.subset].map(({ counted, needed }) => `${counted}/${needed}`).join())
          .join(';');
        expect(written).toBe(long.counts);
        expect((long.verdict === 'met' || long.verdict === 'not-assessed') === (long.shortage === 0)).toBe(true);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('judges the simple rows by the general count alike', () => {
    fc.assert(
      fc.property(qualification, fc.array(held, { maxLength: 60 }), (row, certificates) => {
        const register = filled(certificates);
        expect(judge({ ...row, simple: false }, register, today, policy)).toEqual(judge(row, register, today, policy));
      }),
      { seed: 2, numRuns: 3000 },
    );
  });

  it('one more certificate never harms, and saves at most one hire', () => {
    fc.assert(
      fc.property(qualification, fc.array(held, { maxLength: 60 }), held, (row, certificates, more) => {
        const before = judge(row, filled(certificates), today, policy).shortage;
        const after = judge(row, filled([...certificates, { ...more, person: 99 }]), today, policy).shortage;
        expect(after).toBeLessThanOrEqual(before);
        expect(after).toBeGreaterThanOrEqual(before - 1);
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  it('does not depend on the order of the certificates', () => {
    fc.assert(
      fc.property(qualification, fc.array(held, { maxLength: 60 }), (row, certificates) => {
        const forward = judge(row, filled(certificates), today, policy);
        expect(judge(row, filled([...certificates].reverse()), today, policy)).toEqual(forward);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  it('keeps nothing of the enterprise before', () => {
    const register = new Register();
    const row = qualificationOn('GC-10-3') ?? null;
    const fresh = judge(row, register, today, policy);
    for (let person = 0; person < 300; person += 1) {
      register.add(register.personIndex(person), 1, 1 << 7, today, today, 0, person % 2 === 0);
    }
    expect(judge(row, register, today, policy).counts).toBe('150/5');
    expect(register.personIndex(7)).toBe(7);
    register.clear();
    expect(judge(row, register, today, policy)).toEqual(fresh);
    register.add(register.personIndex(0), 1, 1 << 7);
    expect(judge(row, register, today, policy).counts).toBe('1/5');
    expect(judge(row, register, today, { maximumAge: 60, insurance: 'required' }).counts).toBe('1/5');
  });
});

describe('allot', () => {
  it('fills as many places as Hall allows and leaves nobody out', () => {
    const counts = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(
        fc.array(counts, { minLength: 1, maxLength: 4 }),
        fc.array(counts, { minLength: 16, maxLength: 16 }),
        (needed, people) => {
          const places = needed.length;
          const classes = Int32Array.from(people.slice(0, 1 << places));
          classes[0] = 0;
          const result = new Int32Array(64);
          allot(needed, classes, result);
          const perPlace = needed.map((_, place) =>
            classes.reduce((sum, _count, mask) => sum + (result[mask * places + place] ?? 0), 0),
          );
          let deficiency = 0;
          for (let chosen = 0; chosen < 1 << places; chosen += 1) {
            const wanted = needed.reduce((sum, count, place) => sum + ((chosen >> place) & 1) * count, 0);
            const there = classes.reduce((sum, count, mask) => sum + ((mask & chosen) === 0 ? 0 : count), 0);
            deficiency = Math.max(deficiency, wanted - there);
          }
          const total = needed.reduce((sum, count) => sum + count, 0);
          const used = needed.reduce((sum, count, place) => sum + Math.min(count, perPlace[place] ?? 0), 0);
          expect(used).toBe(total - deficiency);
          classes.forEach((count, mask) => {
            const out = needed.map((_, place) => result[mask * places + place] ?? 0);
            expect(out.reduce((sum, each) => sum + each, 0)).toBe(count);
            expect(out.every((each, place) => each === 0 || (each > 0 && ((mask >> place) & 1) === 1))).toBe(true);
          });
        },
      ),
      { seed: 5, numRuns: 3000 },
    );
  });
});
