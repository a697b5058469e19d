import { describe, expect, test } from 'vitest';
import { certificateNumberParts, parseCertificateNumber } from '#law/identifiers/certificate-number.ts';
import {
  city,
  contains,
  type DivisionCode,
  divisionFullName,
  divisionName,
  divisionsWithin,
  parseDivisionCode,
  province,
  provinces,
  sixDigits,
} from '#law/identifiers/division-code.ts';
import {
  constructorNumberParts,
  parseConstructorNumber,
  parseRegistrationNumber,
} from '#law/identifiers/registration-number.ts';

function division(text: string): DivisionCode {
  const parsed = parseDivisionCode(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

describe('行政区划代码', () => {
  test.each([
    ['45', '45', '广西壮族自治区'],
    ['450000', '45', '广西壮族自治区'],
    ['4501', '4501', '广西壮族自治区南宁市'],
    ['450100', '4501', '广西壮族自治区南宁市'],
    ['450102', '450102', '广西壮族自治区南宁市兴宁区'],
    ['450181', '450181', '广西壮族自治区南宁市横州市'],
    [' ４５０１０３ ', '450103', '广西壮族自治区南宁市青秀区'],
    ['451000', '4510', '广西壮族自治区百色市'],
    ['1400', '14', '山西省'],
    ['140100', '1401', '山西省太原市'],
    ['210100', '2101', '辽宁省沈阳市'],
    ['210112', '210112', '辽宁省沈阳市浑南区'],
    ['110105', '110105', '北京市朝阳区'],
    ['500229', '500229', '重庆市城口县'],
    ['429004', '429004', '湖北省仙桃市'],
    ['441900', '4419', '广东省东莞市'],
    ['810001', '810001', '香港特别行政区中西区'],
  ])('%s 读作 %s，即%s', (text, code, name) => {
    expect(parseDivisionCode(text)).toEqual({ ok: true, value: code, notes: [] });
    expect(divisionFullName(division(text))).toBe(name);
  });

  test.each([
    ['450191', '开发区自编代码'],
    ['450127', '现为 450181 横州市'],
  ])('%s 保留并提示：%s', (text, note) => {
    const parsed = parseDivisionCode(text);
    expect(parsed.ok ? parsed.notes.join('') : '').toContain(note);
  });

  test.each([
    ['', '应为 2、4 或 6 位'],
    ['4', '应为 2、4 或 6 位'],
    ['45010', '应为 2、4 或 6 位'],
    ['450102001', '应为 2、4 或 6 位'],
    ['广西', '应为 2、4 或 6 位'],
    ['99', '没有以 99 开头'],
    ['00', '没有以 00 开头'],
    ['4599', '没有代码为 4599 的市级'],
    ['459901', '没有代码为 4599 的市级'],
    ['450001', '没有代码为 4500 的市级'],
  ])('“%s”被拒绝：%s', (text, reason) => {
    const parsed = parseDivisionCode(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  test('省、市、范围与六位写法', () => {
    const county = division('450102');
    expect(province(county)).toBe('45');
    expect(city(county)).toBe('4501');
    expect(city(division('45'))).toBeUndefined();
    expect(city(division('810001'))).toBeUndefined();
    expect(contains(division('45'), county)).toBe(true);
    expect(contains(county, county)).toBe(true);
    expect(contains(county, division('4501'))).toBe(false);
    expect(contains(division('4502'), county)).toBe(false);
    expect(sixDigits(division('4501'))).toBe('450100');
    expect(divisionName(division('450191'))).toBeUndefined();
    expect(divisionFullName(division('450191'))).toBe('广西壮族自治区南宁市450191');
  });

  test('广西十四个设区市，沈阳十三个区县，全国三十四个省级', () => {
    expect(divisionsWithin(division('45')).map(divisionName).join(' ')).toBe(
      '南宁市 柳州市 桂林市 梧州市 北海市 防城港市 钦州市 贵港市 玉林市 百色市 贺州市 河池市 来宾市 崇左市',
    );
    expect(divisionsWithin(division('4501'))).toHaveLength(12);
    expect(divisionsWithin(division('2101'))).toHaveLength(13);
    expect(divisionsWithin(division('14'))).toHaveLength(11);
    expect(provinces()).toHaveLength(34);
  });
});

describe('资质证书编号', () => {
  test.each([
    [
      'D145000016',
      'D145000016',
      { kind: '建筑业', authority: '住房城乡建设部', province: '45', foreignInvested: false },
    ],
    ['D245000013', 'D245000013', { kind: '建筑业', authority: '省级', enterpriseCode: '4500001' }],
    ['d345000010 ', 'D345000010', { kind: '建筑业', authority: '设区的市级' }],
    ['D345000010-6/3', 'D345000010', { checkMatches: true }],
    ['D345000010－3', 'D345000010', { checkMatches: true }],
    ['D345000010（副）', 'D345000010', { checkMatches: true }],
    ['EW145000016', 'EW145000016', { kind: '监理', foreignInvested: true, province: '45' }],
  ])('%s 读作 %s', (text, number, parts) => {
    const parsed = parseCertificateNumber(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed).toEqual({ ok: true, value: number, notes: [] });
    expect(certificateNumberParts(parsed.value)).toMatchObject({ form: 'current', ...parts });
  });

  test('校验位不符只提示', () => {
    const parsed = parseCertificateNumber('D145000017');
    expect(parsed).toMatchObject({ ok: true, value: 'D145000017' });
    expect(parsed.ok ? parsed.notes.join('') : '').toContain('校验位');
  });

  test.each(['A1014045010301', 'A101404501030102'])('14 位旧编号 %s 认出为旧证', (text) => {
    const parsed = parseCertificateNumber(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed.value).toBe('A1014045010301');
    expect(parsed.notes.join('')).toContain('旧编号');
    expect(certificateNumberParts(parsed.value)).toEqual({ form: 'old', kind: '施工总承包', division: '450103' });
  });

  test.each(['', 'F145000016', 'D545000016', 'D14500001', '145000016', 'D1450000166'])('“%s”被拒绝', (text) => {
    const parsed = parseCertificateNumber(text);
    expect(parsed.ok ? '' : parsed.reason).toContain('资质证书编号');
  });
});

describe('注册编号', () => {
  test.each([
    [
      '桂1452010201100001',
      '桂1452010201100001',
      { grade: '一级', province: '45', firstProvince: '45', qualifiedIn: 2010, firstRegisteredIn: 2011 },
    ],
    [
      '桂245101100001',
      '桂245101100001',
      { grade: '二级', qualifiedIn: 2010, firstRegisteredIn: 2011, serial: '00001' },
    ],
    ['滇253101100001', '云253101100001', { province: '53' }],
    ['黔2521011 00001', '贵252101100001', { province: '52' }],
    ['桂245101100001（临）', '桂245101100001(临)', { temporary: true, serial: '00001' }],
    ['(临时)桂245101100001', '桂245101100001(临)', { temporary: true }],
    ['桂245101100001-00001', '桂245101100001', { temporary: false }],
    ['军1992010201100001', '军1992010201100001', { province: undefined, firstProvince: '99' }],
  ])('%s 读作 %s', (text, number, parts) => {
    const parsed = parseConstructorNumber(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed.value).toBe(number);
    expect(constructorNumberParts(parsed.value)).toMatchObject(parts);
  });

  test.each(['', '桂345101100001', '某245101100001', '桂24510110001', '245101100001'])('“%s”不是建造师编号', (text) => {
    expect(parseConstructorNumber(text).ok).toBe(false);
  });

  test('其他类型的编号原样保留', () => {
    expect(parseRegistrationNumber(' 45012345 ')).toEqual({
      ok: true,
      value: { kind: 'other', text: '45012345' },
      notes: [],
    });
    expect(parseRegistrationNumber('桂245101100001')).toMatchObject({ value: { kind: 'constructor' } });
    expect(parseRegistrationNumber('建[造]11204500000001')).toMatchObject({ value: { kind: 'other' } });
    expect(parseRegistrationNumber('  ').ok).toBe(false);
  });
});
