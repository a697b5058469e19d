import { afterEach, beforeEach, expect, test } from 'vitest';
import { brokenAt } from '#features/casework/event-hash.ts';
import { dueList } from '#features/casework/queries.ts';
import { carryCasesOver } from '#features/service/commands.ts';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { stepOfFact } from '#law/regimes/chains.ts';
import { EDITION } from '#law/regimes/editions.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { lockCases } from '../../src/features/casework/case-record.ts';
import { regimeOfCase } from '../../src/features/casework/installation.ts';
import { recordEvents } from '../../src/features/casework/record-events.ts';
import { draftActOf } from '../../src/features/casework/sealed-draft.ts';
import { day, OFFICE } from '../unit/features/documents/print.ts';
import { SAMPLES } from '../unit/features/documents/samples.ts';
import { date } from '../unit/law/periods/date.ts';
import { issueDocument, issueOrder, sealedByThree } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('45');
});
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;

/** A case whose order is served and whose term has run out, and what the edition before then recorded of it. */
async function leftOpen(level: 'ministry' | 'city', events: readonly CaseEvent[]) {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01');
  const certificate = await bench.pool.query<{ id: number }>(
    `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
     values ($1, '450103', $3, $2, 'test', '2026-01-01') returning id`,
    [id, level, `D1${id}演示`],
  );
  await bench.pool.query('update qualification set certificate_id = $2 where enterprise_id = $1', [
    id,
    certificate.rows[0]?.id,
  ]);
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  await issueOrder(bench.tools, {
    caseId,
    termMonths: 1,
    actor: CITY,
    onDay: '2026-06-03',
    recordedAt: instant('2026-06-03'),
  });
  await bench.deliver(instant('2026-06-03', '10:00:05'));
  await inTransaction(bench.pool, async (transaction) => {
    for (const event of events) {
      const [record] = await lockCases(transaction, 'c.id = $1', [caseId]);
      if (record === undefined) throw new Error('no case');
      const law = { regime: regimeOfCase(record.regime), calendar: PUBLISHED_CALENDAR };
      const step = stepOfFact(event);
      const draft =
        step === undefined
          ? undefined
          : await sealedByThree(transaction, {
              act: draftActOf(step),
              caseIds: [caseId],
              result: 'result' in event ? event.result : undefined,
            });
      const change = { record, law, events: [event], actor: '演示', grounds: {}, draftId: draft?.draftId };
      await recordEvents(transaction, [change], event.on, instant('2026-08-03'));
    }
    await transaction.query("update cases set rules_edition = 'procedure-1' where id = $1", [caseId]);
  });
  return { enterpriseId: id, caseId };
}

const OVERDUE: CaseEvent = {
  what: 'clock-ran-out',
  clock: 'rectification-term',
  last: date('2026-07-03'),
  on: date('2026-07-04'),
  clause: 'GX24-4.1b',
  move: { to: 'overdue', closes: false },
};
const NOTIFIED: readonly CaseEvent[] = [
  { what: 'intent-sent', on: date('2026-07-10'), clause: 'GX24-4.1e' },
  {
    what: 'served',
    document: 'intent',
    servedOn: date('2026-07-10'),
    by: 'electronic',
    on: date('2026-07-10'),
    clause: 'GX24-4.1e',
    move: { to: 'intent-notified', closes: false },
  },
];

async function events(caseId: string) {
  const found = await bench.pool.query<{ act: string; actor: string; event: CaseEvent }>(
    `select act, actor, content::json->'event' as event from case_event where case_id = $1 order by sequence`,
    [caseId],
  );
  return found.rows;
}

test('an open case of the edition before goes on by the new rules, by an event that says so, once; a local notice of a ministry’s licence falls and the enterprise is told', async () => {
  const { enterpriseId, caseId } = await leftOpen('ministry', [OVERDUE, ...NOTIFIED]);
  const notice = await inTransaction(bench.pool, (transaction) =>
    issueDocument(transaction, bench.tools.press, 'intent', SAMPLES.intent, {
      factId: `test:intent:${caseId}`,
      caseId,
      enterpriseId,
      office: OFFICE,
      divisionCode: '450103',
      issuedOn: day('2026-07-10'),
      issuedBy: '演示',
      recordedAt: instant('2026-07-10'),
    }),
  );
  const before = await bench.caseOf(enterpriseId);
  expect(await carryCasesOver(bench.pool, instant('2026-11-28'))).toBe(1);
  expect(await carryCasesOver(bench.pool, instant('2026-11-28', '11:00:00'))).toBe(0);
  const after = await bench.caseOf(enterpriseId);
  expect(after).toMatchObject({
    stage: 'overdue',
    served_on: { order: '2026-06-03' },
    restrictions: before.restrictions,
  });
  expect((await events(caseId)).at(-1)).toMatchObject({
    act: 'overdue',
    actor: 'platform',
    event: { what: 'rules-changed', edition: EDITION, voids: ['intent'], because: expect.stringContaining('部') },
  });
  const document = await bench.pool.query('select status from official_document where id = $1', [notice.id]);
  expect(document.rows).toEqual([{ status: 'withdrawn' }]);
  const due = await dueList(bench.pool, { scope: '4501', today: '2026-11-28', limit: 10 });
  expect(due.map(({ what }) => what)).toEqual(['propose']);
  await bench.deliver(instant('2026-11-28', '12:00:00'));
  const told = (await bench.mailbox.messages()).filter(({ subject }) => subject.includes('新的程序规则'));
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('改为上报请示');
  const chain = await bench.pool.query(
    `select case_id as "caseId", sequence, on_day as "onDay", act, actor, clause, content, previous_hash as "previousHash", hash
     from case_event where case_id = $1 order by sequence`,
    [caseId],
  );
  expect(brokenAt(chain.rows)).toBeUndefined();
});

test('what was lawfully done stands: a city’s notice of its own licence, its service and its stage', async () => {
  const { enterpriseId, caseId } = await leftOpen('city', [OVERDUE, ...NOTIFIED]);
  const before = await bench.caseOf(enterpriseId);
  expect(await carryCasesOver(bench.pool, instant('2026-11-28'))).toBe(1);
  expect(await bench.caseOf(enterpriseId)).toEqual(before);
  expect((await events(caseId)).at(-1)).toMatchObject({ event: { what: 'rules-changed', voids: [] } });
});

test('a case that is opened now is of the edition of now: nothing is carried over', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const found = await bench.pool.query('select rules_edition from cases where enterprise_id = $1', [id]);
  expect(found.rows).toEqual([{ rules_edition: EDITION }]);
  expect(await carryCasesOver(bench.pool, instant('2026-11-28'))).toBe(0);
});
