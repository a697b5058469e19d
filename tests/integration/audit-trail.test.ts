import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealAuditTrail, verifyCaseChains } from '#features/audit-trail/commands.ts';
import { checkCases, checkSeals, trailActions, trailEntries } from '#features/audit-trail/queries.ts';
import { recordAudit } from '#platform/audit.ts';
import { openConnection } from '#platform/database/connections.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('45');
});
afterEach(() => bench.close());

async function act(action: string, day: string, subject = 'case:1'): Promise<void> {
  await recordAudit(bench.pool, {
    at: instant(day),
    actor: '演示经办人',
    action,
    subject,
    content: { reason: '演示' },
  });
}

/** As somebody who gets hold of the database itself. */
async function tamper(sql: string): Promise<void> {
  const client = await openConnection(bench.database.url);
  try {
    await client.query(`set session_replication_role = 'replica'; ${sql}`);
  } finally {
    await client.end();
  }
}

test('L3-CES1-11: the trail is sealed stretch by stretch, each onto the one before, and the chain holds', async () => {
  await act('export', '2026-06-01');
  await act('import', '2026-06-02');
  expect(await sealAuditTrail(bench.pool, instant('2026-06-02'))).toBe(true);
  expect(await sealAuditTrail(bench.pool, instant('2026-06-02'))).toBe(false);
  await act('export', '2026-06-03');
  expect((await checkSeals(bench.pool)).unsealed).toBe(1);
  expect(await sealAuditTrail(bench.pool, instant('2026-06-03'))).toBe(true);
  const checked = await checkSeals(bench.pool);
  expect(checked).toMatchObject({ broken: 0, unsealed: 0 });
  expect(checked.seals.map(({ number, entries }) => [number, entries])).toEqual([
    [1, 3],
    [2, 1],
  ]);
});

test.each([
  ['changed', "update audit_entry set actor = '他人' where action = 'import'", '记录内容与封存的散列值不符'],
  ['taken away', "delete from audit_entry where action = 'import'", '封存时 3 条，现有 2 条'],
  ['sealed anew', "update audit_seal set previous_hash = sha256('x') where number = 1", '与上一封存的散列值不衔接'],
  ['torn out', 'delete from audit_seal where number = 1', '缺少第 1 号封存'],
])('L3-CES1-11: an entry that was %s after its sealing is named by its seal', async (_what, sql, fault) => {
  await act('export', '2026-06-01');
  await act('import', '2026-06-02');
  await sealAuditTrail(bench.pool, instant('2026-06-02'));
  await act('export', '2026-06-03');
  await sealAuditTrail(bench.pool, instant('2026-06-03'));
  await tamper(sql);
  const checked = await checkSeals(bench.pool);
  expect(checked.seals.map((seal) => seal.fault)).toContain(fault);
});

test('an entry that is still being written is waited for, not passed over', async () => {
  await act('export', '2026-06-01');
  const writer = await openConnection(bench.database.url);
  await writer.query('begin');
  await recordAudit(writer, { at: instant('2026-06-01'), actor: '演示', action: 'slow', subject: 'case:1' });
  await act('import', '2026-06-01');
  expect(await sealAuditTrail(bench.pool, instant('2026-06-01'))).toBe(false);
  await writer.query('commit');
  await writer.end();
  expect(await sealAuditTrail(bench.pool, instant('2026-06-01'))).toBe(true);
  expect(await checkSeals(bench.pool)).toMatchObject({ broken: 0, unsealed: 0 });
});

test('the trail is searched by who, what, when and subject, page by page without a gap', async () => {
  for (let day = 1; day <= 7; day++) await act(day % 2 === 0 ? 'export' : 'import', `2026-06-0${day}`, `case:${day}`);
  const first = await trailEntries(
    bench.pool,
    { actor: '经办', from: '2026-06-02', to: '2026-06-06' },
    { before: undefined, limit: 3 },
  );
  expect(first.rows.map(({ subject }) => subject)).toEqual(['case:6', 'case:5', 'case:4']);
  const second = await trailEntries(
    bench.pool,
    { actor: '经办', from: '2026-06-02', to: '2026-06-06' },
    { before: first.next ?? 0, limit: 3 },
  );
  expect(second.rows.map(({ subject }) => subject)).toEqual(['case:3', 'case:2']);
  expect(second.next).toBeNull();
  const exports = await trailEntries(
    bench.pool,
    { actions: ['export'], subject: 'case:4' },
    { before: undefined, limit: 10 },
  );
  expect(exports.rows).toHaveLength(1);
  expect(await trailEntries(bench.pool, { subject: '100%' }, { before: undefined, limit: 10 })).toMatchObject({
    rows: [],
  });
  expect(await trailActions(bench.pool)).toEqual(['export', 'import', 'record-offices']);
});

test('L3-CES1-11: a case whose events were tampered with is found in a check of all, of one, and of a sample', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const steps: number[] = [];
  const progress = async (done: number) => void steps.push(done);
  expect(await verifyCaseChains(bench.pool, progress)).toEqual({ cases: 2, broken: [] });
  expect(steps.at(-1)).toBe(2);
  const caseId = String((await bench.caseOf(id))?.id);
  await tamper(`update case_event set actor = '他人' where case_id = '${caseId}' and sequence = 1`);
  const { broken } = await verifyCaseChains(bench.pool, progress);
  expect(broken).toEqual([{ caseId, fault: '第 1 条：事件内容与散列值不符' }]);
  expect(await checkCases(bench.pool, { caseId })).toMatchObject([{ fault: '第 1 条：事件内容与散列值不符' }]);
  expect((await checkCases(bench.pool, { sample: 5 })).filter(({ fault }) => fault !== null)).toHaveLength(1);
});
