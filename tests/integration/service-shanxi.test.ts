import { afterEach, beforeEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { dueList, restrictionsInForce } from '#features/casework/queries.ts';
import { holdHearing, makeStatement, object, requestHearing, serveDirectly } from '#features/service/commands.ts';
import { inboxOf } from '#features/service/queries.ts';
import {
  announceDecision,
  confirmCard,
  decideObjection,
  decideRevocation,
  findInSupervision,
  giveOpinion,
  notifyHearing,
  notifyIntent,
  proposeRevocations,
  returnResult,
  startProcedure,
} from './by-three.ts';
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
  expect(confirmed).toMatchObject({ outcome: 'done', documents: [{ kind: 'order' }] });
  return { ...found, brought: (onDay: string) => bench.brought(found.caseId, 'order', onDay, actor.role) };
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

/** Carried to the procedure: the card served, its month over, proposed and started. */
async function inProcedure(level: 'city' | 'province') {
  const found = await red(level);
  const { caseId } = found;
  expect(await found.brought('2026-08-06')).toMatchObject({ outcome: 'done' });
  const [proposer, starter] = level === 'city' ? [CITY, BUREAU] : [PROVINCE, PROVINCE];
  await elapseCases(bench.pool, '2026-09-08', instant('2026-09-08'));
  const proposed = await proposeRevocations(bench.tools, { caseIds: [caseId], actor: proposer, ...at('2026-09-08') });
  expect(proposed).toMatchObject({ outcome: 'done', proposed: [caseId] });
  expect(await startProcedure(bench.tools, { caseId, actor: starter, ...at('2026-09-09') })).toMatchObject({
    outcome: 'done',
  });
  return found;
}

async function registered() {
  const found = await bench.pool.query(
    'select q.status, k.status as certificate from qualification q join certificate k on k.id = q.certificate_id',
  );
  return found.rows;
}

test('部令22号-28: the red card is an order with number and remedies; nothing is proposed before its service and its own month', async () => {
  const { caseId, brought } = await red();
  const order = await bench.pool.query("select number, data from official_document where kind = 'order'");
  expect(order.rows[0]).toMatchObject({
    number: '太原建责改〔2026〕1号',
    data: { termMonths: 1, card: { by: 'confirm', redSince: '2026-08-05', yellowSince: '2026-06-01' } },
  });
  const due = await dueList(bench.pool, { scope: '14', today: '2026-08-05', limit: 10 });
  expect(due.map(({ what }) => what)).toEqual(['send-ems-order']);
  await elapseCases(bench.pool, '2026-09-06', instant('2026-09-06'));
  const propose = { caseIds: [caseId], actor: CITY };
  expect(await proposeRevocations(bench.tools, { ...propose, ...at('2026-09-07') })).toMatchObject({
    proposed: [],
    refusals: [{ refusal: { clause: '部令22号-28' } }],
  });
  await brought('2026-09-07');
  expect(await proposeRevocations(bench.tools, { ...propose, ...at('2026-09-08') })).toMatchObject({
    proposed: [],
    refusals: [{ refusal: { clause: '部令22号-28' } }],
  });
  await elapseCases(bench.pool, '2026-10-09', instant('2026-10-09'));
  expect(await proposeRevocations(bench.tools, { ...propose, ...at('2026-10-09') })).toMatchObject({
    proposed: [caseId],
    letter: { kind: 'proposal-letter' },
  });
});

test('SX23-2.2, GX24-A.2: with a confirmation the card is served by platform and mail, found in supervision or confirmed', async () => {
  const { id, qualifications } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
  await bench.confirm(id, '2026-05-01');
  await bench.run('2026-06-01');
  const found = await findInSupervision(bench.tools, {
    qualificationId: qualifications[0]?.id ?? 0,
    province: '14',
    actor: CITY,
    note: '现场核查人员不在岗',
    evidence: [file('finding', '2026-06-10')],
    ...at('2026-06-10'),
  });
  expect(found).toMatchObject({
    outcome: 'done',
    documents: [{ kind: 'order' }],
    attempts: [expect.any(String), expect.any(String)],
  });
  await bench.deliver(instant('2026-06-11'));
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'red', served_on: { order: '2026-06-11' } });
});

test('SX23-3.5, SX23-4.2: city-issued: letter with list, three working days to start, a result of elsewhere needs the day of service', async () => {
  const { id, caseId, brought } = await red();
  await brought('2026-08-06');
  const propose = { caseIds: [caseId], actor: CITY };
  expect(await proposeRevocations(bench.tools, { ...propose, ...at('2026-08-20') })).toMatchObject({
    refusals: [{ refusal: { clause: 'SX23-3.5' } }],
    letter: null,
  });
  // The month from the service ends on a Sunday and with it on the Monday after (民法典 203).
  await elapseCases(bench.pool, '2026-09-08', instant('2026-09-08'));
  const proposed = await proposeRevocations(bench.tools, { ...propose, ...at('2026-09-08') });
  expect(proposed).toMatchObject({ outcome: 'done', proposed: [caseId], letter: { kind: 'proposal-letter' } });
  const due = async (today: string) =>
    (await dueList(bench.pool, { scope: '14', today, limit: 10 })).map((each) => [each.what, each.byDay, each.overdue]);
  expect(await due('2026-09-08')).toEqual([['start', '2026-09-11', false]]);
  await elapseCases(bench.pool, '2026-09-12', instant('2026-09-12'));
  expect(await due('2026-09-12')).toEqual([['start-overdue', '2026-09-11', true]]);
  expect(await startProcedure(bench.tools, { caseId, actor: CITY, ...at('2026-09-14') })).toMatchObject({
    outcome: 'refused',
  });
  expect(await startProcedure(bench.tools, { caseId, actor: BUREAU, ...at('2026-09-14') })).toMatchObject({
    outcome: 'done',
  });
  const result = { caseId, actor: BUREAU, result: 'revoke', ...at('2026-10-20') } as const;
  expect(await returnResult(bench.tools, result)).toMatchObject({ outcome: 'refused' });
  const decision = { number: '并审撤〔2026〕1号', on: '2026-10-14' };
  expect(await returnResult(bench.tools, { ...result, decision })).toMatchObject({
    outcome: 'refused',
    refusal: { clause: '行政许可法-44' },
  });
  expect(await returnResult(bench.tools, { ...result, decision, servedOn: '2026-10-13' })).toMatchObject({
    outcome: 'refused',
  });
  const returned = await returnResult(bench.tools, { ...result, decision, servedOn: '2026-10-19' });
  expect(returned).toMatchObject({ outcome: 'done', documents: [{ kind: 'announcement' }] });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'revoked', closed_on: '2026-10-20' });
  const [announced] = (await bench.pool.query("select data from official_document where kind = 'announcement'")).rows;
  expect(announced.data).toMatchObject({ decidedBy: '太原市行政审批服务管理局' });
  expect(await registered()).toEqual([{ status: 'revoked', certificate: 'ended' }]);
  await bench.chainIsWhole();
});

test.for(['city', 'province'] as const)(
  'SX23-3.5, 许可法-7, -44, -47, -48: %s-issued: notice, its service, statement, hearing with notice and presider, decision served, announced',
  async (level) => {
    const { id, caseId } = await inProcedure(level);
    const authority = level === 'city' ? BUREAU : PROVINCE;
    const decide = { caseId, actor: authority, result: 'revoke' } as const;
    expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-09-10') })).toMatchObject({
      outcome: 'refused',
      refusal: { clause: 'SX23-3.5' },
    });
    const intent = await notifyIntent(bench.tools, { caseId, actor: authority, ...at('2026-09-10') });
    expect(intent).toMatchObject({ outcome: 'done', documents: [{ kind: 'intent' }] });
    const [intended] = (await bench.pool.query("select data from official_document where kind = 'intent'")).rows;
    expect(intended.data).toMatchObject({
      redSince: '2026-08-05',
      ordered: { servedOn: '2026-08-06', servedBy: '直接送达' },
    });
    expect(intended.data.ordered.orderedBy).toBe(level === 'city' ? '太原市住房和城乡建设局' : undefined);
    await bench.brought(caseId, 'intent', '2026-09-11', authority.role);
    expect(await bench.caseOf(id)).toMatchObject({ stage: 'intent-notified' });

    const said = { caseId, actor: ENTERPRISE, statement: '新聘建造师正在注册', ...at('2026-09-14') };
    expect(await makeStatement(bench.tools, said)).toMatchObject({ outcome: 'done' });
    expect(await requestHearing(bench.tools, { caseId, actor: ENTERPRISE, ...at('2026-09-15') })).toMatchObject({
      outcome: 'done',
    });
    const notify = {
      caseId,
      actor: authority,
      time: '09:30',
      place: '演示听证室',
      presider: { name: '演示主持人' },
      ...at('2026-09-16'),
    };
    expect(await notifyHearing(bench.tools, { ...notify, hearingOn: '2026-09-18' })).toMatchObject({
      outcome: 'refused',
      refusal: { clause: '行政许可法-48' },
    });
    const handled = { ...notify, hearingOn: '2026-09-29', presider: { name: authority.name } };
    expect(await notifyHearing(bench.tools, handled)).toMatchObject({
      outcome: 'refused',
      refusal: { reason: expect.stringContaining('不能主持听证') },
    });
    expect(await notifyHearing(bench.tools, { ...notify, hearingOn: '2026-09-29' })).toMatchObject({
      outcome: 'done',
      documents: [{ kind: 'hearing-notice' }],
    });
    expect((await inboxOf(bench.pool, id, 9)).map(({ kind }) => kind)).toContain('hearing-notice');
    const record = { ...file('finding', '2026-09-29'), kind: 'hearing' as const };
    const hold = { caseId, actor: authority, presider: '演示主持人', ...at('2026-09-29') };
    expect(await holdHearing(bench.tools, hold)).toMatchObject({ outcome: 'refused' });
    const own = { ...hold, presider: authority.name, evidence: [record] };
    expect(await holdHearing(bench.tools, own)).toMatchObject({ outcome: 'refused' });
    expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-09-29') })).toMatchObject({
      outcome: 'refused',
    });
    expect(await holdHearing(bench.tools, { ...hold, evidence: [record] })).toMatchObject({ outcome: 'done' });

    // 许可法 7: what was said comes from the case; whoever decides has to answer it.
    expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-09-30') })).toMatchObject({
      outcome: 'refused',
      refusal: { clause: '行政许可法-7' },
    });
    const decided = await decideRevocation(bench.tools, {
      ...decide,
      assessment: '注册未完成，不予采纳',
      ...at('2026-09-30'),
    });
    expect(decided).toMatchObject({ outcome: 'done', documents: [{ kind: 'decision' }] });
    const [written] = (await bench.pool.query("select data from official_document where kind = 'decision'")).rows;
    expect(written.data.heard).toEqual({
      statements: [{ on: '2026-09-14', text: '新聘建造师正在注册' }],
      hearingOn: '2026-09-29',
      assessment: '注册未完成，不予采纳',
    });
    const announcer = level === 'city' ? CITY : PROVINCE;
    const announce = { caseId, actor: announcer };
    expect(await announceDecision(bench.tools, { ...announce, ...at('2026-09-30') })).toMatchObject({
      outcome: 'refused',
      refusal: { clause: '行政许可法-44' },
    });
    await bench.brought(caseId, 'decision', '2026-10-09', authority.role);
    expect(await registered()).toEqual([{ status: 'in-force', certificate: 'valid' }]);
    expect(await announceDecision(bench.tools, { ...announce, ...at('2026-10-12') })).toMatchObject({
      outcome: 'done',
      documents: [{ kind: 'announcement' }],
    });
    expect(await bench.caseOf(id)).toMatchObject({ stage: 'revoked', closed_on: '2026-10-12' });
    expect(await registered()).toEqual([{ status: 'revoked', certificate: 'ended' }]);
    const mails = await told('2026-10-12');
    for (const each of ['资质撤回程序启动', '听证通知', '资质撤回结果']) expect(mails).toContain(each);
    await bench.chainIsWhole();
  },
);

test('民事诉讼法-87, -88, -89: what two officers report: one officer twice, no receipt, no account and a day before the document are refused', async () => {
  const { caseId } = await red();
  const officers: [{ name: string; certificate: string }, { name: string; certificate: string }] = [
    { name: '送达甲', certificate: '1' },
    { name: '送达乙', certificate: '2' },
  ];
  type Brought = Parameters<typeof serveDirectly>[1];
  const base = {
    caseId,
    document: 'order',
    broughtOn: '2026-08-06',
    place: '演示路 1 号',
    placeReason: '企业来电告知在此办公',
    officers,
    actor: CITY,
    ...at('2026-08-07'),
  } as const;
  const receipt = [{ ...file('finding', '2026-08-06'), kind: 'receipt' as const }];
  const signed: Brought = { ...base, outcome: 'signed', signer: '演示', relation: '法定代表人', evidence: receipt };
  const refusals: Brought[] = [
    { ...signed, officers: [officers[0], officers[0]] as typeof officers },
    { ...signed, evidence: [] },
    { ...signed, signer: undefined },
    { ...signed, broughtOn: '2026-08-04' },
    { ...signed, broughtOn: '2026-08-08' },
    { ...base, outcome: 'left', evidence: receipt },
    { ...base, outcome: 'left', account: '拒收', evidence: [] },
  ];
  for (const each of refusals) expect(await serveDirectly(bench.tools, each)).toMatchObject({ outcome: 'refused' });
  expect(await bench.attempts(caseId)).toEqual([]);
  const left = await serveDirectly(bench.tools, {
    ...base,
    outcome: 'left',
    account: '当面拒收，置于前台并录像',
    evidence: receipt,
  });
  expect(left).toMatchObject({ outcome: 'done' });
  expect(await bench.attempts(caseId)).toMatchObject([
    { channel: 'direct', status: 'arrived', legal_day: '2026-08-06' },
  ]);
  expect(await serveDirectly(bench.tools, signed)).toMatchObject({ outcome: 'refused' });
  await bench.chainIsWhole();
});

test('民事诉讼法-87: one receipt proves one service: filed for another attempt it is refused in words; each service has its own piece', async () => {
  const { id, caseId } = await red();
  const evidence = [{ ...file('finding', '2026-08-06'), kind: 'receipt' as const, name: 'IMG_1.pdf.pdf' }];
  const officers: [{ name: string; certificate: string }, { name: string; certificate: string }] = [
    { name: '送达甲', certificate: '1' },
    { name: '送达乙', certificate: '2' },
  ];
  const absent = {
    caseId,
    document: 'order',
    outcome: 'absent',
    broughtOn: '2026-08-06',
    place: '演示路 1 号',
    placeReason: '企业来电告知在此办公',
    account: '两次敲门无人应答',
    officers,
    evidence,
    actor: CITY,
    ...at('2026-08-07'),
  } as const;
  // Where the enterprise is registered, or the reason why elsewhere; and nobody signed where nobody was.
  await bench.address(id, '演示路 9 号');
  expect(await serveDirectly(bench.tools, { ...absent, placeReason: undefined })).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('送达地点与登记、确认的地址（演示路 9 号') },
  });
  expect(await serveDirectly(bench.tools, { ...absent, signer: '演示', relation: '门卫' })).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('没有签收人') },
  });
  expect(await serveDirectly(bench.tools, absent)).toMatchObject({ outcome: 'done' });
  expect(await serveDirectly(bench.tools, { ...absent, broughtOn: '2026-08-07' })).toMatchObject({
    outcome: 'refused',
    refusal: {
      reason:
        '“IMG_1.pdf.pdf”这份文件已作为本案《责令限期整改通知书》的送达证明登记（2026年8月6日），请上传本次的送达回证。',
    },
  });
  const other = await bench.pool.query('select count(*)::int as n from service_attempt where case_id = $1', [caseId]);
  expect(other.rows).toEqual([{ n: 1 }]);
  expect(
    await serveDirectly(bench.tools, {
      ...absent,
      broughtOn: '2026-08-07',
      evidence: [{ ...file('finding', '2026-08-07'), kind: 'receipt' as const, name: 'IMG_2.pdf' }],
    }),
  ).toMatchObject({ outcome: 'done' });
  const kept = await bench.pool.query(
    'select name, taken_on, source from case_evidence where case_id = $1 order by recorded_at, taken_on',
    [caseId],
  );
  expect(kept.rows).toEqual([
    {
      name: '《送达回证》（责令限期整改通知书，2026年8月6日）',
      taken_on: '2026-08-06',
      source: '演示来源（文件名：IMG_1.pdf.pdf）',
    },
    {
      name: '《送达回证》（责令限期整改通知书，2026年8月7日）',
      taken_on: '2026-08-07',
      source: '演示来源（文件名：IMG_2.pdf）',
    },
  ]);
});

test('SX23-3.5: met again in red, the publication is withdrawn and the restrictions end', async () => {
  const { id, uscc } = await red();
  await addPerson(bench.pool, id, BUILDER, { knownFrom: instant('2026-08-20') });
  await bench.run('2026-09-01');
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'cleared', public: false });
  expect(await restrictionsInForce(bench.pool, uscc)).toEqual([]);
});
