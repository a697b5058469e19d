import { afterEach, beforeEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { composeDocument } from '#features/documents/compose.ts';
import { registerPaper, requestHearing } from '#features/service/commands.ts';
import { papersToRegister, saidWith } from '#features/service/queries.ts';
import { openScopedPools } from '#platform/database/scoped-pool.ts';
import {
  confirmCard,
  decideRevocation,
  giveOpinion,
  notifyHearing,
  notifyIntent,
  proposeRevocations,
  startProcedure,
} from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('14');
});
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const BUREAU = { name: '演示审批局经办人', role: 'approval-bureau' } as const;
const ENTERPRISE = { name: '演示企业经办人', role: 'enterprise' } as const;
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });
const scan = (kind: 'statement' | 'hearing' | 'objection', bytes = `%PDF- ${kind}`) => ({
  kind,
  name: '原件扫描件.pdf',
  mediaType: 'application/pdf',
  source: '待改写',
  takenOn: '2026-01-01',
  bytes: Buffer.from(bytes),
});
const scans = (...of: Parameters<typeof scan>) => [scan(...of)];
const SENDER = '张演示（法定代表人）';

async function red() {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
  const added = await bench.pool.query<{ id: number }>(
    `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
     values ($1, '140105', $2, 'city', 'test', '2026-01-01') returning id`,
    [id, `D2${id}演示`],
  );
  await bench.pool.query('update qualification set certificate_id = $2 where enterprise_id = $1', [
    id,
    added.rows[0]?.id,
  ]);
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  await confirmCard(bench.tools, { caseId, actor: CITY, note: '属实', ...at('2026-08-05') });
  return { id, caseId };
}

/** The notice of intent lies with the enterprise since 2026-09-11; its five working days end on 2026-09-18. */
async function noticed() {
  const found = await red();
  const { caseId } = found;
  await bench.brought(caseId, 'order', '2026-08-06', 'city');
  await elapseCases(bench.pool, '2026-09-08', instant('2026-09-08'));
  await proposeRevocations(bench.tools, { caseIds: [caseId], actor: CITY, ...at('2026-09-08') });
  await startProcedure(bench.tools, { caseId, actor: BUREAU, ...at('2026-09-09') });
  await notifyIntent(bench.tools, { caseId, actor: BUREAU, ...at('2026-09-10') });
  await bench.brought(caseId, 'intent', '2026-09-11', 'approval-bureau');
  return found;
}

async function lastEvent(caseId: string) {
  const found = await bench.pool.query<{ act: string; on_day: string; actor: string; clause: string; content: string }>(
    'select act, on_day, actor, clause, content from case_event where case_id = $1 order by sequence desc limit 1',
    [caseId],
  );
  const [event] = found.rows;
  if (event === undefined) throw new Error('no event');
  return event;
}

test('行政许可法-7: a statement on paper is the same event as one from the portal, on the day of the counter, and the decision answers it as on paper', async () => {
  const { caseId } = await noticed();
  // Recorded meanwhile by the portal: what lay at the counter before is not refused for that.
  await requestHearing(bench.tools, { caseId, actor: ENTERPRISE, ...at('2026-09-15') });
  const paper = {
    caseId,
    actor: BUREAU,
    paper: 'statement',
    arrivedOn: '2026-09-14',
    handedInBy: SENDER,
    words: '新聘建造师正在注册',
    evidence: scans('statement'),
  } as const;
  expect(await registerPaper(bench.tools, { ...paper, ...at('2026-09-16') })).toMatchObject({ outcome: 'done' });
  const event = await lastEvent(caseId);
  expect(event).toMatchObject({
    act: 'statement-made',
    on_day: '2026-09-14',
    actor: BUREAU.name,
    clause: '行政许可法-7',
  });
  expect(saidWith(event.content)).toEqual([
    `纸质材料：${SENDER}递交，2026-09-14 收到，2026-09-16 登记`,
    '陈述、申辩：新聘建造师正在注册',
    '附件：原件扫描件.pdf',
  ]);
  const kept = await bench.pool.query('select kind, source, taken_on, media_type from case_evidence where name = $1', [
    '原件扫描件.pdf',
  ]);
  expect(kept.rows).toEqual([
    { kind: 'statement', source: SENDER, taken_on: '2026-09-14', media_type: 'application/pdf' },
  ]);
  await bench.chainIsWhole();
});

test('行政许可法-7: the decision names the statement on paper in what was heard and among its evidence', async () => {
  const { caseId } = await noticed();
  await registerPaper(bench.tools, {
    caseId,
    actor: BUREAU,
    paper: 'statement',
    arrivedOn: '2026-09-14',
    handedInBy: SENDER,
    words: '新聘建造师正在注册',
    evidence: scans('statement'),
    ...at('2026-09-14'),
  });
  const decide = { caseId, actor: BUREAU, result: 'revoke', ...at('2026-09-21') } as const;
  expect(await decideRevocation(bench.tools, decide)).toMatchObject({ refusal: { clause: '行政许可法-7' } });
  expect(await decideRevocation(bench.tools, { ...decide, assessment: '注册未完成，不予采纳' })).toMatchObject({
    outcome: 'done',
    documents: [{ kind: 'decision' }],
  });
  const [written] = (await bench.pool.query("select data from official_document where kind = 'decision'")).rows;
  expect(written.data.heard.statements).toEqual([{ on: '2026-09-14', text: '新聘建造师正在注册', onPaper: true }]);
  expect(written.data.evidence).toContain('贵单位2026年9月14日递交的纸质陈述、申辩意见');
  expect(JSON.stringify(composeDocument('decision', written.data).draft)).toContain(
    '9月14日以纸质材料陈述、申辩：新聘建造师正在注册。',
  );
});

test('行政许可法-47: the window is judged by the day at the counter: late there is refused with the reason, in time there but typed in later counts', async () => {
  const { caseId } = await noticed();
  const paper = {
    caseId,
    actor: BUREAU,
    paper: 'request-hearing',
    handedInBy: SENDER,
    evidence: scans('hearing'),
  } as const;
  const statement = { ...paper, paper: 'statement', words: '意见', evidence: scans('statement') } as const;
  const late = at('2026-09-22');
  expect(await registerPaper(bench.tools, { ...paper, arrivedOn: '2026-09-21', ...late })).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('申请听证的 5 个工作日已过') },
  });
  expect(await registerPaper(bench.tools, { ...statement, arrivedOn: '2026-09-21', ...late })).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('陈述申辩的 5 个工作日已过') },
  });
  expect(await papersToRegister(bench.pool, caseId, { level: 'approval-bureau', today: '2026-09-22' })).toEqual([
    'statement',
    'request-hearing',
  ]);
  expect(await registerPaper(bench.tools, { ...paper, arrivedOn: '2026-09-18', ...late })).toMatchObject({
    outcome: 'done',
  });
  expect(await lastEvent(caseId)).toMatchObject({ act: 'hearing-requested', on_day: '2026-09-18' });
  expect(await registerPaper(bench.tools, { ...paper, arrivedOn: '2026-09-18', ...late })).toMatchObject({
    refusal: { reason: expect.stringContaining('已经申请过听证') },
  });
  const notified = await notifyHearing(bench.tools, {
    caseId,
    actor: BUREAU,
    hearingOn: '2026-10-15',
    time: '09:30',
    place: '演示听证室',
    presider: { name: '演示主持人' },
    ...at('2026-09-23'),
  });
  expect(notified).toMatchObject({ outcome: 'done', documents: [{ kind: 'hearing-notice' }] });
  const [notice] = (await bench.pool.query("select data from official_document where kind = 'hearing-notice'")).rows;
  expect(notice.data).toMatchObject({ requestedOn: '2026-09-18' });
});

test('行政许可法-7: a scan that is no PDF or picture, none at all, nobody who handed it in, no words, a day to come or before the notice are refused, each with its reason', async () => {
  const { caseId } = await noticed();
  const paper = {
    caseId,
    actor: BUREAU,
    paper: 'statement',
    arrivedOn: '2026-09-14',
    handedInBy: SENDER,
    words: '意见',
    evidence: scans('statement'),
    ...at('2026-09-15'),
  } as const;
  const wrong: readonly (readonly [Partial<Parameters<typeof registerPaper>[1]>, string])[] = [
    [{ evidence: scans('statement', 'MZ 不是扫描件') }, '不是 PDF、PNG 或 JPEG'],
    [{ evidence: [] }, '须附原件的扫描件'],
    [{ handedInBy: ' ' }, '请填写递交人'],
    [{ words: ' ' }, '请按原件录入陈述、申辩的意见'],
    [{ arrivedOn: '2026-09-16' }, '晚于今天'],
    [{ arrivedOn: '2026-09-09' }, '早于本案中所针对的文书'],
    [{ arrivedOn: '' }, '日期'],
  ];
  for (const [change, reason] of wrong) {
    expect(await registerPaper(bench.tools, { ...paper, ...change }), reason).toMatchObject({
      outcome: 'refused',
      refusal: { clause: '行政许可法-7', reason: expect.stringContaining(reason) },
    });
  }
  const said = await bench.pool.query("select 1 from case_event where act = 'statement-made'");
  expect(said.rowCount).toBe(0);
});

test('行政许可法-7, SX23-4.5: only the office that answers a paper registers it, and nobody elsewhere is offered it', async () => {
  const { caseId } = await noticed();
  const paper = {
    caseId,
    paper: 'statement',
    arrivedOn: '2026-09-14',
    handedInBy: SENDER,
    words: '意见',
    evidence: scans('statement'),
    ...at('2026-09-15'),
  } as const;
  for (const role of ['city', 'district', 'province', 'enterprise'] as const) {
    expect(await registerPaper(bench.tools, { ...paper, actor: { name: '演示旁人', role } }), role).toMatchObject({
      outcome: 'refused',
      refusal: { reason: expect.stringContaining('不能登记') },
    });
  }
  for (const level of ['city', 'district', 'province'] as const) {
    expect(await papersToRegister(bench.pool, caseId, { level, today: '2026-09-15' }), level).toEqual([]);
  }
  expect(await papersToRegister(bench.pool, caseId, { level: 'approval-bureau', today: '2026-09-15' })).toEqual([
    'statement',
    'request-hearing',
  ]);
});

test('行政许可法-7: the bureau of the case registers from its case page with its own rights; to the bureau of another city there is no such case', async () => {
  const { caseId } = await noticed();
  const scoped = openScopedPools(bench.database.url, 4);
  const bureau = (scope: string) =>
    scoped.forClaim({
      viewer: 'office',
      scope,
      enterpriseId: null,
      accountId: '00000000-0000-4000-8000-000000000001',
    });
  const paper = {
    caseId,
    actor: BUREAU,
    paper: 'statement',
    arrivedOn: '2026-09-14',
    handedInBy: SENDER,
    words: '意见',
    evidence: scans('statement'),
    ...at('2026-09-15'),
  } as const;
  const register = (scope: string) => registerPaper({ ...bench.tools, pool: bureau(scope) }, paper);
  try {
    const shown = { level: 'approval-bureau', today: '2026-09-15' } as const;
    expect(await papersToRegister(bureau('1402'), caseId, shown)).toEqual([]);
    expect(await register('1402')).toEqual({ outcome: 'unknown-case' });
    expect(await papersToRegister(bureau('1401'), caseId, shown)).toEqual(['statement', 'request-hearing']);
    expect(await register('1401')).toMatchObject({ outcome: 'done' });
  } finally {
    await scoped.end();
  }
});

test('SX23-4.5: an objection on paper goes the way of one from the portal, its day that of the counter', async () => {
  const { caseId } = await red();
  // The city has not switched the function on: the province does its work (decision 0019).
  expect(await papersToRegister(bench.pool, caseId, { level: 'city', today: '2026-08-11' })).toEqual([]);
  expect(await papersToRegister(bench.pool, caseId, { level: 'province', today: '2026-08-11' })).toEqual(['object']);
  const paper = {
    caseId,
    actor: CITY,
    paper: 'object',
    arrivedOn: '2026-08-10',
    handedInBy: SENDER,
    words: '注册人员已到岗，数据未更新',
    evidence: scans('objection'),
    ...at('2026-08-11'),
  } as const;
  expect(await registerPaper(bench.tools, { ...paper, arrivedOn: '2026-05-31' })).toMatchObject({
    outcome: 'refused',
    refusal: { clause: 'SX23-4.5', reason: expect.stringContaining('早于本案中所针对的文书') },
  });
  expect(await registerPaper(bench.tools, paper)).toMatchObject({ outcome: 'done' });
  const opinion = { caseId, actor: CITY, result: 'agree', reason: '资料齐全', ...at('2026-08-12') } as const;
  expect(await giveOpinion(bench.tools, opinion)).toMatchObject({
    outcome: 'done',
    documents: [{ kind: 'repair-opinion' }],
  });
  const [written] = (await bench.pool.query("select data from official_document where kind = 'repair-opinion'")).rows;
  expect(written.data).toMatchObject({
    appliedOn: '2026-08-10',
    claim: '注册人员已到岗，数据未更新',
    evidence: ['原件扫描件.pdf'],
  });
  await bench.chainIsWhole();
});
