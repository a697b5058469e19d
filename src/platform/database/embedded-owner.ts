import pg from 'pg';

/** Two statements of two processes may meet; whoever comes second finds it done. */
const MADE_MEANWHILE = ['42710', '42P04', '23505'];

async function unlessMade(statement: Promise<unknown>): Promise<void> {
  await statement.catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError && MADE_MEANWHILE.includes(error.code ?? ''))) throw error;
  });
}

/**
 * The owner of an embedded database is what an administrator gives the product in production: may create databases and roles of its
 * own, is no superuser. What the database refuses there it refuses here.
 */
export async function ensureOwner(administration: string, owner: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: administration });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_roles where rolname = $1', [owner]);
    if (found.rowCount !== 0) return;
    await unlessMade(
      client.query(
        `create role ${client.escapeIdentifier(owner)} login nosuperuser createdb createrole password ${client.escapeLiteral(password)}`,
      ),
    );
  } finally {
    await client.end();
  }
}

/** @param owner address of the owner on any database of the server */
export async function ensureDatabase(owner: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await unlessMade(client.query(`create database ${client.escapeIdentifier(name)}`));
  } finally {
    await client.end();
  }
}
