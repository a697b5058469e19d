import { describe, expect, test } from 'vitest';
import { readDate, readEndDate } from '../../../../../src/features/intake/normalisers/dates.ts';
import { readDivision } from '../../../../../src/features/intake/normalisers/divisions.ts';
import {
  isEnterpriseKindText,
  normaliseEnterpriseKind,
} from '../../../../../src/features/intake/normalisers/enterprise-kinds.ts';
import { FIELDS, foldHeader, knownHeaders, Layout } from '../../../../../src/features/intake/normalisers/headers.ts';
import { readInsurance } from '../../../../../src/features/intake/normalisers/insurance.ts';
import { normaliseLevel } from '../../../../../src/features/intake/normalisers/levels.ts';
import {
  qualificationByCode,
  qualificationByName,
  qualificationByParts,
  splitQualifications,
} from '../../../../../src/features/intake/normalisers/qualification-names.ts';
import {
  readCertificateKind,
  specialtyName,
} from '../../../../../src/features/intake/normalisers/registration-types.ts';
import { readSpecialtyCell } from '../../../../../src/features/intake/normalisers/specialty-cells.ts';
import { readAuthorityLevel, readStatus } from '../../../../../src/features/intake/normalisers/statuses.ts';
import { cleanText, foldTerm, normaliseName } from '../../../../../src/features/intake/normalisers/text.ts';
import type { Cell } from '../../../../../src/features/intake/readers/raw-row.ts';
import data from '../../../../../src/law/standards/data/qualification-codes.json' with { type: 'json' };

describe('dates (numbers.json, headers.json)', () => {
  const day = (text: string) => ({ kind: 'day', day: text });

  test.each<[Cell, unknown]>([
    ['2021-06-30', day('2021-06-30')],
    ['2021/6/3', day('2021-06-03')],
    ['2021.6.3', day('2021-06-03')],
    ['2021年6月30日', day('2021-06-30')],
    ['２０２１年６月３０日', day('2021-06-30')],
    ['20210630', day('2021-06-30')],
    ['2021-06-30 00:00:00.0', day('2021-06-30')],
    ['2021-06-30T00:00:00+08:00', day('2021-06-30')],
    ['1488470400000', day('2017-03-03')],
    ['44377', day('2021-06-30')],
    [{ kind: 'number', text: '1488470400000', digitsLost: false }, day('2017-03-03')],
    [{ kind: 'number', text: '43000', digitsLost: false, date: '2021-09-23' }, day('2021-09-23')],
    [{ kind: 'date', text: '2024-02-29' }, day('2024-02-29')],
    ['长期', { kind: 'none' }],
    ['9999-12-31', { kind: 'none' }],
    ['', { kind: 'unknown' }],
    ['1900-01-01', { kind: 'unknown' }],
    ['-62135596800000', { kind: 'unknown' }],
    ['0', { kind: 'unknown' }],
    ['2023-02-29', { kind: 'wrong' }],
    ['2021-13-01', { kind: 'wrong' }],
    ['6/30/2021', { kind: 'day', day: '2021-06-30' }],
    ['6/3/2021', { kind: 'wrong' }],
    ['2500-01-01', { kind: 'wrong' }],
    ['去年', { kind: 'wrong' }],
  ])('%j', (cell, expected) => {
    expect(readDate(cell)).toMatchObject(expected as object);
  });

  test('the end of a validity written as a range', () => {
    expect(readEndDate('2021-01-01至2026-01-01')).toEqual(day('2026-01-01'));
    expect(readEndDate('2021年1月1日~长期')).toEqual({ kind: 'none' });
  });
});

describe('headers', () => {
  test('are compared trimmed, without breaks and asterisks, in one width', () => {
    expect(foldHeader(' *注册号\n（执业印章号）：')).toBe('注册号(执业印章号)');
    expect(foldHeader('STAMPNO')).toBe(foldHeader('StampNo'));
  });

  test('only the ambiguous ones of headers.json stand for two fields', () => {
    const shared = Object.entries(FIELDS).flatMap(([entity, fields]) => {
      const seen = new Map<string, string>();
      return fields.flatMap(({ field, aliases }) =>
        aliases.flatMap((alias) => {
          const other = seen.get(foldHeader(alias));
          seen.set(foldHeader(alias), field);
          return other === undefined || other === field ? [] : [`${entity}: ${alias}`];
        }),
      );
    });
    expect(shared).toEqual(['qualifications: 资质类别', 'qualifications: 资质等级']);
  });

  test('ambiguous headers are decided by the value', () => {
    const layout = new Layout('qualifications', ['资质类别', '资质等级']);
    expect(layout.cells('kind', ['建筑业企业资质', '叁级'])).toEqual(['建筑业企业资质']);
    expect(layout.cells('category', ['建筑工程', '叁级'])).toEqual(['建筑工程']);
    expect(layout.cells('level', ['', '叁级'])).toEqual(['叁级']);
    expect(layout.cells('qualification', ['', '建筑工程施工总承包叁级'])).toEqual(['建筑工程施工总承包叁级']);
  });

  test('numbered columns are one field; ignored ones are none', () => {
    const layout = new Layout('registrations', ['序号', '注册专业2', '注册专业1', '操作']);
    expect(layout.cells('specialties', ['1', '乙', '甲', 'x'])).toEqual(['甲', '乙']);
    expect(knownHeaders('registrations', ['序号', '操作', '姓名', '身份证号'])).toBe(2);
  });
});

describe('names and codes', () => {
  test('text', () => {
    expect(cleanText('  a\u200b \n b ')).toBe('a b');
    expect(normaliseName('测试(广西) 建设 有限公司')).toBe('测试（广西）建设有限公司');
    expect(foldTerm('注册土木工程师（岩土） 壹级')).toBe('注册土木工程师(岩土)一级');
  });

  test('levels', () => {
    expect(['壹级', '11', '一级', '1级'].map(normaliseLevel)).toEqual(['一级', '一级', '一级', '一级']);
    expect(normaliseLevel('不分级')).toBe('不分等级');
    expect(normaliseLevel('建筑工程施工总承包三级')).toBeUndefined();
  });

  test('kinds of enterprises, by three lists of codes and by words', () => {
    const construction = ['3', '04', 'QY_ZZ_ZZZD_001', '建筑业企业', '施工单位', '建筑业企业资质'];
    expect(construction.map(normaliseEnterpriseKind)).toEqual(construction.map(() => 'construction'));
    expect(['4', '05', '监理企业', '工程监理'].map(normaliseEnterpriseKind)).toEqual(Array(4).fill('supervision'));
    expect(normaliseEnterpriseKind('炼金')).toBeUndefined();
    expect([isEnterpriseKindText('监理资质'), isEnterpriseKindText('建筑工程')]).toEqual([true, false]);
  });

  test.each([
    ['450103', '450103'],
    ['4501', '450100'],
    ['450199', '450199'],
    ['广西壮族自治区-南宁市-青秀区', '450103'],
    ['广西南宁市青秀区', '450103'],
    ['广西-南宁', '450100'],
    ['南宁市', '450100'],
    ['浙江省杭州市市辖区', '330100'],
    ['上海市浦东新区', '310115'],
    ['广西壮族自治区', '450000'],
  ])('division %s', (text, code) => {
    expect(readDivision(text)).toMatchObject({ ok: true, value: code });
  });

  test('a division that is not one, or is several', () => {
    expect(readDivision('桃花源').ok).toBe(false);
    expect(readDivision('990000').ok).toBe(false);
    expect(readDivision('鼓楼区')).toMatchObject({ ok: false, reason: expect.stringContaining('请写明省、市') });
  });

  test('states, insurance, authority levels', () => {
    expect(['1', '有效', '注销', '0', '2', '3', '', '奇怪'].map(readStatus)).toEqual([
      'in-force',
      'in-force',
      'ended',
      'ended',
      'ended',
      'suspended',
      'unknown',
      undefined,
    ]);
    expect([readInsurance('正常', ''), readInsurance('断缴', ''), readInsurance('也许', '')]).toEqual([
      1,
      2,
      undefined,
    ]);
    expect(readInsurance('测试(广西)建设有限公司', '测试（广西）建设有限公司')).toBe(1);
    expect(readInsurance('另一家人力资源公司', '测试公司')).toBe(0);
    expect(['1', '省级', '地市', '区县', '球级'].map(readAuthorityLevel)).toEqual([
      'ministry',
      'province',
      'city',
      'county',
      undefined,
    ]);
  });
});

describe('qualifications', () => {
  test('every name of the national list and every spelling of it finds its own code', () => {
    const wrong = data.entries.flatMap((entry) =>
      [entry.name, ...('alsoWritten' in entry ? (entry.alsoWritten ?? []) : [])].flatMap((name) => {
        const found = qualificationByName(name);
        return found.ok && found.value.nationalCode === entry.code ? [] : [`${entry.code} ${name}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['建筑工程施工总承包叁级', 'D101C'],
    ['建筑工程施工总承包三级资质', 'D101C'],
    ['房屋建筑工程施工总承包一级', 'D101A'],
    ['送变电工程专业承包二级', 'D232B'],
    ['特种工程（结构补强）专业承包', 'D23601X'],
    ['房屋建筑工程监理甲级', 'E201A'],
    ['工程监理综合资质', 'E1X'],
    ['施工劳务不分等级', null],
  ])('%s', (name, code) => {
    expect(qualificationByName(name)).toMatchObject({ ok: true, value: { nationalCode: code } });
  });

  test('by code, by parts in names or codes, several in one cell', () => {
    expect(qualificationByCode('D218A')).toMatchObject({ value: { standardRow: null, key: 'D218A' } });
    expect(qualificationByCode('GC-01-3')).toMatchObject({ value: { key: 'D101C' } });
    expect(qualificationByCode('D999A').ok).toBe(false);
    expect(qualificationByParts('104010', '1040A010', '13')).toMatchObject({ value: { key: 'D101C' } });
    expect(qualificationByParts('施工总承包', '建筑工程', '叁级')).toMatchObject({ value: { key: 'D101C' } });
    expect(qualificationByParts('施工总承包', '登月工程', '一级').ok).toBe(false);
    expect(splitQualifications('1.甲（A、B）工程一级；乙工程二级\n丙、丁')).toEqual([
      '甲（A、B）工程一级',
      '乙工程二级',
      '丙',
      '丁',
    ]);
  });
});

describe('registrations', () => {
  test.each([
    ['一级注册建造师', ''],
    ['注册建造师（一级）', ''],
    ['注册建造师', '壹级'],
    ['81', ''],
    ['1511', ''],
    ['RY_ZCLB_071', ''],
  ])('%s %s', (type, grade) => {
    const kind = readCertificateKind(type, grade, ['建筑工程', '市政公用工程']);
    expect(kind).toMatchObject({ ok: true, value: { kind: 1, specialties: 0b1000_0001, impossible: [] } });
  });

  test('specialties by name or code, joined in any order', () => {
    const read = readSpecialtyCell('建筑工程,市政公用工程、10401012；1501', () => undefined);
    expect(read.ok ? read.specialties.map(({ name }) => specialtyName(name)) : read.reason).toEqual([
      '建筑工程',
      '市政公用工程',
      '机电工程',
      '建筑工程',
    ]);
    expect(readCertificateKind('注册监理工程师', '', ['市政公用工程'])).toMatchObject({
      value: { kind: 5, specialties: 1 << 12 },
    });
    expect(readCertificateKind('二级注册建造师', '', ['铁路工程'])).toMatchObject({
      value: { impossible: ['铁路工程'] },
    });
    expect(readCertificateKind('二级注册建造师', '', [])).toMatchObject({ value: { specialties: null } });
    expect(readCertificateKind('二级注册建造师', '', ['星际工程']).ok).toBe(false);
  });
});
