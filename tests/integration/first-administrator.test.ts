import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function command(...args: string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', 'account', ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
    encoding: 'utf8',
  });
}

test('L3-CES1-08: the first two security administrators are made by a command that shows each password once, and no third', async () => {
  expect(command('first-administrator', '--name', '演示').status).toBe(2);
  const given = (signInName: string, name: string) =>
    command('first-administrator', '--sign-in-name', signInName, '--name', name, '--by', '演示部署人');
  const first = given('anquan', '演示安全管理员甲');
  expect(first.stderr).toBe('');
  expect(JSON.parse(first.stdout)).toMatchObject({
    signInName: 'anquan',
    initialPassword: expect.stringMatching(/.{10,}/),
  });
  const again = given('anquan', '演示安全管理员乙');
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('登录名已被使用')]);
  const same = given('anquan-er', '演示安全管理员甲');
  expect([same.status, same.stderr]).toEqual([1, expect.stringContaining('两个人')]);
  expect(given('anquan-er', '演示安全管理员乙').status).toBe(0);
  const third = given('anquan-san', '演示安全管理员丙');
  expect([third.status, third.stderr]).toEqual([1, expect.stringContaining('已有两名安全管理员')]);
  const accounts = await database.pool.query('select must_change_password from account');
  expect(accounts.rows).toEqual([{ must_change_password: true }, { must_change_password: true }]);
});
