import { applyMigrations } from '#platform/database/migrations.ts';
import { createDatabase, dropDatabase } from '#platform/database/passing-database.ts';

/**
 * Runs `work` on a migrated database of its own and drops it afterwards; the installation's data are not touched.
 * @param serverUrl any database of the server; the role must be allowed to create databases
 */
export async function inTemporaryDatabase<T>(
  serverUrl: string,
  prefix: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const name = `${prefix}_${process.pid}`;
  await createDatabase(serverUrl, name);
  const location = new URL(serverUrl);
  location.pathname = `/${name}`;
  try {
    await applyMigrations(location.toString());
    return await work(location.toString());
  } finally {
    await dropDatabase(serverUrl, name);
  }
}
