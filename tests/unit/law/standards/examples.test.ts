import { describe, expect, it } from 'vitest';
import type { Certificate } from './naive-judge.ts';
import { ask, constructors, persons, refusal } from './questions.ts';

const supervisors = (count: number, ...specialties: string[]): Certificate[] =>
  persons(count, '注册监理工程师', null, ...specialties);
const costEngineers = (count: number): Certificate[] => persons(count, '注册造价工程师', '一级', '土木建筑工程');

describe('the README examples', () => {
  it.each([
    // §2 rule 1, 矿山一级: 矿业 12, 机电 3, one person one place.
    [
      '12 矿业 of whom 3 also 机电',
      'GC-07-1',
      [...constructors(9, '一级', '矿业工程'), ...constructors(3, '一级', '矿业工程', '机电工程')],
      'not-met',
      3,
      '12/12;0/3',
    ],
    [
      '15 of whom 12 矿业',
      'GC-07-1',
      [...constructors(12, '一级', '矿业工程'), ...constructors(3, '一级', '机电工程')],
      'met',
      0,
      '12/12;3/3',
    ],
    ['15 with both', 'GC-07-1', constructors(15, '一级', '矿业工程', '机电工程'), 'met', 0, '12/12;3/3'],
    // §2 rule 2, 建筑一级: 12, of whom 建筑 9.
    [
      '9 建筑 and 3 机电',
      'GC-01-1',
      [...constructors(9, '一级', '建筑工程'), ...constructors(3, '一级', '机电工程')],
      'met',
      0,
      '12/12,9/9',
    ],
    [
      '8 建筑 and 4 机电',
      'GC-01-1',
      [...constructors(8, '一级', '建筑工程'), ...constructors(4, '一级', '机电工程')],
      'not-met',
      1,
      '12/12,8/9',
    ],
    [
      '7 建筑 and 3 机电: one hire closes both gaps',
      'GC-01-1',
      [...constructors(7, '一级', '建筑工程'), ...constructors(3, '一级', '机电工程')],
      'not-met',
      2,
      '10/12,7/9',
    ],
    [
      'with both counts once in each',
      'GC-01-1',
      constructors(12, '一级', '建筑工程', '机电工程'),
      'met',
      0,
      '12/12,12/9',
    ],
    // §2 rule 2, 机电二级: 12, of whom 3 are 机电 and 一级.
    [
      '3 一级 of the wrong specialty',
      'GC-12-2',
      [...constructors(9, '二级', '机电工程'), ...constructors(3, '一级', '建筑工程')],
      'not-met',
      3,
      '12/12,0/3',
    ],
    [
      'grade and specialty on different certificates',
      'GC-12-2',
      [...constructors(12, '二级', '机电工程'), ...constructors(3, '一级', '建筑工程')],
      'not-met',
      3,
      '15/12,0/3',
    ],
    [
      '3 机电 一级',
      'GC-12-2',
      [...constructors(9, '二级', '建筑工程'), ...constructors(3, '一级', '机电工程')],
      'met',
      0,
      '12/12,3/3',
    ],
    // §2 rule 7: 二级 is 二级及以上.
    ['一级 counts for 二级', 'GC-10-3', constructors(5, '一级', '市政公用工程'), 'met', 0, '5/5'],
    // §2 rule 6: a certificate with two specialties is one 人次.
    [
      '24 certificates, 20 of them with two specialties',
      'JL-01-A',
      [...supervisors(20, '房屋建筑工程', '市政公用工程'), ...supervisors(2, '公路工程'), ...costEngineers(2)],
      'not-met',
      1,
      '24/25,20/15,2/2',
    ],
    [
      '25 certificates',
      'JL-01-A',
      [...supervisors(15, '房屋建筑工程'), ...supervisors(8, '公路工程'), ...costEngineers(2)],
      'met',
      0,
      '25/25,15/15,2/2',
    ],
    // 综合: 60 + 5 + 15人次 with 190号.
    [
      '综合',
      'JL-ZH',
      [
        ...supervisors(60, '房屋建筑工程'),
        ...costEngineers(5),
        ...constructors(14, '一级', '建筑工程'),
        ...persons(1, '注册结构工程师', '一级'),
      ],
      'met',
      0,
      '60/60;5/5;15/15,14/1,1/1',
    ],
    [
      '综合 without 结构 or 建筑师',
      'JL-ZH',
      [...supervisors(60, '房屋建筑工程'), ...costEngineers(5), ...constructors(15, '一级', '建筑工程')],
      'not-met',
      1,
      '60/60;5/5;15/15,15/1,0/1',
    ],
    // Not decidable from the register: 职称 would count too.
    ['防水 with too few constructors', 'SC-06-2', constructors(2, '二级', '建筑工程'), 'undetermined', 1, '2/3'],
    ['防水 with enough constructors', 'SC-06-2', constructors(3, '二级', '公路工程'), 'undetermined', 0, '3/3'],
    ['a row from memory', 'SC-17-3', constructors(4, '二级', '公路工程'), 'undetermined', 1, '4/5'],
    ['a row from memory, met', 'SC-17-3', constructors(5, '二级', '公路工程'), 'met', 0, '5/5'],
    ['事务所: partners cannot be seen', 'JL-SWS', supervisors(2, '公路工程'), 'undetermined', 1, '2/3'],
    ['事务所 with enough engineers, partners or not', 'JL-SWS', supervisors(3, '公路工程'), 'undetermined', 0, '3/3'],
    ['nobody is asked for', 'LW-00-0', [], 'not-assessed', 0, ''],
  ] as const)('%s', (_name, code, registrations, verdict, shortage, counts) => {
    const answer = ask(code, registrations);
    expect(answer).toMatchObject({ verdict, shortage, counts, effectiveCode: code });
  });

  it('综合: a person with 监理 and 造价 fills one place, and the 人次 count certificates', () => {
    const both = supervisors(60, '房屋建筑工程').flatMap((each, at) =>
      at < 5 ? [each, { ...each, role: '注册造价工程师', grade: '一级', specialties: [] }] : [each],
    );
    const fifteen = [...constructors(14, '一级', '建筑工程'), ...persons(1, '注册建筑师', '一级')];
    expect(ask('JL-ZH', [...both, ...fifteen])).toMatchObject({ verdict: 'not-met', shortage: 5 });
    const person = fifteen[0]?.person ?? '';
    const twice = { person, role: '注册土木工程师（岩土）', grade: null, specialties: [] };
    const answer = ask('JL-ZH', [...both, ...supervisors(5, '公路工程'), ...fifteen.slice(0, 14), twice]);
    expect(answer).toMatchObject({ verdict: 'met', counts: '60/60;5/5;15/15,14/1,1/1' });
    expect(answer.requirements[2]?.persons).toHaveLength(14);
  });

  it('其中 without a text gets one, and the subset has the same fields', () => {
    const answer = ask('GC-01-1', constructors(1, '一级', '建筑工程'));
    expect(answer.requirements[0]?.subset[0]).toEqual({
      text: '其中：建筑工程专业一级注册建造师不少于9人',
      needed: 9,
      counted: 1,
      short: 8,
      persons: answer.requirements[0]?.persons,
    });
  });
});

describe('which row is compared', () => {
  it.each([
    ['GC-01-2', 'own', 'not-met', 'GC-01-2', 7],
    ['GC-01-2', 'current', 'met', 'GC-01-3', 0],
    // README §4: what counts is the confidence of the effective row, in both directions.
    ['SC-16-2', 'current', 'undetermined', 'SC-16-3', 5],
    ['GC-09-2', 'own', 'undetermined', 'GC-09-2', 12],
    ['GC-09-2', 'current', 'not-met', 'GC-09-3', 5],
    ['GC-11-2', 'current', 'not-assessed', null, 0],
    ['JL-01-A', 'current', 'not-met', 'JL-01-B', 15],
  ])('%s %s', (code, level, verdict, effectiveCode, shortage) => {
    const registrations = constructors(5, '二级', '建筑工程');
    expect(ask(code, registrations, { level })).toMatchObject({ verdict, effectiveCode, shortage });
  });

  it('takes the codes of the national platform and refuses what has no row', () => {
    expect(ask('D101C', constructors(5, '二级', '建筑工程'))).toMatchObject({
      verdict: 'met',
      effectiveCode: 'GC-01-3',
    });
    expect(ask('E201B', [])).toMatchObject({ effectiveCode: 'JL-01-B' });
    const question = { asOf: '2026-11-01', registrations: [] };
    expect(refusal({ ...question, code: 'D218A' })).toMatch(/工作人员.*SC-18A-1 或 SC-18B-1/u);
    expect(refusal({ ...question, code: 'FA' })).toMatch(/没有对应的建筑业或监理资质标准/u);
    expect(refusal({ ...question, code: 'GC-99-1' })).toMatch(/不认识/u);
  });
});

describe('who counts', () => {
  const one: Certificate = { person: 'p', role: '注册建造师', grade: '二级', specialties: ['市政公用工程'] };
  const strict = { policy: { maximumAge: 60, insurance: 'required' } };
  it.each([
    [{ validUntil: '2026-11-01' }, undefined],
    [{ validUntil: '2026-10-31' }, 'expired'],
    [{ birthDate: '1965-11-02' }, undefined],
    [{ birthDate: '1965-11-01' }, 'age'],
    [{ insurance: 'abnormal' }, 'insurance'],
    [{ insurance: 'unknown' }, undefined],
    [{ elsewhere: true }, 'counted-elsewhere'],
    [{ grade: '一级' }, undefined],
    [{ specialties: ['建筑工程'], validUntil: '2020-01-01' }, 'specialty'],
    [{ role: '注册监理工程师', grade: null }, 'role'],
    [{ grade: '一级临时' }, 'role'],
    [{ validUntil: '2020-01-01', birthDate: '1940-01-01' }, 'expired'],
  ])('%o → %s', (change, reason) => {
    const answer = ask('GC-10-3', [{ ...one, ...change }], strict);
    expect(answer.notCounted).toEqual(reason === undefined ? [] : [{ person: 'p', reason }]);
  });

  it('grade is named when specialty fits; the certificate that got furthest speaks for the person', () => {
    const low = { ...one, specialties: ['公路工程'] };
    expect(ask('GC-02-1', [low]).notCounted).toEqual([{ person: 'p', reason: 'grade' }]);
    const old = { ...low, grade: '一级', validUntil: '2020-01-01' };
    expect(ask('GC-02-1', [low, old]).notCounted).toEqual([{ person: 'p', reason: 'expired' }]);
  });

  it('without a policy neither age nor insurance is looked at', () => {
    expect(ask('GC-10-3', [{ ...one, birthDate: '1930-01-01', insurance: 'abnormal' }]).notCounted).toEqual([]);
  });

  it.each([
    ['2025-02-28', true],
    ['2025-03-01', false],
  ])('born on 29 February 1964, 60 at most, on %s: %s', (asOf, counts) => {
    const answer = ask('GC-10-3', [{ ...one, birthDate: '1964-02-29' }], { ...strict, asOf });
    expect(answer.requirements[0]?.counted).toBe(counts ? 1 : 0);
  });
});

describe('what is refused', () => {
  const registration = { person: 'p', role: '注册建造师', grade: '一级', specialties: ['建筑工程'] };
  it.each([
    [{ role: '厨师' }, /注册类型“厨师”不认识/u],
    [{ grade: null }, /没有填级别/u],
    [{ grade: '三级' }, /级别“三级”不认识/u],
    [{ role: '二级注册建造师' }, /不一致/u],
    [{ specialties: ['飞船工程'] }, /专业“飞船工程”不认识/u],
    [{ specialties: ['房屋建筑工程'] }, /2006年以前的专业名/u],
    [{ role: '注册监理工程师', grade: null, specialties: ['水利工程'] }, /隔离核实/u],
    [{ validUntil: '2026-02-29' }, /有效期 validUntil “2026-02-29”不是存在的日期/u],
    [{ person: 7 }, /人员标识 person 应为文字/u],
  ])('%o', (change, reason) => {
    const question = { asOf: '2026-11-01', code: 'GC-01-1', registrations: [{ ...registration, ...change }] };
    expect(refusal(question)).toMatch(/^第1项注册：/u);
    expect(refusal(question)).toMatch(reason);
  });

  it.each([[null], [[]], ['x'], [{}], [{ asOf: '2026-11-01', code: 'GC-01-1' }]])('%o', (question) => {
    expect(refusal(question)).not.toBe('');
  });
});
