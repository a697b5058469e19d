import pg from 'pg';

/** Where a statement can be put. */
export interface Queries {
  // biome-ignore lint/suspicious/noExplicitAny: pg's own default for rows whose shape the caller does not name
  query<R extends pg.QueryResultRow = any>(text: string, values?: unknown[]): Promise<pg.QueryResult<R>>;
}

/** A transaction, handed to everything that must be written together with the act: audit, outbox, events. */
export type Transaction = Queries;

/** `bigint` columns are ids and counts far below 2^53: read as numbers. `date` stays text: a legal day has no time. */
export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.DATE) return (value: string) => value;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

/** A server may be set up for another country; ids and hashes that SQL computes contain days as text, and must not depend on it. */
const SESSION = ['timezone=UTC', 'datestyle=ISO,YMD', 'intervalstyle=postgres', 'bytea_output=hex'].map(
  (setting) => `-c ${setting}`,
);

/** The address with the settings that every session of the product has, whatever the server's, database's or role's own are. */
export function sessionAddress(url: string): string {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  if (given.includes('datestyle=')) return url;
  address.searchParams.set('options', [given, ...SESSION].join(' ').trim());
  return address.href;
}

/** Connections to ask for. Behind it stands pg's own pool, or one that states a claim at every check-out (scoped-pool.ts). */
export interface Pool extends Queries {
  connect(): Promise<pg.PoolClient>;
  /** ends all connections; said twice, the second does nothing */
  end(): Promise<void>;
}

export function openPool(url: string, size = 10): Pool {
  const pool = new pg.Pool({
    connectionString: sessionAddress(url),
    max: size,
    types: pgTypes,
    application_name: 'qualwatch',
  });
  // A connection that dies while idle must not take the process with it; the next query gets a new one.
  pool.on('error', () => undefined);
  let ended: Promise<void> | undefined;
  return {
    connect: () => pool.connect(),
    query: (text, values) => pool.query(text, values),
    end() {
      ended ??= pool.end();
      return ended;
    },
  };
}

/** A connection of its own, for streams, locks and LISTEN. The caller ends it. */
export async function openConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: sessionAddress(url),
    types: pgTypes,
    application_name: 'qualwatch',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Runs `work` in one transaction: all of it is written or none. */
export async function inTransaction<T>(pool: Pool, work: (transaction: pg.ClientBase) => Promise<T>): Promise<T> {
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
