import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { elapseCases } from '#features/casework/commands.ts';
import { recheckChangedEnterprises } from '#features/verification/commands.ts';
import { rowOn } from '#law/standards/index.ts';
import { sharedStaff } from '#law/standards/sufficient-staff.ts';
import { decideRevocation, issueOrder, notifyIntent } from './by-three.ts';
import { addPerson } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('45');
});
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const AUTHORITY = { name: '演示许可机关经办人', role: 'licensing-authority' } as const;
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });

async function ordered() {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01');
  await bench.run('2026-06-01');
  const { id: caseId } = await bench.caseOf(id);
  const issued = await issueOrder(bench.tools, { caseId, termMonths: 1, actor: CITY, ...at('2026-06-20') });
  expect(issued).toMatchObject({ outcome: 'done' });
  await bench.deliver(instant('2026-06-20'));
  await elapseCases(bench.pool, '2026-07-25', instant('2026-07-25'));
  return { enterpriseId: id, caseId: String(caseId) };
}

/** The register gets the one who was missing. */
async function completed(enterpriseId: number, from: string) {
  const row = rowOn('GC-01-3');
  const [missing] = row === undefined ? [] : sharedStaff([row]);
  if (missing === undefined) throw new Error('the row asks for nobody');
  await addPerson(bench.pool, enterpriseId, missing, { knownFrom: instant(from, '08:00:00') });
}

const dataSchema = z.object({
  verifiedOn: z.string(),
  standard: z.string(),
  evidence: z.array(z.string()).optional(),
  comparison: z.object({ number: z.number(), persons: z.array(z.object({ name: z.string(), counted: z.boolean() })) }),
});

async function dataOf(caseId: string, kind: string) {
  const found = await bench.pool.query<{ data: unknown }>(
    'select data from official_document where case_id = $1 and kind = $2',
    [caseId, kind],
  );
  return dataSchema.parse(found.rows[0]?.data);
}

test('row 1: order, intent and decision each rest on a comparison of their own day, and print its persons, masked', async () => {
  const { caseId } = await ordered();
  expect(await notifyIntent(bench.tools, { caseId, actor: AUTHORITY, ...at('2026-07-27') })).toMatchObject({
    outcome: 'done',
  });
  await bench.deliver(instant('2026-07-27'));
  await elapseCases(bench.pool, '2026-08-10', instant('2026-08-10'));
  const decided = await decideRevocation(bench.tools, {
    caseId,
    result: 'revoke',
    actor: AUTHORITY,
    ...at('2026-08-10'),
  });
  expect(decided).toMatchObject({ outcome: 'done' });
  expect(await dataOf(caseId, 'order')).toMatchObject({ verifiedOn: '2026-06-20', comparison: { number: 1 } });
  expect(await dataOf(caseId, 'intent')).toMatchObject({ verifiedOn: '2026-07-27', comparison: { number: 2 } });
  const decision = await dataOf(caseId, 'decision');
  expect(decision).toMatchObject({
    verifiedOn: '2026-08-10',
    standard: '《建筑业企业资质标准》（建市〔2014〕159号）第1.3.2条',
    comparison: { number: 3 },
  });
  expect(decision.comparison.persons.filter(({ counted }) => counted)).toHaveLength(4);
  for (const { name } of decision.comparison.persons) expect(name).toContain('*');
  // Row 13: the evidence, from the case, with the numbers of the dossier.
  expect(decision.evidence).toEqual([
    '2026年8月10日注册执业人员比对及人员明细（本案第3次比对，以比对当日的登记数据为准，见附件）',
    '2026年6月20日南宁建责改〔2026〕1号《责令限期整改通知书》及其送达证明（于2026年6月20日以平台推送和电子邮件方式送达）（卷内文书第1号）',
    '2026年7月27日南宁建撤告〔2026〕1号《撤回行政许可告知书》及其送达证明（于2026年7月27日以平台推送和电子邮件方式送达）（卷内文书第2号）',
  ]);
  const kept = await bench.pool.query('select as_of from case_comparison where case_id = $1 order by number', [caseId]);
  expect(kept.rows.map((row) => row.as_of)).toEqual(['2026-06-20', '2026-07-27', '2026-08-10']);
  await expect(bench.pool.query('delete from case_comparison')).rejects.toThrow();
});

test('row 1: met at the moment of the intent, the step is refused in words, nothing is written, and the case goes its way as met', async () => {
  const { enterpriseId, caseId } = await ordered();
  await completed(enterpriseId, '2026-07-26');
  const refusal = await notifyIntent(bench.tools, { caseId, actor: AUTHORITY, ...at('2026-07-27') });
  expect(refusal).toMatchObject({ outcome: 'refused' });
  expect(JSON.stringify(refusal)).toContain('该项资质已达到标准');
  expect(await bench.documents(caseId)).toEqual(['order']);
  expect((await bench.pool.query('select number from case_comparison')).rows).toEqual([{ number: 1 }]);
  await recheckChangedEnterprises(bench.database.url, bench.pool, {
    province: '45',
    instant: instant('2026-07-27', '11:00:00'),
    asOf: '2026-07-27',
  });
  const verdict = await bench.pool.query('select verdict from verdict where enterprise_id = $1 and known_to is null', [
    enterpriseId,
  ]);
  expect(verdict.rows).toEqual([{ verdict: 'met' }]);
  await bench.chainIsWhole();
});

test('row 1: met before the order, no order is issued and no number is taken', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const { id: caseId } = await bench.caseOf(id);
  await completed(id, '2026-06-02');
  expect(await issueOrder(bench.tools, { caseId, termMonths: 1, actor: CITY, ...at('2026-06-03') })).toMatchObject({
    outcome: 'refused',
  });
  expect((await bench.pool.query('select 1 from document_sequence')).rowCount).toBe(0);
  expect((await bench.pool.query('select reason from recheck_request')).rows).toEqual([{ reason: 'met-at-step' }]);
});
