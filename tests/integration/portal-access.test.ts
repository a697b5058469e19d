import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demonstrationSignIns, makeDemonstrationAccounts } from '#features/accounts/commands.ts';
import { ACCESS, accessTo, type PortalAddress } from '../../src/app/_portal/access.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { formToken } from '../../src/app/_portal/session-cookie.ts';
import { site } from '../../src/app/_site/site.ts';
import { insertAnyRow } from './any-row.ts';
import { type Line, PEOPLE, type Person, people, TABLE } from './portal-access-table.ts';
import { type ServiceBench, serviceBench } from './service-fixture.ts';
import { openSession } from './session-fixture.ts';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Where the objects of the test are; the district, the city and the enterprise of the people are those of `own`. */
const PLACES = { own: '450102', otherDistrict: '450103', otherCity: '450202', otherProvince: '140105' } as const;
type At = keyof typeof PLACES;
const EVERYWHERE: readonly At[] = ['own', 'otherDistrict', 'otherCity', 'otherProvince'];

/** Reviewed: where each person's objects lie. Whoever is registered elsewhere and works here is the province's matter. */
function reach(person: Person): readonly At[] {
  if (person.startsWith('qiye-')) return ['own'];
  if (person.startsWith('quxian-')) return ['own'];
  if (person.startsWith('shiji-') || person.startsWith('shenpi-')) return ['own', 'otherDistrict'];
  return EVERYWHERE;
}

/** Parameters of an address that name a row of a place; the others are the same everywhere. */
const PLACED = ['caseId', 'documentId', 'draftId', 'evidenceId', 'qualificationId', 'uscc'];

let bench: ServiceBench;
const accounts = new Map<string, string>();
const objects = new Map<At, Record<string, string>>();
const routes = new Map<string, Record<string, unknown>>();

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function fileOf(address: string): string | undefined {
  return ['tsx', 'ts'].map((end) => path.resolve(`src/app${address}/route.${end}`)).find((file) => existsSync(file));
}

const served = TABLE.filter(({ address }) => fileOf(address) !== undefined);

async function makeObjects(at: At, enterpriseId: number): Promise<Record<string, string>> {
  const { pool } = bench;
  const row = await bench.caseOf(enterpriseId);
  if (row === undefined) throw new Error(`no case in ${at}`);
  const caseId = String(row.id);
  const place = { divisionCode: PLACES[at], enterpriseId };
  const documentId = randomUUID();
  await insertAnyRow(bench.database.url, 'official_document', place, {
    id: documentId,
    case_id: caseId,
    kind: 'order',
  });
  await insertAnyRow(bench.database.url, 'official_document_file', place, { document_id: documentId });
  const qualification = await pool.query<{ id: number }>('select id from qualification where enterprise_id = $1', [
    enterpriseId,
  ]);
  const bytes = Buffer.from('%PDF-1.4 演示');
  const evidenceId = randomUUID();
  await pool.query(
    `insert into case_evidence (id, case_id, division_code, kind, name, media_type, source, taken_on, bytes, sha256, recorded_at, recorded_by)
     values ($1, $2, $3, 'other', '演示.pdf', 'application/pdf', '演示', '2026-06-01', $4, sha256($4), now(), '演示')`,
    [evidenceId, caseId, PLACES[at], bytes],
  );
  await insertAnyRow(bench.database.url, 'inbox_message', place, { document_id: documentId, case_id: caseId });
  const draftId = randomUUID();
  await pool.query(
    `insert into draft (id, act, level, division_code, content, status, drafted_by, drafted_by_name, drafted_at)
     values ($1, 'issue-order', 'city', $2, '{"act": "issue-order", "termMonths": 3}', 'drafted', $3, '演示他人', now())`,
    [draftId, PLACES[at], randomUUID()],
  );
  await pool.query('insert into draft_case (draft_id, case_id, division_code, position) values ($1, $2, $3, 1)', [
    draftId,
    caseId,
    PLACES[at],
  ]);
  const enterprise = await pool.query<{ uscc: string }>('select uscc from enterprise where id = $1', [enterpriseId]);
  return {
    uscc: enterprise.rows[0]?.uscc ?? '',
    caseId,
    draftId,
    documentId,
    evidenceId,
    qualificationId: String(qualification.rows[0]?.id),
  };
}

beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  bench = await serviceBench('45');
  vi.stubEnv('DATABASE_URL', bench.database.url);
  vi.stubEnv('QUALWATCH_PROVINCE', '45');
  vi.stubEnv('QUALWATCH_BASE_URL', 'http://test.invalid');
  vi.stubEnv('LOG_LEVEL', 'silent');
  const enterprises = new Map<At, number>();
  for (const at of EVERYWHERE) {
    const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: PLACES[at] });
    enterprises.set(at, id);
  }
  await bench.run('2026-06-01');
  const own = enterprises.get('own') ?? 0;
  const wanted = demonstrationSignIns({ province: '45', city: '4501', district: PLACES.own, enterpriseId: own });
  await makeDemonstrationAccounts(bench.pool, wanted, new Date());
  // Somebody whom the security administrator of the test may lock out without locking out anybody else.
  const spare = { level: null, division: null, enterpriseId: null } as const;
  await makeDemonstrationAccounts(
    bench.pool,
    [{ signInName: 'beiyong', name: '演示备用', role: 'tenderer', ...spare }],
    new Date(),
  );
  const made = await bench.pool.query<{ name: string; account: string }>(
    'select sign_in_name as name, id as account from account',
  );
  for (const { name, account } of made.rows) accounts.set(name, account);
  for (const [at, enterpriseId] of enterprises) objects.set(at, await makeObjects(at, enterpriseId));
  for (const { address } of served) routes.set(address, await import(/* @vite-ignore */ fileOf(address) ?? ''));
});

afterAll(async () => {
  await Promise.all([site().pool.end(), site().counter.end(), desk().accounts.end(), desk().scoped.end()]);
  await bench?.close();
  vi.unstubAllEnvs();
});

const signIn = (person: Person, seenAs?: Person) => openSession(bench.pool, person, seenAs);

const OTHERS: Readonly<Record<string, string>> = {
  runId: '1',
  regimeId: 'guangxi-2024',
  officeId: '45',
};

function paramsOf(address: string, at: At): Record<string, string> {
  const names = [...address.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(
    names.map((name) => [
      name,
      objects.get(at)?.[name] ??
        OTHERS[name] ??
        (name === 'step' ? (address.startsWith('/office') ? 'phone' : 'rectify') : undefined) ??
        (name === 'accountId' ? accounts.get('beiyong') : undefined) ??
        randomUUID(),
    ]),
  );
}

async function call(
  address: string,
  at: At,
  session: { readonly cookie: string; readonly sessionId: string } | undefined,
  act?: { readonly name: string; readonly token?: string },
): Promise<number> {
  const handler = routes.get(address)?.[act === undefined ? 'GET' : 'POST'];
  if (!isHandler(handler)) throw new Error(`no handler of ${address}`);
  const params = paramsOf(address, at);
  const url = `http://test.invalid${address.replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? '')}`;
  const headers = new Headers(session === undefined ? {} : { cookie: session.cookie });
  const init: RequestInit = { headers };
  if (act !== undefined) {
    const body = new URLSearchParams({ act: act.name, csrf: act.token ?? formToken(session?.sessionId ?? '') });
    headers.set('Content-Type', 'application/x-www-form-urlencoded');
    Object.assign(init, { method: 'POST', body: body.toString() });
  }
  const response = await handler(new Request(url, init), { params: Promise.resolve(params) });
  await response.arrayBuffer();
  return response.status;
}

const getOf = ({ get, getElsewhere = get }: Line, at: At) => (at === 'otherProvince' ? getElsewhere : get);
const isPlaced = (address: string) => PLACED.some((name) => address.includes(`[${name}]`));

test('L3-CES1-08: the reviewed table names every address and act that the product has, for the same people', () => {
  const who = Object.fromEntries(TABLE.map(({ address, acts }) => [address, Object.keys(acts).sort()]));
  const isAddress = (text: string): text is PortalAddress => Object.hasOwn(ACCESS, text);
  const product = Object.fromEntries(
    Object.keys(ACCESS)
      .filter(isAddress)
      .map((address) => [address, Object.keys(accessTo(address).acts ?? {}).sort()]),
  );
  expect(product).toEqual(who);
});

test('without a session every address leads to the sign-in', async () => {
  for (const { address, acts } of served) {
    expect([address, await call(address, 'own', undefined)]).toEqual([address, 303]);
    for (const name of Object.keys(acts)) {
      expect([address, name, await call(address, 'own', undefined, { name })]).toEqual([address, name, 303]);
    }
  }
});

describe.each(served.map((line): [string, Line] => [line.address, line]))('L3-CES1-08: %s', (address, line) => {
  test('opens for whom the table names, with what lies in their scope, and for nobody else', async () => {
    const readers = people(line.read);
    const found: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const person of PEOPLE) {
      const session = await signIn(person);
      for (const at of isPlaced(address) ? EVERYWHERE : (['own'] as const)) {
        const key = `${person} ${at}`;
        found[key] = await call(address, at, session);
        wanted[key] = !readers.includes(person) ? 403 : reach(person).includes(at) ? getOf(line, at) : 404;
      }
    }
    expect(found).toEqual(wanted);
  });

  if (Object.keys(line.acts).length === 0) return;

  test('lets act whom the table names, and nobody else', async () => {
    const wrong: string[] = [];
    for (const [name, words] of Object.entries(line.acts)) {
      const actors = people(words);
      for (const person of PEOPLE) {
        for (const at of isPlaced(address) ? EVERYWHERE : (['own'] as const)) {
          const status = await call(address, at, await signIn(person), { name });
          const may = actors.includes(person);
          const right = !may
            ? status === 403
            : reach(person).includes(at)
              ? status < 500 && status !== 403
              : status === 404;
          if (!right) wrong.push(`${name} ${person} ${at}: ${status}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test.runIf(Object.keys(line.acts).length > 0)(
    'acts on no form of another session, and never while looking through a role',
    async () => {
      const wrong: string[] = [];
      for (const [name, words] of Object.entries(line.acts)) {
        const [actor] = people(words);
        if (actor === undefined) continue;
        const stale = await call(address, 'own', await signIn(actor), { name, token: formToken(randomUUID()) });
        if (stale !== 400 && stale !== 403) wrong.push(`${name}: form of another session ${stale}`);
        if (name === 'end-support') continue;
        const looking = await call(address, 'own', await signIn('anquan', actor), { name });
        if (looking !== 403) wrong.push(`${name}: looking through ${actor} ${looking}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});
