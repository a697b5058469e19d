import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerQuestion, elapseCases } from '#features/casework/commands.ts';
import { caseOptions, casesMatching, openQuestions, roleForStep, workList } from '#features/casework/queries.ts';
import { recordQuarterReview, recordSpotCheck, switchOnCity } from '#features/supervision/commands.ts';
import {
  citySwitches,
  prioritySupervision,
  quarterReviews,
  spotCheckEvidence,
  spotChecks,
} from '#features/supervision/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

async function open(province: string): Promise<void> {
  bench = await serviceBench(province);
  scoped = openScopedPools(bench.database.url, 2);
}

function office(scope: string): Pool {
  const accountId = '00000000-0000-4000-8000-000000000001';
  return scoped.forClaim({ viewer: 'office', scope, enterpriseId: null, accountId });
}

async function project(number: string, divisionCode: string, uscc: string) {
  await bench.pool.query(
    `insert into project (number, name, division_code, builder_uscc, content, feed, recorded_at)
     values ($1, '演示工程' || $1::text, $2, $3, '{}', 'test', '2026-01-01')`,
    [number, divisionCode, uscc],
  );
}

describe('priority supervision under the claim of an office', () => {
  beforeEach(() => open('45'));

  test('GX24-5.2: the office of the work is told of an enterprise registered elsewhere: its failing qualification and the work here, and no more', async () => {
    const { uscc } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450102', missing: 1 });
    const elsewhere = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450102', missing: 1 });
    await project('4501', '450102', uscc);
    await project('4502', '450202', uscc);
    await project('4501-2', '450102', elsewhere.uscc);
    await bench.run('2026-06-01');
    const list = (claim: string, scope = claim) => prioritySupervision(office(claim), { scope, limit: 10 });
    expect(await list('4502')).toMatchObject([{ uscc, projects: [{ number: '4502' }] }]);
    expect((await list('4501')).map((each) => [each.uscc, each.projects.length])).toEqual([
      [uscc, 2],
      [elsewhere.uscc, 1],
    ]);
    expect(await list('4503')).toEqual([]);
    // Nobody reads another's list by naming its place, nor without a claim; the cases themselves stay where they are.
    expect(await list('4502', '4501')).toEqual([]);
    expect(await list('4502', '')).toEqual([]);
    const unclaimed = scoped.forClaim({
      viewer: 'office',
      scope: null,
      enterpriseId: null,
      accountId: '00000000-0000-4000-8000-000000000001',
    });
    expect(await prioritySupervision(unclaimed, { scope: '45', limit: 10 })).toEqual([]);
    expect((await office('4502').query('select id from cases')).rows).toEqual([]);
    expect(await prioritySupervision(office('*'), { scope: '45', limit: 10 })).toHaveLength(2);
  });

  test('GX24-5.2: a spot check by the office of the work is kept with its evidence for both places and for no third', async () => {
    const { id, uscc } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450102', missing: 1 });
    await project('4502', '450202', uscc);
    await bench.run('2026-06-01');
    const bytes = Buffer.from('%PDF-1.4 演示');
    const check = {
      scope: '4502',
      enterpriseId: id,
      projectNumber: '4502',
      onDay: '2026-06-10',
      officers: ['演示甲', '演示乙'],
      lookedAt: ['duty' as const, 'safety' as const],
      result: 'to-mend' as const,
      findings: '项目经理未到岗。',
      evidence: {
        kind: 'finding',
        name: '照片.pdf',
        mediaType: 'application/pdf',
        source: '演示',
        takenOn: '2026-06-10',
        bytes,
      } as const,
      actor: { name: '演示' },
      office: '演示住建局',
      recordedAt: instant('2026-06-11'),
    };
    const there = office('4502');
    expect(await recordSpotCheck(there, { ...check, onDay: '2026-06-12' })).toMatchObject({
      faults: [{ field: 'onDay' }],
    });
    expect(await recordSpotCheck(there, { ...check, projectNumber: '9' })).toMatchObject({
      faults: [{ field: 'projectNumber' }],
    });
    expect(await recordSpotCheck(office('4503'), { ...check, scope: '4503' })).toMatchObject({ outcome: 'refused' });
    expect(await recordSpotCheck(there, check)).toMatchObject({ outcome: 'recorded' });
    expect(await recordSpotCheck(there, check)).toMatchObject({ outcome: 'refused' });
    for (const claim of ['4501', '4502', '450102', '450202', '*']) {
      const [shown, ...others] = await spotChecks(office(claim), { limit: 10 });
      expect([shown?.findings, others]).toEqual(['项目经理未到岗。', []]);
      expect((await spotCheckEvidence(office(claim), shown?.id ?? ''))?.bytes.equals(bytes)).toBe(true);
    }
    expect(await spotChecks(office('4503'), { limit: 10 })).toEqual([]);
    await expect(bench.pool.query("update spot_check set findings = '无'")).rejects.toThrow('append-only');
  });

  test('an official answers an open question with a reason; the verdict stays, another city cannot answer', async () => {
    const { id, qualifications } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '450102' });
    await bench.run('2026-06-01');
    await bench.pool.query(
      `insert into official_question (qualification_id, enterprise_id, division_code, reason, opened_by_run, opened_on)
       values ($1, $2, '450102', '请核实。', 1, '2026-06-01')`,
      [qualifications[0]?.id, id],
    );
    const { questions, total } = await openQuestions(office('4501'), { unanswered: true }, { limit: 10 });
    expect([total, questions[0]?.reason]).toEqual([1, '请核实。']);
    const answer = {
      questionId: questions[0]?.id ?? 0,
      answer: 'satisfied' as const,
      note: '已核对印发文本，人数符合。',
      by: '演示',
      at: instant('2026-06-02'),
    };
    expect(await answerQuestion(office('4501'), { ...answer, note: ' ' })).toMatchObject({
      faults: [{ field: 'note' }],
    });
    expect(await answerQuestion(office('4502'), answer)).toMatchObject({ outcome: 'refused' });
    expect(await answerQuestion(office('4501'), answer)).toMatchObject({ outcome: 'answered' });
    const after = await openQuestions(office('4501'), {}, { limit: 10 });
    expect(after.questions).toMatchObject([{ answers: [{ answer: 'satisfied', note: answer.note, by: '演示' }] }]);
    expect((await openQuestions(office('4501'), { unanswered: true }, { limit: 10 })).total).toBe(0);
    const verdicts = await bench.pool.query('select verdict from verdict where known_to is null');
    expect(verdicts.rows).toEqual([{ verdict: 'met' }]);
  });
});

describe('Shanxi', () => {
  beforeEach(() => open('14'));

  test('SX23-4.1: the work list and the steps of a case follow the switch; the province stands in as the city and is named', async () => {
    const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
    await bench.run('2026-06-01');
    await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
    const caseId = String((await bench.caseOf(id)).id);
    const today = '2026-08-05';
    const list = async (handler: 'city' | 'province', day: string) =>
      (await workList(bench.pool, { handlers: [handler] }, { today: day, limit: 10 })).items;
    expect(await list('city', today)).toEqual([]);
    expect(await list('province', today)).toMatchObject([{ caseId, what: 'confirm', forCity: '1401' }]);
    expect(await casesMatching(bench.pool, { handlers: ['province'], what: 'confirm' }, today, 10)).toEqual([caseId]);
    expect(await roleForStep(bench.pool, caseId, 'province', 'confirm', today)).toBe('city');
    expect(await roleForStep(bench.pool, caseId, 'city', 'confirm', today)).toBeUndefined();
    await switchOnCity(bench.pool, { city: '1401', fromDay: '2026-08-06', by: '演示', at: instant(today) });
    expect((await list('province', today)).length).toBe(1);
    expect(await list('province', '2026-08-06')).toEqual([]);
    expect(await list('city', '2026-08-06')).toMatchObject([{ caseId, what: 'confirm', forCity: null }]);
    expect(await roleForStep(bench.pool, caseId, 'city', 'confirm', '2026-08-06')).toBe('city');
    const options = await caseOptions(bench.pool, caseId, 'province', '2026-08-06');
    expect([options?.forCity, options?.options.some((option) => option.do === 'confirm')]).toEqual([false, false]);
    const switches = await citySwitches(office('1401'), { scope: '1401', today: '2026-08-06' });
    expect(switches).toMatchObject([{ city: '1401', isOn: true, changes: [{ isOn: true, fromDay: '2026-08-06' }] }]);
    expect((await citySwitches(office('*'), { scope: '14', today })).length).toBeGreaterThan(5);
  });

  test('SX23-4.3: the province records a spot check and a circulated criticism of a city’s quarter; the city reads its own', async () => {
    const review = {
      city: '1401',
      quarter: '2026-Q2',
      kind: 'criticism' as const,
      onDay: '2026-07-20',
      content: '未按期报送季度汇总。',
      number: '演示〔2026〕1号',
      actor: { name: '演示', role: 'province' as const },
      recordedAt: instant('2026-07-21'),
    };
    const province = office('*');
    const { number: _number, ...unnumbered } = review;
    expect(await recordQuarterReview(province, unnumbered)).toMatchObject({ faults: [{ field: 'number' }] });
    expect(await recordQuarterReview(province, { ...review, onDay: '2026-03-01' })).toMatchObject({
      faults: [{ field: 'onDay' }],
    });
    expect(await recordQuarterReview(province, { ...review, city: '1499' })).toMatchObject({
      faults: [{ field: 'city' }],
    });
    expect(await recordQuarterReview(province, review)).toMatchObject({ outcome: 'recorded' });
    expect(await recordQuarterReview(province, review)).toMatchObject({ outcome: 'refused' });
    expect(await quarterReviews(office('1401'), { scope: '1401', quarter: '2026-Q2', limit: 10 })).toMatchObject([
      { city: '1401', kind: 'criticism', number: '演示〔2026〕1号' },
    ]);
    expect(await quarterReviews(office('1402'), { scope: '14', limit: 10 })).toEqual([]);
  });
});
