import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demonstrationSignIns, makeDemonstrationAccounts } from '#features/accounts/commands.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { site } from '../../src/app/_site/site.ts';
import { type ServiceBench, serviceBench } from './service-fixture.ts';
import { openSession } from './session-fixture.ts';

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>;

/** Reviewed: what anybody may ask of the site without an account, and the answer; nothing here may depend on who is signed in. */
interface Open {
  readonly get: number;
  /** a form sent with nothing in it; 405 where nothing is taken */
  readonly post: number;
  readonly query?: string;
}

const READ = { get: 200, post: 405 } as const;
const NONE = { get: 404, post: 405 } as const;
const OPEN: Readonly<Record<string, Open>> = {
  '/': READ,
  '/[...path]': NONE,
  '/about': READ,
  '/api/[[...path]]': NONE,
  '/api/v1/changes': READ,
  '/api/v1/enterprises': { ...READ, query: '?q=演示' },
  '/api/v1/enterprises/[uscc]': READ,
  '/api/v1/enterprises/[uscc]/restrictions': READ,
  '/api/v1/enterprises/[uscc]/status': READ,
  '/api/v1/openapi.json': READ,
  '/api/v1/snapshot': NONE,
  '/documents': { get: 200, post: 400 },
  '/documents/[id]': NONE,
  '/enterprises': { ...READ, query: '?q=演示' },
  '/enterprises/[uscc]': READ,
  '/enterprises/[uscc]/qualifications/[qualificationId]': READ,
  '/healthz': READ,
  '/lookup': { get: 200, post: 400 },
  // Figures are for whoever bears the token, or asks on the machine itself.
  '/metrics': { get: 404, post: 405 },
  '/notices': READ,
  '/notices/[id]': NONE,
  '/notices/[id]/file': NONE,
  '/problems/[name]': READ,
  '/readyz': { get: 503, post: 405 },
  '/receipts/[id]': NONE,
  '/receipts/[id]/json': NONE,
  '/receipts/[id]/pdf': NONE,
  '/orders': READ,
  '/red-list': READ,
  '/standards': READ,
  '/standards/[code]': READ,
};

/** Reviewed: entrances and what a secret opens; each has tests of its own. */
const ENTRANCES = [
  '/api/auth/[...nextauth]',
  '/calendar/[token]',
  '/enterprise/confirmation/email',
  '/sign-in',
  '/sign-in/passkey',
  '/sign-in/password',
  '/sign-in/second-factor',
  '/sign-in/text-message',
  '/sign-out',
  '/sign-up',
  '/sign-up/account',
  '/sign-up/authenticator',
];

const PEOPLE = [
  'qiye-faren',
  'quxian-jingban',
  'shiji-shenhe',
  'shengji-jingban',
  'shenji',
  'xitong',
  'anquan',
  'zhaobiao',
];

const files = readdirSync('src/app', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?:^|\/)route\.tsx?$/.test(file),
);
const addressOf = (file: string) => `/${file.replace(/\/?route\.tsx?$/, '')}`;

let bench: ServiceBench;
let params: Record<string, unknown>;
const routes = new Map<string, Record<string, unknown>>();

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  // Shanxi: a first failure is a yellow card, which nobody but its parties may see (SX23-2.1).
  bench = await serviceBench('14');
  for (const [name, value] of Object.entries({
    DATABASE_URL: bench.database.url,
    QUALWATCH_PROVINCE: '14',
    QUALWATCH_BASE_URL: 'http://test.invalid',
    QUALWATCH_RATE_LIMIT: '100000',
    QUALWATCH_SENDING_LIMIT: '100000',
    LOG_LEVEL: 'silent',
  }))
    vi.stubEnv(name, value);
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '140105' });
  await bench.run('2026-06-01');
  const wanted = demonstrationSignIns({ province: '14', city: '1401', district: '140105', enterpriseId: id });
  await makeDemonstrationAccounts(bench.pool, wanted, new Date());
  const row = await bench.pool.query<{ uscc: string; qualification: string }>(
    'select e.uscc, q.id::text as qualification from enterprise e join qualification q on q.enterprise_id = e.id where e.id = $1',
    [id],
  );
  params = {
    uscc: row.rows[0]?.uscc,
    qualificationId: row.rows[0]?.qualification,
    id: randomUUID(),
    name: 'not-found',
    code: 'GC-01-3',
    path: ['no-such-page'],
  };
  for (const file of files) {
    if (Object.hasOwn(OPEN, addressOf(file)))
      routes.set(addressOf(file), await import(/* @vite-ignore */ path.resolve('src/app', file)));
  }
});

afterAll(async () => {
  await Promise.all([site().pool.end(), site().counter.end(), desk().accounts.end(), desk().scoped.end()]);
  await bench?.close();
  vi.unstubAllEnvs();
});

async function ask(
  address: string,
  method: 'GET' | 'POST',
  cookie?: string,
): Promise<{ status: number; body: string }> {
  const handler = routes.get(address)?.[method];
  if (!isHandler(handler)) throw new Error(`no ${method} of ${address}`);
  const place = address.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_, name: string) => String(params[name]));
  const init: RequestInit = { method, headers: cookie === undefined ? {} : { cookie } };
  const request = new Request(`http://test.invalid${place}${OPEN[address]?.query ?? ''}`, {
    ...init,
    ...(method === 'POST' ? { body: new FormData() } : {}),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  // What changes with every request: the moment and the number of the request.
  const body = (await response.text())
    .replace(/urn:uuid:[0-9a-f-]+/g, '')
    .replace(/\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?/g, '');
  return { status: response.status, body };
}

test('L3-CES1-08: an address that is not behind the sign-in stands in the table of what is open to all, or among the entrances', () => {
  const outside = files.filter((file) => !readFileSync(path.join('src/app', file), 'utf8').includes('portalRoute'));
  expect(outside.map(addressOf).sort()).toEqual([...Object.keys(OPEN), ...ENTRANCES].sort());
});

describe.each(Object.entries(OPEN))('SX23-2.1: %s', (address, { get, post }) => {
  test('answers everybody alike, whoever is signed in', async () => {
    const nobody = await ask(address, 'GET');
    expect(nobody.status).toBe(get);
    for (const person of PEOPLE) {
      const { cookie } = await openSession(bench.pool, person);
      expect([person, await ask(address, 'GET', cookie)]).toEqual([person, nobody]);
    }
    expect(nobody.body).not.toMatch(/黄牌|yellow/i);
  });

  test('takes nothing that the table does not name', async () => {
    expect((await ask(address, 'POST')).status).toBe(post);
  });
});
