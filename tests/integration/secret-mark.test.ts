import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ForeignSecret, refuseForeignSecret } from '#features/installation/commands.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const keysOf = () => identityKeys(randomBytes(32).toString('base64'), true);
const NOW = new Date('2026-11-01T00:00:00Z');

test('production starts with the secret that the database was begun with, and with no other', async () => {
  const [first, other] = [keysOf(), keysOf()];
  await refuseForeignSecret(database.pool, first, 'production', NOW);
  await refuseForeignSecret(database.pool, first, 'production', NOW);
  await expect(refuseForeignSecret(database.pool, other, 'production', NOW)).rejects.toThrow(ForeignSecret);
  await refuseForeignSecret(database.pool, other, 'development', NOW);
});

test('of two that start first at once with different secrets one is refused', async () => {
  const results = await Promise.allSettled(
    [keysOf(), keysOf()].map((keys) => refuseForeignSecret(database.pool, keys, 'production', NOW)),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
