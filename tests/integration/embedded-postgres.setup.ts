import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { embeddedPlace } from '../../src/platform/database/embedded-binaries.ts';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.ts';
import { applyMigrations } from '../../src/platform/database/migrations.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
  }
}

/** One throw-away PostgreSQL for the whole test run; every test file copies the migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const place = embeddedPlace();
  const folder = path.join(path.dirname(place.dataFolder), `test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const server = await startEmbeddedPostgres({
    place: { ...place, dataFolder: path.join(folder, 'postgres') },
    durable: false,
    database: 'qualwatch_template',
  });
  await applyMigrations(server.url);
  const client = new pg.Client({ connectionString: server.administration });
  await client.connect();
  await client.query('alter database qualwatch_template is_template true');
  // Some tests forge what triggers refuse, to see that it is found; nothing else of a superuser is given.
  await client.query('grant set on parameter session_replication_role to qualwatch');
  await client.end();
  project.provide('serverUrl', server.url.replace(/\/[^/]*$/, ''));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
