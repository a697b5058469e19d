import { afterEach, beforeEach, expect, test } from 'vitest';
import { postEmsBatch, recordReceipts, recordWaybillRows } from '#features/service/commands.ts';
import { emsBatches, lettersOfBatch, receiptsRecorded, waitingLetters } from '#features/service/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench, signedReceipt } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
beforeEach(async () => {
  bench = await serviceBench('21');
  scoped = openScopedPools(bench.database.url, 2);
});
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

test('SY-2.4, SY-2.5: the desk of the post under the city’s claim: letters, batch, numbers row by row, receipts', async () => {
  const pool = scoped.forClaim({
    viewer: 'office',
    scope: '2101',
    enterpriseId: null,
    accountId: '00000000-0000-4000-8000-000000000001',
  });
  const tools = { ...bench.tools, pool };
  const officers = [
    { name: '演示甲', certificate: 'A1' },
    { name: '演示乙', certificate: 'A2' },
  ] as const;
  const ids: number[] = [];
  for (const at of [1, 2]) {
    const { id } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '210102', missing: 1 });
    await bench.address(id, `演示路 ${at} 号`);
    ids.push(id);
  }
  await bench.run('2026-06-01');
  for (const id of ids) {
    const caseId = String((await bench.caseOf(id)).id);
    const actor = { name: '演示区经办人', role: 'district' } as const;
    const when = { onDay: '2026-06-02', recordedAt: instant('2026-06-02') };
    const issued = await issueOrder(bench.tools, { caseId, actor, termMonths: 3, officers: [...officers], ...when });
    expect(issued).toMatchObject({ outcome: 'done' });
  }
  const waiting = await waitingLetters(pool, { scope: '2101', limit: 10 });
  expect(waiting).toMatchObject({ total: 2, letters: [{ address: '演示路 1 号', documentKind: 'order' }, {}] });
  const city = { name: '演示市局经办人', role: 'city' } as const;
  const posted = await postEmsBatch(tools, {
    scope: '2101',
    actor: city,
    postedOn: '2026-06-03',
    recordedAt: instant('2026-06-03'),
  });
  if (posted.outcome !== 'done') throw new Error(JSON.stringify(posted));
  expect(await waitingLetters(pool, { scope: '2101', limit: 10 })).toMatchObject({ total: 0 });
  const letters = await lettersOfBatch(pool, posted.batch);
  const [one, other] = letters.map(({ attempt }) => attempt);
  const rows = [
    { attempt: one ?? '', waybill: 'EB000000001CS' },
    { attempt: other ?? '', waybill: 'EB000000001CS' },
    { attempt: 'no such letter', waybill: 'EB000000003CS' },
    { attempt: other ?? '', waybill: '短' },
    { attempt: other ?? '', waybill: 'eb000000002cs' },
  ];
  const by = { name: city.name, at: instant('2026-06-04') };
  expect(await recordWaybillRows(pool, rows, by)).toMatchObject([
    { recorded: true },
    { recorded: false, reason: expect.stringContaining('已经登记过') },
    { recorded: false, reason: expect.stringContaining('不在系统中') },
    { recorded: false, reason: expect.stringContaining('9 至 20 位') },
    { recorded: true },
  ]);
  expect((await lettersOfBatch(pool, posted.batch)).map(({ waybill }) => waybill).sort()).toEqual([
    'EB000000001CS',
    'EB000000002CS',
  ]);
  // 民事诉讼法 91: a term runs from the receipt, so it is on file, with who signed and as what.
  const whole = signedReceipt('EB000000001CS', '2026-06-08');
  const { scan: _scan, ...noScan } = whole;
  const incomplete = [noScan, { ...whole, signedBy: ' ' }, { ...whole, relation: undefined }];
  expect(
    await recordReceipts(pool, { receipts: incomplete, actor: city, recordedAt: instant('2026-06-10') }),
  ).toMatchObject({
    results: [
      { outcome: 'refused', reason: expect.stringContaining('扫描件') },
      { outcome: 'refused', reason: expect.stringContaining('签收人') },
      { outcome: 'refused', reason: expect.stringContaining('关系') },
    ],
  });
  expect(await receiptsRecorded(pool, { scope: '2101', limit: 10 })).toEqual([]);
  const receipts = [
    signedReceipt('EB000000001CS', '2026-06-08'),
    signedReceipt('EB000000009CS', '2026-06-08'),
    { waybill: 'EB000000002CS', outcome: 'address-unknown', on: '2026-06-09' },
  ];
  const recorded = await recordReceipts(pool, { receipts, actor: city, recordedAt: instant('2026-06-10') });
  expect(recorded).toMatchObject({
    results: [
      { outcome: 'recorded', servedOn: '2026-06-08' },
      { outcome: 'refused' },
      { outcome: 'recorded', servedOn: null },
    ],
  });
  const kept = await bench.pool.query(
    `select a.evidence->'receipt'->'scan'->>'sha256' = encode(e.sha256, 'hex') as same, e.kind, e.taken_on as "takenOn"
     from service_attempt a join case_evidence e on e.id::text = a.evidence->'receipt'->'scan'->>'evidence'`,
  );
  expect(kept.rows).toEqual([{ same: true, kind: 'receipt', takenOn: '2026-06-08' }]);
  expect(await receiptsRecorded(pool, { scope: '2101', limit: 10 })).toMatchObject([
    expect.objectContaining({ waybill: expect.stringMatching(/^EB/) }),
    expect.objectContaining({ waybill: expect.stringMatching(/^EB/) }),
  ]);
  expect(await emsBatches(pool, { scope: '2101', limit: 10 })).toMatchObject([{ letters: 2, numbered: 2, settled: 2 }]);
  const abroad = scoped.forClaim({
    viewer: 'office',
    scope: '2102',
    enterpriseId: null,
    accountId: '00000000-0000-4000-8000-000000000001',
  });
  expect(await emsBatches(abroad, { scope: '2101', limit: 10 })).toEqual([]);
});
