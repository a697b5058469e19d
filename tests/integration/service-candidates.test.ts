import { afterEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import {
  handInRectification,
  issueUnmarkNotices,
  requestRecheck,
  startRectification,
} from '#features/service/commands.ts';
import { recheckChangedEnterprises } from '#features/verification/commands.ts';
import { isForeign } from '#law/regimes/citing.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { rowOn } from '#law/standards/index.ts';
import { sharedStaff } from '#law/standards/sufficient-staff.ts';
import { announceDecision, decideRevocation, issueOrder, markByHand, notifyIntent, recheck } from './by-three.ts';
import { addPerson } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

/** The candidates on trial, by real commands, documents and service: they are data, and nothing else knows them. */
let bench: ServiceBench;
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const AUTHORITY = { name: '演示许可机关经办人', role: 'licensing-authority' } as const;
const ENTERPRISE = { name: '演示经办人', role: 'enterprise' } as const;
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });
const OFFICERS = [
  { name: '复核甲', certificate: '1' },
  { name: '复核乙', certificate: '2' },
] as const;

async function opened(province: string, divisionCode: string) {
  bench = await serviceBench(province);
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode });
  await bench.address(id, '演示路 1 号');
  await bench.run('2026-06-01');
  const found = await bench.caseOf(id);
  return { enterpriseId: id, caseId: String(found?.id) };
}

async function until(day: string) {
  await elapseCases(bench.pool, day, instant(day));
}

const done = (outcome: { outcome: string }) => {
  if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
};

/** From the order to the announcement, as every regime with the general course has it. */
async function toTheEnd(enterpriseId: number, caseId: string, orderedOn: string) {
  const day = (days: number) => {
    const on = new Date(Date.parse(`${orderedOn}T00:00:00Z`) + days * 86_400_000);
    return on.toISOString().slice(0, 10);
  };
  done(await issueOrder(bench.tools, { caseId, termMonths: 1, actor: CITY, ...at(orderedOn) }));
  done(await bench.brought(caseId, 'order', day(1), 'city'));
  expect(await bench.caseOf(enterpriseId)).toMatchObject({
    stage: 'rectifying',
    restrictions: ['no-addition', 'no-new-work', 'no-upgrade'],
  });
  await until(day(45));
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'overdue' });
  done(await notifyIntent(bench.tools, { caseId, actor: AUTHORITY, ...at(day(45)) }));
  done(await bench.brought(caseId, 'intent', day(46), 'licensing-authority'));
  await until(day(66));
  done(await decideRevocation(bench.tools, { caseId, result: 'revoke', actor: AUTHORITY, ...at(day(66)) }));
  done(await bench.brought(caseId, 'decision', day(67), 'licensing-authority'));
  done(await announceDecision(bench.tools, { caseId, actor: AUTHORITY, ...at(day(68)) }));
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'revoked' });
  expect(await bench.documents(caseId)).toEqual(['order', 'intent', 'decision', 'announcement']);
}

/** Neither an event nor a document of the case cites the law of another place. */
async function citesItsOwn(caseId: string, id: string) {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(id);
  const events = await bench.pool.query<{ clause: string }>('select clause from case_event where case_id = $1', [
    caseId,
  ]);
  expect(events.rows.filter(({ clause }) => isForeign(regime, clause))).toEqual([]);
  const documents = await bench.pool.query<{ regime: string }>(
    `select distinct data->>'regime' as regime from official_document where case_id = $1`,
    [caseId],
  );
  expect(documents.rows).toEqual([{ regime: id }]);
  await bench.chainIsWhole();
}

/** The register gets the one who was missing. */
async function completed(enterpriseId: number, from: string) {
  const row = rowOn('GC-01-3');
  const [missing] = row === undefined ? [] : sharedStaff([row]);
  if (missing === undefined) throw new Error('the row asks for nobody');
  await addPerson(bench.pool, enterpriseId, missing, { knownFrom: instant(from, '08:00:00') });
}

test('JX26-2, JX26-4: marked by the comparison, re-checked after three months, ordered by an official, withdrawn', async () => {
  const { enterpriseId, caseId } = await opened('36', '360102');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({
    stage: 'marked-auto',
    marked: true,
    public: false,
    restrictions: [],
  });
  const early = await issueOrder(bench.tools, { caseId, termMonths: 1, actor: CITY, ...at('2026-06-03') });
  expect(early).toMatchObject({ outcome: 'refused', refusal: { clause: 'JX26-4' } });
  done(await requestRecheck(bench.tools, { caseId, actor: ENTERPRISE, account: '已补一人', ...at('2026-06-10') }));
  await until('2026-09-02');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'recheck-due' });
  done(
    await recheck(bench.tools, {
      caseId,
      level: 'city',
      result: 'not-met',
      officers: [...OFFICERS],
      opinion: '仍不达标',
      actor: CITY,
      ...at('2026-09-03'),
    }),
  );
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'not-met', restrictions: [] });
  await toTheEnd(enterpriseId, caseId, '2026-09-04');
  await citesItsOwn(caseId, 'jiangxi-2026');
});

test('JX26-5: once the enterprise has begun to rectify, the platform lifts the mark with the standard met, and the notice follows', async () => {
  const { enterpriseId, caseId } = await opened('36', '360102');
  done(await startRectification(bench.tools, { caseId, actor: ENTERPRISE, ...at('2026-06-10') }));
  await completed(enterpriseId, '2026-06-12');
  done(await handInRectification(bench.tools, { caseId, actor: ENTERPRISE, account: '已补一人', ...at('2026-06-12') }));
  await recheckChangedEnterprises(bench.database.url, bench.pool, {
    province: '36',
    instant: instant('2026-06-12', '12:00:00'),
    asOf: '2026-06-12',
  });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'cleared', marked: false });
  expect(await issueUnmarkNotices(bench.tools, instant('2026-06-13'), 10)).toEqual({ issued: 1, waiting: 0 });
  expect(await bench.documents(caseId)).toEqual(['unmark-notice']);
  await citesItsOwn(caseId, 'jiangxi-2026');
});

test('HB25-2, HB25-3: warned, published on the first working day of the month, marked by an official after two months, withdrawn', async () => {
  const { enterpriseId, caseId } = await opened('13', '130102');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'warned', public: false, restrictions: [] });
  await until('2026-07-01');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'warned-public', public: true, restrictions: [] });
  const marking = { caseId, note: '经核实仍不达标', actor: AUTHORITY } as const;
  expect(await markByHand(bench.tools, { ...marking, ...at('2026-07-10') })).toMatchObject({
    outcome: 'refused',
    refusal: { clause: 'HB25-3' },
  });
  await until('2026-08-03');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'warned-public' });
  done(await markByHand(bench.tools, { ...marking, ...at('2026-08-03') }));
  expect(await bench.caseOf(enterpriseId)).toMatchObject({
    stage: 'abnormal',
    restrictions: ['no-addition', 'no-upgrade'],
  });
  await toTheEnd(enterpriseId, caseId, '2026-08-04');
  await citesItsOwn(caseId, 'hebei-2025');
});

test('部令22号 28: where a province has laid down nothing, a failure is listed for an official and nothing more; ordered, it goes its way', async () => {
  const { enterpriseId, caseId } = await opened('33', '330102');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({
    stage: 'found',
    marked: false,
    public: false,
    restrictions: [],
  });
  expect(await issueOrder(bench.tools, { caseId, termMonths: 4, actor: CITY, ...at('2026-06-03') })).toMatchObject({
    outcome: 'refused',
    refusal: { clause: '部令22号-28' },
  });
  await toTheEnd(enterpriseId, caseId, '2026-06-04');
  await citesItsOwn(caseId, 'order-22-article-28');
});
