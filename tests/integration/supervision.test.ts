import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { reportQuarter, startCampaign } from '#features/supervision/commands.ts';
import {
  campaignProgress,
  prioritySupervision,
  quarterlyDues,
  quarterlySummary,
} from '#features/supervision/queries.ts';
import { legalDayOf } from '#platform/clock.ts';
import { confirmCard } from './by-three.ts';
import { addPerson } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
afterEach(() => bench.close());

const BUILDER = { kind: 2, specialties: 1 };

async function project(number: string, divisionCode: string, uscc: string, finishedOn: string | null = null) {
  await bench.pool.query(
    `insert into project (number, name, division_code, builder_uscc, finished_on, content, feed, recorded_at)
     values ($1, '演示工程' || $1::text, $2, $3, $4, '{}', 'test', '2026-01-01')`,
    [number, divisionCode, uscc, finishedOn],
  );
}

describe('priority supervision', () => {
  beforeEach(async () => {
    bench = await serviceBench('45');
  });

  test('GX24-5.2: marked enterprises with their works under construction, for the bureau of either place; gone with the mark', async () => {
    const { id, uscc } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
    await bench.enterprise({ rows: ['GC-01-3'] });
    await project('4501000000000001', '450102', uscc);
    await project('4502000000000001', '450202', uscc);
    await project('4501000000000002', '450102', uscc, '2026-01-31');
    await bench.run('2026-06-01');
    const of = async (scope: string) => prioritySupervision(bench.pool, { scope, limit: 10 });
    expect(await of('4501')).toMatchObject([
      {
        uscc,
        qualifications: [{ stage: 'warned', since: '2026-06-01' }],
        projects: [{ number: '4501000000000001' }, { number: '4502000000000001' }],
      },
    ]);
    expect((await of('4502')).map((each) => each.uscc)).toEqual([uscc]);
    expect(await of('4503')).toEqual([]);
    await addPerson(bench.pool, id, BUILDER, { knownFrom: instant('2026-06-10') });
    await bench.run('2026-07-01');
    expect(await of('45')).toEqual([]);
  });
});

describe('Shanxi', () => {
  beforeEach(async () => {
    bench = await serviceBench('14');
  });

  test('SX23-3.3: works of a red-card enterprise are under priority supervision, of a yellow one not', async () => {
    const { id, uscc } = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
    await project('1401000000000001', '140105', uscc);
    await bench.run('2026-06-01');
    expect(await prioritySupervision(bench.pool, { scope: '14', limit: 10 })).toEqual([]);
    await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
    const caseId = String((await bench.caseOf(id)).id);
    const step = { onDay: '2026-08-05', recordedAt: instant('2026-08-05') };
    await confirmCard(bench.tools, { caseId, actor: { name: '演示', role: 'city' }, note: '属实', ...step });
    expect(await prioritySupervision(bench.pool, { scope: '1401', limit: 10 })).toMatchObject([
      { uscc, projects: [{ number: '1401000000000001' }] },
    ]);
  });

  test('SX23-4.3: figures by county, the data instant before them, the report due within ten days, a snapshot never the summary', async () => {
    await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
    await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140106', missing: 1 });
    await bench.run('2026-06-01');
    const before = new Date();
    const summary = await quarterlySummary(bench.pool, '1401', '2026-Q2', new Date());
    expect(summary?.dataInstant.getTime()).toBeGreaterThanOrEqual(before.getTime() - 5);
    expect(summary?.rows).toMatchObject([
      { divisionCode: '140105', yellow: 1, red: 0, pending: 1 },
      { divisionCode: '140106', yellow: 1, pending: 1 },
    ]);
    const dues = await quarterlyDues(bench.pool, { scope: '14', today: '2026-07-05' });
    // The tenth day after 30 June is Friday, 10 July.
    expect(dues).toMatchObject([{ city: '1401', quarter: '2026-Q2', byDay: '2026-07-10', overdue: false }]);
    expect(await quarterlyDues(bench.pool, { scope: '14', today: '2026-07-11' })).toMatchObject([{ overdue: true }]);
    const report = {
      city: '1401',
      quarter: '2026-Q2',
      actor: { name: '演示', role: 'city' },
      signer: '演示局长',
    } as const;
    expect(await reportQuarter(bench.tools, { ...report, recordedAt: instant('2026-06-30') })).toMatchObject({
      outcome: 'refused',
    });
    const early = await reportQuarter(bench.tools, { ...report, recordedAt: instant('2026-06-20') });
    expect(early).toMatchObject({ outcome: 'issued' });
    expect(await quarterlyDues(bench.pool, { scope: '14', today: '2026-07-05' })).toHaveLength(1);
    const issued = await reportQuarter(bench.tools, { ...report, recordedAt: instant('2026-07-06') });
    expect(issued).toMatchObject({ outcome: 'issued' });
    expect(await reportQuarter(bench.tools, { ...report, recordedAt: instant('2026-07-07') })).toMatchObject({
      outcome: 'refused',
    });
    expect(await quarterlyDues(bench.pool, { scope: '14', today: '2026-07-20' })).toEqual([]);
    const kinds = await bench.pool.query(
      "select fact_id from official_document where kind = 'quarterly-report' order by issued_on",
    );
    expect(kinds.rows.map((row) => row.fact_id.split(':')[0])).toEqual(['quarterly-snapshot', 'quarterly-report']);
    const running = await quarterlySummary(bench.pool, '1401', currentQuarter(), new Date());
    expect(running?.complete).toBe(false);
  });
});

function currentQuarter(): string {
  const today = legalDayOf(new Date());
  return `${today.slice(0, 4)}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`;
}

describe('Shenyang', () => {
  beforeEach(async () => {
    bench = await serviceBench('21');
  });

  test('SY-1: a campaign has a start, and its flow is the regime’s, with the cases that stand in each stage', async () => {
    await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '210102', missing: 1 });
    const campaign = {
      name: '演示专项行动',
      divisionCode: '2101',
      regime: 'shenyang-2024',
      startsOn: '2026-05-20',
      by: '演示',
      recordedAt: instant('2026-05-20'),
    };
    const started = await startCampaign(bench.pool, campaign);
    if (started.outcome !== 'started') throw new Error(started.reason);
    expect(await startCampaign(bench.pool, campaign)).toMatchObject({ outcome: 'refused' });
    await bench.run('2026-06-01');
    const progress = await campaignProgress(bench.pool, started.id);
    expect(progress?.flow.find(({ stage }) => stage === 'listed')).toMatchObject({
      standing: 1,
      passed: 1,
      clause: 'SY-2.1',
    });
    expect(progress?.flow.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining([
        'listed',
        'ordered',
        'posted',
        'noticed',
        'rectifying',
        'overdue',
        'rechecked-district',
        'rechecked-city',
        'intent-notified',
        'revoked',
      ]),
    );
  });
});
