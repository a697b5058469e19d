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

test('L3-CES1-08: the first security administrator is made once, by a command that shows the password once', async () => {
  expect(command('first-administrator', '--name', '演示').status).toBe(2);
  const given = ['first-administrator', '--sign-in-name', 'anquan', '--name', '演示安全管理员', '--by', '演示部署人'];
  const first = command(...given);
  expect(first.stderr).toBe('');
  expect(JSON.parse(first.stdout)).toMatchObject({
    signInName: 'anquan',
    initialPassword: expect.stringMatching(/.{10,}/),
  });
  const second = command(...given);
  expect(second.status).toBe(1);
  expect(second.stderr).toContain('已有安全管理员');
  const accounts = await database.pool.query('select must_change_password from account');
  expect(accounts.rows).toEqual([{ must_change_password: true }]);
});
