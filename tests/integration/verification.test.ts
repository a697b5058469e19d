import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brokenAt } from '#features/casework/event-hash.ts';
import {
  discardHeldRun,
  recheckChangedEnterprises,
  releaseHeldRun,
  runMonth,
  trialRun,
} from '#features/verification/commands.ts';
import {
  explainQualification,
  latestRuns,
  stagedFlips,
  stagedRows,
  standingVerdicts,
} from '#features/verification/queries.ts';
import { openScopedPools } from '#platform/database/scoped-pool.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson, requestRecheck } from './registry-fixture.ts';

const PROVINCE = { province: '45' };
const at = (day: string) => new Date(`${day}T02:10:00+08:00`);

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function run(day: string) {
  const request = { month: day.slice(0, 7), scope: '', asOf: day, instant: at(day) };
  return runMonth(database.url, database.pool, request, PROVINCE);
}

async function rows<T extends Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await database.pool.query<T>(sql, values)).rows;
}

/** Builder, class 2: kind 2; specialty bit 0 is 建筑工程 in src/law/standards/data/encoding.json. */
const BUILDER = { kind: 2, specialties: 1 };

describe('the month run', () => {
  test('GX24-1.1, GX24-4.1a: a failing qualification is warned and marked, the other qualification of the enterprise is not', async () => {
    // Without two of its builders the building qualification fails by its 其中; the mechanical one still has enough people.
    const failing = await addEnterprise(database.pool, { rows: ['GC-01-3', 'GC-12-3'], missing: 2 });
    const sound = await addEnterprise(database.pool, { rows: ['GC-01-3'] });
    const { settlement } = await run('2026-06-01');
    expect(settlement.outcome).toBe('settled');
    const cases = await rows('select qualification_id, stage, marked, public, restrictions from cases');
    expect(cases).toEqual([
      {
        qualification_id: failing.qualifications[0]?.id,
        stage: 'warned',
        marked: true,
        public: true,
        restrictions: ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'],
      },
    ]);
    const [verdict] = await standingVerdicts(database.pool, sound.id, at('2026-06-02'));
    expect(verdict).toMatchObject({ verdict: 'met', counts: '5/5,5/4', shortage: 0 });
    const ofFailing = await standingVerdicts(database.pool, failing.id, at('2026-06-02'));
    expect(ofFailing.map(({ verdict, counts, shortage }) => ({ verdict, counts, shortage }))).toEqual([
      { verdict: 'not-met', counts: '8/5,3/4', shortage: 1 },
      { verdict: 'met', counts: '8/5', shortage: 0 },
    ]);
  });

  test('GX24-4.1d: met again, the platform lifts the mark and closes the case by itself', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await run('2026-06-01');
    await addPerson(database.pool, enterprise.id, BUILDER, { knownFrom: new Date('2026-06-10T04:00:00Z') });
    await run('2026-07-01');
    const [closed] = await rows('select stage, marked, public, restrictions, closed_on from cases');
    expect(closed).toEqual({
      stage: 'cleared',
      marked: false,
      public: false,
      restrictions: [],
      closed_on: '2026-07-01',
    });
    const events = await rows('select act, clause, on_day from case_event order by sequence');
    expect(events).toEqual([
      { act: 'warned', clause: 'GX24-4.1a', on_day: '2026-06-01' },
      { act: 'cleared', clause: 'GX24-4.1d', on_day: '2026-07-01' },
    ]);
  });

  test('GX24-1.2, GX24-4.2a: out-of-region, the mark bars new work only', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], divisionCode: '440103', missing: 1 });
    await run('2026-06-01');
    const [found] = await rows('select restrictions, regime from cases');
    expect(found).toEqual({ restrictions: ['no-new-work'], regime: 'guangxi-2024' });
  });

  test('GX24-4.2b: an out-of-region failure is put up for the national platform, once', async () => {
    const { qualifications } = await addEnterprise(database.pool, {
      rows: ['GC-01-3'],
      divisionCode: '440103',
      missing: 1,
    });
    await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await run('2026-06-01');
    await run('2026-07-01');
    const pushes = await rows(
      "select o.status, c.qualification_id from outbox o join cases c on o.key = 'national-platform:' || c.id where o.channel = 'national-platform'",
    );
    expect(pushes).toEqual([{ status: 'pending', qualification_id: qualifications[0]?.id }]);
  });

  test('GX24-3: grade, specialty and number are compared; a class 2 builder does not serve a class 1 requirement', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-1'], missing: 1 });
    await addPerson(database.pool, enterprise.id, BUILDER);
    await run('2026-06-01');
    const qualification = { enterpriseId: enterprise.id, standardRow: 'GC-01-1', divisionCode: '450102' };
    const { explanation } = await explainQualification(database.pool, qualification, {
      asOf: '2026-06-01',
      instant: at('2026-06-01'),
    });
    expect(explanation.verdict).toBe('not-met');
    expect(explanation.notCounted.map((each) => each.reason)).toEqual(['grade']);
  });

  test('an unsure row asks an official and warns nobody; the question closes with the next verdict', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['SC-16-3'], missing: 1 });
    await run('2026-06-01');
    expect(await rows('select 1 from cases')).toEqual([]);
    expect(await rows("select 1 from outbox where channel = 'mail'")).toEqual([]);
    const [question] = await rows<{ reason: string; closed_on: string | null }>(
      'select reason, closed_on from official_question',
    );
    expect(question?.reason).toContain('尚未与印发文本核对');
    expect(question?.closed_on).toBeNull();
    const [spare] = await rows<{ kind: number; specialties: number }>(
      'select kind, specialties from registration limit 1',
    );
    if (spare) await addPerson(database.pool, enterprise.id, spare, { knownFrom: new Date('2026-06-10T04:00:00Z') });
    await run('2026-07-01');
    expect(await rows('select closed_on, closed_because from official_question')).toEqual([
      { closed_on: '2026-07-01', closed_because: 'verdict:met' },
    ]);
  });

  test('GX24-2: a month that has run is not run again', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await run('2026-06-01');
    const again = await run('2026-06-01');
    expect(again.settlement).toEqual({ outcome: 'already', status: 'settled' });
    expect(await rows('select count(*) from cases')).toEqual([{ count: 1 }]);
  });

  test('a trial writes nothing and finds what the run then finds', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    const trial = await trialRun(database.url, database.pool, {
      scope: '',
      asOf: '2026-06-01',
      instant: at('2026-06-01'),
    });
    expect(trial.changed).toBe(1);
    expect(await rows('select 1 from verification_run')).toEqual([]);
    expect(await rows('select 1 from verdict')).toEqual([]);
    const { settlement } = await run('2026-06-01');
    expect(settlement).toMatchObject({ report: { changed: 1 } });
  });

  test('the verdict of a past day is shown and explained as it was known then', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await run('2026-06-01');
    await addPerson(database.pool, enterprise.id, BUILDER, { knownFrom: new Date('2026-06-10T04:00:00Z') });
    await run('2026-07-01');
    const [then] = await standingVerdicts(database.pool, enterprise.id, at('2026-06-15'));
    const [now] = await standingVerdicts(database.pool, enterprise.id, at('2026-07-15'));
    expect([then?.verdict, now?.verdict]).toEqual(['not-met', 'met']);
    const qualification = { enterpriseId: enterprise.id, standardRow: 'GC-01-3', divisionCode: '450102' };
    const past = await explainQualification(database.pool, qualification, {
      asOf: then?.checkedAsOf ?? '',
      instant: then?.checkedInstant ?? new Date(0),
    });
    expect(past.explanation.counts).toBe(then?.counts);
    expect(past.practitioners.size).toBe(4);
  });

  test('a later month that changes nothing confirms the verdict without a new row', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-3'] });
    await run('2026-06-01');
    await run('2026-07-01');
    expect(await rows('select count(*) from verdict')).toEqual([{ count: 1 }]);
    const [standing] = await standingVerdicts(database.pool, enterprise.id, at('2026-07-02'));
    expect(standing?.checkedAsOf).toBe('2026-07-01');
  });
});

describe('persons registered twice', () => {
  test('建市〔2015〕20号: a person registered in two enterprises counts in neither', async () => {
    const first = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    const second = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    const person = await addPerson(database.pool, first.id, BUILDER);
    await addPerson(database.pool, second.id, BUILDER, { practitioner: person });
    await run('2026-06-01');
    for (const { id } of [first, second]) {
      const qualification = { enterpriseId: id, standardRow: 'GC-01-3', divisionCode: '450102' };
      const { explanation } = await explainQualification(database.pool, qualification, {
        asOf: '2026-06-01',
        instant: at('2026-06-01'),
      });
      expect(explanation.verdict).toBe('not-met');
      expect(explanation.notCounted).toEqual([{ person: String(person), reason: 'counted-elsewhere' }]);
    }
    expect(await rows('select count(*) from cases')).toEqual([{ count: 2 }]);
  });
});

describe('the plausibility breaker', () => {
  async function flipEverybody() {
    for (let each = 0; each < 30; each++) await addEnterprise(database.pool, { rows: ['GC-01-3'] });
    await run('2026-06-01');
    await database.pool.query("update registration set known_to = '2026-06-20'");
    return run('2026-07-01');
  }

  test('a feed that would flip an implausible share holds the run before the first warning', async () => {
    const { settlement } = await flipEverybody();
    expect(settlement.outcome).toBe('held');
    expect(await rows('select 1 from cases')).toEqual([]);
    expect(await rows("select 1 from outbox where channel = 'mail'")).toEqual([]);
    const [held] = await rows<{ status: string; held_reason: string }>(
      "select status, held_reason from verification_run where month = '2026-07'",
    );
    expect(held?.status).toBe('held');
    expect(held?.held_reason).toContain('30 项');
  });

  test('released by an official with a reason, it takes effect and is on record', async () => {
    const { run: held } = await flipEverybody();
    const settlement = await releaseHeldRun(
      database.pool,
      held.id,
      { by: '演示复核员', reason: '数据已与来源核对' },
      '45',
    );
    expect(settlement.outcome).toBe('settled');
    expect(await rows('select count(*) from cases')).toEqual([{ count: 30 }]);
    expect(await rows('select actor, action from audit_entry')).toEqual([
      { actor: '演示复核员', action: 'release-held-run' },
    ]);
  });

  test('discarded by the province through the portal, nothing of it takes effect and the month can be run again', async () => {
    const { run: held } = await flipEverybody();
    const scoped = openScopedPools(database.url, 1);
    const accountId = '00000000-0000-4000-8000-000000000001';
    const portal = scoped.forClaim({ viewer: 'office', scope: '*', enterpriseId: null, accountId });
    expect(await stagedRows(portal, held.id, 100)).toHaveLength(30);
    expect(await discardHeldRun(portal, held.id, { by: '演示复核员', reason: '来源数据不全' })).toBe(true);
    await scoped.end();
    await database.pool.query('update registration set known_to = null');
    const { settlement } = await run('2026-07-01');
    expect(settlement.outcome).toBe('settled');
    expect(await rows('select 1 from cases')).toEqual([]);
    expect(await rows('select 1 from run_difference')).toEqual([]);
  });
});

describe('the breaker looks at first verdicts, at one source, and once at a failure and its undoing', () => {
  const judge = async (day: string, firms: number, missing: number, feed = 'test') => {
    const ids: number[] = [];
    for (let each = 0; each < firms; each++) {
      ids.push((await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: each < missing ? 2 : 0 })).id);
    }
    await database.pool.query('update registration set feed = $1 where enterprise_id = any($2)', [feed, ids]);
    return { ids, ...(await run(day)) };
  };
  const release = { by: '演示复核员', reason: '数据已与来源核对' };

  test('issue 9.7: most of those judged for the first time fail: held before the first warning', async () => {
    const { settlement } = await judge('2026-06-01', 70, 60);
    expect(settlement).toMatchObject({
      outcome: 'held',
      reason: expect.stringContaining('首次得出结论的 70 项资质中有 60 项（85.7%）不达标'),
    });
    expect(await rows('select 1 from cases')).toEqual([]);
    expect(await rows('select 1 from verdict')).toEqual([]);
  });

  test('issue 9.7: among standing verdicts that mostly hold, a third of new ones failing is held; with few standing it is not', async () => {
    expect((await judge('2026-06-01', 70, 22)).settlement.outcome).toBe('settled');
    await judge('2026-07-01', 50, 0);
    const { settlement } = await judge('2026-08-01', 40, 30);
    expect(settlement).toMatchObject({ outcome: 'held', reason: expect.stringContaining('现有结论中不达标占 18.3%') });
  });

  test('issue 9.7: one source that empties its own few enterprises is held although the register as a whole hardly moves', async () => {
    await judge('2026-06-01', 480, 0, 'whole-province');
    const { ids } = await judge('2026-07-01', 60, 0, 'one-city');
    await database.pool.query("update registration set known_to = '2026-07-10' where enterprise_id = any($1)", [
      ids.slice(0, 25),
    ]);
    const { settlement } = await run('2026-08-01');
    expect(settlement).toMatchObject({
      outcome: 'held',
      reason: expect.stringContaining('来源“one-city”的企业现有 60 项核查结论，其中 25 项'),
    });
  });

  test('issue 9.7: after a released failure its undoing needs no second release', async () => {
    await judge('2026-06-01', 40, 0);
    await database.pool.query("update registration set known_to = '2026-06-20'");
    const failed = await run('2026-07-01');
    expect(failed.settlement.outcome).toBe('held');
    await releaseHeldRun(database.pool, failed.run.id, release, '45');
    expect(await rows("select count(*) from verdict where known_to is null and verdict = 'not-met'")).toEqual([
      { count: 40 },
    ]);
    await database.pool.query('update registration set known_to = null');
    const instant = new Date(Date.now() + 60_000);
    const asOf = '2026-12-30';
    const back = await runMonth(database.url, database.pool, { month: '2026-12', scope: '', asOf, instant }, PROVINCE);
    expect(back.settlement.outcome).toBe('settled');
    expect(await rows("select count(*) from verdict where known_to is null and verdict = 'met'")).toEqual([
      { count: 40 },
    ]);
  });
});

describe('the re-check of what changed', () => {
  test('GX24-2: a re-check that would flip an implausible share is held, and is among the runs that an official decides on', async () => {
    const ids: number[] = [];
    for (let each = 0; each < 30; each++) ids.push((await addEnterprise(database.pool, { rows: ['GC-01-3'] })).id);
    await run('2026-06-01');
    await database.pool.query("update registration set known_to = '2026-06-10'");
    for (const id of ids) await requestRecheck(database.pool, id, new Date('2026-06-10T00:00:00Z'));
    const settlement = await recheckChangedEnterprises(database.url, database.pool, PROVINCE);
    expect(settlement?.outcome).toBe('held');
    const [held] = await latestRuns(database.pool, 9);
    expect(held).toMatchObject({ kind: 'change', month: null, status: 'held' });
    expect(await stagedFlips(database.pool, held?.id ?? 0)).toEqual([{ city: '4501', newlyFailing: 30, recovered: 0 }]);
    const release = { by: '演示复核员', reason: '数据已与来源核对' };
    expect((await releaseHeldRun(database.pool, held?.id ?? 0, release, '45')).outcome).toBe('settled');
    expect(await rows('select count(*) from cases')).toEqual([{ count: 30 }]);
  });

  test('a held re-check that a newer one has overtaken would change nothing, and its page says so', async () => {
    const ids: number[] = [];
    for (let each = 0; each < 30; each++) ids.push((await addEnterprise(database.pool, { rows: ['GC-01-3'] })).id);
    await run('2026-06-01');
    await database.pool.query("update registration set known_to = '2026-06-10'");
    const recheck = async () => {
      for (const id of ids) await requestRecheck(database.pool, id, new Date('2026-06-10T00:00:00Z'));
      return recheckChangedEnterprises(database.url, database.pool, PROVINCE);
    };
    await recheck();
    await recheck();
    const [newer, older] = await latestRuns(database.pool, 9);
    expect([newer?.status, older?.status]).toEqual(['held', 'held']);
    expect(await stagedFlips(database.pool, older?.id ?? 0)).toEqual([]);
    expect(await stagedRows(database.pool, older?.id ?? 0, 100)).toEqual([]);
    expect(await stagedRows(database.pool, newer?.id ?? 0, 100)).toHaveLength(30);
    const release = { by: '演示复核员', reason: '数据已与来源核对' };
    await releaseHeldRun(database.pool, older?.id ?? 0, release, '45');
    expect(await rows('select 1 from cases')).toEqual([]);
  });

  test('GX24-2: a change in the register is re-checked without waiting for the month', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-3'] });
    await run('2026-06-01');
    await database.pool.query(
      "update registration set known_to = '2026-06-10' where id = (select min(id) from registration)",
    );
    await requestRecheck(database.pool, enterprise.id, new Date('2026-06-10T00:00:00Z'));
    const settlement = await recheckChangedEnterprises(database.url, database.pool, PROVINCE);
    expect(settlement?.outcome).toBe('settled');
    // A re-check that settles by itself is nobody's matter; one that is held is (below).
    expect((await latestRuns(database.pool, 9)).map(({ kind }) => kind)).toEqual(['month']);
    expect(await rows('select count(*) from cases where closed_on is null')).toEqual([{ count: 1 }]);
    expect(await rows('select 1 from recheck_request')).toEqual([]);
    expect(await recheckChangedEnterprises(database.url, database.pool, PROVINCE)).toBeUndefined();
  });

  test('a month run frozen before a re-check does not overwrite what the re-check found', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    const { freezeMonthRun } = await import('#features/verification/freeze.ts');
    const { workRun } = await import('#features/verification/work-run.ts');
    const frozen = await freezeMonthRun(database.pool, {
      month: '2026-06',
      scope: '',
      asOf: '2026-06-01',
      instant: at('2026-06-01'),
    });
    await addPerson(database.pool, enterprise.id, BUILDER, { knownFrom: new Date('2026-06-02T00:00:00Z') });
    await requestRecheck(database.pool, enterprise.id, new Date('2026-06-02T00:00:00Z'));
    await recheckChangedEnterprises(database.url, database.pool, PROVINCE);
    await workRun(database.url, database.pool, frozen.run, PROVINCE);
    const [verdict] = await rows('select verdict from verdict where known_to is null');
    expect(verdict).toEqual({ verdict: 'met' });
    expect(await rows('select 1 from cases')).toEqual([]);
  });

  test('a re-check that would flip an implausible share is held as well', async () => {
    const ids: number[] = [];
    for (let each = 0; each < 30; each++) ids.push((await addEnterprise(database.pool, { rows: ['GC-01-3'] })).id);
    await run('2026-06-01');
    await database.pool.query("update registration set known_to = '2026-06-20'");
    for (const id of ids) await requestRecheck(database.pool, id, new Date('2026-06-20T00:00:00Z'));
    const settlement = await recheckChangedEnterprises(database.url, database.pool, PROVINCE);
    expect(settlement?.outcome).toBe('held');
    expect(await rows('select 1 from cases')).toEqual([]);
  });
});

describe('events of a case', () => {
  test('form a hash chain that SQL and TypeScript compute alike, and a changed event is found', async () => {
    const enterprise = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await run('2026-06-01');
    await addPerson(database.pool, enterprise.id, BUILDER, { knownFrom: new Date('2026-06-10T04:00:00Z') });
    await run('2026-07-01');
    const stored = await rows<{
      caseId: string;
      sequence: number;
      onDay: string;
      act: string;
      actor: string;
      clause: string;
      content: string;
      previousHash: Buffer;
      hash: Buffer;
    }>(
      `select case_id as "caseId", sequence, on_day as "onDay", act, actor, clause, content, previous_hash as "previousHash", hash
       from case_event order by sequence`,
    );
    expect(stored).toHaveLength(2);
    expect(brokenAt(stored)).toBeUndefined();
    const [head] = await rows<{ last_hash: Buffer }>('select last_hash from cases');
    expect(head?.last_hash.equals(stored[1]?.hash ?? Buffer.alloc(0))).toBe(true);
    const [first, second] = stored;
    if (first === undefined || second === undefined) throw new Error('two events expected');
    expect(brokenAt([{ ...first, clause: 'GX24-4.2a' }, second])).toEqual({
      sequence: 1,
      reason: '事件内容与散列值不符',
    });
    expect(brokenAt([second])).toEqual({ sequence: 1, reason: '缺少这一事件' });
  });
});
