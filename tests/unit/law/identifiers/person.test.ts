import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskIdNumber, maskName } from '#law/identifiers/masking.ts';
import { birthDateOf, parseResidentId, sexOf } from '#law/identifiers/resident-id.ts';

/** GB 11643-1999 by ISO 7064 MOD 11-2, iterated, apart from the code under test. */
function withCheck(seventeen: string): string {
  let remainder = 0;
  for (const digit of seventeen) remainder = ((remainder + Number(digit)) * 2) % 11;
  const check = (12 - remainder) % 11;
  return seventeen + (check === 10 ? 'X' : String(check));
}

function reasonOf(text: string): string {
  const parsed = parseResidentId(text);
  return parsed.ok ? '' : parsed.reason;
}

describe('公民身份号码', () => {
  test('按 ISO 7064 算出的号码都被接受，出生日期和性别可以取出', () => {
    const days = fc.date({ min: new Date('1930-01-01'), max: new Date('2024-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 999 }), (birth, sequence) => {
        const day = birth.toISOString().slice(0, 10);
        const code = withCheck(`450103${day.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`);
        const parsed = parseResidentId(` ${code.toLowerCase()} `);
        if (!parsed.ok) throw new Error(parsed.reason);
        expect(parsed.value).toBe(code);
        expect(birthDateOf(parsed.value)).toBe(day);
        expect(sexOf(parsed.value)).toBe(sequence % 2 === 1 ? '男' : '女');
      }),
    );
  });

  test('国标例 11010519491231002X', () => {
    expect(parseResidentId('11010519491231002x')).toEqual({ ok: true, value: '11010519491231002X', notes: [] });
  });

  test('15 位旧号码换算为 18 位，并提示', () => {
    const parsed = parseResidentId('110105491231002');
    expect(parsed).toMatchObject({ ok: true, value: '11010519491231002X' });
    expect(parsed.ok ? parsed.notes.join('') : '').toContain('15 位旧身份证号');
  });

  test.each([
    ['', '请填写 18 位'],
    ['110105194912310021', '第 18 位校验不符'],
    ['11010519490230002X', '第 7 至 14 位不是真实的出生日期'],
    ['11010519491331002X', '第 7 至 14 位不是真实的出生日期'],
    ['11010519000229002X', '第 7 至 14 位不是真实的出生日期'],
    ['110105491331002', '15 位旧身份证号第 7 至 12 位'],
    ['1101051949123100', '应为 18 位，现为 16 位'],
    ['11010519491231O02X', '第 15 位不是数字'],
    ['11010519491231002A', '第 18 位不是数字或 X'],
    ['450103************12', '打了星号'],
  ])('“%s”被拒绝：%s', (text, reason) => {
    expect(reasonOf(text)).toContain(reason);
  });
});

describe('脱敏', () => {
  test.each([
    ['张三', '张*'],
    ['张三丰', '张**'],
    ['欧阳娜', '欧阳*'],
    ['欧阳娜娜', '欧阳**'],
    ['司马', '司*'],
    ['买买提·艾力', '买**·**'],
    ['李', '李'],
    ['', ''],
    ['𠮷田', '𠮷*'],
    ['John Smith', 'J*** *****'],
  ])('姓名 %s 显示为 %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ['11010519491231002X', '110*************2X'],
    ['110105491231002', '110**********02'],
    ['E12345678', '*********'],
    ['E1234567890', 'E12******90'],
  ])('证件号 %s 显示为 %s', (text, masked) => {
    expect(maskIdNumber(text)).toBe(masked);
    expect(maskIdNumber(text)).toHaveLength(text.length);
  });

  test('脱敏后的身份证号看不出县区和出生日期的任何一位', () => {
    const masked = maskIdNumber('450103198001010011');
    expect(masked.slice(3, 16)).toBe('*'.repeat(13));
  });
});
