import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations } from '#platform/database/migrations.ts';
import { openPrisma } from '#platform/database/prisma.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

test('applying the migrations a second time changes nothing', async () => {
  expect(await applyMigrations(database.url)).toEqual([]);
});

test('every model of prisma/schema reads its table with every column', async () => {
  const prisma = openPrisma(database.url);
  const names = readdirSync('prisma/schema').flatMap((file) =>
    [...readFileSync(`prisma/schema/${file}`, 'utf8').matchAll(/^model (\w)(\w*)/gm)].map(
      ([, first, rest]) => `${first?.toLowerCase()}${rest}`,
    ),
  );
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) {
    const model: unknown = Reflect.get(prisma, name);
    if (typeof model !== 'object' || model === null || !('findFirst' in model) || typeof model.findFirst !== 'function')
      throw new Error(`no model ${name}`);
    expect(await model.findFirst({})).toBeNull();
  }
  await prisma.$disconnect();
});

test('events of a case cannot be edited or deleted', async () => {
  await expect(
    database.pool.query(
      "insert into audit_entry (recorded_at, actor, action, subject, content) values (now(), 'a', 'b', 'c', '{}')",
    ),
  ).resolves.toBeDefined();
  await expect(database.pool.query("update audit_entry set actor = 'x'")).rejects.toThrow('append-only');
  await expect(database.pool.query('delete from audit_entry')).rejects.toThrow('append-only');
});

test('two Chinese characters are a search term of a name, brackets left out and case folded', async () => {
  const result = await database.pool.query("select name_bigrams('南宁（A）建') as bigrams");
  expect(result.rows[0].bigrams.sort()).toEqual(['A建', '南宁', '宁A'].sort());
});
