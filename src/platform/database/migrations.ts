import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { projectRoot } from '../project-root.ts';
import { assertFit } from './fitness.ts';
import { withSchemaEngine } from './schema-engine.ts';

const MIGRATIONS_FOLDER = path.join(projectRoot, 'prisma', 'migrations');
const SCHEMA_FOLDER = path.join(projectRoot, 'prisma', 'schema');
const EVERYTHING = { externalTables: [], externalEnums: [] };

/** Any number; what counts is that every process takes the same lock before it migrates. */
const MIGRATION_LOCK = 4_502_401;

async function migrationList() {
  const names = (await readdir(MIGRATIONS_FOLDER, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(path.join(MIGRATIONS_FOLDER, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  );
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(MIGRATIONS_FOLDER, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

async function schemaFiles(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(SCHEMA_FOLDER)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(path.join(SCHEMA_FOLDER, name), 'utf8') })),
  );
}

/**
 * Brings the database to the newest schema; answers the names of the migrations that were applied now. Any number of
 * processes may call it at once: one works, the others wait and find nothing to do.
 * @throws UnfitDatabase where the product would be wrong on this server
 */
export async function applyMigrations(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await assertFit(guard);
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrationsList = await migrationList();
    const result = await withSchemaEngine(url, undefined, (engine) =>
      engine.applyMigrations({ migrationsList, filters: EVERYTHING }),
    );
    return result.appliedMigrationNames;
  } finally {
    await guard.end();
  }
}

/** The whole of prisma/schema as SQL: what the first draft of a migration starts from. */
export async function schemaAsSql(url: string): Promise<string> {
  const files = await schemaFiles();
  const result = await withSchemaEngine(
    url,
    files.map((file): [string, string] => [file.path, file.content]),
    (engine) =>
      engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: EVERYTHING,
      }),
  );
  return result.stdout ?? '';
}
