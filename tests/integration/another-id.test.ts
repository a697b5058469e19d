import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { demonstrationSignIns, makeDemonstrationAccounts } from '#features/accounts/commands.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { passwordProof } from '../../src/app/_portal/password-proof.ts';
import { formToken } from '../../src/app/_portal/session-cookie.ts';
import { site } from '../../src/app/_site/site.ts';
import { insertAnyRow, tablesOf } from './any-row.ts';
import type { Person } from './portal-access-table.ts';
import { type ServiceBench, serviceBench } from './service-fixture.ts';
import { openSession } from './session-fixture.ts';

/** An act whose form names a row by its id, and where that row is somebody else's, or of another parent than the address says. */
interface Knock {
  readonly address: string;
  readonly act: string;
  readonly by: Person;
  readonly field: string;
  readonly id: () => Promise<string>;
  readonly params?: () => Promise<Record<string, string>>;
  readonly more?: Readonly<Record<string, string>>;
}

let bench: ServiceBench;
const accounts = new Map<string, string>();
const OTHER_CITY = { divisionCode: '450202', enterpriseId: 0 };

async function one(text: string, values: readonly unknown[] = []): Promise<string> {
  const found = await bench.pool.query<{ id: unknown }>(text, [...values]);
  return String(found.rows[0]?.id);
}

const account = (name: Person) => accounts.get(name) ?? '';
const roleOf = (name: Person) => one('select id from account_role where account_id = $1', [account(name)]);
const factorOf = (name: Person) => one('select id from second_factor where account_id = $1', [account(name)]);

/** A row of another city or enterprise; its constraints are filled in, its id is known. */
async function made(table: string, values: Record<string, unknown>): Promise<string> {
  const id = typeof values.id === 'string' ? values.id : randomUUID();
  await insertAnyRow(bench.database.url, table, OTHER_CITY, { ...values, id });
  return id;
}

const inviting = () =>
  one(
    `insert into operator_invitation (id, enterprise_id, name, sign_in_name, phone, invited_by, invited_by_name, made_at, expires_at)
     values ($1, $2, '演示他人', 'taren', '13800000001', $3, '演示', now(), now() + interval '7 days') returning id`,
    [randomUUID(), OTHER_CITY.enterpriseId, account('qiye-faren')],
  );

async function draft(level: string, divisionCode: string): Promise<string> {
  return one(
    `insert into draft (id, act, level, division_code, content, status, drafted_by, drafted_by_name, drafted_at)
     values ($1, 'issue-order', $2, $3, '{"act": "issue-order", "termMonths": 3}', 'drafted', $4, '演示', now()) returning id`,
    [randomUUID(), level, divisionCode, randomUUID()],
  );
}

async function pieceOf(draftId: string): Promise<string> {
  const caseId = await one("select id from cases where division_code = '450202' limit 1");
  await bench.pool.query(
    "insert into draft_case (draft_id, case_id, division_code, position) values ($1, $2, '450202', 1)",
    [draftId, caseId],
  );
  return caseId;
}

async function batch(): Promise<string> {
  return made('ems_batch', { division_code: '450103' });
}

const KNOCKS: readonly Knock[] = [
  {
    address: '/account',
    act: 'end-session',
    by: 'zhaobiao',
    field: 'id',
    id: async () => (await openSession(bench.pool, 'shenji')).sessionId,
  },
  { address: '/account', act: 'switch-role', by: 'zhaobiao', field: 'id', id: () => roleOf('shenji') },
  { address: '/account/factors', act: 'end', by: 'zhaobiao', field: 'id', id: () => factorOf('shenji') },
  {
    address: '/account/factors',
    act: 'confirm',
    by: 'zhaobiao',
    field: 'id',
    id: () => factorOf('shenji'),
    more: { code: '000000' },
  },
  { address: '/account/claims', act: 'accept', by: 'zhaobiao', field: 'id', id: inviting },
  { address: '/account/claims', act: 'decline', by: 'zhaobiao', field: 'id', id: inviting },
  {
    address: '/account/claims',
    act: 'object',
    by: 'qiye-faren',
    field: 'id',
    id: async () => randomUUID(),
    more: { objection: '演示' },
  },
  { address: '/enterprise/operators', act: 'withdraw', by: 'qiye-faren', field: 'invitationId', id: inviting },
  { address: '/enterprise/operators', act: 'end', by: 'qiye-faren', field: 'roleId', id: () => roleOf('shenji') },
  {
    address: '/security/accounts/[accountId]',
    act: 'end-role',
    by: 'anquan',
    field: 'id',
    id: () => roleOf('shenji'),
    params: async () => ({ accountId: account('zhaobiao') }),
    more: { reason: '演示' },
  },
  {
    address: '/security/accounts/[accountId]',
    act: 'see-as',
    by: 'anquan',
    field: 'id',
    id: () => roleOf('shiji-jingban'),
    params: async () => ({ accountId: account('zhaobiao') }),
  },
  {
    address: '/office/notices',
    act: 'read',
    by: 'shiji-jingban',
    field: 'id',
    id: () => made('office_notice', { id: '4711', level: 'city', read_at: null, read_by: null }),
  },
  {
    address: '/office/drafts/[draftId]',
    act: 'take-out',
    by: 'shiji-shenhe',
    field: 'case',
    // A piece of one draft under the address of another.
    id: async () => pieceOf(await draft('city', '450202')),
    params: async () => ({ draftId: await draft('city', '450103') }),
    more: { reason: '演示' },
  },
  {
    address: '/office/post/[batchId]',
    act: 'waybills',
    by: 'shiji-jingban',
    field: 'attempt',
    id: async () =>
      made('service_attempt', {
        id: `letter:${randomUUID()}`,
        division_code: '450103',
        channel: 'ems',
        status: 'sent',
        waybill: null,
        batch_id: await batch(),
      }),
    params: async () => ({ batchId: await batch() }),
    more: { waybill: 'EZ123456789CN' },
  },
];

/** Addresses whose forms name a row, and why no id of them can be another's. */
const OF_NOBODY: Readonly<Record<string, string>> = {
  '/office/drafts/new': 'cases are looked at one by one under the claim, whoever chose them (drafts.test.ts)',
  '/office/questions':
    'the claim shows no question of another place (portal-access.test.ts, row-level-security.test.ts)',
  '/office/suspicions': 'the scope of the office goes with the key (supervision-suspicions.test.ts)',
  '/office/remedies': 'row-level security by office (remedies.test.ts)',
  '/office/find': 'the qualification is looked for among those of the enterprise that was found',
  '/province/codes': 'the whole province decides, one list (confirmed-codes.test.ts)',
  '/province/regimes/[regimeId]/questions': 'the whole province decides, one list (regime-answers)',
  '/system/mail': 'the whole installation, one list',
  '/sign-up/authenticator': 'the factor is looked for under the sign-up’s own token (enterprise-sign-up.test.ts)',
};

const READS =
  /(?:textIn\(form, |textOf\(form, |typedIn\(form\)\(|typed\(|form\.get(?:All)?\(|\.getAll\()'((?:\w*I)?id|\w*Id|case|key|attempt|qualification)'/;

beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  bench = await serviceBench('45');
  vi.stubEnv('DATABASE_URL', bench.database.url);
  vi.stubEnv('QUALWATCH_PROVINCE', '45');
  vi.stubEnv('QUALWATCH_BASE_URL', 'http://test.invalid');
  vi.stubEnv('LOG_LEVEL', 'silent');
  const own = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450103' });
  const other = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450202' });
  OTHER_CITY.enterpriseId = other.id;
  await bench.run('2026-06-01');
  const places = { province: '45', city: '4501', district: '450103', enterpriseId: own.id };
  await makeDemonstrationAccounts(bench.pool, demonstrationSignIns(places), new Date());
  const found = await bench.pool.query<{ name: string; id: string }>('select sign_in_name as name, id from account');
  for (const { name, id } of found.rows) accounts.set(name, id);
});
afterAll(async () => {
  await Promise.all([site().pool.end(), site().counter.end(), desk().accounts.end(), desk().scoped.end()]);
  await bench.close();
  vi.unstubAllEnvs();
});

/** What every sign-in moves by itself. */
const MOVES = new Set(['account_session', 'form_submission', 'worker_heartbeat']);

/** Of these the rows of whoever acts are left out: a wrong code begins a new factor of one's own. */
const OWN = new Set(['account_challenge', 'second_factor']);

/** Every table as one digest, so that whatever an act changes shows. */
async function everything(mine: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { name } of await tablesOf(bench.pool)) {
    if (MOVES.has(name)) continue;
    digests[name] = await one(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as id from "${name}" t ${OWN.has(name) ? `where account_id <> '${mine}'` : ''}`,
    );
  }
  digests.sessions = await one('select count(*)::text as id from account_session where ended_at is not null');
  return digests;
}

test.each(KNOCKS.map((knock) => [`${knock.address} ${knock.act}`, knock] as const))(
  'doors 8: an id that is another’s changes nothing: %s',
  async (_name, { address, act, by, field, id, params, more }) => {
    const route = await import(/* @vite-ignore */ `../../src/app${address}/route.tsx`);
    const given = (await params?.()) ?? {};
    const asked = await id();
    const session = await openSession(bench.pool, by);
    const proof = passwordProof(session.sessionId, new Date());
    const before = await everything(account(by));
    const body = new URLSearchParams({ act, csrf: formToken(session.sessionId), [field]: asked, ...more });
    const place = address.replace(/\[(\w+)\]/g, (_, name: string) => given[name] ?? '');
    const response: Response = await route.POST(
      new Request(`http://test.invalid${place}`, {
        method: 'POST',
        headers: {
          cookie: `${session.cookie}; ${proof.name}=${encodeURIComponent(proof.value)}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: body.toString(),
      }),
      { params: Promise.resolve(given) },
    );
    await response.arrayBuffer();
    expect([303, 400, 403, 404, 422]).toContain(response.status);
    expect(await everything(account(by))).toEqual(before);
  },
);

test('doors 8: every act whose form names a row is knocked at, or says why no row can be another’s', () => {
  const addresses = readdirSync('src/app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)route\.tsx?$/.test(file) && READS.test(readFileSync(`src/app/${file}`, 'utf8')))
    .map((file) => `/${file.replace(/\/route\.tsx?$/, '')}`);
  const known = new Set([...KNOCKS.map(({ address }) => address), ...Object.keys(OF_NOBODY)]);
  expect(addresses.filter((address) => !known.has(address))).toEqual([]);
  expect(Object.keys(OF_NOBODY).filter((address) => !addresses.includes(address))).toEqual([]);
});
