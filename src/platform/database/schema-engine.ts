import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

type SchemaEngine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>;

let loaded: Promise<void> | undefined;

/**
 * What the module imports: its own bindings, but with timers that do not keep the process alive. The engine sets one of ten
 * seconds around its lock and never clears it, so every command would end ten seconds late.
 */
function imports(): WebAssembly.ModuleImports {
  const table: WebAssembly.ModuleImports = {};
  for (const [name, binding] of Object.entries(bindings)) {
    if (typeof binding === 'function') table[name] = binding;
    if (name.startsWith('__wbg_setTimeout_')) {
      table[name] = (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds >>> 0).unref();
    }
  }
  return table;
}

/**
 * Prisma's own schema engine as WebAssembly. The CLI would download a native one at every start, which fails in a
 * closed government network (docs/decisions/0002-migrations.md).
 */
async function loadEngine(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

/**
 * The adapter's own executeScript cuts a script at every semicolon, also inside function bodies. Sent whole, PostgreSQL
 * itself finds the statements and runs them as one transaction: a migration applies as a whole or not at all.
 */
function wholeScripts(factory: PrismaPg, client: pg.Client): { factory: PrismaPg; close: () => Promise<void> } {
  const connect = factory.connect.bind(factory);
  const opened: Awaited<ReturnType<typeof connect>>[] = [];
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await client.query(script);
    };
    opened.push(adapter);
    return adapter;
  };
  const close = async () => {
    for (const adapter of opened) await adapter.dispose();
  };
  return { factory, close };
}

/** Opens the schema engine on one database for the time of `work`. */
export async function withSchemaEngine<T>(
  url: string,
  datamodels: [string, string][] | undefined,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadEngine();
  await loaded;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { factory, close } = wholeScripts(new PrismaPg({ connectionString: url }), client);
  const silent = () => undefined;
  const engine = await bindings.SchemaEngine.new({ datamodels }, silent, bindMigrationAwareSqlAdapterFactory(factory));
  try {
    return await work(engine);
  } finally {
    engine.free();
    await close();
    await client.end();
  }
}
