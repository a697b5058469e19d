import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  askForPersonProof,
  createAccount,
  developmentIdentityChecks,
  forgetPerson,
  provePerson,
} from '#features/accounts/commands.ts';
import { ownPerson } from '#features/accounts/queries.ts';
import { syntheticResidentId } from '#features/demo/synthetic-identifiers.ts';
import { registrationsOfPerson } from '#features/registry/queries.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { hashIdNumber, identityKeys } from '#platform/identity-numbers.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise } from './registry-fixture.ts';

const NOW = new Date('2026-06-01T10:00:00+08:00');
const ID_NUMBER = syntheticResidentId('1985-05-05', 1);
const OTHERS = syntheticResidentId('1985-05-05', 2);
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let database: TestDatabase;
let accounts: Pool;
beforeEach(async () => {
  vi.stubEnv('QUALWATCH_SECRET', Buffer.alloc(32, 7).toString('base64'));
  database = await createTestDatabase();
  accounts = openPool(addressAs(database.url, 'qualwatch_accounts'), 3);
});
afterEach(async () => {
  await accounts.end();
  await database.drop();
  vi.unstubAllEnvs();
});

async function account(signInName: string, phone: string): Promise<string> {
  const made = await inTransaction(accounts, (transaction) =>
    createAccount(transaction, { signInName, name: '演示甲', phone, password: 'Yanshi#20261' }, { name: '演示' }, NOW, {
      ownPassword: true,
    }),
  );
  if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
  return made.accountId;
}

/** Two people of the register, with ID numbers. */
async function register(): Promise<{ readonly own: number; readonly other: number }> {
  await addEnterprise(database.pool, { rows: ['GC-01-3'] });
  const persons = await database.pool.query<{ id: number }>('select id from practitioner order by id limit 2');
  const [own = 0, other = 0] = persons.rows.map(({ id }) => id);
  for (const [id, number] of [
    [own, ID_NUMBER],
    [other, OTHERS],
  ] as const) {
    await database.pool.query('update practitioner set id_number_hash = $2 where id = $1', [
      id,
      hashIdNumber(number, identityKeys()),
    ]);
  }
  return { own, other };
}

async function codeSentTo(phone: string): Promise<string> {
  const mails = await database.pool.query<{ content: { text: string } }>(
    'select content from outbox where recipient like $1 order by created_at desc limit 1',
    [`${phone}@%`],
  );
  return /验证码 (\d{6})/.exec(mails.rows[0]?.content.text ?? '')?.[1] ?? '';
}

test('GX21-A1: nobody is found by the sign-in’s role before the real-name check; after it the own person, and no other; the number is kept nowhere', async () => {
  const { own } = await register();
  const mine = await account('yanshi.jia', '13800000001');
  const stranger = await account('yanshi.yi', '13800000002');
  expect(await ownPerson(accounts, mine)).toMatchObject({ provedAt: null, practitionerId: null, phone: '138****0001' });
  expect((await accounts.query('select id from practitioner')).rows).toEqual([]);

  const ask = (accountId: string, idNumber: string, now = NOW) =>
    askForPersonProof(accounts, developmentIdentityChecks, { accountId, idNumber }, now);
  expect(await ask(mine, ID_NUMBER.slice(0, 17))).toMatchObject({ outcome: 'refused', field: 'idNumber' });
  const asked = await ask(mine, ID_NUMBER);
  if (asked.outcome !== 'sent') throw new Error(asked.reason);
  const code = await codeSentTo('13800000001');
  const answer = { accountId: mine, token: asked.token, code };
  expect(await provePerson(accounts, { ...answer, accountId: stranger }, NOW)).toBe('expired');
  expect(await provePerson(accounts, { ...answer, code: code === '000000' ? '000001' : '000000' }, NOW)).toBe('wrong');
  expect(await provePerson(accounts, answer, later(11))).toBe('expired');
  expect(await provePerson(accounts, answer, later(5))).toBe('done');
  expect(await provePerson(accounts, answer, later(5))).toBe('expired');

  expect(await ownPerson(accounts, mine)).toMatchObject({ provedAt: later(5), practitionerId: own });
  expect(await ownPerson(accounts, stranger)).toMatchObject({ provedAt: null, practitionerId: null });
  expect((await accounts.query('select id from practitioner')).rows).toEqual([{ id: own }]);
  await expect(accounts.query('select id_number from practitioner')).rejects.toThrow('permission denied');
  const kept = await database.pool.query<{ found: boolean }>(
    `select exists (select 1 from account a where a::text like $1) or exists (select 1 from account_challenge c where c::text like $1)
       or exists (select 1 from audit_entry e where e::text like $1) or exists (select 1 from outbox o where o::text like $1) as found`,
    [`%${ID_NUMBER}%`],
  );
  expect(kept.rows).toEqual([{ found: false }]);

  const registrations = await registrationsOfPerson(database.pool, own);
  expect(registrations.length).toBeGreaterThan(0);
  expect(registrations[0]).toMatchObject({ enterprise: expect.any(String), role: expect.any(String) });

  await forgetPerson(accounts, mine, later(6));
  expect(await ownPerson(accounts, mine)).toMatchObject({ provedAt: null, practitionerId: null });
  expect((await accounts.query('select id from practitioner')).rows).toEqual([]);
});

test('the real-name check is asked at most five times an hour', async () => {
  const mine = await account('yanshi.jia', '13800000001');
  const ask = (now: Date) =>
    askForPersonProof(accounts, developmentIdentityChecks, { accountId: mine, idNumber: ID_NUMBER }, now);
  for (let at = 0; at < 5; at++) expect(await ask(later(at))).toMatchObject({ outcome: 'sent' });
  expect(await ask(later(6))).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('一小时内最多') });
  expect(await ask(later(62))).toMatchObject({ outcome: 'sent' });
});
