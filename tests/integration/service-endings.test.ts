import { afterEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { openDocumentFile } from '#features/documents/commands.ts';
import { sweepAbsences } from '#features/service/commands.ts';
import { inboxOf, publications } from '#features/service/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { poppler } from '../unit/features/documents/poppler.ts';
import {
  confirmCard,
  decideRevocation,
  issueOrder,
  proposeRevocations,
  returnResult,
  startProcedure,
  withdrawCase,
} from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const PROVINCE = { name: '演示省厅经办人', role: 'province' } as const;
const BUREAU = { name: '演示审批局经办人', role: 'approval-bureau' } as const;
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });

async function textOf(id: string) {
  const pdf = await inTransaction(bench.pool, (transaction) =>
    openDocumentFile(transaction, id, { actor: '演示', at: instant('2026-11-01') }),
  );
  return poppler('pdftotext', pdf ?? Buffer.alloc(0), '-layout').replaceAll(/\s/g, '');
}

/** A Shanxi case taken to its proposal, for a qualification that this level issued. */
async function proposed(level: 'city' | 'province' | 'ministry') {
  bench = await serviceBench('14');
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
  const certificate = await bench.pool.query<{ id: number }>(
    `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
     values ($1, '140105', 'D1演示', $2, 'test', '2026-01-01') returning id`,
    [id, level],
  );
  await bench.pool.query('update qualification set certificate_id = $2 where enterprise_id = $1', [
    id,
    certificate.rows[0]?.id,
  ]);
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const actor = level === 'city' ? CITY : PROVINCE;
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  await confirmCard(bench.tools, { caseId, actor, note: '属实', ...at('2026-08-05') });
  // The card is the order: its month runs from the service, and nothing is proposed before it is over.
  await bench.brought(caseId, 'order', '2026-08-05', actor.role);
  await elapseCases(bench.pool, '2026-09-08', instant('2026-09-08'));
  await proposeRevocations(bench.tools, { caseIds: [caseId], actor, ...at('2026-09-08') });
  return { id, caseId };
}

test('SX23-4.2: ministry-issued, the province’s start of the procedure is its signed report to the ministry', async () => {
  const { caseId } = await proposed('ministry');
  const start = { caseId, actor: PROVINCE, ...at('2026-09-08') };
  expect(await startProcedure(bench.tools, start)).toMatchObject({
    outcome: 'refused',
    refusal: { reason: '报部的请示须写明签发人，请补充。' },
  });
  const started = await startProcedure(bench.tools, { ...start, signer: '演示厅长' });
  if (started.outcome !== 'done') throw new Error(JSON.stringify(started));
  expect(started.documents).toMatchObject([{ kind: 'ministry-report', number: '山西建请〔2026〕1号' }]);
  const words = await textOf(started.documents[0]?.id ?? '');
  for (const each of ['住房和城乡建设部', '签发人：演示厅长', '2026年9月8日', '尚缺1人', '妥否，请批示'])
    expect(words).toContain(each);
});

test('SX23-4.2: kept, the result is announced and the red card’s mark lifted with a notice; nothing is missing after', async () => {
  const { id, caseId } = await proposed('city');
  await startProcedure(bench.tools, { caseId, actor: BUREAU, ...at('2026-09-08') });
  const kept = await returnResult(bench.tools, { caseId, actor: BUREAU, result: 'keep', ...at('2026-10-20') });
  if (kept.outcome !== 'done') throw new Error(JSON.stringify(kept));
  expect(kept.documents.map(({ kind }) => kind)).toEqual(['announcement', 'unmark-notice']);
  expect(await publications(bench.pool, { scope: '14', limit: 5 })).toMatchObject([
    { title: '关于不予撤回有关企业资质的公告' },
  ]);
  expect(await textOf(kept.documents[0]?.id ?? '')).toContain('行政审批服务管理局经审查决定不予撤回');
  expect((await inboxOf(bench.pool, id, 5)).map(({ kind }) => kind).toSorted()).toEqual(['order', 'unmark-notice']);
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'kept', restrictions: [] });
  const absences = await sweepAbsences(bench.pool, instant('2026-10-21'));
  expect(absences).toMatchObject({ 'document-missing': 0, 'inbox-missing': 0 });
});

test('SX23-4.2: the province keeps a qualification of its own in the same way', async () => {
  const { id, caseId } = await proposed('province');
  await startProcedure(bench.tools, { caseId, actor: PROVINCE, ...at('2026-09-08') });
  const kept = await decideRevocation(bench.tools, { caseId, actor: PROVINCE, result: 'keep', ...at('2026-10-20') });
  expect(kept).toMatchObject({ outcome: 'done', documents: [{ kind: 'announcement' }, { kind: 'unmark-notice' }] });
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'kept' });
});

test('a withdrawn case is withdrawn in writing: reason, mark and restrictions ended, the order loses its effect', async () => {
  bench = await serviceBench('45');
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  await issueOrder(bench.tools, { caseId, termMonths: 1, actor: CITY, ...at('2026-06-03') });
  const withdraw = { caseId, actor: CITY, ...at('2026-06-10') };
  expect(await withdrawCase(bench.tools, { ...withdraw, reason: ' ' })).toMatchObject({ outcome: 'refused' });
  const withdrawn = await withdrawCase(bench.tools, { ...withdraw, reason: '人员数据同步有误。' });
  if (withdrawn.outcome !== 'done') throw new Error(JSON.stringify(withdrawn));
  expect(withdrawn.documents).toMatchObject([{ kind: 'withdrawal-notice' }]);
  const words = await textOf(withdrawn.documents[0]?.id ?? '');
  for (const each of [
    '现查明：人员数据同步有误。',
    '异常标注自即日起取消',
    '《责令限期整改通知书》（南宁建责改〔2026〕1号）同时撤销',
  ]) {
    expect(words).toContain(each);
  }
  const order = await bench.pool.query(`select status from official_document where case_id = $1 and kind = 'order'`, [
    caseId,
  ]);
  expect(order.rows).toEqual([{ status: 'withdrawn' }]);
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'withdrawn', marked: false });
  expect(await sweepAbsences(bench.pool, instant('2026-06-11'))).toMatchObject({ 'document-missing': 0 });
  await bench.chainIsWhole();
});
