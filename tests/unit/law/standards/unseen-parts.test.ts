import { expect, it } from 'vitest';
import { evaluateQuestion, kindOf, rowCodes, rowOn, specialtyNames } from '#law/standards/index.ts';
import { sufficientStaff } from '#law/standards/sufficient-staff.ts';

function answerWithEnough(code: string) {
  const row = rowOn(code);
  if (row === undefined) throw new Error(`no row ${code}`);
  const registrations = sufficientStaff(row).map(({ kind, specialties }, at) => ({
    person: `p${at}`,
    role: kindOf(kind)?.role,
    grade: kindOf(kind)?.grade,
    specialties: specialtyNames(kind, specialties),
  }));
  const answer = evaluateQuestion({ asOf: '2026-11-01', code, level: 'own', registrations });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.explanation;
}

it('SX23-2.1, GX24-3: of all rows, those that ask for what no registration shows are never met by registrations alone, and say why', () => {
  const asked = rowCodes.filter((code) => (rowOn(code)?.requirements.length ?? 0) > 0);
  const undetermined = asked.filter((code) => answerWithEnough(code).verdict === 'undetermined');
  // Read off the clauses' own words: 职称, 齐全 and 合伙人 are in no registration.
  const words = asked.filter((code) => rowOn(code)?.requirements.some((each) => /职称|齐全|合伙人/u.test(each.text)));
  expect(words).toEqual(['JL-SWS', 'SC-06-1', 'SC-06-2']);
  expect(undetermined).toEqual(words);
  for (const code of undetermined) {
    const { shortage, undeterminedBecause } = answerWithEnough(code);
    expect(shortage).toBe(0);
    expect(undeterminedBecause).toContain(rowOn(code)?.requirements[0]?.text.replace(/。$/u, ''));
    expect(undeterminedBecause).toContain('仅凭注册数据看不到');
  }
  expect(asked.length).toBeGreaterThan(120);
});
