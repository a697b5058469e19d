import { readConfig } from '../config.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { applyMigrations } from './migrations.ts';

export interface Database {
  readonly url: string;
  /** stops the embedded server if this process started it */
  close(): Promise<void>;
}

/**
 * The database of the installation, migrated: DATABASE_URL where it is set, else the embedded PostgreSQL of the project
 * (joined if it runs, started if not). Commands work before, beside and after `npm start`.
 */
export async function openDatabase(): Promise<Database> {
  const { DATABASE_URL } = readConfig();
  if (DATABASE_URL !== undefined) {
    await applyMigrations(DATABASE_URL);
    return { url: DATABASE_URL, close: async () => undefined };
  }
  const server = await startEmbeddedPostgres();
  await applyMigrations(server.url);
  return { url: server.url, close: () => server.stop() };
}

/** A server on which a benchmark may make and drop databases of its own; the installation's data are not touched. */
export async function openServerForBenchmark(): Promise<Database> {
  const { DATABASE_URL } = readConfig();
  if (DATABASE_URL !== undefined) return { url: DATABASE_URL, close: async () => undefined };
  const server = await startEmbeddedPostgres();
  return { url: server.url, close: () => server.stop() };
}
