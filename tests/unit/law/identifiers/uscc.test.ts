import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatOrganisationCode, parseOrganisationCode } from '#law/identifiers/organisation-code.ts';
import { isUscc, organisationCodeOf, parseUscc, registeringDivisionOf } from '#law/identifiers/uscc.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

/** GB 32100-2015 spelled out digit by digit, apart from the code under test. */
function withCheck(seventeen: string): string {
  let weight = 1;
  let sum = 0;
  for (const char of seventeen) {
    sum += weight * ALPHABET.indexOf(char);
    weight = (weight * 3) % 31;
  }
  return seventeen + (ALPHABET[(31 - (sum % 31)) % 31] ?? '');
}

const codes = fc
  .tuple(
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 2, maxLength: 2 }),
    fc.stringMatching(/^\d{6}$/),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 9, maxLength: 9 }),
  )
  .map(([head, division, body]) => withCheck(head.join('') + division + body.join('')));

const VALID = '91450100MA5KABCD0X'.slice(0, 17);
const GOOD = withCheck(VALID);

describe('统一社会信用代码', () => {
  test('任何按国标算出的代码都被接受，写法不同读作同一个', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(parseUscc(code)).toMatchObject({ ok: true, value: code });
        expect(isUscc(code)).toBe(true);
        const wide = [...code.toLowerCase()].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0));
        expect(parseUscc(` ${wide.join('')}　`)).toMatchObject({ ok: true, value: code });
        expect(parseUscc(`${code.slice(0, 8)}-${code.slice(8)}`)).toMatchObject({ ok: true, value: code });
      }),
    );
  });

  test('改动任何一位都被发现', () => {
    fc.assert(
      fc.property(codes, fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, char) => {
        fc.pre(code.charAt(at) !== char);
        expect(parseUscc(code.slice(0, at) + char + code.slice(at + 1)).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('任何文字都得到答复，不抛出', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => typeof parseUscc(text).ok === 'boolean'),
    );
  });

  test.each([
    ['', '请填写 18 位的统一社会信用代码'],
    ['   ', '请填写 18 位的统一社会信用代码'],
    [
      `${GOOD.slice(0, 17)}${GOOD.endsWith('0') ? '1' : '0'}`,
      '统一社会信用代码第 18 位校验不符，请核对营业执照后重新填写。',
    ],
    [`O${GOOD.slice(1)}`, '第 1 位“O”不是允许的字符（代码不使用字母 I、O、S、V、Z，是否应为 0）'],
    [`${GOOD.slice(0, 9)}I${GOOD.slice(10)}`, '第 10 位“I”'],
    [`${GOOD.slice(0, 4)}A${GOOD.slice(5)}`, '第 5 位“A”应为数字'],
    [`${GOOD.slice(0, 11)}国${GOOD.slice(12)}`, '第 12 位“国”'],
    [GOOD.slice(0, 17), '应为 18 位，现为 17 位'],
    [`${GOOD}1`, '应为 18 位，现为 19 位'],
    ['12345678-8', '9 位的组织机构代码'],
    ['450100200012345', '15 位的工商注册号'],
  ])('“%s”被拒绝：%s', (text, reason) => {
    const parsed = parseUscc(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  test('登记机关区划与组织机构代码可以取出；内嵌代码不合规则只提示', () => {
    const parsed = parseUscc(withCheck('91450100123456788'));
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed.notes).toEqual([]);
    expect(registeringDivisionOf(parsed.value)).toBe('450100');
    expect(organisationCodeOf(parsed.value)).toBe('123456788');
    const odd = parseUscc(withCheck('91450100123456789'));
    if (!odd.ok) throw new Error(odd.reason);
    expect(odd.notes.join('')).toContain('第 9 至 17 位');
    expect(organisationCodeOf(odd.value)).toBeUndefined();
  });
});

describe('组织机构代码', () => {
  test.each(['12345678-8', '123456788', '１２３４５６７８－８', ' 12345678 - 8 ', '12345678—8'])(
    '“%s”读作同一个',
    (text) => {
      const parsed = parseOrganisationCode(text);
      if (!parsed.ok) throw new Error(parsed.reason);
      expect(parsed.value).toBe('123456788');
      expect(formatOrganisationCode(parsed.value)).toBe('12345678-8');
    },
  );

  test.each(['D2143569X', 'd2143569-x'])('国标例 %s，校验码 X', (text) => {
    expect(parseOrganisationCode(text)).toMatchObject({ ok: true, value: 'D2143569X' });
  });

  test.each([
    ['', '请填写组织机构代码'],
    ['12345678-9', '第 9 位校验不符'],
    ['1234567-8', '应为 8 位数字或大写字母'],
    ['1-23456788', '应为 8 位数字或大写字母'],
    [GOOD, '请填到统一社会信用代码一栏'],
  ])('“%s”被拒绝：%s', (text, reason) => {
    const parsed = parseOrganisationCode(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });
});
