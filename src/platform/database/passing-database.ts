import pg from 'pg';

async function administer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await work(client).finally(() => client.end());
}

/** @param serverUrl any database of the server; the role must be allowed to create databases */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<void> {
  const copied = template === undefined ? '' : ` template ${template}`;
  await administer(serverUrl, (client) => client.query(`create database ${name}${copied}`));
}

/**
 * Drops a database of one's own with whoever is still connected. FORCE is not for an owner who is no superuser: where autovacuum happens
 * to work in the database it is refused, while a plain DROP sends autovacuum away by itself.
 */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await administer(serverUrl, async (client) => {
    await client.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and usename = current_user and pid <> pg_backend_pid()',
      [name],
    );
    await client.query(`drop database if exists ${name}`);
  });
}
