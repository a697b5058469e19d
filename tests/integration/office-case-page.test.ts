import { afterEach, expect, test } from 'vitest';
import type { OfficeLevel, SignedIn } from '#features/accounts/queries.ts';
import { casePageData } from '../../src/app/_portal/case-page-data.tsx';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
afterEach(() => bench.close());

function handler(level: OfficeLevel, division: string): SignedIn {
  const held = {
    id: '00000000-0000-4000-8000-000000000002',
    role: 'handler',
    level,
    division,
    enterpriseId: null,
    enterprise: null,
  } as const;
  return {
    accountId: '00000000-0000-4000-8000-000000000001',
    sessionId: '00000000-0000-4000-8000-000000000003',
    signInName: 'yanshi',
    name: '演示经办人',
    held,
    roles: [held],
    demonstration: true,
    seenAs: null,
    mustChangePassword: false,
  };
}

test('GX24-A.2, GX24-5.1b: a mail that came back is answered from the case page; each attempt shows what was agreed and known when it was sent', async () => {
  bench = await serviceBench('45');
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01');
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const actor = { name: '演示', role: 'city' } as const;
  const when = { onDay: '2026-06-03', recordedAt: instant('2026-06-03') };
  await issueOrder(bench.tools, { caseId, termMonths: 1, actor, ...when });
  await bench.deliver(instant('2026-06-03', '10:00:01'));
  // Both change after the sending: the attempt still shows what stood then.
  await bench.pool.query("update service_confirmation set known_to = '2026-06-04', ended_because = '企业撤回'");
  const page = (level: OfficeLevel, division: string) =>
    casePageData(bench.pool, caseId, handler(level, division), { today: '2026-06-05', now: instant('2026-06-05') });
  const before = await page('city', '4501');
  expect(before?.attempts.map(({ known }) => known[0])).toEqual([
    '当时的送达确认书：2026-05-01 签署，songda@demo.invalid',
    '当时的送达确认书：2026-05-01 签署，songda@demo.invalid',
  ]);
  await bench.step(caseId, '2026-06-05', { do: 'report-return', document: 'order' });
  const after = await page('city', '4501');
  expect(after?.duties).toMatchObject([{ name: '核实责令限期整改通知书的退信' }]);
  expect(after?.steps.filter(({ due }) => due).map(({ name, address }) => [name, address])).toEqual([
    ['认定送达有效（责令限期整改通知书）', `/office/cases/${caseId}/steps/affirm-service?document=order`],
    ['认定未送达（责令限期整改通知书）', `/office/cases/${caseId}/steps/void-service?document=order`],
    ['更正送达日期（责令限期整改通知书）', `/office/cases/${caseId}/steps/correct-service?document=order`],
  ]);
  // Another office sees the case and not the duty.
  expect((await page('district', '450102'))?.duties).toEqual([]);
});

test('SY-2.3: the district of Shenyang finds the phone log on the case page, the city does not', async () => {
  bench = await serviceBench('21');
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '210102', missing: 1 });
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const steps = async (level: OfficeLevel, division: string) =>
    (
      await casePageData(bench.pool, caseId, handler(level, division), {
        today: '2026-06-02',
        now: instant('2026-06-02'),
      })
    )?.steps.map(({ name }) => name);
  expect(await steps('district', '210102')).toContain('登记电话核对');
  expect(await steps('city', '2101')).not.toContain('登记电话核对');
});

test('行政许可法-7: what was handed in on paper is registered from the case page of the office that answers it, and by the district not', async () => {
  bench = await serviceBench('14');
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const steps = async (level: OfficeLevel, division: string) =>
    (
      await casePageData(bench.pool, caseId, handler(level, division), {
        today: '2026-06-02',
        now: instant('2026-06-02'),
      })
    )?.steps.flatMap(({ name, address }) => (name.startsWith('登记纸质') ? [[name, address]] : []));
  expect(await steps('province', '14')).toEqual([['登记纸质异议申请', `/office/cases/${caseId}/steps/paper-object`]]);
  expect(await steps('district', '140105')).toEqual([]);
});
