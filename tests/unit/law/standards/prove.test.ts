import { describe, expect, it } from 'vitest';
import { assessmentRules } from '#law/standards/data.ts';
import { findings, type Row, standards } from '#law/standards/index.ts';
import { rowFindings, ruleFindings } from '#law/standards/prove.ts';

const rows: readonly Row[] = standards[0]?.rows ?? [];

/** The rows with one of them changed. */
function changed(code: string, change: (row: Row) => Row): readonly Row[] {
  return rows.map((row) => (row.code === code ? change(row) : row));
}

function requirement(code: string, change: object): readonly Row[] {
  return changed(code, (row) => ({ ...row, requirements: row.requirements.map((each) => ({ ...each, ...change })) }));
}

describe('the proof at load', () => {
  it('finds nothing wrong with the data', () => {
    expect(findings()).toEqual([]);
  });

  it.each([
    ['a code twice', [...rows, ...rows.slice(0, 1)], /occurs twice/u],
    ['an unknown specialty', requirement('GC-02-1', { specialties: ['飞船工程'] }), /no specialty 飞船工程/u],
    ['an unknown type', requirement('GC-02-1', { role: '厨师' }), /unknown registration type/u],
    ['二级 of 铁路', requirement('GC-03-3', { minGrade: '二级' }), /exists in none of the specialties/u],
    [
      'a subset larger than its total',
      requirement('GC-01-3', { subset: [{ specialties: ['建筑工程'], count: 6 }] }),
      /more than its total/u,
    ],
    ['more persons than above', requirement('GC-01-3', { count: 13, text: '13人' }), /more persons than GC-01-2/u],
    ['a number that is not in the text', requirement('GC-02-1', { count: 14 }), /14 is not in its text/u],
    [
      'an effective row elsewhere',
      changed('GC-01-2', (row) => ({
        ...row,
        currentAssessment: { ...row.currentAssessment, effectiveCode: 'GC-02-3' },
      })),
      /another category/u,
    ],
    [
      'no effective row',
      changed('GC-01-2', (row) => ({
        ...row,
        currentAssessment: { ...row.currentAssessment, effectiveCode: 'GC-01-9' },
      })),
      /does not exist/u,
    ],
    [
      'a 其中 beyond its total',
      requirement('GC-01-3', { subset: [{ specialties: ['公路工程'], count: 1 }] }),
      /其中 reaches beyond its requirement/u,
    ],
    [
      'a shape nobody has counted',
      requirement('GC-07-3', { subset: [{ count: 1 }] }),
      /其中 inside requirements of distinct persons/u,
    ],
  ])('finds %s', (_name, broken, finding) => {
    expect(rowFindings(broken).join('\n')).toMatch(finding);
  });

  it('finds a rule that leads nowhere', () => {
    const [rule] = assessmentRules.rules;
    const lost = rule === undefined ? [] : [{ ...rule, id: 'lost', comparesWith: '乙级' as const }];
    expect(ruleFindings({ ...assessmentRules, rules: lost }).join('\n')).toMatch(/lost compares GC-01-T with a row/u);
  });
});
