import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideAnswer, elapseCases, giveAnswer, layAnswers } from '#features/casework/commands.ts';
import { answersGiven, caseFile, casesOfEnterprise, previewAnswer } from '#features/casework/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let portal: ScopedPools;
let enterpriseId = 0;
beforeAll(async () => {
  bench = await serviceBench('45');
  portal = openScopedPools(bench.database.url, 2);
  enterpriseId = (await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450102' })).id;
  await bench.run('2026-06-01');
});
afterAll(async () => {
  await portal?.end();
  await bench?.close();
});

const on = (day: string, name = '演示填写人', last = 1) => ({
  accountId: `00000000-0000-4000-8000-00000000000${last}`,
  name,
  at: instant(day),
});
const QUESTION = { regime: 'guangxi-2024', question: 'restricted-from' } as const;
const FROM_ORDER = { ...QUESTION, answer: 'from-order', basis: '演示答复函〔2026〕1号', inForceFrom: '2026-06-10' };
const RESTRICTIONS = ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'];

async function settled(given: Parameters<typeof giveAnswer>[1], day: string): Promise<void> {
  const made = await giveAnswer(bench.pool, given, { ...on(day), today: day });
  if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
  const decision = { id: made.id, result: 'confirmed', reason: '与答复函一致' } as const;
  expect(await decideAnswer(bench.pool, decision, on(day))).toMatchObject({ outcome: 'refused' });
  expect(await decideAnswer(bench.pool, decision, on(day, '演示审核人', 2))).toMatchObject({ outcome: 'done' });
}

describe('§5: what a regime leaves to an official is answered by two and taken by the law on its day', () => {
  test.each([
    ['an answer that is none', { answer: 'perhaps' }, 'answer'],
    ['nothing that it rests on', { basis: '' }, 'basis'],
    ['a day that is over', { inForceFrom: '2026-06-02' }, 'inForceFrom'],
  ])('%s is refused', async (_, change, field) => {
    const made = await giveAnswer(
      bench.pool,
      { ...FROM_ORDER, ...change },
      { ...on('2026-06-03'), today: '2026-06-03' },
    );
    expect(made).toMatchObject({ outcome: 'refused', faults: { [field]: expect.any(String) } });
  });

  test('before it is given, its effect on the open cases is shown and nothing is written', async () => {
    const { open, changed, shown } = await previewAnswer(bench.pool, FROM_ORDER, '2026-06-03');
    expect([open, changed]).toEqual([1, 1]);
    expect(shown[0]?.changes).toEqual([{ what: 'restrictions', now: RESTRICTIONS.join('、'), would: '' }]);
    expect((await bench.caseOf(enterpriseId)).restrictions).toEqual(RESTRICTIONS);
    const asIs = await previewAnswer(bench.pool, { ...QUESTION, answer: 'from-mark' }, '2026-06-03');
    expect(asIs).toMatchObject({ open: 1, changed: 0 });
  });

  test('confirmed, it changes nothing before its day; on it the open case has an event that says so, and its chain is whole', async () => {
    await settled(FROM_ORDER, '2026-06-03');
    expect(await layAnswers(bench.pool, instant('2026-06-09'))).toBe(0);
    expect((await bench.caseOf(enterpriseId)).restrictions).toEqual(RESTRICTIONS);
    expect(await layAnswers(bench.pool, instant('2026-06-10'))).toBe(1);
    expect(await layAnswers(bench.pool, instant('2026-06-10'))).toBe(0);
    const standing = await bench.caseOf(enterpriseId);
    expect([standing.stage, standing.marked, standing.restrictions]).toEqual(['warned', true, []]);
    const file = await caseFile(bench.pool, standing.id);
    expect(file?.fault).toBeNull();
    expect(file?.events.at(-1)).toMatchObject({ act: 'reading-settled', onDay: '2026-06-10', clause: 'GX24-4.1c' });
    expect((await answersGiven(bench.pool, 'guangxi-2024'))[0]?.laidAt).not.toBeNull();
  });

  test('a case that is opened since is judged by it, and the order brings the restrictions with its service', async () => {
    const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450103' });
    await bench.run('2026-07-01');
    const opened = await bench.caseOf(id);
    expect([opened.stage, opened.restrictions]).toEqual(['warned', []]);
    expect(await layAnswers(bench.pool, instant('2026-07-01', '11:00:00'))).toBe(0);
    const actor = { name: '演示经办', role: 'city' } as const;
    const at = { onDay: '2026-07-02', recordedAt: instant('2026-07-02') };
    expect(await issueOrder(bench.tools, { caseId: opened.id, termMonths: 3, actor, ...at })).toMatchObject({
      outcome: 'done',
    });
    expect((await bench.caseOf(id)).restrictions).toEqual([]);
    expect(await bench.brought(opened.id, 'order', '2026-07-03', 'city')).toMatchObject({ outcome: 'done' });
    expect((await bench.caseOf(id)).restrictions).toEqual(RESTRICTIONS);
    expect((await caseFile(bench.pool, opened.id))?.fault).toBeNull();
  });

  test('a past day is told as it was: restricted before the answer, not after it', async () => {
    const asOf = async (day: string) => {
      const [found] = await casesOfEnterprise(bench.pool, enterpriseId, instant(day, '23:00:00'));
      return found?.restrictions;
    };
    expect(await asOf('2026-06-09')).toEqual(RESTRICTIONS);
    expect(await asOf('2026-06-10')).toEqual([]);
  });

  test('another answer follows it from its own day', async () => {
    await settled(
      { ...QUESTION, answer: 'from-mark', basis: '演示答复函〔2026〕2号', inForceFrom: '2026-07-10' },
      '2026-07-04',
    );
    expect(await layAnswers(bench.pool, instant('2026-07-10'))).toBe(2);
    expect((await bench.caseOf(enterpriseId)).restrictions).toEqual(RESTRICTIONS);
    await elapseCases(bench.pool, '2026-07-10', instant('2026-07-10'));
    await bench.chainIsWhole();
  });

  test.each([
    [
      'given as confirmed',
      `insert into regime_answer (id, regime, question, answer, basis, in_force_from, status, requested_at, requested_by, requested_by_name)
       values (gen_random_uuid(), 'guangxi-2024', 'deemed-day', 'day-after', '演示', '2026-08-01', 'confirmed', now(), gen_random_uuid(), '演示')`,
      'confirmed by a second person',
    ],
    [
      'changed once decided',
      `update regime_answer set answer = 'from-mark' where answer = 'from-order'`,
      'decided once',
    ],
    ['decided again', `update regime_answer set status = 'refused' where answer = 'from-order'`, 'decided once'],
  ])('%s: the database refuses', async (_, statement, reason) => {
    await expect(bench.pool.query(statement)).rejects.toThrow(reason);
  });

  test('the portal’s connection answers for the province only, in the name of whoever is signed in, and lays nothing', async () => {
    const insert = `insert into regime_answer (id, regime, question, answer, basis, in_force_from, requested_at, requested_by, requested_by_name)
      values (gen_random_uuid(), 'guangxi-2024', 'electronic-scope', 'all', '演示', '2026-08-01', now(), '${on('2026-06-01').accountId}', '演示')`;
    const as = (scope: string, last: number) =>
      portal.forClaim({ viewer: 'office', scope, enterpriseId: null, accountId: on('2026-06-01', '', last).accountId });
    await expect(as('4501', 1).query(insert)).rejects.toThrow(/row-level/);
    await expect(as('*', 2).query(insert)).rejects.toThrow(/row-level/);
    expect((await as('*', 1).query(insert)).rowCount).toBe(1);
    const confirm = (more: string) =>
      `update regime_answer set status = 'confirmed', decided_at = now(), decided_by = '${on('2026-06-01', '', 2).accountId}', decided_by_name = '演示乙'${more} where question = 'electronic-scope'`;
    await expect(as('*', 2).query(confirm(', laid_at = now()'))).rejects.toThrow(/row-level/);
    expect((await as('*', 2).query(confirm(''))).rowCount).toBe(1);
  });
});
