import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { publishChanges } from '#features/open-data/commands.ts';
import {
  addToWatchList,
  callWebhooks,
  createWatchList,
  enterprisesNamed,
  setWatchEmail,
  setWebhook,
  tellWatchers,
} from '#features/watch/commands.ts';
import { watchListOf, watchListsOf } from '#features/watch/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
beforeEach(async () => {
  bench = await serviceBench('45');
  scoped = openScopedPools(bench.database.url, 3);
  for (const { accountId, name } of [ANNA, BERT]) {
    await bench.pool.query(
      `insert into account (id, sign_in_name, name, password_hash, password_set_at, created_at, created_by) values ($1::uuid, 'g' || right($1::text, 4), $2, '', $3, $3, '演示')`,
      [accountId, name, NOW],
    );
    await bench.pool.query(
      `insert into account_role (id, account_id, role, granted_at, granted_by) values (gen_random_uuid(), $1, 'tenderer', $2, '演示')`,
      [accountId, NOW],
    );
  }
});
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

const ANNA = { accountId: '00000000-0000-4000-8000-00000000000a', name: '演示招标人甲' };
const BERT = { accountId: '00000000-0000-4000-8000-00000000000b', name: '演示招标人乙' };
const poolOf = ({ accountId }: typeof ANNA) =>
  scoped.forClaim({ viewer: 'administration', scope: null, enterpriseId: null, accountId });
const NOW = instant('2026-06-02');

/** A real receiver: what came, and what it answers next. */
async function receiver() {
  const got: { body: string; signature: string; path: string }[] = [];
  let status = 200;
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    got.push({ body, signature: String(request.headers['qualwatch-signature']), path: request.url ?? '' });
    response.statusCode = status;
    response.setHeader('Location', 'http://127.0.0.1:1/');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    got,
    url: `http://127.0.0.1:${port}/hook`,
    answer: (next: number) => {
      status = next;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function watched(url: string) {
  const { uscc } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, name: '演示关注建设有限公司' });
  const pool = poolOf(ANNA);
  const made = await createWatchList(pool, '投标人名单', ANNA, NOW);
  if (made.outcome !== 'done') throw new Error('no list');
  const { found, missing } = await enterprisesNamed(bench.pool, ['演示关注建设有限公司', '没有这家']);
  expect(missing).toEqual(['没有这家']);
  await addToWatchList(pool, made.listId, found, NOW);
  await setWatchEmail(pool, made.listId, 'zhaobiao@demo.invalid');
  const hook = await setWebhook(pool, made.listId, url, true);
  await bench.run('2026-06-02');
  await publishChanges(bench.pool, { province: '45', now: NOW });
  return { listId: made.listId, uscc, secret: hook.outcome === 'done' ? String(hook.secret) : '' };
}

test('a change of a listed enterprise is told by mail and by a webhook whose signature can be checked, once', async () => {
  const post = await receiver();
  const { listId, secret } = await watched(post.url);
  expect(await tellWatchers(bench.pool, 'https://qualwatch.demo.invalid', NOW)).toBe(1);
  expect(await tellWatchers(bench.pool, 'https://qualwatch.demo.invalid', NOW)).toBe(0);
  expect(await callWebhooks(bench.pool, NOW, { allowInside: true })).toEqual({ taken: 1, notTaken: 0 });
  expect(await callWebhooks(bench.pool, NOW, { allowInside: true })).toEqual({ taken: 0, notTaken: 0 });
  await bench.deliver(NOW);
  const mails = (await bench.mailbox.messages()).filter(({ subject }) => subject.includes('投标人名单'));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain('演示关注建设有限公司');
  const [call] = post.got;
  const [, second = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(call?.signature ?? '') ?? [];
  expect(mac).toBe(createHmac('sha256', secret).update(`${second}.${call?.body}`).digest('hex'));
  expect(JSON.parse(call?.body ?? '{}')).toMatchObject({ list: listId, changes: expect.any(Array) });
  expect((await watchListOf(poolOf(ANNA), listId))?.told[0]).toMatchObject({ webhookStatus: 'sent' });
  await post.close();
});

test('a webhook that is not taken comes again with a growing pause; a redirect is not followed', async () => {
  const post = await receiver();
  await watched(post.url);
  await tellWatchers(bench.pool, 'https://qualwatch.demo.invalid', NOW);
  post.answer(302);
  expect(await callWebhooks(bench.pool, NOW, { allowInside: true })).toEqual({ taken: 0, notTaken: 1 });
  expect(await callWebhooks(bench.pool, NOW, { allowInside: true })).toEqual({ taken: 0, notTaken: 0 });
  post.answer(200);
  const later = new Date(NOW.getTime() + 3 * 60_000);
  expect(await callWebhooks(bench.pool, later, { allowInside: true })).toEqual({ taken: 1, notTaken: 0 });
  await post.close();
});

test('an enterprise is found by its code in either case and by its whole name, each that was asked for once', async () => {
  const { uscc } = await bench.enterprise({ rows: ['GC-01-3'], missing: 0, name: '演示关注建设有限公司' });
  const asked = [uscc.toLowerCase(), '演示关注建设有限公司', '演示关注建设'];
  const { found, missing } = await enterprisesNamed(bench.pool, asked);
  expect(found).toEqual([
    { uscc, name: '演示关注建设有限公司' },
    { uscc, name: '演示关注建设有限公司' },
  ]);
  expect(missing).toEqual(['演示关注建设']);
});

test('more names than a list holds are not looked for: each is a search', async () => {
  const query = vi.spyOn(bench.pool, 'query');
  const names = Array.from({ length: 501 }, (_, at) => `演示第${at}建设有限公司`);
  await expect(enterprisesNamed(bench.pool, names)).rejects.toThrow('more terms than a list holds');
  expect(query).not.toHaveBeenCalled();
  expect((await enterprisesNamed(bench.pool, names.slice(1))).missing).toHaveLength(500);
});

test('an address of the inside is neither accepted nor called', async () => {
  const post = await receiver();
  const { listId } = await watched(post.url);
  await tellWatchers(bench.pool, 'https://qualwatch.demo.invalid', NOW);
  expect(await callWebhooks(bench.pool, NOW, { allowInside: false })).toEqual({ taken: 0, notTaken: 1 });
  expect(post.got).toEqual([]);
  const refused = await setWebhook(poolOf(ANNA), listId, 'https://169.254.169.254/latest', false);
  expect(refused).toMatchObject({ outcome: 'refused', field: 'webhook' });
  await post.close();
});

test('a list belongs to its account alone', async () => {
  const post = await receiver();
  const { listId } = await watched(post.url);
  expect(await watchListsOf(poolOf(BERT))).toEqual([]);
  expect(await watchListOf(poolOf(BERT), listId)).toBeUndefined();
  expect(await setWatchEmail(poolOf(BERT), listId, 'bert@demo.invalid')).toBe(false);
  await post.close();
});

test('a list of an account that was closed, or lost its role, mails and calls nobody, not even what was prepared before', async () => {
  const ends = [
    "update account set status = 'closed' where id = $1",
    'update account_role set ended_at = now() where account_id = $1',
  ];
  const hook = await receiver();
  try {
    await watched(hook.url);
    const again = [
      "update account set status = 'active' where id = $1",
      'update account_role set ended_at = null where account_id = $1',
    ];
    // Prepared while the account was there.
    expect(await tellWatchers(bench.pool, 'http://test.invalid', NOW)).toBe(1);
    const told = await bench.pool.query("select count(*)::int as mails from outbox where key like 'watch:%'");
    for (const [at, end] of ends.entries()) {
      await bench.pool.query(end, [ANNA.accountId]);
      await bench.pool.query("update watch_delivery set webhook_status = 'pending', next_attempt = $1", [NOW]);
      await bench.pool.query('update watch_list set position = 0');
      expect(await tellWatchers(bench.pool, 'http://test.invalid', NOW)).toBe(0);
      expect(await callWebhooks(bench.pool, NOW, { allowInside: true })).toEqual({ taken: 0, notTaken: 0 });
      await bench.pool.query(again[at] ?? '', [ANNA.accountId]);
    }
    expect(hook.got).toEqual([]);
    const after = await bench.pool.query("select count(*)::int as mails from outbox where key like 'watch:%'");
    expect(after.rows).toEqual(told.rows);
  } finally {
    await hook.close();
  }
});
