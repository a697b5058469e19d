import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { publishChanges, takeMonthlySnapshot } from '#features/open-data/commands.ts';
import { snapshotOf } from '#features/open-data/queries.ts';
import { runMonth } from '#features/verification/commands.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson } from './registry-fixture.ts';
import { siteRoutes } from './site-routes.ts';

/** How many pairs of enterprises are compared: alike but for what only the office may see. */
const PAIRS = 40;
const at = (day: string) => new Date(`${day}T02:10:00+08:00`);

const situation = fc.record({
  rows: fc.constantFrom(['GC-02-3'], ['GC-01-3'], ['GC-02-3', 'GC-01-3'], ['GC-01-2']),
  missing: fc.integer({ min: 1, max: 3 }),
  division: fc.constantFrom('140105', '140106', '140200', '140300'),
  /** the yellow card ends before it can turn red */
  cured: fc.boolean(),
});

let database: TestDatabase;
let routes: Awaited<ReturnType<typeof siteRoutes<'restrictions' | 'status' | 'changes' | 'red' | 'search' | 'page'>>>;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ('verification.plausibility-breaker', '{"share": 1, "minimum": 1000}', now(), '演示')`,
  );
  routes = await siteRoutes(
    database,
    {
      restrictions: () => import('../../src/app/api/v1/enterprises/[uscc]/restrictions/route.ts'),
      status: () => import('../../src/app/api/v1/enterprises/[uscc]/status/route.ts'),
      changes: () => import('../../src/app/api/v1/changes/route.ts'),
      red: () => import('../../src/app/red-list/route.tsx'),
      search: () => import('../../src/app/api/v1/enterprises/route.ts'),
      page: () => import('../../src/app/enterprises/[uscc]/route.tsx'),
    },
    { QUALWATCH_PROVINCE: '14' },
  );
});
afterAll(async () => {
  await routes?.close();
  await database?.drop();
});

interface Twin {
  readonly uscc: string;
  readonly id: number;
  readonly name: string;
}

/** What tells two enterprises apart by nature is taken out: what is left must be the same. */
function bare(text: string, { uscc, name }: Twin): string {
  return text
    .replaceAll(uscc, 'USCC')
    .replaceAll(name, 'NAME')
    .replace(/"id":\d+/g, '"id":0')
    .replace(/qualifications\/\d+/g, 'qualifications/0')
    .replace(/"instant":"[^"]+"/g, '"instant":""')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d（北京时间）/g, 'NOW');
}

async function twin(
  pair: number,
  side: number,
  drawn: { rows: readonly string[]; missing: number; division: string },
): Promise<Twin> {
  const name = `演示${side === 0 ? '甲' : '乙'}字第${pair}建设有限公司`;
  const { id } = await addEnterprise(database.pool, {
    rows: drawn.rows,
    missing: side === 0 ? drawn.missing : 0,
    divisionCode: drawn.division,
    name,
  });
  const uscc = syntheticUscc(30_000 + pair * 2 + side);
  await database.pool.query('update enterprise set uscc = $2 where id = $1', [id, uscc]);
  return { uscc, id, name };
}

test('SX23-2.1, SX23-3.1: whoever holds a yellow card reads in every public answer as whoever holds none, before and after it ends', async () => {
  const drawn = fc.sample(situation, { numRuns: PAIRS, seed: 20_230_071 });
  const pairs: (readonly [Twin, Twin])[] = [];
  for (const [at, each] of drawn.entries()) pairs.push([await twin(at, 0, each), await twin(at, 1, each)]);

  const compare = async (when: string) => {
    while ((await publishChanges(database.pool, { province: '14', now: new Date() })) > 0);
    expect(await (await routes.call('changes', '/api/v1/changes')).json(), when).toMatchObject({
      changes: [],
      position: 0,
    });
    const red = await (await routes.call('red', '/red-list')).text();
    expect(red, when).toContain('目前没有公开标注的资质');
    for (const [yellow, none] of pairs) {
      for (const route of ['restrictions', 'status', 'page'] as const) {
        const read = async (of: Twin) =>
          bare(await (await routes.call(route, `/${route}/${of.uscc}`, { params: { uscc: of.uscc } })).text(), of);
        expect(await read(yellow), `${when}: ${route} ${yellow.name}`).toBe(await read(none));
      }
      const found = async (of: Twin) =>
        bare(await (await routes.call('search', `/api/v1/enterprises?q=${of.uscc}`)).text(), of);
      expect(await found(yellow), when).toBe(await found(none));
    }
  };
  const run = async (day: string) => {
    const request = { month: day.slice(0, 7), scope: '', asOf: day, instant: at(day) };
    const done = await runMonth(database.url, database.pool, request, { province: '14' });
    expect(done.settlement.outcome).toBe('settled');
  };

  await run('2026-06-01');
  const cards = await database.pool.query<{ count: number }>(
    "select count(*) from cases where stage = 'yellow' and not public",
  );
  expect(cards.rows[0]?.count).toBeGreaterThan(PAIRS / 2);
  await compare('with the yellow card');
  await takeMonthlySnapshot(database.pool, { province: '14', now: at('2026-06-20') });

  for (const [place, [yellow]] of pairs.entries()) {
    if (drawn[place]?.cured !== true) continue;
    for (const kind of [1, 2])
      for (let person = 0; person < 12; person++)
        await addPerson(database.pool, yellow.id, { kind, specialties: 1023 }, { knownFrom: at('2026-06-15') });
  }
  await run('2026-07-01');
  const ended = await database.pool.query<{ count: number }>("select count(*) from cases where stage = 'cleared'");
  expect(ended.rows[0]?.count).toBeGreaterThan(3);
  await compare('after some have ended');
  await takeMonthlySnapshot(database.pool, { province: '14', now: at('2026-07-20') });

  for (const month of ['2026-06', '2026-07']) {
    const snapshot = await snapshotOf(database.pool, month);
    const lines = gunzipSync(snapshot?.content ?? '')
      .toString()
      .trim()
      .split('\n');
    expect(lines).toHaveLength(PAIRS * 2 + 1);
    for (const [yellow, none] of pairs) {
      const line = (of: Twin) => bare(lines.find((each) => each.includes(of.uscc)) ?? '', of);
      expect(line(yellow), month).toBe(line(none));
    }
  }
});
