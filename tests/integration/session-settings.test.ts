import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection, openPool, type Queries } from '#platform/database/connections.ts';
import { addressAs, openScopedPools } from '#platform/database/scoped-pool.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  // As an administrator elsewhere may have set up the server.
  const name = database.name;
  await database.pool.query(
    `alter database ${name} set datestyle = 'German, DMY'; alter database ${name} set timezone = 'America/New_York'; alter database ${name} set bytea_output = 'escape'`,
  );
});
afterEach(() => database.drop());

const written = async (queries: Queries) =>
  (
    await queries.query(
      `select '2026-11-09'::date::text as day, ('2026-11-09T00:30:00+08:00'::timestamptz)::text as instant, '\\xff'::bytea::text as bytes`,
    )
  ).rows;

test('days, instants and bytes are written alike whatever the server is set up for', async () => {
  const expected = [{ day: '2026-11-09', instant: '2026-11-08 16:30:00+00', bytes: '\\xff' }];
  const pools = openScopedPools(database.url, 1);
  const owner = openPool(database.url, 1);
  const reader = openPool(addressAs(database.url, 'qualwatch_public'), 1);
  const connection = await openConnection(database.url);
  const claim = {
    viewer: 'office',
    scope: '45',
    enterpriseId: null,
    accountId: '00000000-0000-4000-8000-000000000001',
  } as const;
  try {
    expect(await written(owner)).toEqual(expected);
    expect(await written(reader)).toEqual(expected);
    expect(await written(connection)).toEqual(expected);
    expect(await written(pools.forClaim(claim))).toEqual(expected);
  } finally {
    await Promise.all([owner.end(), reader.end(), connection.end(), pools.end()]);
  }
});
