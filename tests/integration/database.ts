import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { createDatabase, dropDatabase } from '#platform/database/passing-database.ts';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly pool: Pool;
  drop(): Promise<void>;
}

/** A migrated, empty database of its own (or a copy of another one), on the real PostgreSQL of the test run. */
export async function createTestDatabase(copied = 'qualwatch_template'): Promise<TestDatabase> {
  const server = inject('serverUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await createDatabase(`${server}/postgres`, name, copied);
  const url = `${server}/${name}`;
  const pool = openPool(url);
  return {
    name,
    url,
    pool,
    drop: async () => {
      await pool.end();
      await dropDatabase(`${server}/postgres`, name);
    },
  };
}
