import { describe, expect, it } from 'vitest';
import { compileRow } from '#law/standards/compile.ts';
import { judge, parseDatedCertificate, parseDay, Register, type Row, rowOn } from '#law/standards/index.ts';
import { type Certificate, naiveJudgeRow } from './naive-judge.ts';
import { type Random, seeded } from './random-questions.ts';

const CASES = 6000;
const asOf = '2026-11-01';
const names = ['建筑工程', '公路工程', '机电工程'];
const grades = ['一级', '二级'] as const;
type Requirement = Row['requirements'][number];

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

function some(random: Random): string[] {
  const chosen = names.filter(() => random() < 0.5);
  return chosen.length === 0 ? ['*'] : chosen;
}

/** A clause that no standard has yet, within the shapes the judge promises to count. */
function requirement(random: Random, plain: boolean): Requirement {
  const count = 1 + below(random, 3);
  const unit = random() < 0.7 ? '人' : '人次';
  const both = random() < 0.3;
  const subset = Array.from({ length: plain && unit === '人' ? 0 : below(random, 3) }, () => ({
    ...(random() < 0.6 ? { specialties: some(random) } : {}),
    ...(random() < 0.6 ? { minGrade: grades[below(random, 2)] ?? '一级' } : {}),
    ...(both && random() < 0.5 ? { role: '注册监理工程师' } : {}),
    count: 1 + below(random, count),
    unit: '人' as const,
  })).map(({ role, ...each }) => (role === undefined ? each : { role, count: each.count, unit: each.unit }));
  return {
    text: '…',
    mode: 'total',
    count,
    unit,
    ...(both
      ? { anyOfRoles: [{ role: '注册建造师', specialties: some(random) }, { role: '注册监理工程师' }] }
      : { role: '注册建造师', specialties: some(random), minGrade: grades[below(random, 2)] ?? '一级' }),
    ...(subset.length === 0 ? {} : { subset, subsetDistinctPersons: random() < 0.5 }),
  };
}

function syntheticRow(random: Random, model: Row): Row {
  const across = random() < 0.5;
  const requirements = Array.from({ length: 1 + below(random, 3) }, () => requirement(random, across));
  return { ...model, requirements, combine: { op: 'AND', distinctPersonsAcrossRequirements: across } };
}

function certificates(random: Random): Certificate[] {
  return Array.from({ length: below(random, 9) }, () => {
    const supervisor = random() < 0.25;
    return {
      person: `p${below(random, 8)}`,
      role: supervisor ? '注册监理工程师' : '注册建造师',
      grade: supervisor ? null : (grades[below(random, 2)] ?? '一级'),
      specialties: (supervisor ? ['公路工程'] : names.filter(() => random() < 0.4)).map((specialty) =>
        random() < 0.2 ? { specialty, validUntil: random() < 0.5 ? '2026-10-31' : asOf } : specialty,
      ),
    };
  });
}

describe('clauses that no standard has yet', () => {
  it(`are judged as the naive judge does, ${CASES} random rows`, () => {
    const random = seeded(20_150_101);
    const model = rowOn('GC-01-1');
    if (model === undefined) throw new Error('no row');
    const day = parseDay(asOf) ?? 0;
    let searched = 0;
    for (let at = 0; at < CASES; at += 1) {
      const row = syntheticRow(random, model);
      const registrations = certificates(random);
      const register = new Register();
      for (const each of registrations) {
        const read = parseDatedCertificate(
          each.role,
          each.grade,
          each.specialties.map((one) =>
            typeof one === 'string' ? { name: one } : { name: one.specialty, until: one.validUntil },
          ),
        );
        if (!read.ok) throw new Error(read.reason);
        register.add(register.personIndex(Number(each.person.slice(1))), read.value.kind, read.value.mask);
        for (const { mask, from, until } of read.value.terms) register.addTerm(mask, from, until);
      }
      let compiled: ReturnType<typeof compileRow>;
      try {
        compiled = compileRow(row);
      } catch {
        // A 其中 that reaches beyond its requirement: the proof refuses such a row.
        continue;
      }
      const ours = judge(compiled, register, day, { maximumAge: null, insurance: 'ignore' });
      const naive = naiveJudgeRow(row, { asOf, code: row.code, level: 'own', registrations });
      const seen = { verdict: ours.verdict, shortage: naive.shortage === null ? null : ours.shortage };
      expect(seen, JSON.stringify({ row: row.requirements, combine: row.combine, registrations })).toEqual({
        verdict: naive.verdict,
        shortage: naive.shortage,
      });
      if (naive.shortage !== null) searched += 1;
    }
    expect(searched).toBeGreaterThan(CASES / 4);
  });
});
