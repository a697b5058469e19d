import pg from 'pg';

/** A transaction, handed to everything that must be written together with the act: audit, outbox, events. */
export type Transaction = pg.ClientBase;

/** `bigint` columns are ids and counts far below 2^53: read as numbers. `date` stays text: a legal day has no time. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.DATE) return (value: string) => value;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

export type Pool = pg.Pool;

export function openPool(url: string, size = 10): Pool {
  const pool = new pg.Pool({ connectionString: url, max: size, types, application_name: 'qualwatch' });
  // A connection that dies while idle must not take the process with it; the next query gets a new one.
  pool.on('error', () => undefined);
  return pool;
}

/** A connection of its own, for streams, locks and LISTEN. The caller ends it. */
export async function openConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types, application_name: 'qualwatch' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Runs `work` in one transaction: all of it is written or none. */
export async function inTransaction<T>(pool: Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}
