import { globSync, readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request as open } from 'node:http';
import { expect, test } from '@playwright/test';
import { randomFrom } from '#platform/seeded-random.ts';
import { people, TABLE } from '../integration/portal-access-table.ts';
import { fuzzGround } from './fuzz-sessions.ts';

/** More of it: FUZZ_REQUESTS=20000. A failure names seed and request. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 5_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20261128);
const AT_ONCE = 8;

/** What people, clients and attackers put where a name, a number, a day or a position stands. Already encoded as on the wire. */
const VALUES = [
  '%ff',
  '%',
  '%%',
  '%c3%28',
  '%ED%A0%80',
  '%00',
  '%0a',
  '%E2%80%AE',
  '..%2f..%2fetc%2fpasswd',
  '%5c',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '-1',
  '0',
  '1',
  '1e400',
  'NaN',
  '99999999999999999999999',
  '9223372036854775808',
  '2147483648',
  '2026-01-01',
  '2026-01-01%7Cx',
  '2026-01-01%7C1',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '275760-09-13T00:00:00.001Z',
  '2026-11-27T99:99:99Z%7C1',
  '2026-11-27T00:00:00.000Z%7C99999999999999999999999',
  '2026-13',
  '00000000-0000-0000-0000-000000000000',
  '0f8fad5b-d9cb-469f-a165-70867728950e',
  '91450100MA5K000001',
  '%E6%BC%94%E7%A4%BA',
  '%F0%9F%98%80',
  '%27%20or%201%3D1--',
  '%3Cscript%3E',
  '%25%5F%25',
  'a'.repeat(3_000),
  '%5B%5D',
  '%7B%22%24ne%22%3A1%7D',
  'true',
  'null',
  'undefined',
  '',
];

const ROUTES = globSync('src/app/**/{route,page}.{ts,tsx}').map((file) =>
  file.replace(/^src\/app/, '').replace(/\/(route|page)\.tsx?$/, ''),
);

/** Names of query fields that any page or interface reads. */
const FIELDS = [
  ...new Set(
    globSync('src/{app,ui,features}/**/*.{ts,tsx}').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:searchParams|query|form)\.get(?:All)?\('([\w-]+)'\)/g)].map(
        ([, name]) => name ?? '',
      ),
    ),
  ),
  'callbackUrl',
  'csrfToken',
  'json',
  'cursor',
  'before',
  'after',
];

const POSITIONS = ['cursor', 'before', 'after', 'since', 'page'];

/** What ends sessions, on purpose. */
const NOT_WITH_SESSION = ['/sign-out', '/api/auth'];
const METHODS = [
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
];
const BODIES: readonly { readonly type: string; readonly body: string }[] = [
  { type: 'application/x-www-form-urlencoded', body: 'act=take&csrf=x&id=1&__proto__=1' },
  { type: 'application/x-www-form-urlencoded', body: '%ff=%ff&a=%' },
  { type: 'multipart/form-data; boundary=x', body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1' },
  { type: 'multipart/form-data', body: 'no boundary' },
  { type: 'application/json', body: '{"a":' },
  { type: 'text/plain', body: '' },
  { type: 'application/x-www-form-urlencoded; charset=%%', body: '' },
];
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  {},
  { origin: 'null' },
  { origin: 'https://elsewhere.invalid' },
  { 'if-none-match': '"x", W/"y", *' },
  { 'accept-encoding': 'br;q=2, identity;q=0, *;q=0' },
  { range: 'bytes=0-1,5-4' },
  { cookie: 'next-auth.session-token=%ff; next-auth.callback-url=http%3A%2F%2Fa%3A1%3A2; next-auth.csrf-token=x' },
  { 'x-qualwatch-malformed': '1' },
  { 'x-forwarded-host': 'a:1:2', 'x-forwarded-proto': 'ftp' },
  { 'content-encoding': 'gzip' },
  { 'transfer-encoding': 'chunked' },
  { 'next-action': 'x' },
  { rsc: '1', 'next-router-state-tree': '%' },
  { 'x-middleware-subrequest': 'src/middleware' },
];

interface Asked {
  readonly method: string;
  readonly target: string;
  readonly as: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

function describeAsked({ method, target, as, headers, body }: Asked): string {
  const { cookie: _session, 'x-forwarded-for': _client, ...telling } = headers;
  return `${as}: ${method} ${target.slice(0, 300)} ${JSON.stringify(telling)} ${JSON.stringify(body ?? '')}`;
}

function* asked(): Generator<Asked> {
  const random = randomFrom(SEED);
  const one = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  };
  const { sessions, known } = fuzzGround();
  const everybody: readonly string[] = ['nobody', ...Object.keys(sessions)];
  const readers = new Map(TABLE.map(({ address, read }) => [address, people(read)]));
  for (let number = 0; number < REQUESTS; number++) {
    // In turn, so that each route is met whatever the dice say.
    const route = ROUTES[number % ROUTES.length] ?? '/';
    const anyValueOf = (parameter: string) => {
      const there = known[parameter] ?? [];
      return there.length > 0 && random() < 0.5 ? one(there) : one(VALUES);
    };
    let target =
      route.replace(/\[{1,2}(?:\.{3})?([^\]]+)\]{1,2}/g, (_all, parameter: string) => anyValueOf(parameter)) || '/';
    if (random() < 0.1) target += `/${one(VALUES)}`;
    const fields = Array.from({ length: Math.floor(random() * 4) }, () => `${one(FIELDS)}=${one(VALUES)}`);
    // Every list has its place in the address, and each is asked for places that are none.
    if (random() < 0.3) fields.unshift(`${one(POSITIONS)}=${one(VALUES)}`);
    if (fields.length > 0) target += `?${fields.join('&')}`;
    const method = one(METHODS);
    // Mostly by those who may: what is refused at the door shows nothing of what lies behind.
    const may = readers.get(route);
    const chosen = may !== undefined && random() < 0.8 ? one(may) : one(everybody);
    const as = NOT_WITH_SESSION.some((address) => route.startsWith(address)) ? 'nobody' : chosen;
    const cookie = sessions[as] ?? '';
    const sent = ['POST', 'PUT', 'PATCH'].includes(method) ? one(BODIES) : undefined;
    yield {
      method,
      target,
      as,
      headers: {
        ...one(HEADERS),
        ...(cookie === '' ? {} : { cookie }),
        ...(sent === undefined ? {} : { 'content-type': sent.type }),
        // Each is a client of its own: the limit of one address is not what is looked for.
        'x-forwarded-for': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      },
      body: sent?.body,
    };
  }
}

interface Told {
  readonly status: number;
  readonly text: string;
}

function ask(address: URL, agent: Agent, { method, target, headers, body }: Asked): Promise<Told> {
  return new Promise((resolve, reject) => {
    const outgoing = open(
      { host: address.hostname, port: address.port, method, path: target, headers, agent, timeout: 30_000 },
      (incoming: IncomingMessage) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          if (text.length < 200_000) text += chunk;
        });
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
        incoming.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 30 s')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A place in our code, or a failure in the framework's own words. */
const TRACE = /\n\s+at [^\n]+:\d+:\d+|Internal Server Error|\bpg_|node_modules/;

test(`no address answers ${REQUESTS} odd requests by every role with a failure of ours or a stack trace`, async ({
  baseURL,
}) => {
  test.setTimeout(60_000 + REQUESTS * 40);
  const address = new URL(baseURL ?? '');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const questions = asked();
  const statuses = new Map<number, number>();
  const found: string[] = [];
  const work = async () => {
    for (const question of questions) {
      const told = await ask(address, agent, question).catch((error: unknown) => ({
        status: 599,
        text: String(error),
      }));
      statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1);
      if (told.status >= 500 || TRACE.test(told.text)) found.push(`${told.status} ${describeAsked(question)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  agent.destroy();
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(`fuzz: ${REQUESTS} requests over ${ROUTES.length} routes, seed ${SEED}: ${counts.join(', ')}\n`);
  expect(found.slice(0, 40)).toEqual([]);
});
