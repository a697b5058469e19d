import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { publishChanges, takeMonthlySnapshot } from '#features/open-data/commands.ts';
import { readChanges, snapshotOf } from '#features/open-data/queries.ts';
import { runMonth } from '#features/verification/commands.ts';
import { inTransaction, openConnection } from '#platform/database/connections.ts';
import { actByThree } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson, requestRecheck } from './registry-fixture.ts';

const at = (day: string, time = '02:10:00') => new Date(`${day}T${time}+08:00`);
const ROAD = { kind: 2, specialties: 2 };
let database: TestDatabase;
let serial = 9000;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function run(day: string, province: string) {
  const request = { month: day.slice(0, 7), scope: '', asOf: day, instant: at(day) };
  expect((await runMonth(database.url, database.pool, request, { province })).settlement.outcome).toBe('settled');
}

async function enterprise(options: Parameters<typeof addEnterprise>[1]) {
  const added = await addEnterprise(database.pool, options);
  const uscc = syntheticUscc(++serial);
  await database.pool.query('update enterprise set uscc = $2 where id = $1', [added.id, uscc]);
  return { ...added, uscc };
}

async function publish(province: string, day = '2026-09-01') {
  while ((await publishChanges(database.pool, { province, now: at(day) })) > 0);
}

async function everything() {
  const read = await readChanges(database.pool, { since: undefined, limit: 10_000 });
  if (read.is !== 'page') throw new Error(read.is);
  return read.changes;
}

describe('the feed of public changes', () => {
  test('GX24-4.1a, GX24-4.1d: a mark is set and lifted, with its day, clause and restrictions; positions have no gap', async () => {
    const failing = await enterprise({ rows: ['GC-02-3'], missing: 1 });
    await enterprise({ rows: ['GC-01-3'] });
    await run('2026-06-01', '45');
    await addPerson(database.pool, failing.id, ROAD, { knownFrom: at('2026-06-15') });
    await requestRecheck(database.pool, failing.id, at('2026-06-15'));
    await run('2026-07-01', '45');
    await publish('45');
    const changes = await everything();
    expect(changes.map((change) => change.position)).toEqual([1, 2, 3]);
    expect(changes).toMatchObject([
      {
        kind: 'mark-set',
        enterprise: { uscc: failing.uscc },
        onDay: '2026-06-01',
        act: 'warned',
        clause: { id: 'GX24-4.1a' },
        restrictions: expect.arrayContaining(['no-upgrade', 'no-addition', 'no-new-work']),
      },
      { kind: 'verdict', verdict: 'met', shortage: 0, asOf: '2026-07-01' },
      { kind: 'mark-lifted', act: 'cleared', restrictions: [], onDay: '2026-07-01' },
    ]);
    await publish('45');
    expect(await everything()).toHaveLength(3);
  });

  test('SX23-2.1: neither the yellow card nor its clearing leaves a trace, not even a gap; the red card begins with its own day', async () => {
    const cleared = await enterprise({ rows: ['GC-02-3'], missing: 1, divisionCode: '140105' });
    const red = await enterprise({ rows: ['GC-02-3'], missing: 1, divisionCode: '140106' });
    await enterprise({ rows: ['GC-01-3'], divisionCode: '140105' });
    await run('2026-06-01', '14');
    await addPerson(database.pool, cleared.id, ROAD, { knownFrom: at('2026-06-15') });
    await run('2026-07-01', '14');
    const stages = await database.pool.query('select stage from cases order by stage');
    expect(stages.rows).toEqual([{ stage: 'cleared' }, { stage: 'yellow' }]);
    await publish('14');
    expect(await everything()).toEqual([]);
    const noted = await database.pool.query(
      "select kind from public_change_due union all select 'x' from public_change",
    );
    expect(noted.rows).toEqual([]);

    const open = await database.pool.query<{ id: string }>('select id from cases where closed_on is null');
    const step = (day: string) =>
      inTransaction(database.pool, (transaction) =>
        actByThree(transaction, {
          caseId: open.rows[0]?.id ?? '',
          command: { do: 'find' },
          actor: '演示',
          onDay: day,
          recordedAt: at(day),
        }),
      );
    await step('2026-07-20');
    await publish('14');
    const changes = await everything();
    expect(changes).toMatchObject([
      { position: 1, kind: 'mark-set', enterprise: { uscc: red.uscc }, onDay: '2026-07-20', act: 'red' },
    ]);
    expect(JSON.stringify(changes)).not.toContain('2026-06-01');
    expect(JSON.stringify(changes)).not.toContain('yellow');
  });

  test('an act that commits late is neither skipped nor put before what was read', async () => {
    const ids = [];
    for (const name of ['甲', '乙'])
      ids.push((await enterprise({ rows: ['GC-01-3'], name: `演示${name}有限公司` })).qualifications[0]?.id);
    const end = "update qualification set status = 'ended', ended_on = '2026-06-05' where id = $1";
    const late = await openConnection(database.url);
    await late.query('begin');
    await late.query(end, [ids[0]]);
    // Later begun, sooner committed.
    await database.pool.query(end, [ids[1]]);
    await publish('45');
    const first = await readChanges(database.pool, { since: 0, limit: 10 });
    if (first.is !== 'page') throw new Error(first.is);
    expect(first.changes).toMatchObject([{ position: 1, qualification: { id: ids[1] } }]);
    await late.query('commit');
    await late.end();
    await publish('45');
    const second = await readChanges(database.pool, { since: first.position, limit: 10 });
    expect(second).toMatchObject({
      is: 'page',
      changes: [{ position: 2, qualification: { id: ids[0] } }],
      more: false,
    });
  });

  test('two publishers at once give every position once', async () => {
    for (let each = 0; each < 40; each++) {
      const { qualifications } = await enterprise({ rows: ['GC-01-3'] });
      await database.pool.query("update qualification set status = 'revoked', ended_on = '2026-06-05' where id = $1", [
        qualifications[0]?.id,
      ]);
    }
    await Promise.all([1, 2, 3].map(() => publish('45')));
    const changes = await everything();
    expect(changes.map((change) => change.position)).toEqual(Array.from({ length: 40 }, (_, place) => place + 1));
    expect(changes[0]).toMatchObject({ kind: 'qualification-ended', status: 'revoked', endedOn: '2026-06-05' });
  });

  test('changes are kept for more than 400 days; an older position is refused with where to go on', async () => {
    const end = async (day: string) => {
      const { qualifications } = await enterprise({ rows: ['GC-01-3'] });
      await database.pool.query("update qualification set status = 'ended' where id = $1", [qualifications[0]?.id]);
      await publish('45', day);
    };
    await end('2025-05-01');
    await end('2025-08-01');
    await end('2026-07-10');
    expect(await readChanges(database.pool, { since: 0, limit: 10 })).toEqual({ is: 'expired', oldest: 1 });
    expect(await readChanges(database.pool, { since: 1, limit: 10 })).toMatchObject({ is: 'page', position: 3 });
    expect(await readChanges(database.pool, { since: 4, limit: 10 })).toEqual({ is: 'ahead', newest: 3 });
  });
});

describe('the monthly snapshot', () => {
  test('SX23-2.1: yellow reads as met does; the snapshot names the position from which the feed goes on', async () => {
    const yellow = await enterprise({ rows: ['GC-02-3'], missing: 1, divisionCode: '140105' });
    const met = await enterprise({ rows: ['GC-02-3'], divisionCode: '140105' });
    await run('2026-06-01', '14');
    const ended = await enterprise({ rows: ['GC-01-3'], divisionCode: '140105' });
    await database.pool.query("update qualification set status = 'ended' where id = $1", [ended.qualifications[0]?.id]);
    await publish('14');
    expect(await takeMonthlySnapshot(database.pool, { province: '14', now: at('2026-06-02') })).toEqual({
      month: '2026-06',
      position: 1,
      enterprises: 3,
    });
    expect(await takeMonthlySnapshot(database.pool, { province: '14', now: at('2026-06-03') })).toBeUndefined();
    expect(await takeMonthlySnapshot(database.pool, { province: '14', now: at('2026-07-03') })).toBeUndefined();
    const snapshot = await snapshotOf(database.pool, '2026-06');
    const [head, ...lines] = gunzipSync(snapshot?.content ?? '')
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toEqual({
      kind: 'snapshot',
      month: '2026-06',
      takenAt: at('2026-06-02').toISOString(),
      position: 1,
      next: '/api/v1/changes?since=1',
    });
    const shown = (uscc: string) =>
      lines.find((line) => line.uscc === uscc)?.qualifications.map(({ id: _id, ...rest }: { id: number }) => rest);
    expect(shown(yellow.uscc)).toEqual(shown(met.uscc));
    expect(shown(yellow.uscc)).toMatchObject([
      { verdict: 'no-public-warning', mark: null, since: null, shortage: null },
    ]);
    expect(shown(ended.uscc)).toMatchObject([{ verdict: 'ended' }]);
  });
});

test('GX24-4.1c, SX23-3.2: restrictions in force over HTTP; the feed and the snapshot answer to their forms', async () => {
  const failing = await enterprise({ rows: ['GC-02-3'], missing: 1 });
  await run('2026-06-01', '45');
  await publish('45');
  await takeMonthlySnapshot(database.pool, { province: '45', now: at('2026-06-02') });
  const { siteRoutes } = await import('./site-routes.ts');
  const { changesSchema, restrictionsSchema } = await import('../../src/app/_site/open-data-schemas.ts');
  const routes = await siteRoutes(database, {
    restrictions: () => import('../../src/app/api/v1/enterprises/[uscc]/restrictions/route.ts'),
    changes: () => import('../../src/app/api/v1/changes/route.ts'),
    snapshot: () => import('../../src/app/api/v1/snapshot/route.ts'),
  });
  try {
    const { uscc } = failing;
    const answer = await routes.call('restrictions', `/api/v1/enterprises/${uscc}/restrictions`, { params: { uscc } });
    const { restrictions } = restrictionsSchema.parse(await answer.json());
    expect(restrictions.map((each) => each.code)).toEqual(
      expect.arrayContaining(['no-upgrade', 'no-addition', 'no-new-work']),
    );
    expect(restrictions[0]).toMatchObject({ since: '2026-06-01', clause: { id: 'GX24-4.1a' } });
    const feed = changesSchema.parse(await (await routes.call('changes', '/api/v1/changes?since=0&limit=1')).json());
    expect(feed).toMatchObject({ position: 1, more: false, next: '/api/v1/changes?since=1&limit=1' });
    expect((await routes.call('changes', '/api/v1/changes?since=-1')).status).toBe(400);
    expect((await routes.call('changes', '/api/v1/changes?since=99')).status).toBe(400);
    const plain = await routes.call('snapshot', '/api/v1/snapshot?month=2026-06');
    expect(plain.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect((await plain.text()).split('\n')[0]).toContain('"position":1');
    const packed = await routes.call('snapshot', '/api/v1/snapshot?format=gzip');
    expect(packed.headers.get('content-type')).toBe('application/gzip');
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toContain(uscc);
    expect((await routes.call('snapshot', '/api/v1/snapshot?month=2026-05')).status).toBe(404);
    expect((await routes.call('snapshot', '/api/v1/snapshot?month=x')).status).toBe(400);
  } finally {
    await routes.close();
    vi.unstubAllEnvs();
  }
});
