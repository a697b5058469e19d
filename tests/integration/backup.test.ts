import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from '#platform/database/connections.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test('a backup can be restored: rows are written with the empty search path that pg_restore works with', async () => {
  const client = await openConnection(database.url);
  try {
    await client.query("select pg_catalog.set_config('search_path', '', false)");
    await client.query(
      `insert into public.enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at)
       values ('99000000000000000X', '演示恢复建设有限公司', '{演示旧名}', '{construction}', '450102', 'test', now())`,
    );
    const found = await client.query(
      "select name_bigrams operator(pg_catalog.@>) array['恢复'] as found from public.enterprise where uscc = '99000000000000000X'",
    );
    expect(found.rows).toEqual([{ found: true }]);
  } finally {
    await client.end();
  }
});

/** Call nothing of our own, or that by its schema, so that their bodies need no search path. */
const SELF_CONTAINED = ['fold_name', 'initial_grams', 'registration_last_day', 'specialty_in_force'];

test('a function that rows, checks or indexes may call finds what it calls whatever the search path is', async () => {
  const loose = await database.pool.query<{ name: string }>(
    `select p.proname as name from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype and p.prosqlbody is null
       and not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=%')
       and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  expect(loose.rows.map(({ name }) => name).sort()).toEqual(SELF_CONTAINED);
});
