import type pg from 'pg';
import type { Pool } from './connections.ts';

/** begin, commit and rollback of a command become savepoints of the one transaction that will be rolled back. */
const INSTEAD: Readonly<Record<string, string>> = {
  begin: 'savepoint rehearsal',
  commit: 'release savepoint rehearsal',
  rollback: 'rollback to savepoint rehearsal',
};

/**
 * Runs commands exactly as they would run, and takes everything back: what a document would say, what a step would
 * bring. Numbers and locks are given back at once.
 */
export async function rehearse<T>(pool: Pool, work: (pool: Pool) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const query: Pool['query'] = (text, values) => client.query(INSTEAD[text] ?? text, values);
  const borrowed = new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      if (property === 'release') return () => undefined;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const stage: Pool = { query, connect: async (): Promise<pg.PoolClient> => borrowed, end: async () => undefined };
  try {
    await client.query('begin');
    return await work(stage);
  } finally {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
  }
}
