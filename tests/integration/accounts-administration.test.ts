import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  beginSupportView,
  changeState,
  endFactors,
  giveRole,
  initialPassword,
  openAccount,
  resetPassword,
  takeRole,
} from '#features/accounts/commands.ts';
import { accountCounts, accountList, accountOf, sessionOf } from '#features/accounts/queries.ts';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { isPassword, passwordFaults } from '../../src/features/accounts/passwords.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const NOW = new Date('2026-06-01T02:00:00Z');
const CITY = { role: 'handler', level: 'city', division: '4501', enterpriseId: null } as const;

let database: TestDatabase;
/** as the site has it: accounts and nothing else */
let accounts: Pool;
let officer: { accountId: string; name: string };

beforeAll(async () => {
  database = await createTestDatabase();
  accounts = openPool(addressAs(database.url, 'qualwatch_accounts'), 3);
  const made = await openAccount(
    accounts,
    { signInName: 'anquan', name: '演示安全管理员' },
    { role: 'security-administrator', level: null, division: '45', enterpriseId: null },
    { accountId: randomUUID(), name: '演示' },
    NOW,
  );
  if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
  officer = { accountId: made.accountId, name: '演示安全管理员' };
});
afterAll(async () => {
  await accounts?.end();
  await database?.drop();
});

async function opened(signInName: string, role: Parameters<typeof openAccount>[2] = CITY) {
  const made = await openAccount(accounts, { signInName, name: `演示${signInName}` }, role, officer, NOW);
  if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
  return made;
}

test('L3-CES1-01: an initial password satisfies the policy and must be changed', async () => {
  for (let at = 0; at < 50; at++) expect(passwordFaults(initialPassword(), { signInName: 'yanshi' })).toEqual([]);
  const { accountId, password } = await opened('chushi');
  const stored = await database.pool.query('select password_hash from account where id = $1', [accountId]);
  expect(await isPassword(password, stored.rows[0].password_hash)).toBe(true);
  expect(await accountOf(accounts, accountId)).toMatchObject({
    mustChangePassword: true,
    roles: [{ role: 'handler', division: '4501' }],
  });
});

test('an account whose role is refused is not made at all', async () => {
  const refused = await openAccount(accounts, { signInName: 'chushi', name: '演示' }, CITY, officer, NOW);
  expect(refused).toMatchObject({ outcome: 'refused', faults: { signInName: '该登录名已被使用，请另取一个。' } });
  const wrong = await openAccount(accounts, { signInName: '张三', name: '' }, CITY, officer, NOW);
  expect(wrong).toMatchObject({ outcome: 'refused', faults: { signInName: expect.any(String), name: '请填写姓名。' } });
});

test('L3-CES1-08: the three administrators are three, and none of them also handles cases', async () => {
  const { accountId } = await opened('sanyuan', {
    role: 'system-administrator',
    level: null,
    division: '45',
    enterpriseId: null,
  });
  for (const role of ['auditor', 'security-administrator', 'tenderer'] as const) {
    const given = await giveRole(
      accounts,
      { accountId, role, level: null, division: '45', enterpriseId: null },
      officer,
      NOW,
    );
    expect(given).toMatchObject({ outcome: 'refused', faults: { role: expect.stringContaining('专人担任') } });
  }
});

test('L3-CES1-08: a security administrator does nothing to an account of his own', async () => {
  const { accountId } = officer;
  const own = '安全管理员不得办理本人账号的事项，请由另一名安全管理员办理。';
  const role = await database.pool.query('select id from account_role where account_id = $1', [accountId]);
  expect(await giveRole(accounts, { ...CITY, accountId }, officer, NOW)).toMatchObject({ faults: { role: own } });
  expect(await takeRole(accounts, { accountId, roleId: role.rows[0].id }, officer, NOW)).toMatchObject({
    faults: { role: own },
  });
  expect(await changeState(accounts, accountId, 'unlocked', officer, NOW)).toMatchObject({ faults: { state: own } });
  expect(await resetPassword(accounts, accountId, officer, NOW)).toMatchObject({ faults: { password: own } });
  expect(await endFactors(accounts, accountId, officer, NOW)).toMatchObject({ faults: { factors: own } });
});

test('a role is ended and looked through only by way of the account that holds it, and the last security administrator stays', async () => {
  const { accountId } = officer;
  const other = await opened('daixing', {
    role: 'security-administrator',
    level: null,
    division: '45',
    enterpriseId: null,
  });
  const third = await opened('pangren');
  const roleOf = async (id: string) =>
    String((await database.pool.query('select id from account_role where account_id = $1', [id])).rows[0].id);
  const standing = async () =>
    (await database.pool.query('select id from account_role where ended_at is null order by id')).rows;
  const before = await standing();
  for (const by of [officer, { accountId: other.accountId, name: '演示' }]) {
    for (const of of [accountId, other.accountId]) {
      const crossed = { accountId: third.accountId, roleId: await roleOf(of) };
      expect(await takeRole(accounts, crossed, by, NOW)).toMatchObject({ outcome: 'refused' });
    }
  }
  expect(await standing()).toEqual(before);
  const second = { accountId: other.accountId, name: '演示' };
  const own = { accountId, roleId: await roleOf(accountId) };
  expect(await takeRole(accounts, own, second, NOW)).toEqual({ outcome: 'done' });
  const last = { accountId: other.accountId, roleId: await roleOf(other.accountId) };
  expect(await takeRole(accounts, last, officer, NOW)).toMatchObject({
    faults: { role: expect.stringContaining('最后一名安全管理员') },
  });
  expect(await changeState(accounts, other.accountId, 'closed', officer, NOW)).toMatchObject({
    faults: { state: expect.stringContaining('最后一名安全管理员') },
  });
  await expect(
    database.pool.query("update account set status = 'closed' where id = $1", [other.accountId]),
  ).rejects.toThrow('the last security administrator stays');
  await database.pool.query('update account_role set ended_at = null, ended_by = null where id = $1', [own.roleId]);
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
  const { accountId, password } = await opened('tuichu');
  for (const work of [
    () => resetPassword(accounts, accountId, officer, NOW),
    () => endFactors(accounts, accountId, officer, NOW),
    () => changeState(accounts, accountId, 'closed', officer, NOW),
  ]) {
    const id = await session(accountId);
    expect(await sessionOf(accounts, id, NOW)).toBeDefined();
    expect(await work()).toMatchObject({ outcome: 'done' });
    expect(await sessionOf(accounts, id, NOW)).toBeUndefined();
  }
  const stored = await database.pool.query('select password_hash from account where id = $1', [accountId]);
  expect(await isPassword(password, stored.rows[0].password_hash)).toBe(false);
  expect(await resetPassword(accounts, accountId, officer, NOW)).toMatchObject({ outcome: 'refused' });
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
  expect(await changeState(accounts, accountId, 'unlocked', officer, NOW)).toEqual({ outcome: 'done' });
  expect((await accountList(accounts, { state: 'locked' }, page)).rows).toEqual([]);
  const first = await accountList(accounts, {}, { ...page, limit: 2 });
  const second = await accountList(accounts, {}, { ...page, limit: 2, after: first.next ?? '' });
  expect(second.rows[0]?.signInName.localeCompare(first.rows[1]?.signInName ?? '') ?? 0).toBeGreaterThan(0);
});

test('a support view is audited, never of another administrator, and shows the role looked through', async () => {
  const official = await opened('beikan');
  const auditor = await opened('shenjiyuan', { role: 'auditor', level: null, division: '45', enterpriseId: null });
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
