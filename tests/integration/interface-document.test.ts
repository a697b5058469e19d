import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { publishChanges, takeMonthlySnapshot } from '#features/open-data/commands.ts';
import { runMonth } from '#features/verification/commands.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise } from './registry-fixture.ts';
import { siteRoutes } from './site-routes.ts';

/** Beneath the project, so that what is generated finds its packages; never in git. */
const folder = path.resolve('.data', `interface-${process.pid}`);
const ENTERPRISES = 12;
const DAYS = ['2026-06-01', '2026-06-02', '2026-07-01', '2026-08-15'];

const documentSchema = z.looseObject({
  servers: z.array(z.looseObject({ url: z.url() })),
  paths: z.record(z.string(), z.object({ get: z.looseObject({ responses: z.record(z.string(), z.unknown()) }) })),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
type InterfaceDocument = z.infer<typeof documentSchema>;

const MODULES = {
  '/api/v1/enterprises': () => import('../../src/app/api/v1/enterprises/route.ts'),
  '/api/v1/enterprises/{uscc}': () => import('../../src/app/api/v1/enterprises/[uscc]/route.ts'),
  '/api/v1/enterprises/{uscc}/status': () => import('../../src/app/api/v1/enterprises/[uscc]/status/route.ts'),
  '/api/v1/enterprises/{uscc}/restrictions': () =>
    import('../../src/app/api/v1/enterprises/[uscc]/restrictions/route.ts'),
  '/api/v1/changes': () => import('../../src/app/api/v1/changes/route.ts'),
  '/api/v1/snapshot': () => import('../../src/app/api/v1/snapshot/route.ts'),
  '/api/v1/openapi.json': () => import('../../src/app/api/v1/openapi.json/route.ts'),
};
type Route = keyof typeof MODULES;

let database: TestDatabase;
let site: Awaited<ReturnType<typeof siteRoutes<Route>>>;
let served: InterfaceDocument;

/** The route and its parameters of an address, as Next finds them. */
function routeOf(pathname: string): { route: Route; params: Record<string, string> } {
  const [, uscc, rest = ''] = /^\/api\/v1\/enterprises\/([^/]+)(\/status|\/restrictions)?$/.exec(pathname) ?? [];
  if (uscc !== undefined) {
    const route = `/api/v1/enterprises/{uscc}${rest}`;
    if (!isRoute(route)) throw new Error(route);
    return { route, params: { uscc } };
  }
  if (!isRoute(pathname)) throw new Error(pathname);
  return { route: pathname, params: {} };
}

function isRoute(text: string): text is Route {
  return Object.hasOwn(MODULES, text);
}

async function ask(address: string, options: RequestInit = {}): Promise<Response> {
  const { pathname, search } = new URL(address, 'http://test.invalid');
  const { route, params } = routeOf(pathname);
  return site.call(route, `${pathname}${search}`, { ...options, params });
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (let each = 0; each < ENTERPRISES; each++) {
    const { id } = await addEnterprise(database.pool, {
      rows: each % 3 === 0 ? ['GC-01-3', 'GC-02-3'] : ['GC-02-3'],
      missing: each % 4,
      name: `演示接口${each}石桥有限公司`,
    });
    await database.pool.query('update enterprise set uscc = $2 where id = $1', [id, syntheticUscc(7100 + each)]);
  }
  for (const month of ['2026-06', '2026-07']) {
    const asOf = `${month}-01`;
    const instant = new Date(`${asOf}T02:10:00+08:00`);
    await runMonth(database.url, database.pool, { month, scope: '', asOf, instant }, { province: '45' });
  }
  const now = new Date('2026-08-01T00:00:00Z');
  while ((await publishChanges(database.pool, { province: '45', now })) > 0);
  await takeMonthlySnapshot(database.pool, { province: '45', now });
  site = await siteRoutes(database, MODULES, { QUALWATCH_BASE_URL: 'https://zizhishao.invalid' });
  served = documentSchema.parse(await (await ask('/api/v1/openapi.json')).json());
  mkdirSync(folder, { recursive: true });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await site.close();
  await database.drop();
});

function run(script: string, args: readonly string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' },
  });
}

function serve(): string {
  const file = path.join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(served));
  return file;
}

test('the document as served is valid OpenAPI to its linter, names the real server, its licence, and that no sign-in is needed', () => {
  const linted = run(path.join('node_modules', '@redocly', 'cli', 'bin', 'cli.js'), [
    'lint',
    serve(),
    '--max-problems',
    '50',
  ]);
  expect(linted.status, `${linted.stdout}${linted.stderr}`).toBe(0);
  expect(`${linted.stdout}${linted.stderr}`).not.toMatch(/warning/i);
  expect(served.servers).toMatchObject([{ url: 'https://zizhishao.invalid' }]);
  expect(served).toMatchObject({ security: [], info: { license: { name: expect.any(String) } } });
  const references = [...JSON.stringify(served).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
  expect(
    references.filter((to) => !Object.hasOwn(served.components.schemas, to.replace('#/components/schemas/', ''))),
  ).toEqual([]);
});

const CLIENT = `
import createClient from 'openapi-fetch';
import type { paths } from './types.d.ts';

type Fetch = (request: Request) => Promise<Response>;

export async function readAll(fetch: Fetch, q: string, asOf: string) {
  const client = createClient<paths>({ baseUrl: 'https://zizhishao.invalid', fetch });
  const found = await client.GET('/api/v1/enterprises', { params: { query: { q } } });
  if (found.data === undefined) throw new Error(found.error.detail);
  const uscc: string = found.data.items[0]?.uscc ?? '';
  const status = await client.GET('/api/v1/enterprises/{uscc}/status', { params: { path: { uscc }, query: { asOf } } });
  if (status.data === undefined) throw new Error(status.error.detail);
  const verdicts: ('met' | 'not-met' | 'undetermined' | 'unknown' | 'not-assessed' | 'no-public-warning' | 'none' | 'ended')[] = status.data.qualifications.map(({ verdict }) => verdict);
  // A type that is lost would take anything.
  // @ts-expect-error
  const lost: number = status.data.qualifications[0]?.name;
  const enterprise = await client.GET('/api/v1/enterprises/{uscc}', { params: { path: { uscc } } });
  const numbers: (string | null)[] = (enterprise.data?.certificates ?? []).map(({ number }) => number);
  // @ts-expect-error
  const odd = enterprise.data?.certificates[0]?.qualifications[0]?.nowhere;
  const refused = await client.GET('/api/v1/enterprises', { params: { query: { q: '石' } } });
  const problem: { type: string; detail: string } | undefined = refused.error;
  return { uscc, verdicts, numbers, problem, lost, odd };
}
`;

test('a client generated from the document compiles, keeps its types, and reads the interface', async () => {
  const types = run(path.join('tests', 'tools', 'interface-types.ts'), [serve()]);
  expect(types.status, types.stderr).toBe(0);
  writeFileSync(path.join(folder, 'types.d.ts'), types.stdout);
  const client = path.join(folder, 'client.ts');
  writeFileSync(client, CLIENT);
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        noUncheckedIndexedAccess: true,
        target: 'ES2024',
        module: 'ESNext',
        moduleResolution: 'bundler',
        lib: ['ES2024', 'DOM', 'DOM.Iterable'],
        types: [],
        allowImportingTsExtensions: true,
      },
      include: ['client.ts'],
    }),
  );
  const compiled = run(path.join('node_modules', 'typescript', 'bin', 'tsc'), [
    '-p',
    path.join(folder, 'tsconfig.json'),
  ]);
  expect(compiled.stdout + compiled.stderr).toBe('');
  const loaded: unknown = await import(pathToFileURL(client).href);
  const readAll: unknown = typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'readAll') : undefined;
  if (typeof readAll !== 'function') throw new Error('the client has no readAll');
  const read: unknown = await readAll((request: Request) => ask(request.url), '石桥', '2026-06-02');
  expect(read).toMatchObject({
    uscc: syntheticUscc(7100),
    verdicts: expect.arrayContaining(['met']),
    problem: { type: '/problems/search-term-too-short' },
  });
});

interface Asked {
  readonly route: Route;
  readonly address: string;
  readonly headers?: Record<string, string>;
}

/** Questions of every kind to every address: right, repeated, written otherwise, wrong. */
function questions(): Asked[] {
  const all: Asked[] = [];
  const add = (route: Route, address: string, headers?: Record<string, string>) =>
    all.push({ route, address, ...(headers === undefined ? {} : { headers }) });
  for (const q of [
    '石桥',
    '演示',
    '接口',
    '没有这家',
    '石',
    '',
    syntheticUscc(7101),
    'x'.repeat(99),
    '%E7%9F%B3%E6%A1%A5&cursor=x',
  ])
    add('/api/v1/enterprises', `/api/v1/enterprises?q=${q}`);
  for (let each = 0; each < ENTERPRISES + 2; each++) {
    const uscc = syntheticUscc(7100 + each);
    const root = `/api/v1/enterprises/${uscc}`;
    add('/api/v1/enterprises/{uscc}', root);
    add('/api/v1/enterprises/{uscc}/restrictions', `${root}/restrictions`);
    for (const day of [...DAYS, '2026-05-01', '2999-01-01', '2026-02-30'])
      add('/api/v1/enterprises/{uscc}/status', `${root}/status?asOf=${day}`);
  }
  for (const rest of ['', '/status', '/restrictions'] as const) {
    const uscc = syntheticUscc(7100);
    const route = `/api/v1/enterprises/{uscc}${rest}` as const;
    add(route, `/api/v1/enterprises/${uscc.toLowerCase()}${rest}`);
    add(route, `/api/v1/enterprises/${uscc.slice(0, 17)}0${rest}`);
    add(route, `/api/v1/enterprises/x${rest}`);
  }
  for (let since = 0; since < 20; since++)
    add('/api/v1/changes', `/api/v1/changes?since=${since}&limit=${1 + (since % 7)}`);
  for (const since of ['-1', 'x', '1e400', '99999999999999999999999', ''])
    add('/api/v1/changes', `/api/v1/changes?since=${since}`);
  for (const month of ['2026-07', '2026-06', '2026-13', 'x', '1999-01'])
    for (const format of ['', '&format=gzip', '&format=x'])
      add('/api/v1/snapshot', `/api/v1/snapshot?month=${month}${format}`);
  return all;
}

test('every answer, of every status, is as the document as served says', async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'served', ...served });
  const counts = new Map<number, number>();
  const wrong: string[] = [];
  const look = async ({ route, address, headers }: Asked): Promise<Response> => {
    const response = await ask(address, headers === undefined ? {} : { headers });
    counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const place = ['paths', route, 'get', 'responses', String(response.status)];
    const said = at(served, place);
    if (said === undefined) wrong.push(`${response.status} of ${address} is not in the document`);
    else if (![304, 308].includes(response.status)) {
      if (at(said, ['content', type]) === undefined) wrong.push(`${type} of ${address}, ${response.status}`);
      else if (/json$/.test(type) && !type.includes('ndjson')) {
        const pointer = [...place, 'content', type, 'schema']
          .map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1'))
          .join('/');
        const valid = ajv.validate({ $ref: `served#/${pointer}` }, await response.clone().json());
        if (!valid) wrong.push(`${address}, ${response.status}: ${ajv.errorsText()}`);
      }
    }
    return response;
  };
  for (const question of questions()) {
    const response = await look(question);
    const tag = response.headers.get('etag');
    if (response.status === 200 && tag !== null) await look({ ...question, headers: { 'if-none-match': tag } });
  }
  // What nobody asks for: positions that are no longer kept, a database that fails.
  await database.pool.query('delete from public_change where position < 5');
  await look({ route: '/api/v1/changes', address: '/api/v1/changes?since=1' });
  await database.pool.query('alter table certificate rename to certificate_gone');
  await look({ route: '/api/v1/enterprises/{uscc}', address: `/api/v1/enterprises/${syntheticUscc(7100)}` });
  await database.pool.query('alter table certificate_gone rename to certificate');
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const words = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(`interface: ${total} answers against the document as served: ${words.join(', ')}\n`);
  expect(wrong).toEqual([]);
  expect(total).toBeGreaterThanOrEqual(200);
  expect([...counts.keys()].sort()).toEqual([200, 304, 308, 400, 404, 410, 500]);
});

function at(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (within, part) => (typeof within === 'object' && within !== null ? Reflect.get(within, part) : undefined),
    value,
  );
}
