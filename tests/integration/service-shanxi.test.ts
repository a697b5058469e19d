import { afterEach, beforeEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { dueList, restrictionsInForce } from '#features/casework/queries.ts';
import {
  confirmCard,
  decideObjection,
  decideRevocation,
  findInSupervision,
  giveOpinion,
  object,
  proposeRevocations,
  returnResult,
  startProcedure,
} from '#features/service/commands.ts';
import { inboxOf } from '#features/service/queries.ts';
import { addPerson } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('14');
});
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const PROVINCE = { name: '演示省厅经办人', role: 'province' } as const;
const BUREAU = { name: '演示审批局经办人', role: 'approval-bureau' } as const;
const ENTERPRISE = { name: '演示企业经办人', role: 'enterprise' } as const;
const BUILDER = { kind: 2, specialties: 1 };
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });
const file = (kind: 'objection' | 'finding', takenOn: string) => ({
  kind,
  name: '演示印证资料',
  mediaType: 'application/pdf',
  source: '演示来源',
  takenOn,
  bytes: Buffer.from(`%PDF- ${kind} ${takenOn}`),
});

/** Subjects and texts of everything that reached the enterprise by mail. */
async function told(onDay: string): Promise<string> {
  await bench.deliver(instant(onDay));
  return (await bench.mailbox.messages()).map(({ subject, text }) => `${subject}\n${text}`).join('\n');
}

async function licensedBy(enterpriseId: number, level: 'city' | 'province') {
  const added = await bench.pool.query<{ id: number }>(
    `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
     values ($1, '140105', $3, $2, 'test', '2026-01-01') returning id`,
    [enterpriseId, level, `D2${enterpriseId}演示`],
  );
  await bench.pool.query('update qualification set certificate_id = $2 where enterprise_id = $1', [
    enterpriseId,
    added.rows[0]?.id,
  ]);
}

async function yellow(level: 'city' | 'province' = 'city') {
  const { id, uscc, qualifications } = await bench.enterprise({
    rows: ['GC-01-3'],
    divisionCode: '140105',
    missing: 1,
  });
  await licensedBy(id, level);
  await bench.run('2026-06-01');
  return { id, uscc, caseId: String((await bench.caseOf(id)).id), qualificationId: qualifications[0]?.id ?? 0 };
}

async function red(level: 'city' | 'province' = 'city') {
  const found = await yellow(level);
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  const actor = level === 'city' ? CITY : PROVINCE;
  const confirmed = await confirmCard(bench.tools, {
    caseId: found.caseId,
    actor,
    note: '系统仍显示异常',
    ...at('2026-08-05'),
  });
  expect(confirmed).toMatchObject({ outcome: 'done' });
  return found;
}

test('SX23-1, SX23-2.1: a yellow card is pushed to the enterprise by mail, is not public and restricts nothing', async () => {
  const { id, uscc } = await yellow();
  await bench.deliver(instant('2026-06-01'));
  const [mail] = await bench.mailbox.messages();
  expect(mail?.text).toContain('黄牌预警');
  expect(mail?.text).toContain('不向社会公布');
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'yellow', public: false, marked: false });
  expect(await restrictionsInForce(bench.pool, uscc)).toEqual([]);
});

test('SX23-2.1: an abnormal social insurance alone shows the yellow card', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105' });
  await bench.pool.query('update registration set insurance = 2 where enterprise_id = $1', [id]);
  await bench.run('2026-06-01');
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'yellow' });
});

test('SX23-2.2, SX23-3.1, SX23-3.2, SX23-3.3, SX23-3.4: confirmed after two months, red, public, with its restrictions', async () => {
  const { id, uscc, caseId } = await yellow();
  const early = await confirmCard(bench.tools, { caseId, actor: CITY, note: '提前', ...at('2026-07-15') });
  expect(early).toMatchObject({ outcome: 'refused', refusal: { clause: 'SX23-2.2' } });
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  const wrong = await confirmCard(bench.tools, { caseId, actor: PROVINCE, note: '越权', ...at('2026-08-05') });
  expect(wrong).toMatchObject({ outcome: 'refused' });
  await confirmCard(bench.tools, { caseId, actor: CITY, note: '属实', ...at('2026-08-05') });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'red', public: true });
  expect((await restrictionsInForce(bench.pool, uscc)).map((each) => each.restriction)).toEqual([
    'no-addition',
    'no-award',
    'no-new-work',
    'no-upgrade',
    'priority-supervision',
  ]);
  await bench.chainIsWhole();
});

test('SX23-2.2: found in daily supervision with evidence, the card is red at once, with or without a case before', async () => {
  const { id, qualifications } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105' });
  await bench.run('2026-06-01');
  const finding = {
    qualificationId: qualifications[0]?.id ?? 0,
    province: '14',
    actor: CITY,
    note: '现场核查人员不在岗',
    ...at('2026-06-10'),
  };
  expect(await findInSupervision(bench.tools, { ...finding, evidence: [] })).toMatchObject({ outcome: 'refused' });
  const found = await findInSupervision(bench.tools, { ...finding, evidence: [file('finding', '2026-06-10')] });
  expect(found).toMatchObject({ outcome: 'done' });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'red', public: true });
  expect((await bench.pool.query('select count(*) from case_evidence')).rows[0].count).toBe(1);
  // What is published of it and restricts it, the enterprise reads; found again changes nothing and says nothing anew.
  const again = { ...finding, evidence: [file('finding', '2026-06-12')], ...at('2026-06-12') };
  expect(await findInSupervision(bench.tools, again)).toMatchObject({ outcome: 'done' });
  const mails = await told('2026-06-12');
  expect(mails.split('】红牌预警').length - 1).toBe(1);
  expect(mails).toContain('现场核查人员不在岗');
  await bench.chainIsWhole();
});

test('SX23-3.0, SX23-4.5: city-issued: objection with evidence, the city’s written opinion, the province repairs', async () => {
  const { id, caseId } = await red();
  const claim = '注册人员已到岗，数据未更新';
  const objection = { caseId, actor: ENTERPRISE, claim, ...at('2026-08-10') };
  expect(await object(bench.tools, { ...objection, evidence: [] })).toMatchObject({ outcome: 'refused' });
  expect(await object(bench.tools, { ...objection, evidence: [file('objection', '2026-08-09')] })).toMatchObject({
    outcome: 'done',
  });
  const decide = { caseId, actor: PROVINCE, result: 'upheld', reason: '经核实属实' } as const;
  expect(await decideObjection(bench.tools, { ...decide, ...at('2026-08-11') })).toMatchObject({ outcome: 'refused' });
  const opinion = { caseId, actor: CITY, result: 'agree', reason: '资料齐全', ...at('2026-08-12') } as const;
  expect(await giveOpinion(bench.tools, opinion)).toMatchObject({
    outcome: 'done',
    documents: [{ kind: 'repair-opinion' }],
  });
  const repaired = await decideObjection(bench.tools, { ...decide, ...at('2026-08-14') });
  expect(repaired).toMatchObject({ outcome: 'done', documents: [{ kind: 'unmark-notice' }] });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'cleared', public: false, closed_on: '2026-08-14' });
  const mails = await told('2026-08-14');
  for (const each of ['同意修复。理由：资料齐全', '异议成立，予以修复。理由：经核实属实', '红牌预警即日解除']) {
    expect(mails).toContain(each);
  }
  await bench.chainIsWhole();
});

test('SX23-4.5: province-issued objections go straight to the province', async () => {
  const { caseId } = await red('province');
  const evidence = [file('objection', '2026-08-09')];
  await object(bench.tools, { caseId, actor: ENTERPRISE, claim: '数据有误', evidence, ...at('2026-08-10') });
  const opinion = { caseId, actor: CITY, result: 'agree', reason: '同意', ...at('2026-08-11') } as const;
  expect(await giveOpinion(bench.tools, opinion)).toMatchObject({
    outcome: 'refused',
    refusal: { clause: 'SX23-4.5' },
  });
  const decide = { caseId, actor: PROVINCE, result: 'rejected', reason: '不属实', ...at('2026-08-12') } as const;
  expect(await decideObjection(bench.tools, decide)).toMatchObject({ outcome: 'done', documents: [] });
  expect(await told('2026-08-12')).toContain('异议不成立。理由：不属实');
});

test('SX23-3.5, SX23-4.2: city-issued: letter with list, three working days to start, result written back and announced', async () => {
  const { id, caseId } = await red();
  const propose = { caseIds: [caseId], actor: CITY };
  expect(await proposeRevocations(bench.tools, { ...propose, ...at('2026-08-20') })).toMatchObject({
    refusals: [{ refusal: { clause: 'SX23-3.5' } }],
    letter: null,
  });
  await elapseCases(bench.pool, '2026-09-06', instant('2026-09-06'));
  const proposed = await proposeRevocations(bench.tools, { ...propose, ...at('2026-09-07') });
  expect(proposed).toMatchObject({ outcome: 'done', proposed: [caseId], letter: { kind: 'proposal-letter' } });
  const due = async (today: string) =>
    (await dueList(bench.pool, { scope: '14', today, limit: 10 })).map((each) => [each.what, each.byDay, each.overdue]);
  expect(await due('2026-09-08')).toEqual([['start', '2026-09-10', false]]);
  await elapseCases(bench.pool, '2026-09-11', instant('2026-09-11'));
  expect(await due('2026-09-11')).toEqual([['start-overdue', '2026-09-10', true]]);
  expect(await startProcedure(bench.tools, { caseId, actor: CITY, ...at('2026-09-11') })).toMatchObject({
    outcome: 'refused',
  });
  expect(await startProcedure(bench.tools, { caseId, actor: BUREAU, ...at('2026-09-11') })).toMatchObject({
    outcome: 'done',
  });
  const result = { caseId, actor: BUREAU, result: 'revoke', ...at('2026-10-20') } as const;
  expect(await returnResult(bench.tools, result)).toMatchObject({ outcome: 'refused' });
  const returned = await returnResult(bench.tools, {
    ...result,
    decision: { number: '并审撤〔2026〕1号', on: '2026-10-19' },
  });
  expect(returned).toMatchObject({ outcome: 'done', documents: [{ kind: 'announcement' }] });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'revoked', closed_on: '2026-10-20' });
  const register = await bench.pool.query(
    'select q.status, k.status as certificate from qualification q join certificate k on k.id = q.certificate_id',
  );
  expect(register.rows).toEqual([{ status: 'revoked', certificate: 'ended' }]);
  await bench.chainIsWhole();
});

test('SX23-4.2: province-issued: the province proposes without a letter, starts, and decides with a decision and its announcement', async () => {
  const { id, caseId } = await red('province');
  await elapseCases(bench.pool, '2026-09-06', instant('2026-09-06'));
  const proposed = await proposeRevocations(bench.tools, { caseIds: [caseId], actor: PROVINCE, ...at('2026-09-07') });
  expect(proposed).toMatchObject({ letter: null, proposed: [caseId] });
  await startProcedure(bench.tools, { caseId, actor: PROVINCE, ...at('2026-09-08') });
  const decide = { caseId, actor: PROVINCE, result: 'revoke', ...at('2026-10-20') } as const;
  expect(await decideRevocation(bench.tools, decide)).toMatchObject({
    outcome: 'refused',
    refusal: { clause: '行政许可法-7' },
  });
  const notified = { number: '山西建撤告〔2026〕1号', servedOn: '2026-09-15', servedBy: '邮政特快专递' };
  const decided = await decideRevocation(bench.tools, { ...decide, notified });
  expect(decided).toMatchObject({ outcome: 'done', documents: [{ kind: 'decision' }, { kind: 'announcement' }] });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'revoked' });
  // 71号文 has no service of its own: the decision and the announcement lie before the enterprise, and it is told.
  const inbox = await inboxOf(bench.pool, id, 5);
  expect(inbox.map(({ kind }) => kind).toSorted()).toEqual(['announcement', 'decision']);
  const mails = await told('2026-10-20');
  for (const each of ['资质撤回程序启动', '资质撤回结果']) expect(mails).toContain(each);
});

test('SX23-3.5: met again in red, the publication is withdrawn and the restrictions end', async () => {
  const { id, uscc } = await red();
  await addPerson(bench.pool, id, BUILDER, { knownFrom: instant('2026-08-20') });
  await bench.run('2026-09-01');
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'cleared', public: false });
  expect(await restrictionsInForce(bench.pool, uscc)).toEqual([]);
});
