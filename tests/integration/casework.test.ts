import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { brokenAt } from '#features/casework/event-hash.ts';
import { dueList, restrictionsInForce } from '#features/casework/queries.ts';
import { runMonth } from '#features/verification/commands.ts';
import type { Command } from '#law/regimes/command.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { actByThree } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson, KNOWN } from './registry-fixture.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const BUILDER = { kind: 2, specialties: 1 };
const instant = (day: string) => new Date(`${day}T10:00:00+08:00`);

async function run(day: string, province = '45') {
  const request = { month: day.slice(0, 7), scope: '', asOf: day, instant: instant(day) };
  return runMonth(database.url, database.pool, request, { province });
}

async function step(caseId: string, onDay: string, command: Command, actor = '演示经办人') {
  return inTransaction(database.pool, (transaction) =>
    actByThree(transaction, { caseId, command, actor, onDay, recordedAt: instant(onDay) }),
  );
}

async function caseRow() {
  const result = await database.pool.query(
    'select id, stage, closed_on, marked, public, restrictions, deadline, provisional, next_by_time, served_on from cases order by opened_on desc limit 1',
  );
  return result.rows[0];
}

async function confirm(enterpriseId: number, signedOn: string) {
  await database.pool.query(
    `insert into service_confirmation (enterprise_id, signed_on, email, signed_by, known_from) values ($1, $2, 'lianxi@demo.invalid', '演示法人', $3)`,
    [enterpriseId, signedOn, KNOWN],
  );
}

async function chainIsWhole() {
  const events = await database.pool.query(
    `select case_id as "caseId", sequence, on_day as "onDay", act, actor, clause, content, previous_hash as "previousHash", hash from case_event order by case_id, sequence`,
  );
  expect(brokenAt(events.rows)).toBeUndefined();
}

describe('Guangxi, in-region', () => {
  test('GX24-4.1b, GX24-A.2: ordered, served on the day both channels have arrived, the term reckoned from it', async () => {
    const { id } = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await confirm(id, '2026-05-01');
    await run('2026-06-01');
    const { id: caseId } = await caseRow();
    expect(await step(caseId, '2026-06-03', { do: 'issue-order', termMonths: 4 })).toMatchObject({
      outcome: 'refused',
      refusal: { clause: 'GX24-4.1b' },
    });
    expect(await step(caseId, '2026-06-03', { do: 'issue-order', termMonths: 3 })).toMatchObject({ outcome: 'done' });
    await step(
      caseId,
      '2026-06-03',
      { do: 'arrive', document: 'order', channel: 'platform', outcome: 'signed' },
      'platform',
    );
    await step(
      caseId,
      '2026-06-05',
      { do: 'arrive', document: 'order', channel: 'email', outcome: 'signed' },
      'platform',
    );
    expect(await caseRow()).toMatchObject({
      stage: 'rectifying',
      served_on: { order: '2026-06-05' },
      // 5 September 2026 is a Saturday.
      deadline: '2026-09-07',
      next_by_time: '2026-09-08',
      marked: true,
    });
    await chainIsWhole();
  });

  test('GX24-4.1e: when the term is over the daily job puts the case on the licensing authority’s due list, once', async () => {
    const { id } = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await confirm(id, '2026-05-01');
    await run('2026-06-01');
    const { id: caseId } = await caseRow();
    await step(caseId, '2026-06-03', { do: 'issue-order', termMonths: 1 });
    await step(caseId, '2026-06-03', { do: 'arrive', document: 'order', channel: 'platform', outcome: 'signed' });
    await step(caseId, '2026-06-03', { do: 'arrive', document: 'order', channel: 'email', outcome: 'signed' });
    expect(await elapseCases(database.pool, '2026-07-03', instant('2026-07-03'))).toBe(0);
    expect(await elapseCases(database.pool, '2026-07-04', instant('2026-07-04'))).toBe(1);
    expect(await elapseCases(database.pool, '2026-07-04', instant('2026-07-04'))).toBe(0);
    expect(await caseRow()).toMatchObject({ stage: 'overdue' });
    const due = await dueList(database.pool, { scope: '4501', today: '2026-07-04', limit: 10 });
    expect(due.map((entry) => entry.what)).toEqual(['notify-intent']);
    expect(await dueList(database.pool, { scope: '4502', today: '2026-07-04', limit: 10 })).toEqual([]);
    await chainIsWhole();
  });

  test('GX24-4.1c: the restrictions in force are one answer, and end with the mark', async () => {
    const { id } = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    const uscc = (await database.pool.query('select uscc from enterprise where id = $1', [id])).rows[0].uscc;
    await run('2026-06-01');
    const inForce = await restrictionsInForce(database.pool, uscc);
    expect(inForce.map((each) => each.restriction)).toEqual([
      'no-addition',
      'no-new-work',
      'no-upgrade',
      'priority-supervision',
    ]);
    await addPerson(database.pool, id, BUILDER, { knownFrom: instant('2026-06-10') });
    await run('2026-07-01');
    expect(await restrictionsInForce(database.pool, uscc)).toEqual([]);
  });

  test('GX24-4.1d: met again in the rectification term, the platform lifts the mark and closes the case', async () => {
    const { id } = await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await confirm(id, '2026-05-01');
    await run('2026-06-01');
    const { id: caseId } = await caseRow();
    await step(caseId, '2026-06-03', { do: 'issue-order', termMonths: 3 });
    await step(caseId, '2026-06-03', { do: 'arrive', document: 'order', channel: 'platform', outcome: 'signed' });
    await step(caseId, '2026-06-03', { do: 'arrive', document: 'order', channel: 'email', outcome: 'signed' });
    await addPerson(database.pool, id, BUILDER, { knownFrom: instant('2026-06-10') });
    await run('2026-07-01');
    expect(await caseRow()).toMatchObject({ stage: 'cleared', marked: false, closed_on: '2026-07-01', deadline: null });
    await chainIsWhole();
  });

  test('GX24-5.1a: without a signed confirmation electronic service serves nothing, and the bureau is told', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], missing: 1 });
    await run('2026-06-01');
    const { id: caseId } = await caseRow();
    const ordered = await step(caseId, '2026-06-03', { do: 'issue-order', termMonths: 3 });
    expect(ordered).toMatchObject({
      events: [{ what: 'order-issued' }, { what: 'not-served', why: 'no-confirmation' }],
    });
    const due = await dueList(database.pool, { scope: '45', today: '2026-06-03', limit: 10 });
    expect(due.map((entry) => entry.what)).toContain('send-ems-order');
  });
});

describe('Shanxi', () => {
  test('SX23-2.1: a yellow card opens a case that is not public and restricts nothing', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
    await run('2026-06-01', '14');
    expect(await caseRow()).toMatchObject({
      stage: 'yellow',
      public: false,
      marked: false,
      restrictions: [],
      next_by_time: '2026-08-02',
    });
  });

  test('SX23-2.2: two months later and confirmed by the authority it turns red, public and restricted', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
    await run('2026-06-01', '14');
    const { id: caseId } = await caseRow();
    expect(await step(caseId, '2026-07-15', { do: 'confirm' })).toMatchObject({ outcome: 'refused' });
    await elapseCases(database.pool, '2026-08-02', instant('2026-08-02'));
    expect(await caseRow()).toMatchObject({ stage: 'yellow-due', public: false });
    await step(caseId, '2026-08-05', { do: 'confirm' });
    expect(await caseRow()).toMatchObject({
      stage: 'red',
      public: true,
      restrictions: ['no-addition', 'no-award', 'no-new-work', 'no-upgrade', 'priority-supervision'],
    });
  });
});

describe('Shenyang', () => {
  test('SY-2.2: an order needs two different officers', async () => {
    await addEnterprise(database.pool, { rows: ['GC-01-3'], divisionCode: '210102', missing: 1 });
    await run('2026-06-01', '21');
    const { id: caseId } = await caseRow();
    const alone = await step(caseId, '2026-06-03', {
      do: 'issue-order',
      termMonths: 3,
      officers: ['演示甲', '演示甲'],
    });
    expect(alone).toMatchObject({ outcome: 'refused' });
    const two = await step(caseId, '2026-06-03', { do: 'issue-order', termMonths: 3, officers: ['演示甲', '演示乙'] });
    expect(two).toMatchObject({ outcome: 'done' });
    expect(await caseRow()).toMatchObject({ stage: 'posted' });
  });
});
