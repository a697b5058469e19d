import { describe, expect, it } from 'vitest';
import { lapsedInWords } from '#law/standards/index.ts';
import type { Certificate } from './naive-judge.ts';
import { ask, constructors, refusal } from './questions.ts';

const ended = { specialty: '市政公用工程', validUntil: '2025-03-01' };
const person = (name: string, ...specialties: Certificate['specialties']): Certificate => ({
  person: name,
  role: '注册建造师',
  grade: '二级',
  specialties,
  validUntil: '2028-05-01',
});

describe('a specialty with an end of its own (contracts, evaluate)', () => {
  // 市政公用工程施工总承包三级 counts constructors of 市政公用工程, 建筑工程三级 those of 建筑工程 and 机电工程.
  it('counts up to and including its last day', () => {
    const registrations = [person('q1', '建筑工程', { ...ended, validUntil: '2026-11-01' })];
    expect(ask('GC-10-3', registrations).requirements[0]?.persons).toEqual(['q1']);
    expect(ask('GC-10-3', registrations, { asOf: '2026-11-02' }).requirements[0]?.persons).toEqual([]);
  });

  it('is as if it were not there once it has ended, and the explanation names it and its end', () => {
    const answer = ask('GC-10-3', [...constructors(4, '二级', '市政公用工程'), person('q1', '建筑工程', ended)]);
    expect(answer.counts).toBe(
      ask('GC-10-3', [...constructors(4, '二级', '市政公用工程'), person('q1', '建筑工程')]).counts,
    );
    expect(answer.notCounted).toEqual([{ person: 'q1', reason: 'expired' }]);
    expect(answer.lapsed.map(lapsedInWords)).toEqual(['市政公用工程专业注册已于 2025-03-01 届满，未计入']);
  });

  it('takes nothing from the others of its certificate, and is not named where nobody asks for it', () => {
    const answer = ask('GC-01-3', [person('q1', '建筑工程', ended)]);
    expect(answer.requirements[0]?.persons).toEqual(['q1']);
    expect(answer.lapsed).toEqual([]);
  });

  it('does not stand for one that the certificate never named', () => {
    expect(
      ask('GC-10-3', [person('q1', '建筑工程', { specialty: '公路工程', validUntil: '2025-03-01' })]).notCounted,
    ).toEqual([{ person: 'q1', reason: 'specialty' }]);
  });

  it('ends the certificate when it was the last one, also where any specialty would do', () => {
    // 监理综合资质 counts 注册监理工程师 of any specialty.
    const supervisor = (name: string, ...specialties: Certificate['specialties']): Certificate => ({
      person: name,
      role: '注册监理工程师',
      grade: null,
      specialties,
    });
    const code = 'JL-ZH';
    const one = { specialty: '公路工程', validUntil: '2025-03-01' };
    const answer = ask(code, [supervisor('q1', one), supervisor('q2', one, '机电安装工程'), supervisor('q3')]);
    const counted = answer.requirements.flatMap((each) => each.persons);
    expect(counted).toContain('q2');
    expect(counted).not.toContain('q1');
    expect(answer.notCounted).toContainEqual({ person: 'q1', reason: 'expired' });
  });

  it('is refused in words where its days are none', () => {
    const question = (specialties: unknown) => ({
      asOf: '2026-11-01',
      code: 'GC-10-3',
      registrations: [{ person: 'q1', role: '注册建造师', grade: '二级', specialties }],
    });
    expect(refusal(question([{ specialty: '建筑工程', validUntil: '2025-02-30' }]))).toContain('2025-02-30');
    expect(refusal(question([{ validUntil: '2025-03-01' }]))).toContain('specialty');
    expect(refusal(question([7]))).toContain('"specialty"');
    expect(refusal(question([{ specialty: '建筑工程', validFrom: '2026-01-01', validUntil: '2025-03-01' }]))).toContain(
      '早于',
    );
    expect(refusal(question([{ specialty: '星际工程', validUntil: '2025-03-01' }]))).toContain('星际工程');
  });
});
