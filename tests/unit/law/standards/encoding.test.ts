import { describe, expect, it } from 'vitest';
import {
  dayNumber,
  dayText,
  impossibleSpecialties,
  kindOf,
  kinds,
  parseCertificate,
  parseDay,
  parseSpecialties,
  specialtyNames,
} from '#law/standards/index.ts';

function parsed(role: string, grade: string | null, ...names: string[]): string {
  const certificate = parseCertificate(role, grade, names);
  if (!certificate.ok) return certificate.reason;
  const { kind, mask } = certificate.value;
  return [kind, ...specialtyNames(kind, mask)].join(' ');
}

describe('certificate kinds', () => {
  it('keep their numbers for ever: the database holds them', () => {
    expect(kinds.map((kind) => `${kind.number} ${kind.role}${kind.grade ?? ''}`)).toEqual([
      '1 注册建造师一级',
      '2 注册建造师二级',
      '3 临时建造师一级',
      '4 临时建造师二级',
      '5 注册监理工程师',
      '6 注册造价工程师一级',
      '7 注册造价工程师二级',
      '8 注册建筑师一级',
      '9 注册建筑师二级',
      '10 注册结构工程师一级',
      '11 注册结构工程师二级',
      '12 其它勘察设计注册工程师',
      '13 注册城乡规划师',
      '14 注册房地产估价师',
      '15 注册房地产经纪人',
      '16 物业管理师',
      '17 小型项目管理师',
      '18 园林绿化工程师',
      '19 注册安全工程师',
      '20 注册消防工程师',
    ]);
    expect(kindOf(0)).toBeUndefined();
  });

  it('specialties keep their bits', () => {
    const bits = (role: string, ...names: string[]) => parseSpecialties(role, names);
    expect(bits('注册建造师', '建筑工程', '机电工程')).toMatchObject({ value: 0b10_0000_0001 });
    expect(bits('注册监理工程师', '房屋建筑工程', '机电安装工程')).toMatchObject({ value: 0b10_0000_0000_0001 });
    expect(bits('注册造价工程师', '安装工程')).toMatchObject({ value: 0b1000 });
  });

  it.each([
    ['注册建造师', '一级', ['建筑'], '1 建筑工程'],
    ['一级注册建造师', null, ['市政', '机电工程'], '1 市政公用工程 机电工程'],
    ['二级建造师', '贰级', ['水利'], '2 水利水电工程'],
    ['注册建造师（壹级）', null, [], '1'],
    ['注册建造师(二级临时)', null, ['建筑工程'], '4 建筑工程'],
    ['一级临时注册建造师', null, [], '3'],
    ['注册建造师', '二级临时', [], '4'],
    ['监理工程师', '', ['水利水电'], '5 水利水电工程'],
    ['二级造价工程师', null, ['土建'], '7 土木建筑工程'],
    ['一级注册结构工程师', null, [], '10'],
    ['注册土木工程师（岩土）', null, [], '12 注册土木工程师（岩土）'],
    ['注册土木工程师(岩土)', null, ['岩土'], '12 注册土木工程师（岩土）'],
    ['注册电气工程师', null, ['供配电'], '12 注册电气工程师（供配电）'],
    ['其他勘察设计注册工程师', null, ['注册岩土工程师', '注册化工工程师'], '12 注册土木工程师（岩土） 注册化工工程师'],
    ['注册安全工程师', null, ['建筑施工安全'], '19'],
  ])('%s %s %o', (role, grade, names, expected) => {
    expect(parsed(role, grade, ...names)).toBe(expected);
  });

  it('names the specialties that a grade does not have', () => {
    const mask = parseSpecialties('注册建造师', ['铁路工程', '建筑工程']);
    expect(mask.ok && impossibleSpecialties(2, mask.value)).toEqual(['铁路工程']);
    expect(mask.ok && impossibleSpecialties(1, mask.value)).toEqual([]);
  });
});

describe('days', () => {
  it('count from 1970-01-01 and come back', () => {
    expect(dayNumber(1970, 1, 1)).toBe(0);
    expect(parseDay('2000-03-01')).toBe(11_017);
    for (let day = -40_000; day < 60_000; day += 1) {
      const text = dayText(day);
      if (parseDay(text) !== day || new Date(day * 86_400_000).toISOString().slice(0, 10) !== text) expect.fail(text);
    }
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-01', '20260101', '1900-02-29', ''])(
    '%s is no day',
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );
});
