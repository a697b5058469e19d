import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { dueList } from '#features/casework/queries.ts';
import {
  makeDossier,
  postEmsBatch,
  readReceipts,
  recordPhoneCall,
  recordReceipts,
  recordWaybills,
  settleNotices,
} from '#features/service/commands.ts';
import { inboxOf } from '#features/service/queries.ts';
import { poppler } from '../unit/features/documents/poppler.ts';
import {
  announceDecision,
  decideRevocation,
  issueEnterpriseList,
  issueOrder,
  notifyIntent,
  publishNotice,
  recheck,
} from './by-three.ts';
import { instant, type ServiceBench, serviceBench, signedReceipt } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('21');
});
afterEach(() => bench.close());

const DISTRICT = { name: '演示区局经办人', role: 'district' } as const;
const CITY = { name: '演示市局经办人', role: 'city' } as const;
const AUTHORITY = { name: '演示许可机关经办人', role: 'licensing-authority' } as const;
const OFFICERS = [
  { name: '演示甲', certificate: 'LN-演示-001' },
  { name: '演示乙', certificate: 'LN-演示-002' },
];
const BOTH: [{ name: string; certificate: string }, { name: string; certificate: string }] = [
  { name: '演示甲', certificate: 'LN-演示-001' },
  { name: '演示乙', certificate: 'LN-演示-002' },
];
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });

async function listed(count = 1) {
  const added = [];
  for (let each = 0; each < count; each++) {
    const enterprise = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '210102', missing: 1 });
    await bench.address(enterprise.id, `沈阳市和平区演示街 ${each + 1} 号`);
    added.push(enterprise);
  }
  await bench.run('2026-06-01');
  return Promise.all(added.map(async ({ id, uscc }) => ({ id, uscc, caseId: String((await bench.caseOf(id)).id) })));
}

const order = (caseId: string) =>
  issueOrder(bench.tools, { caseId, termMonths: 3, officers: OFFICERS, actor: DISTRICT, ...at('2026-06-03') });

async function posted(count: number) {
  const cases = await listed(count);
  for (const { caseId } of cases) expect(await order(caseId)).toMatchObject({ outcome: 'done' });
  const batch = await postEmsBatch(bench.tools, {
    scope: '2101',
    actor: CITY,
    postedOn: '2026-06-05',
    recordedAt: instant('2026-06-05'),
  });
  if (batch.outcome !== 'done') throw new Error(JSON.stringify(batch));
  const waybills = new Map<string, string>();
  const rows = cases.map(({ caseId }, at_) => {
    const waybill = `EB90000000${at_}CS`;
    waybills.set(caseId, waybill);
    return { attempt: batch.letters.find((letter) => letter.attempt.startsWith(caseId))?.attempt ?? '', waybill };
  });
  expect(await recordWaybills(bench.pool, { rows, actor: CITY, recordedAt: instant('2026-06-05') })).toMatchObject({
    recorded: count,
  });
  return { cases, batch, waybills };
}

test('SY-2.1, SY-2.2: listed by the system; inspection notice and order with the district’s seal and two different officers', async () => {
  const [first] = await listed();
  const caseId = first?.caseId ?? '';
  expect(await bench.caseOf(first?.id ?? 0)).toMatchObject({ stage: 'listed' });
  const alone = { caseId, termMonths: 3, officers: [BOTH[0], BOTH[0]], actor: DISTRICT, ...at('2026-06-03') };
  expect(await issueOrder(bench.tools, alone)).toMatchObject({ outcome: 'refused', refusal: { clause: 'SY-2.2' } });
  expect(await issueOrder(bench.tools, { ...alone, officers: OFFICERS, actor: CITY })).toMatchObject({
    outcome: 'refused',
  });
  expect(await order(caseId)).toMatchObject({
    outcome: 'done',
    documents: [{ kind: 'inspection-notice' }, { kind: 'order' }],
  });
  expect(await bench.caseOf(first?.id ?? 0)).toMatchObject({ stage: 'posted' });
  const [letter] = await bench.attempts(caseId);
  expect(letter).toMatchObject({ channel: 'ems', status: 'prepared', address: '沈阳市和平区演示街 1 号' });
  await bench.chainIsWhole();
});

test('SY-2.3: the phone log corrects the address of the letter that still waits', async () => {
  const [first] = await listed();
  const caseId = first?.caseId ?? '';
  await order(caseId);
  const call = {
    caseId,
    actor: DISTRICT,
    calledAt: instant('2026-06-04', '09:30:00'),
    recordedAt: instant('2026-06-04'),
    phone: '演示号码',
    outcome: 'address-changed',
  } as const;
  expect(await recordPhoneCall(bench.pool, call)).toMatchObject({ outcome: 'refused' });
  const recorded = await recordPhoneCall(bench.pool, { ...call, address: '沈阳市皇姑区新址 9 号' });
  expect(recorded).toMatchObject({ outcome: 'done', readdressed: 1 });
  expect(await recordPhoneCall(bench.pool, { ...call, address: '沈阳市皇姑区新址 9 号' })).toMatchObject({
    outcome: 'refused',
  });
  const [letter] = await bench.attempts(caseId);
  expect(letter.address).toBe('沈阳市皇姑区新址 9 号');
  expect(letter.address_source).toMatch(/^phone-log:/);
});

test('SY-2.4, SY-5: the sealed list and the EMS batch of the city, with rows that the system derives', async () => {
  const { cases, batch } = await posted(2);
  expect(batch.letters.length).toBe(2);
  const list = await issueEnterpriseList(bench.tools, {
    kind: 'abnormal-list',
    division: '210102',
    actor: DISTRICT,
    officers: BOTH,
    ...at('2026-06-05'),
  });
  if (list.outcome !== 'done') throw new Error(JSON.stringify(list));
  const stored = await bench.pool.query('select data, rows_hash from official_document where id = $1', [
    list.document.id,
  ]);
  expect(stored.rows[0].data.rows.map((row: string[]) => row[1]).sort()).toEqual(cases.map(({ uscc }) => uscc).sort());
  const posting = await bench.pool.query('select data from official_document where id = $1', [batch.document]);
  expect(posting.rows[0].data.rows.length).toBe(2);
  const again = await postEmsBatch(bench.tools, {
    scope: '2101',
    actor: CITY,
    postedOn: '2026-06-05',
    recordedAt: instant('2026-06-05'),
  });
  expect(again).toMatchObject({ outcome: 'refused' });
});

test('SY-2.5, SY-2.6: receipts by file, collation after ten working days, one public notice, three months from the right start', async () => {
  const { cases, waybills } = await posted(3);
  const [signed, refusedOne, silent] = cases;
  const csv = [
    '邮件号,投递结果,日期,签收人,签收人关系',
    `${waybills.get(signed?.caseId ?? '')},妥投,2026-06-08,"前台, 收发",收发室`,
    `${waybills.get(refusedOne?.caseId ?? '')},收件人拒收,2026/6/9,,`,
    'EB000000009CS,妥投,2026-06-09,,',
    `${waybills.get(silent?.caseId ?? '')},不知道,2026-06-09,,`,
  ].join('\r\n');
  const read = readReceipts(Buffer.from(csv));
  if ('problem' in read) throw new Error(read.problem);
  expect(read.refused).toEqual([{ line: 5, reason: '看不懂投递结果“不知道”。' }]);
  const recorded = await recordReceipts(bench.pool, {
    receipts: read.receipts.map((receipt) => ({ ...receipt, scan: signedReceipt(receipt.waybill, receipt.on).scan })),
    actor: CITY,
    recordedAt: instant('2026-06-15'),
  });
  expect(recorded).toMatchObject({ results: [{ servedOn: '2026-06-08' }, { servedOn: null }, { outcome: 'refused' }] });
  expect(await bench.caseOf(signed?.id ?? 0)).toMatchObject({
    stage: 'rectifying',
    deadline: '2026-09-08',
    restrictions: ['no-addition', 'no-new-work', 'no-upgrade'],
  });
  // What the post delivered can be read on the platform too; what came back cannot yet.
  const inbox = async (id = 0) => (await inboxOf(bench.pool, id, 5)).map(({ kind }) => kind).toSorted();
  expect(await inbox(signed?.id)).toEqual(['inspection-notice', 'order']);
  expect(await inbox(refusedOne?.id)).toEqual([]);
  const ids = [refusedOne?.caseId ?? '', silent?.caseId ?? ''];
  const notice = { caseIds: ids, document: 'order', actor: CITY } as const;
  // Ten working days from 3 June, with the Dragon Boat Festival on the 19th, end on the 17th.
  await elapseCases(bench.pool, '2026-06-18', instant('2026-06-18'));
  const due = await dueList(bench.pool, { scope: '2101', today: '2026-06-18', limit: 10 });
  expect(due.map((entry) => entry.what)).toContain('collate');
  const published = await publishNotice(bench.tools, { ...notice, ...at('2026-06-18') });
  expect(published).toMatchObject({ outcome: 'done', served: ids.toSorted(), refusals: [] });
  await elapseCases(bench.pool, '2026-07-18', instant('2026-07-18'));
  expect(await bench.caseOf(silent?.id ?? 0)).toMatchObject({
    stage: 'rectifying',
    served_on: { order: '2026-07-18' },
    deadline: '2026-10-19',
  });
  expect(await settleNotices(bench.pool, instant('2026-07-18'))).toBe(2);
  expect(await inbox(silent?.id)).toEqual(['order']);
  expect((await bench.pool.query("select count(*) from publication where kind = 'public-notice'")).rows[0].count).toBe(
    1,
  );
  // One list was posted for three enterprises: the dossier of one has its own row, and nobody else's address.
  const dossier = await makeDossier(bench.pool, {
    caseId: signed?.caseId ?? '',
    by: '演示',
    form: 'pdf',
    at: instant('2026-07-18'),
  });
  const pages = poppler('pdftotext', dossier?.bytes ?? Buffer.alloc(0), '-layout').replaceAll(/\s/gu, '');
  expect(pages).toContain('邮寄清单（本案摘录）');
  expect(pages).toContain('演示街1号');
  expect(pages).not.toMatch(/演示街[23]号/u);
  await bench.chainIsWhole();
});

test('SY-3.1, SY-3.2, SY-4: two re-checks with captured evidence, notice by post and web at once, thirty days, decision, announcement', async () => {
  const { cases, waybills } = await posted(1);
  const [first] = cases;
  const caseId = first?.caseId ?? '';
  const receipts = [signedReceipt(waybills.get(caseId) ?? '', '2026-06-08')];
  await recordReceipts(bench.pool, { receipts, actor: CITY, recordedAt: instant('2026-06-10') });
  await elapseCases(bench.pool, '2026-09-09', instant('2026-09-09'));
  expect(await bench.caseOf(first?.id ?? 0)).toMatchObject({ stage: 'overdue' });
  const bytes = Buffer.from('<html>演示截图 2026-09-10</html>');
  const capture = {
    kind: 'capture',
    name: '全国建筑市场监管公共服务平台企业人员页面',
    mediaType: 'text/html',
    source: 'https://platform.demo.invalid/company/1',
    takenOn: '2026-09-10',
    bytes,
  } as const;
  const district = {
    caseId,
    level: 'district',
    result: 'not-met',
    actor: DISTRICT,
    officers: BOTH,
    ...at('2026-09-10'),
  } as const;
  expect(await recheck(bench.tools, district)).toMatchObject({ outcome: 'refused', refusal: { clause: 'SY-3.1' } });
  const city = { ...district, level: 'city', actor: CITY, ...at('2026-09-14') } as const;
  expect(await recheck(bench.tools, { ...city, ...at('2026-09-10') })).toMatchObject({ outcome: 'refused' });
  const checked = await recheck(bench.tools, { ...district, evidence: [capture] });
  expect(checked).toMatchObject({ outcome: 'done', documents: [{ kind: 'recheck-form' }] });
  const stored = await bench.pool.query("select bytes, sha256, taken_on from case_evidence where kind = 'capture'");
  expect(stored.rows[0].bytes.equals(bytes)).toBe(true);
  expect(stored.rows[0].sha256.equals(createHash('sha256').update(bytes).digest())).toBe(true);
  expect(stored.rows[0].taken_on).toBe('2026-09-10');
  const overdue = await issueEnterpriseList(bench.tools, {
    kind: 'overdue-list',
    division: '210102',
    actor: DISTRICT,
    officers: BOTH,
    ...at('2026-09-11'),
  });
  expect(overdue).toMatchObject({ outcome: 'done' });
  const rows = await bench.pool.query("select data->'rows' as rows from official_document where kind = 'overdue-list'");
  expect(rows.rows[0].rows.length).toBe(1);
  // SY-3.2: the second re-check is the city's own, by its own officers and on its own capture.
  expect(await recheck(bench.tools, city)).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('已在区县复查中签字') },
  });
  const own = [
    { name: '演示市局甲', certificate: 'SYC001' },
    { name: '演示市局乙', certificate: 'SYC002' },
  ] satisfies typeof BOTH;
  expect(await recheck(bench.tools, { ...city, officers: own, evidence: [capture] })).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('同一文件') },
  });
  const again = await recheck(bench.tools, {
    ...city,
    officers: own,
    evidence: [{ ...capture, takenOn: '2026-09-14', bytes: Buffer.from('<html>演示截图 2026-09-14</html>') }],
  });
  expect(again).toMatchObject({ outcome: 'done', documents: [{ kind: 'recheck-form' }] });
  const intent = await notifyIntent(bench.tools, { caseId, actor: CITY, ...at('2026-09-15') });
  expect(intent).toMatchObject({ outcome: 'done', documents: [{ kind: 'intent' }, { kind: 'public-notice' }] });
  // The letter lies with the office: the notice does not say that it was posted.
  const beside = await bench.pool.query(
    "select data->>'reason' as reason from official_document where kind = 'public-notice' and data->>'served' = 'intent'",
  );
  expect(beside.rows).toEqual([{ reason: '已列入邮政特快专递待寄邮件，另行交寄' }]);
  await elapseCases(bench.pool, '2026-10-15', instant('2026-10-15'));
  expect(await bench.caseOf(first?.id ?? 0)).toMatchObject({
    served_on: { order: '2026-06-08', intent: '2026-10-15' },
  });
  const decide = { caseId, result: 'revoke', actor: AUTHORITY } as const;
  expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-10-16') })).toMatchObject({ outcome: 'refused' });
  // The notice alone is half of the service: nothing is decided while the letter lies with the office.
  expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-10-26') })).toMatchObject({
    outcome: 'refused',
    refusal: { reason: expect.stringContaining('没有交寄') },
  });
  const letters = await postEmsBatch(bench.tools, {
    scope: '2101',
    actor: CITY,
    postedOn: '2026-09-15',
    recordedAt: instant('2026-10-26'),
  });
  expect(letters).toMatchObject({ outcome: 'done' });
  expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-10-26') })).toMatchObject({ outcome: 'done' });
  const proofs = await bench.pool.query(
    "select data->'evidence' as evidence from official_document where kind = 'decision'",
  );
  expect(JSON.stringify(proofs.rows)).toContain('视为送达，以邮政特快专递邮寄（2026年9月15日交寄）');
  const announce = { caseId, actor: AUTHORITY } as const;
  expect(await announceDecision(bench.tools, { ...announce, ...at('2026-10-26') })).toMatchObject({
    outcome: 'refused',
    refusal: { clause: '行政许可法-44' },
  });
  expect(await bench.brought(caseId, 'decision', '2026-10-27', 'licensing-authority')).toMatchObject({
    outcome: 'done',
  });
  expect(await announceDecision(bench.tools, { ...announce, ...at('2026-10-27') })).toMatchObject({ outcome: 'done' });
  expect(await bench.caseOf(first?.id ?? 0)).toMatchObject({ stage: 'revoked' });
  expect((await bench.pool.query('select status from qualification')).rows).toEqual([{ status: 'revoked' }]);
  await bench.chainIsWhole();
});
