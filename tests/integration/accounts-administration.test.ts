import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ask,
  beginSupportView,
  confirmRequest,
  createAccount,
  grantRole,
  initialPassword,
  refuseRequest,
  setPasswordByLink,
} from '#features/accounts/commands.ts';
import {
  accountCounts,
  accountList,
  accountOf,
  accountRequests,
  linkOwner,
  sessionOf,
  type Wanted,
} from '#features/accounts/queries.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { isPassword, passwordFaults } from '../../src/features/accounts/passwords.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const NOW = new Date('2026-06-01T02:00:00Z');
const CITY = { role: 'handler', level: 'city', division: '4501', enterpriseId: null } as const;
const SECURITY = { role: 'security-administrator', level: null, division: '45', enterpriseId: null } as const;
const BASE = 'http://test.invalid';
type Role = Extract<Wanted, { kind: 'grant-role' }>['role'];
interface Officer {
  readonly accountId: string;
  readonly name: string;
}

let database: TestDatabase;
/** as the site has it: accounts and nothing else */
let accounts: Pool;
let officer: Officer;
let second: Officer;

/** The first administrators are made by the command line, as the owner of the tables. */
async function firstAdministrator(signInName: string, name: string): Promise<Officer> {
  return inTransaction(database.pool, async (transaction) => {
    const by = { name: '演示部署人' };
    const made = await createAccount(transaction, { signInName, name, password: 'Chushi#2026x' }, by, NOW);
    if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
    await grantRole(transaction, { ...SECURITY, accountId: made.accountId }, by, NOW);
    return { accountId: made.accountId, name };
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  accounts = openPool(addressAs(database.url, 'qualwatch_accounts'), 3);
  officer = await firstAdministrator('anquan', '演示安全管理员');
  second = await firstAdministrator('anquan-fuhe', '演示安全管理员（复核）');
});
afterAll(async () => {
  await accounts?.end();
  await database?.drop();
});

function asked(wanted: Wanted, accountId: string | null, by: Officer = officer) {
  return ask(accounts, wanted, accountId, '演示理由', { person: by, baseUrl: BASE }, NOW);
}

/** Asked for by one and confirmed by the other. */
async function byTwo(wanted: Wanted, accountId: string | null) {
  const made = await asked(wanted, accountId);
  if (made.outcome !== 'done' || made.requestId === null) return made;
  return confirmRequest(accounts, made.requestId, second, BASE, NOW);
}

const opening = (signInName: string, role: Role = CITY, name = `演示${signInName}`): Wanted => ({
  kind: 'open-account',
  account: { signInName, name, email: `${signInName}@demo.invalid` },
  role,
});

async function opened(signInName: string, role: Role = CITY): Promise<{ accountId: string }> {
  const made = await byTwo(opening(signInName, role), null);
  if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
  const found = await database.pool.query('select id from account where sign_in_name = $1', [signInName]);
  return { accountId: String(found.rows[0].id) };
}

/** The newest link that was mailed to an address. */
async function linkTo(email: string): Promise<string> {
  const mails = await database.pool.query<{ content: { text: string } }>(
    "select content from outbox where recipient = $1 and key like 'own-link:%' order by id desc limit 1",
    [email],
  );
  return /token=([\w-]+)/.exec(mails.rows[0]?.content.text ?? '')?.[1] ?? '';
}

/** Everything that the acts of this page could change. */
async function state(): Promise<unknown> {
  const rows = await Promise.all(
    [
      'select id, name, email, password_hash, status, locked_until from account order by id',
      'select * from account_role order by id',
      'select id, ended_at from second_factor order by id',
      'select id, ended_at from account_session order by id',
    ].map((sql) => database.pool.query(sql)),
  );
  return rows.map((result) => result.rows);
}

test('L3-CES1-01: an initial password satisfies the policy', () => {
  for (let at = 0; at < 50; at++) expect(passwordFaults(initialPassword(), { signInName: 'yanshi' })).toEqual([]);
});

test('L3-CES1-08: a new person sets a password by a link to their own address, once, which no administrator sees', async () => {
  const { accountId } = await opened('chushi');
  expect(await accountOf(accounts, accountId)).toMatchObject({ roles: [{ role: 'handler', division: '4501' }] });
  const token = await linkTo('chushi@demo.invalid');
  expect(await linkOwner(accounts, token, NOW)).toMatchObject({ signInName: 'chushi' });
  const given = { wanted: 'Benren#2026x', repeated: 'Benren#2026x' };
  expect(await setPasswordByLink(accounts, token, { ...given, repeated: 'x' }, NOW)).toMatchObject({
    faults: { repeated: expect.any(String) },
  });
  expect(await setPasswordByLink(accounts, token, { wanted: 'abc', repeated: 'abc' }, NOW)).toMatchObject({
    faults: { wanted: expect.any(String) },
  });
  expect(await setPasswordByLink(accounts, token, given, NOW)).toEqual({ outcome: 'done' });
  expect(await setPasswordByLink(accounts, token, given, NOW)).toEqual({ outcome: 'expired' });
  const stored = await database.pool.query('select password_hash from account where id = $1', [accountId]);
  expect(await isPassword(given.wanted, stored.rows[0].password_hash)).toBe(true);
  const late = new Date(NOW.getTime() + 73 * 3600_000);
  await opened('guoqi');
  expect(await linkOwner(accounts, await linkTo('guoqi@demo.invalid'), late)).toBeUndefined();
});

test('an account whose name or role is refused is not made at all', async () => {
  expect(await asked(opening('chushi'), null)).toMatchObject({
    faults: { signInName: '该登录名已被使用，请另取一个。' },
  });
  expect(await asked(opening('张三', CITY, ''), null)).toMatchObject({
    faults: { signInName: expect.any(String), name: '请填写姓名。' },
  });
  const before = await state();
  expect(await byTwo(opening('tongming', CITY, '演示chushi'), null)).toMatchObject({
    faults: { name: expect.stringContaining('同名') },
  });
  expect(await state()).toEqual(before);
});

test('L3-CES1-08: the three administrators are three, and none of them also handles cases', async () => {
  const { accountId } = await opened('sanyuan', { ...SECURITY, role: 'system-administrator' });
  for (const role of ['auditor', 'security-administrator', 'tenderer'] as const) {
    const given = await byTwo({ kind: 'grant-role', role: { ...SECURITY, role } }, accountId);
    expect(given).toMatchObject({ outcome: 'refused', faults: { role: expect.stringContaining('专人担任') } });
  }
});

const POWERS: readonly Wanted[] = [
  { kind: 'grant-role', role: { ...CITY, role: 'reviewer' } },
  { kind: 'grant-role', role: { role: 'operator', level: null, division: null, enterpriseId: 1 } },
  { kind: 'reset-password' },
  { kind: 'end-factors' },
  { kind: 'change-email', email: 'xin@demo.invalid' },
  { kind: 'reopen' },
];
const OF_ADMINISTRATORS: readonly Wanted[] = [
  ...POWERS,
  { kind: 'close' },
  { kind: 'unlock' },
  { kind: 'end-role', roleId: randomUUID() },
];

test('L3-CES1-08: whatever gives power or a way in changes nothing until another administrator confirms it', async () => {
  const official = await opened('duoren');
  const auditor = await opened('shenji-er', { ...SECURITY, role: 'auditor' });
  const alone: [string, Wanted, string | null][] = [
    ['a new official', opening('xinren'), null],
    ...POWERS.map((wanted): [string, Wanted, string] => ['an official', wanted, official.accountId]),
    ...OF_ADMINISTRATORS.map((wanted): [string, Wanted, string] => ['an auditor', wanted, auditor.accountId]),
    ...OF_ADMINISTRATORS.map((wanted): [string, Wanted, string] => ['a peer', wanted, second.accountId]),
  ];
  for (const [what, wanted, accountId] of alone) {
    const before = await state();
    const made = await asked(wanted, accountId);
    // A peer without a mailbox cannot be sent a link: refused beforehand.
    if (made.outcome === 'refused') {
      expect([what, wanted.kind, made.faults]).toEqual([
        'a peer',
        'reset-password',
        { password: expect.stringContaining('电子邮箱') },
      ]);
      continue;
    }
    expect([what, wanted.kind, typeof made.requestId]).toEqual([what, wanted.kind, 'string']);
    const requestId = made.requestId ?? '';
    // Neither whoever asked, nor whom it concerns, nor somebody of the same name.
    expect(await confirmRequest(accounts, requestId, officer, BASE, NOW)).toMatchObject({ outcome: 'refused' });
    if (accountId !== null) {
      const self = { accountId, name: '本人' };
      expect(await confirmRequest(accounts, requestId, self, BASE, NOW)).toMatchObject({ outcome: 'refused' });
    }
    await expect(
      accounts.query(
        "update account_request set decision = 'confirmed', decided_by = requested_by, decided_at = $2 where id = $1",
        [requestId, NOW],
      ),
    ).rejects.toThrow('account_request_two_people_check');
    expect([what, wanted.kind, await state()]).toEqual([what, wanted.kind, before]);
    expect(await refuseRequest(accounts, requestId, second, NOW)).toEqual({ outcome: 'done' });
    expect(await confirmRequest(accounts, requestId, second, BASE, NOW)).toMatchObject({ outcome: 'refused' });
    expect([what, wanted.kind, await state()]).toEqual([what, wanted.kind, before]);
  }
});

test('the site’s own connection writes no role of an office without a request that two made, nor twice with one', async () => {
  const { accountId } = await opened('zhijie');
  const insert = (role: string, request: string | null) =>
    accounts.query(
      `insert into account_role (id, account_id, role, level, division, granted_at, granted_by, request_id) values ($1, $2, $3, 'city', '4501', $4, '演示', $5)`,
      [randomUUID(), accountId, role, NOW, request],
    );
  await expect(insert('seal-keeper', null)).rejects.toThrow('asked for by one administrator');
  const used = await database.pool.query('select request_id from account_role where account_id = $1', [accountId]);
  for (const role of ['seal-keeper', 'reviewer']) {
    await expect(insert(role, String(used.rows[0].request_id))).rejects.toThrow('asked for by one administrator');
  }
});

test('a request lapses after seven days, is confirmed once by twenty, and tells the owner of the account', async () => {
  const { accountId } = await opened('queren');
  const made = await asked({ kind: 'end-factors' }, accountId);
  if (made.outcome !== 'done' || made.requestId === null) throw new Error('not asked');
  const { requestId } = made;
  const late = new Date(NOW.getTime() + 8 * 24 * 3600_000);
  expect(await confirmRequest(accounts, requestId, second, BASE, late)).toMatchObject({ outcome: 'refused' });
  const all = await Promise.all(
    Array.from({ length: 20 }, () => confirmRequest(accounts, requestId, second, BASE, NOW)),
  );
  expect(all.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  const told = await database.pool.query(
    "select content ->> 'subject' as subject from outbox where recipient = 'queren@demo.invalid' and key like 'account-alert:%' order by id",
  );
  expect(told.rows.map(({ subject }) => subject)).toEqual([
    '【资质哨】账号已变更',
    '【资质哨】有人申请变更账号',
    '【资质哨】账号已变更',
  ]);
  expect((await accountRequests(accounts, NOW)).decided[0]).toMatchObject({
    requester: '演示安全管理员（anquan）',
    decider: '演示安全管理员（复核）（anquan-fuhe）',
  });
});

test('L3-CES1-08: a security administrator asks for nothing on an account of his own', async () => {
  for (const wanted of OF_ADMINISTRATORS) {
    const done = await asked(wanted, officer.accountId);
    expect([wanted.kind, done]).toMatchObject([wanted.kind, { outcome: 'refused' }]);
  }
});

test('a role is ended and looked through only by way of the account that holds it, and the last security administrator stays', async () => {
  const third = await opened('pangren');
  const roleOf = async (id: string) =>
    String((await database.pool.query('select id from account_role where account_id = $1', [id])).rows[0].id);
  const before = await state();
  for (const of of [officer.accountId, second.accountId]) {
    const crossed: Wanted = { kind: 'end-role', roleId: await roleOf(of) };
    expect(await asked(crossed, third.accountId)).toMatchObject({ outcome: 'refused' });
  }
  expect(await state()).toEqual(before);
  const own = await roleOf(officer.accountId);
  await database.pool.query('update account_role set ended_at = now() where id = $1', [own]);
  await expect(
    database.pool.query("update account set status = 'closed' where id = $1", [second.accountId]),
  ).rejects.toThrow('the last security administrator stays');
  await expect(
    database.pool.query('update account_role set ended_at = now() where account_id = $1', [second.accountId]),
  ).rejects.toThrow('the last security administrator stays');
  await database.pool.query('update account_role set ended_at = null where id = $1', [own]);
});

async function session(accountId: string): Promise<string> {
  const id = randomUUID();
  await accounts.query(
    `insert into account_session (id, account_id, role_id, factor, address, device, started_at, last_seen_at)
     values ($1, $2, (select id from account_role where account_id = $2 limit 1), 'totp', '127.0.0.1', '演示', $3, $3)`,
    [id, accountId, NOW],
  );
  return id;
}

test('a reset password, ended factors and a closed account end every session at once', async () => {
  const { accountId } = await opened('tuichu');
  const before = await database.pool.query('select password_hash from account where id = $1', [accountId]);
  for (const work of [
    () => byTwo({ kind: 'reset-password' }, accountId),
    () => byTwo({ kind: 'end-factors' }, accountId),
    () => asked({ kind: 'close' }, accountId),
  ]) {
    const id = await session(accountId);
    expect(await sessionOf(accounts, id, NOW)).toBeDefined();
    expect(await work()).toMatchObject({ outcome: 'done' });
    expect(await sessionOf(accounts, id, NOW)).toBeUndefined();
  }
  const stored = await database.pool.query('select password_hash from account where id = $1', [accountId]);
  expect(stored.rows[0].password_hash).not.toBe(before.rows[0].password_hash);
  expect(await asked({ kind: 'reset-password' }, accountId)).toMatchObject({ outcome: 'refused' });
});

test('a locked account is found and unlocked; accounts are listed by name, role, state and place, page by page', async () => {
  const { accountId } = await opened('suoding', { ...CITY, division: '4502' });
  await database.pool.query("update account set locked_until = $2::timestamptz + interval '15 minutes' where id = $1", [
    accountId,
    NOW,
  ]);
  const page = { after: '', limit: 50, now: NOW };
  expect((await accountList(accounts, { state: 'locked' }, page)).rows.map(({ signInName }) => signInName)).toEqual([
    'suoding',
  ]);
  expect((await accountList(accounts, { division: '4502' }, page)).rows).toHaveLength(1);
  expect((await accountList(accounts, { text: '演示suo' }, page)).rows).toHaveLength(1);
  expect((await accountList(accounts, { text: '%' }, page)).rows).toHaveLength(0);
  expect(await accountCounts(accounts, NOW)).toMatchObject({ locked: 1 });
  expect(await asked({ kind: 'unlock' }, accountId)).toMatchObject({ outcome: 'done', requestId: null });
  expect((await accountList(accounts, { state: 'locked' }, page)).rows).toEqual([]);
  const first = await accountList(accounts, {}, { ...page, limit: 2 });
  const second = await accountList(accounts, {}, { ...page, limit: 2, after: first.next ?? '' });
  expect(second.rows[0]?.signInName.localeCompare(first.rows[1]?.signInName ?? '') ?? 0).toBeGreaterThan(0);
});

test('a support view is audited, never of another administrator, and shows the role looked through', async () => {
  const official = await opened('beikan');
  const auditor = await opened('shenjiyuan', { ...SECURITY, role: 'auditor' });
  const sessionId = await session(officer.accountId);
  const person = await sessionOf(accounts, sessionId, NOW);
  if (person === undefined) throw new Error('no session');
  const roleOf = async (accountId: string) =>
    String((await database.pool.query('select id from account_role where account_id = $1', [accountId])).rows[0].id);
  expect(
    await beginSupportView(
      accounts,
      person,
      { accountId: auditor.accountId, roleId: await roleOf(auditor.accountId) },
      NOW,
    ),
  ).toMatchObject({
    outcome: 'refused',
  });
  expect(
    await beginSupportView(accounts, person, { accountId: official.accountId, roleId: 'nonsense' }, NOW),
  ).toMatchObject({ outcome: 'refused' });
  expect(
    await beginSupportView(
      accounts,
      person,
      { accountId: official.accountId, roleId: await roleOf(official.accountId) },
      NOW,
    ),
  ).toEqual({ outcome: 'done' });
  expect((await sessionOf(accounts, sessionId, NOW))?.seenAs).toMatchObject({ role: 'handler', division: '4501' });
  const trail = await database.pool.query(
    "select actor, account_id from audit_entry where action = 'support-view-begun'",
  );
  expect(trail.rows).toEqual([{ actor: '演示安全管理员', account_id: officer.accountId }]);
});
