import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { runMonth } from '#features/verification/commands.ts';
import {
  enterpriseListSchema,
  enterpriseSchema,
  problemSchema,
  statusSchema,
} from '../../src/app/_site/interface-schemas.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, type FixtureEnterprise } from './registry-fixture.ts';

let database: TestDatabase;
let marked: FixtureEnterprise;
const uscc = syntheticUscc(7001);

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>;
const handlers = new Map<string, Record<string, Handler>>();

/** Calls a route as Next does. */
async function call(address: string, options: RequestInit & { route: string; params?: Record<string, unknown> }) {
  const method = options.method ?? 'GET';
  const handler = handlers.get(options.route)?.[method];
  if (handler === undefined) throw new Error(`${method} ${options.route}`);
  return handler(new Request(`http://test.invalid${address}`, options), {
    params: Promise.resolve(options.params ?? {}),
  });
}

const LIST = { route: 'enterprises' };
const ONE = { route: 'enterprise', params: { uscc } };
const STATUS = { route: 'status', params: { uscc } };

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('QUALWATCH_RATE_LIMIT', '100000');
  vi.stubEnv('LOG_LEVEL', 'silent');
  vi.stubEnv('QUALWATCH_METRICS_TOKEN', 'yanshi');
  const modules: Record<string, () => Promise<Record<string, unknown>>> = {
    enterprises: () => import('../../src/app/api/v1/enterprises/route.ts'),
    enterprise: () => import('../../src/app/api/v1/enterprises/[uscc]/route.ts'),
    status: () => import('../../src/app/api/v1/enterprises/[uscc]/status/route.ts'),
    openapi: () => import('../../src/app/api/v1/openapi.json/route.ts'),
    unknown: () => import('../../src/app/api/[[...path]]/route.ts'),
    healthz: () => import('../../src/app/healthz/route.ts'),
    readyz: () => import('../../src/app/readyz/route.ts'),
    metrics: () => import('../../src/app/metrics/route.ts'),
    page: () => import('../../src/app/enterprises/[uscc]/route.tsx'),
  };
  for (const [name, load] of Object.entries(modules)) {
    const loaded = await load();
    const methods = Object.entries(loaded).filter(
      (entry): entry is [string, Handler] => typeof entry[1] === 'function',
    );
    handlers.set(name, Object.fromEntries(methods));
  }
  marked = await addEnterprise(database.pool, { rows: ['GC-02-3'], missing: 1, name: '演示公路建工有限公司' });
  await database.pool.query('update enterprise set uscc = $2 where id = $1', [marked.id, uscc]);
  for (let each = 0; each < 25; each++)
    await addEnterprise(database.pool, { rows: [], name: `演示${each}石桥有限公司` });
  const instant = new Date('2026-06-01T02:10:00+08:00');
  await runMonth(
    database.url,
    database.pool,
    { month: '2026-06', scope: '', asOf: '2026-06-01', instant },
    { province: '45' },
  );
});

afterAll(async () => {
  const { site } = await import('../../src/app/_site/site.ts');
  await site().pool.end();
  vi.unstubAllEnvs();
  await database.drop();
});

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const document = problemSchema.parse(await response.json());
  expect(document.status).toBe(response.status);
  return document;
}

describe('/api/v1', () => {
  test('search answers to its schema, and the next page is a link', async () => {
    const response = await call('/api/v1/enterprises?q=石桥', LIST);
    expect(response.status).toBe(200);
    const first = enterpriseListSchema.parse(await response.json());
    expect(first.items).toHaveLength(20);
    expect(response.headers.get('link')).toBe(`<${first.next}>; rel="next"`);
    const second = enterpriseListSchema.parse(await (await call(first.next ?? '', LIST)).json());
    expect(second.items).toHaveLength(5);
    expect(second.next).toBeNull();
  });

  test('an enterprise and its status answer to their schemas; no practitioner is in them', async () => {
    const one = await call(`/api/v1/enterprises/${uscc}`, ONE);
    expect(enterpriseSchema.parse(await one.json()).uscc).toBe(uscc);
    const response = await call(`/api/v1/enterprises/${uscc}/status?asOf=2026-06-02`, STATUS);
    const text = await response.text();
    const status = statusSchema.parse(JSON.parse(text));
    expect(status.qualifications).toMatchObject([
      {
        verdict: 'not-met',
        since: '2026-06-01',
        shortage: 1,
        mark: { since: '2026-06-01', clause: { id: 'GX24-4.1a', citation: '桂建管〔2024〕8号第四条（一）' } },
        check: { asOf: '2026-06-01' },
      },
    ]);
    const names = await database.pool.query<{ name: string }>('select name from practitioner');
    for (const { name } of names.rows) expect(text).not.toContain(`"${name}"`);
  });

  test('a strong tag, 304 for who has it, another tag for another coding', async () => {
    const headers = (more: Record<string, string>) => ({ ...ONE, headers: more });
    const plain = await call(`/api/v1/enterprises/${uscc}`, ONE);
    const tag = plain.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    expect(plain.headers.get('vary')).toContain('Accept-Encoding');
    const again = await call(`/api/v1/enterprises/${uscc}`, headers({ 'if-none-match': tag }));
    expect(again.status).toBe(304);
    const coded = await call(
      `/api/v1/enterprises/${uscc}`,
      headers({ 'accept-encoding': 'gzip', 'if-none-match': tag }),
    );
    expect(coded.status).toBe(200);
    expect(coded.headers.get('etag')).not.toBe(tag);
  });

  test('refusals are problem documents that name the parameter', async () => {
    const short = await problemOf(await call('/api/v1/enterprises?q=石', LIST));
    expect(short).toMatchObject({ type: '/problems/search-term-too-short', status: 400, parameter: 'q' });
    const cursor = await problemOf(await call('/api/v1/enterprises?q=石桥&cursor=x', LIST));
    expect(cursor).toMatchObject({ type: '/problems/invalid-cursor', status: 400, parameter: 'cursor' });
    const check = await problemOf(
      await call('/api/v1/enterprises/x', { ...ONE, params: { uscc: `${uscc.slice(0, 17)}0` } }),
    );
    expect(check).toMatchObject({ type: '/problems/invalid-uscc', status: 400 });
    expect(check.detail).toContain('第 18 位校验不符');
    const unknown = await problemOf(
      await call('/api/v1/enterprises/x', { ...ONE, params: { uscc: syntheticUscc(1) } }),
    );
    expect(unknown).toMatchObject({ type: '/problems/enterprise-not-found', status: 404 });
    const ahead = await problemOf(await call(`/api/v1/enterprises/${uscc}/status?asOf=2999-01-01`, STATUS));
    expect(ahead).toMatchObject({ type: '/problems/invalid-date', status: 400, parameter: 'asOf' });
    const before = await problemOf(await call(`/api/v1/enterprises/${uscc}/status?asOf=2026-05-31`, STATUS));
    expect(before.detail).toContain('核查数据自 2026 年 6 月 1 日起');
    expect(await problemOf(await call('/api/v2', { route: 'unknown' }))).toMatchObject({ type: '/problems/not-found' });
  });

  test('another method is refused with what is allowed', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await call('/api/v1/enterprises', { ...LIST, method });
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect((await problemOf(response)).status).toBe(405);
    }
  });

  test('a browser of another site may read, and is told so', async () => {
    const response = await call('/api/v1/enterprises', { ...LIST, method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('a USCC written otherwise leads to its normal form', async () => {
    const written = encodeURIComponent(uscc.toLowerCase().replace(/0/g, '０'));
    const response = await call(`/api/v1/enterprises/${written}/status?asOf=2026-06-02`, {
      ...STATUS,
      params: { uscc: written },
    });
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe(`/api/v1/enterprises/${uscc}/status?asOf=2026-06-02`);
  });

  test('openapi.json is OpenAPI 3.1 with the schemas that the answers keep to', async () => {
    const response = await call('/api/v1/openapi.json', { route: 'openapi' });
    const document = z
      .object({
        openapi: z.literal('3.1.0'),
        paths: z.record(z.string(), z.object({ get: z.object({ responses: z.record(z.string(), z.unknown()) }) })),
        components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
      })
      .parse(await response.clone().json());
    expect(Object.keys(document.paths)).toEqual([
      '/api/v1/enterprises',
      '/api/v1/enterprises/{uscc}',
      '/api/v1/enterprises/{uscc}/status',
      '/api/v1/enterprises/{uscc}/restrictions',
      '/api/v1/changes',
      '/api/v1/snapshot',
    ]);
    const text = await response.text();
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(3);
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
    for (const { get } of Object.values(document.paths)) {
      expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(['200', '304', '400', '429', '500', '503']));
    }
  });
});

describe('whoever watches the installation', () => {
  test('/healthz lives; /readyz names what is missing to whoever may watch and is ready with a worker', async () => {
    expect((await call('/healthz', { route: 'healthz' })).status).toBe(200);
    const plain = await call('/readyz', { route: 'readyz' });
    expect([plain.status, await plain.json()]).toEqual([503, { status: 'not-ready' }]);
    const without = await call('/readyz', { route: 'readyz', headers: { authorization: 'Bearer yanshi' } });
    expect(without.status).toBe(503);
    expect(await without.json()).toMatchObject({
      status: 'not-ready',
      checks: { database: { ok: true }, migrations: { ok: true }, worker: { ok: false, detail: '没有后台任务进程' } },
    });
    const beat = (seconds: number) =>
      database.pool.query(
        "insert into worker_heartbeat values ('test', now() - make_interval(secs => $1)) on conflict (worker) do update set beat_at = excluded.beat_at",
        [seconds],
      );
    await beat(120);
    expect((await call('/readyz', { route: 'readyz' })).status).toBe(503);
    await beat(5);
    expect((await call('/readyz', { route: 'readyz' })).status).toBe(200);
  });

  test('/metrics counts by route pattern and names nobody', async () => {
    await call(`/api/v1/enterprises?q=石桥`, LIST);
    const bearing = (token: string) =>
      call('/metrics', { route: 'metrics', headers: { authorization: `Bearer ${token}` } });
    expect((await call('/metrics', { route: 'metrics' })).status).toBe(404);
    expect((await bearing('')).status).toBe(404);
    expect((await bearing('yanshi2')).status).toBe(404);
    const text = await (await bearing('yanshi')).text();
    expect(text).toMatch(
      /qualwatch_http_requests_total\{route="\/api\/v1\/enterprises",method="GET",status="200"\} \d+/,
    );
    expect(text).toMatch(/qualwatch_recheck_queue_length 0/);
    expect(text).toMatch(/qualwatch_outbox_messages\{status="pending"\} \d+/);
    expect(text).toMatch(/qualwatch_held_runs 0/);
    expect(text).toMatch(/qualwatch_absences\{kind="mail-not-sent"\} 0/);
    expect(text).toMatch(/qualwatch_absences\{kind="row-differs"\} 0/);
    const due = await database.pool.query<{ count: number }>(
      "select count(*) from outbox where channel = 'mail' and status in ('pending', 'sending') and next_attempt <= now()",
    );
    expect(due.rows[0]?.count).toBeGreaterThan(0);
    expect(text).toContain(`qualwatch_mail_backlog ${due.rows[0]?.count}\n`);
    expect(text).toMatch(/qualwatch_explanation_mismatches_total 0/);
    expect(text).not.toContain('石桥');
    expect(text).not.toContain(uscc);
  });
});

describe('pages', () => {
  test('carry a policy that allows no script, and neither names nor contacts', async () => {
    const response = await call(`/enterprises/${uscc}`, { route: 'page', params: { uscc } });
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const html = await response.text();
    expect(html).not.toMatch(/<script|\son\w+=|style="/);
    expect(html).not.toContain('demo.invalid');
    expect(html).toContain('桂建管〔2024〕8号第四条（一）');
  });

  test('the site cannot write, whatever a query becomes', async () => {
    const { site } = await import('../../src/app/_site/site.ts');
    await expect(site().pool.query("insert into worker_heartbeat values ('x', now())")).rejects.toThrow('read-only');
  });
});
