import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { openPool } from '#platform/database/connections.ts';
import { applyMigrations } from '#platform/database/migrations.ts';

function migrate(url: string) {
  return spawnSync(process.execPath, ['src/cli/main.ts', 'migrate'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url, NODE_NO_WARNINGS: '1' },
  });
}

test('a database that orders names otherwise is refused before anything is written, with the statement that makes a right one', async () => {
  const server = inject('serverUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openPool(`${server}/postgres`, 1);
  try {
    await admin.query(
      `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'zh-CN' locale 'C'`,
    );
    await expect(applyMigrations(`${server}/${name}`)).rejects.toThrow("BUILTIN_LOCALE 'C.UTF-8'");
    const refused = migrate(`${server}/${name}`);
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('按码位排序');
  } finally {
    await admin.query(`drop database if exists ${name}`);
    await admin.end();
  }
});

test.each([
  ['postgresql://nobody:x@127.0.0.1:1/x', '没有应答'],
  ['server/no_such_database', '没有这个数据库'],
  ['postgresql://someone:wrong@server/postgres', '用户名或者口令不对'],
])('a database that cannot be reached is said in words: %s', (address, words) => {
  const server = inject('serverUrl');
  const host = new URL(server).host;
  const refused = migrate(
    address.startsWith('server/') ? address.replace('server', server) : address.replace('@server', `@${host}`),
  );
  expect(refused.stderr).toContain(words);
  expect(refused.status).toBe(1);
});
