import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let counter: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  counter = openPool(addressAs(database.url, 'qualwatch_counter'), 2);
});
afterAll(async () => {
  await counter.end();
  await database.drop();
});

const WRITING = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];

test('L3-CES1-09: of all tables the public site writes receipts and the trail, and of a proof of an address its tries and its answer', async () => {
  const granted = await database.pool.query<{ what: string }>(
    `select c.relname || ' ' || p.privilege as what from pg_class c, unnest($1::text[]) as p(privilege)
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('qualwatch_counter', c.oid, p.privilege)
     union select c.relname || '.' || a.attname || ' UPDATE' from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_column_privilege('qualwatch_counter', c.oid, a.attname, 'UPDATE')
     order by what`,
    [WRITING],
  );
  expect(granted.rows.map(({ what }) => what)).toEqual([
    'audit_entry INSERT',
    'email_check.confirmed_at UPDATE',
    'email_check.tries UPDATE',
    'lookup_receipt INSERT',
  ]);
});

test.each([
  ["update enterprise set name = 'x'"],
  ['delete from case_event'],
  ["update email_check set email = 'x@demo.invalid'"],
  ['select id from account'],
  ['select email from enterprise_contact'],
  ['select * from service_confirmation'],
  ['select id_number from practitioner'],
  ['delete from lookup_receipt'],
])('it may not: %s', async (text) => {
  await expect(counter.query(text)).rejects.toThrow('permission denied');
});
