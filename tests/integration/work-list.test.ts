import { afterEach, beforeEach, expect, test } from 'vitest';
import { casesMatching, workList } from '#features/casework/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
beforeEach(async () => {
  bench = await serviceBench('45');
  scoped = openScopedPools(bench.database.url, 4);
});
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

const pool = (scope: string) =>
  scoped.forClaim({
    viewer: 'office',
    scope,
    enterpriseId: null,
    accountId: '00000000-0000-4000-8000-000000000001',
  });
const TODAY = '2026-06-05';
const CITY = { handlers: ['city'] } as const;

async function warned(count: number, divisionCode: string): Promise<void> {
  for (let at = 0; at < count; at++) {
    const { id } = await bench.enterprise({
      rows: ['GC-01-3'],
      missing: 1,
      divisionCode,
      name: `演示待办${at}建设有限公司`,
    });
    await bench.address(id, '南宁市演示路 1 号');
  }
}

test('GX24-4.1b: the pages of a work list follow one another without gap or double, numbers and tabs are those of the whole', async () => {
  await warned(7, '450102');
  await warned(2, '450202');
  await bench.run('2026-06-01');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await workList(pool('4501'), CITY, {
      today: TODAY,
      limit: 3,
      ...(cursor === undefined ? {} : { cursor }),
    });
    expect(page.total).toBe(7);
    expect(page.counts).toEqual([{ what: 'issue-order', count: 7, overdue: 0 }]);
    seen.push(...page.items.map(({ caseId }) => caseId));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
  const all = await casesMatching(pool('4501'), { ...CITY, what: 'issue-order' }, TODAY, 100);
  expect(all.toSorted()).toEqual(seen.toSorted());
});

test('GX24-4.1b: what has no term in law is listed with the oldest case in front, across pages, and a cursor that is none begins anew', async () => {
  await warned(2, '450102');
  await bench.run('2026-05-01');
  await warned(3, '450202');
  await bench.run('2026-06-01');
  const first = await workList(pool('45'), CITY, { today: TODAY, limit: 3 });
  expect(first.items.map(({ openedOn }) => openedOn)).toEqual(['2026-05-01', '2026-05-01', '2026-06-01']);
  const second = await workList(pool('45'), CITY, { today: TODAY, limit: 3, cursor: first.next ?? '' });
  expect(second.items.map(({ openedOn }) => openedOn)).toEqual(['2026-06-01', '2026-06-01']);
  const broken = await workList(pool('45'), CITY, { today: TODAY, limit: 3, cursor: '2026-13-45|x|y|z' });
  expect(broken.items).toEqual(first.items);
});

test('a name is found by a part of it; what no filter finds leaves page and numbers empty', async () => {
  await warned(3, '450102');
  await bench.run('2026-06-01');
  const found = await workList(pool('4501'), { ...CITY, text: '待办2' }, { today: TODAY, limit: 10 });
  expect(found.items.map(({ enterprise }) => enterprise)).toEqual(['演示待办2建设有限公司']);
  const none = await workList(pool('4501'), { ...CITY, text: '没有这家' }, { today: TODAY, limit: 10 });
  expect(none).toEqual({ items: [], total: 0, next: null, counts: [] });
});

test('what is owed by another office is not in the list, and nothing is without a scope', async () => {
  await warned(1, '450102');
  await bench.run('2026-06-01');
  expect((await workList(pool('4501'), { handlers: ['district'] }, { today: TODAY, limit: 10 })).items).toEqual([]);
  expect((await workList(pool(''), CITY, { today: TODAY, limit: 10 })).items).toEqual([]);
});
