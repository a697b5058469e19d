import { describe, expect, it } from 'vitest';
import {
  assessmentOn,
  parseDay,
  policyVersion,
  rowCodes,
  rowOn,
  standardsVersion,
  verificationPolicyOn,
} from '#law/standards/index.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;

describe('which level is compared, by date and division', () => {
  it.each([
    ['GC-01-1', '450103', '2014-12-31', 'none', null],
    ['GC-01-1', '450103', '2015-01-01', 'own', 'GC-01-1'],
    // 建市〔2016〕226号: only the lowest level is examined.
    ['GC-01-1', '450103', '2016-11-01', 'none', null],
    ['GC-01-1', '450103', '2023-09-14', 'none', null],
    ['GC-01-1', '450103', '2023-09-15', 'own', 'GC-01-1'],
    ['GC-01-2', '450103', '2016-10-31', 'own', 'GC-01-2'],
    ['GC-01-2', '450103', '2022-10-27', 'none', null],
    ['GC-01-2', '450103', '2022-10-28', 'lowest', 'GC-01-3'],
    ['GC-01-3', '450103', '2017-01-01', 'own', 'GC-01-3'],
    ['SC-05-2', '450103', '2017-01-01', 'own', 'SC-05-2'],
    ['GC-11-3', '450103', '2016-10-31', 'own', 'GC-11-3'],
    ['GC-11-3', '450103', '2026-11-01', 'none', null],
    ['GC-11-2', '450103', '2026-11-01', 'none', null],
    ['GC-01-T', '450103', '2010-01-01', 'own', 'GC-01-T'],
    ['JL-01-A', '450103', '2019-01-31', 'own', 'JL-01-A'],
    ['JL-01-A', '450103', '2019-02-01', '乙级', 'JL-01-B'],
    ['JL-01-A', '340100', '2026-11-01', 'own', 'JL-01-A'],
    ['JL-01-A', '340100', '2023-12-31', '乙级', 'JL-01-B'],
    ['LW-00-0', '450103', '2026-11-01', 'none', null],
  ])('%s in %s on %s: %s', (code, divisionCode, on, comparesWith, effectiveCode) => {
    const assessment = assessmentOn({ code, divisionCode, on: day(on) });
    expect(assessment).toMatchObject({ comparesWith, effectiveCode });
    expect(assessment?.qualification?.code ?? null).toBe(effectiveCode);
    expect(assessment?.basis).not.toEqual([]);
  });

  it('says today for every row what its currentAssessment says', () => {
    for (const code of rowCodes) {
      const { comparesWith, effectiveCode, basis } = rowOn(code)?.currentAssessment ?? {};
      const assessment = assessmentOn({ code, divisionCode: '450103', on: day('2026-11-01') });
      expect({ code, ...assessment }).toMatchObject({ code, comparesWith, effectiveCode, basis });
    }
    expect(rowCodes).toHaveLength(172);
    expect(assessmentOn({ code: 'XX', divisionCode: '', on: 0 })).toBeUndefined();
  });
});

describe('who counts, by date and division', () => {
  it.each([
    ['450103', '2026-11-01', 'guangxi-2024', 60, 'ignore'],
    ['450103', '2024-07-31', 'default', 60, 'ignore'],
    ['140100', '2026-11-01', 'shanxi-2023', 60, 'required'],
    ['210102', '2026-11-01', 'shenyang-2024', 60, 'ignore'],
    ['210200', '2026-11-01', 'default', 60, 'ignore'],
    ['', '1999-01-01', 'default', 60, 'ignore'],
  ])('%s on %s: %s', (division, on, id, maximumAge, insurance) => {
    expect(verificationPolicyOn(division, day(on))).toMatchObject({ id, maximumAge, insurance });
  });

  it('versions name the content', () => {
    expect(standardsVersion).toMatch(/^standards-[0-9a-f]{28}$/u);
    expect(policyVersion).toMatch(/^policy-[0-9a-f]{28}$/u);
  });
});
