import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';
import { siteRoutes } from './site-routes.ts';

let bench: ServiceBench;
let routes: Awaited<ReturnType<typeof siteRoutes<'orders'>>>;
beforeEach(async () => {
  bench = await serviceBench('45');
  routes = await siteRoutes(
    bench.database,
    { orders: () => import('../../src/app/orders/route.tsx') },
    { QUALWATCH_PROVINCE: '45' },
  );
});
afterEach(async () => {
  await routes.close();
  await bench.close();
});

async function page(address: string): Promise<string> {
  return (await (await routes.call('orders', address)).text()).replaceAll('<!-- -->', '');
}

test('部令22号 28, GX24-4.1b: an order is on the public list from its service, with clause and last day, until the standard is met', async () => {
  const name = '演示邕江建设有限公司';
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, name });
  await bench.confirm(id, '2026-05-01');
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  await issueOrder(bench.tools, {
    caseId,
    termMonths: 1,
    actor: { name: '演示市局经办人', role: 'city' },
    onDay: '2026-06-03',
    recordedAt: instant('2026-06-03'),
  });
  // Issued and not served: it binds nobody yet.
  expect(await page('/orders')).toContain('目前没有尚未了结的责令整改文书');
  await bench.deliver(instant('2026-06-04'));
  const listed = await page('/orders?division=4501');
  expect(listed).toContain(name);
  expect(listed).toContain('2026-06-04');
  expect(listed).toContain('2026-07-06');
  expect(listed).toContain('桂建管〔2024〕8号');
  expect(await page('/orders?division=4502')).toContain('所选注册地目前没有');
  await bench.step(caseId, '2026-06-20', { do: 'verdict', result: 'met', ground: 'number' });
  expect(await page('/orders')).not.toContain(name);
  for (const wrong of ["/orders?division=45'", '/orders?cursor=x']) {
    expect((await routes.call('orders', wrong)).status).toBe(400);
  }
});
