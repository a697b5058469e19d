import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  authoriseOperator,
  beginEnrolment,
  beginEnterpriseSignUp,
  beginIndividualSignUp,
  confirmEnrolment,
  createAccount,
  developmentIdentityChecks,
  developmentTextMessages,
  type EnterpriseSignUp,
  endOperator,
  finishSignUp,
  grantRole,
} from '#features/accounts/commands.ts';
import { actingFor, signUpUnderWay } from '#features/accounts/queries.ts';
import { syntheticResidentId, syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { endCalendarFeed, renewCalendarFeed } from '#features/forecast/commands.ts';
import { calendarFeedOf, ownerOfCalendar } from '#features/forecast/queries.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const NOW = new Date('2026-11-21T02:00:00Z');
const PASSWORD = 'Yanshi#20261';

let database: TestDatabase;
let accounts: Pool;
beforeEach(async () => {
  database = await createTestDatabase();
  // As the site connects: the role of the sign-in sees accounts, and of an enterprise what a sign-up compares.
  accounts = openPool(addressAs(database.url, 'qualwatch_accounts'), 3);
});
afterEach(async () => {
  await accounts.end();
  await database.drop();
});

const form = (more: Partial<EnterpriseSignUp> = {}): EnterpriseSignUp => ({
  kind: 'construction',
  uscc: syntheticUscc(71),
  enterprise: '演示（注册）建设有限公司',
  representative: '演示法人',
  idNumber: syntheticResidentId('1980-01-01', 7),
  phone: '13900000071',
  method: 'real-name',
  bank: '',
  bankAccount: '',
  ...more,
});

const begin = (more: Partial<EnterpriseSignUp> = {}) =>
  beginEnterpriseSignUp(accounts, developmentIdentityChecks, form(more), NOW);

async function sentCode(recipient: string): Promise<string> {
  const found = await database.pool.query<{ content: { text: string } }>(
    'select content from outbox where recipient = $1 order by id desc limit 1',
    [recipient],
  );
  return /\d{6}/.exec(found.rows[0]?.content.text ?? '')?.[0] ?? '';
}

const wanted = (code: string, signInName = 'yanshifaren') => ({
  code,
  signInName,
  password: PASSWORD,
  repeated: PASSWORD,
});

async function register(uscc: string, name: string, representative: string | null, status = 'active') {
  const added = await database.pool.query<{ id: number }>(
    `insert into enterprise (uscc, name, former_names, kinds, division_code, legal_representative, status, feed, recorded_at)
     values ($1, $2, '{}', '{construction}', '450103', $3, $4, 'test', $5) returning id`,
    [uscc, name, representative, status, NOW],
  );
  return Number(added.rows[0]?.id);
}

async function signedUp(more: Partial<EnterpriseSignUp> = {}, signInName = 'yanshifaren') {
  const begun = await begin(more);
  if (begun.outcome !== 'done') throw new Error(JSON.stringify(begun));
  const code = await sentCode(`${form(more).phone}@sms.qualwatch.invalid`);
  const finished = await finishSignUp(accounts, begun.token, wanted(code, signInName), NOW);
  if (finished.outcome !== 'done') throw new Error(JSON.stringify(finished));
  const account = await database.pool.query<{ id: string }>('select id from account where sign_in_name = $1', [
    signInName,
  ]);
  return { accountId: account.rows[0]?.id ?? '', enrolment: finished.enrolment };
}

test('GX21-A1: code, name and representative are the register’s where it knows the enterprise', async () => {
  await register(form().uscc, '演示(注册)建设有限公司', '演示法人');
  await register(syntheticUscc(72), '演示注销有限公司', null, 'cancelled');
  expect(await begin({ enterprise: '演示另一家有限公司' })).toMatchObject({
    faults: { enterprise: expect.stringContaining('不一致') },
  });
  expect(await begin({ representative: '演示他人' })).toMatchObject({
    faults: { representative: expect.stringContaining('不一致') },
  });
  expect(await begin({ uscc: syntheticUscc(72), enterprise: '演示注销有限公司' })).toMatchObject({
    faults: { uscc: expect.stringContaining('注销') },
  });
  // Full-width and half-width brackets are the same name.
  expect((await begin()).outcome).toBe('done');
});

test('every gap of the form is named at once, and nothing is sent', async () => {
  const begun = await begin({ uscc: '1', enterprise: '', idNumber: '2', phone: '3', method: 'bank-transfer' });
  expect(begun.outcome === 'refused' ? Object.keys(begun.faults).sort() : []).toEqual(
    ['bank', 'bankAccount', 'enterprise', 'idNumber', 'phone', 'uscc'].sort(),
  );
  expect((await database.pool.query('select 1 from outbox')).rowCount).toBe(0);
});

test('GX21-A1: the code opens the account with its role, the authenticator is enrolled; the ID number is kept nowhere', async () => {
  const enterpriseId = await register(form().uscc, form().enterprise, '演示法人');
  const begun = await begin();
  if (begun.outcome !== 'done') throw new Error('refused');
  const code = await sentCode('13900000071@sms.qualwatch.invalid');
  const wrong = code === '111111' ? '222222' : '111111';
  expect(await finishSignUp(accounts, begun.token, wanted(wrong), NOW)).toMatchObject({
    faults: { code: '验证码不对，还可以填写 4 次。' },
  });
  expect(
    await finishSignUp(accounts, begun.token, { ...wanted(code), password: 'short', repeated: 'other' }, NOW),
  ).toMatchObject({
    faults: { password: expect.stringContaining('至少'), repeated: expect.stringContaining('不一致') },
  });
  const finished = await finishSignUp(accounts, begun.token, wanted(code), NOW);
  if (finished.outcome !== 'done') throw new Error(JSON.stringify(finished));
  expect(await finishSignUp(accounts, begun.token, wanted(code, 'nochmal'), NOW)).toEqual({ outcome: 'expired' });
  const people = await actingFor(accounts, enterpriseId);
  expect(people).toMatchObject([{ name: '演示法人', role: 'legal-representative', endedAt: null }]);

  const shown = await beginEnrolment(accounts, finished.enrolment, NOW);
  if (shown === undefined) throw new Error('no enrolment');
  const totp = new TOTP({ secret: Secret.fromBase32(shown.secret), algorithm: 'SHA1', digits: 6, period: 30 });
  const answer = { token: finished.enrolment, factorId: shown.factorId };
  expect(await confirmEnrolment(accounts, { ...answer, code: '000000' }, NOW)).toBe('wrong');
  const right = totp.generate({ timestamp: NOW.getTime() });
  expect(await confirmEnrolment(accounts, { ...answer, code: right }, NOW)).toBe('done');
  expect(await beginEnrolment(accounts, finished.enrolment, NOW)).toBeUndefined();

  const kept = await database.pool.query<{ all: string }>(
    `select concat((select string_agg(c.content::text, '') from account_challenge c), (select string_agg(o.content::text, '') from outbox o),
       (select string_agg(a.content::text, '') from audit_entry a), (select string_agg(e::text, '') from enterprise e)) as all`,
  );
  expect(kept.rows[0]?.all).not.toContain(form().idNumber);
  expect(kept.rows[0]?.all).not.toContain(shown.secret);
  expect(await begin()).toMatchObject({ faults: { uscc: expect.stringContaining('已经注册') } });
});

test('GX21-A1: an enterprise that no feed has brought gets its first record; a code that is too old opens nothing', async () => {
  await signedUp({ kind: 'owner' });
  const made = await database.pool.query(
    'select name, kinds, feed, legal_representative from enterprise where uscc = $1',
    [form().uscc],
  );
  expect(made.rows).toEqual([
    { name: form().enterprise, kinds: ['owner'], feed: 'sign-up', legal_representative: '演示法人' },
  ]);
  const late = await begin({ uscc: syntheticUscc(73), phone: '13900000073' });
  if (late.outcome !== 'done') throw new Error('refused');
  const hour = new Date(NOW.getTime() + 3_600_000);
  expect(await signUpUnderWay(accounts, late.token, hour)).toBeUndefined();
  const code = await sentCode('13900000073@sms.qualwatch.invalid');
  expect(await finishSignUp(accounts, late.token, wanted(code, 'zuspaet'), hour)).toEqual({ outcome: 'expired' });
  // The role may write that first record and change none.
  await expect(accounts.query("update enterprise set name = 'x'")).rejects.toThrow(/permission denied/);
  await expect(
    accounts.query(
      `insert into enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at) values ('X', 'x', '{}', '{}', '450103', 'national', $1)`,
      [NOW],
    ),
  ).rejects.toThrow(/row-level security/);
});

test('a bank transfer carries the code; a new legal representative of the register takes the place of the one before', async () => {
  const enterpriseId = await register(form().uscc, form().enterprise, '演示法人');
  const before = await signedUp();
  await database.pool.query("update enterprise set legal_representative = '演示新法人' where id = $1", [enterpriseId]);
  const begun = await begin({
    representative: '演示新法人',
    method: 'bank-transfer',
    bank: '演示银行',
    bankAccount: '6222000000000071',
  });
  if (begun.outcome !== 'done') throw new Error(JSON.stringify(begun));
  const sent = await database.pool.query<{ content: { text: string } }>(
    "select content from outbox where recipient = '6222000000000071@bank.qualwatch.invalid'",
  );
  const code = /附言 (\d{6})/.exec(sent.rows[0]?.content.text ?? '')?.[1] ?? '';
  expect((await finishSignUp(accounts, begun.token, wanted(code, 'xinfaren'), NOW)).outcome).toBe('done');
  const people = await actingFor(accounts, enterpriseId);
  expect(people.filter(({ endedAt }) => endedAt === null).map(({ name }) => name)).toEqual(['演示新法人']);
  expect(before.accountId).not.toBe('');
});

test('GX21-A1: operators are authorised and ended by the legal representative; nobody of an office becomes one; a calendar ends with the authority', async () => {
  const enterpriseId = await register(form().uscc, form().enterprise, '演示法人');
  const { accountId } = await signedUp();
  const by = { name: '演示法人', accountId, enterpriseId };
  const official = await inTransaction(database.pool, async (transaction) => {
    const made = await createAccount(
      transaction,
      { signInName: 'guanyuan', name: '演示官员', password: PASSWORD },
      { name: 'test' },
      NOW,
    );
    if (made.outcome !== 'done') throw new Error('refused');
    await grantRole(
      transaction,
      { accountId: made.accountId, role: 'handler', level: 'city', division: '4501', enterpriseId: null },
      { name: 'test' },
      NOW,
    );
    return made.accountId;
  });
  expect(official).not.toBe('');
  const ofOffice = { name: '演示官员', signInName: 'guanyuan', phone: '13900000074' };
  expect(await authoriseOperator(accounts, by, ofOffice, NOW)).toMatchObject({
    faults: { signInName: expect.stringContaining('主管部门') },
  });

  const individual = await beginIndividualSignUp(
    accounts,
    developmentTextMessages,
    { name: '演示个人', phone: '13900000075' },
    NOW,
  );
  if (individual.outcome !== 'done') throw new Error('refused');
  const code = await sentCode('13900000075@sms.qualwatch.invalid');
  expect((await finishSignUp(accounts, individual.token, wanted(code, 'geren'), NOW)).outcome).toBe('done');
  const known = { name: '演示个人', signInName: 'geren', phone: '13900000075' };
  expect(await authoriseOperator(accounts, by, { ...known, name: '演示他人' }, NOW)).toMatchObject({
    outcome: 'refused',
  });
  expect(await authoriseOperator(accounts, by, known, NOW)).toEqual({ outcome: 'done', firstPassword: null });
  expect(await authoriseOperator(accounts, by, known, NOW)).toMatchObject({ outcome: 'refused' });
  const fresh = await authoriseOperator(
    accounts,
    by,
    { name: '演示新人', signInName: 'xinren', phone: '13900000076' },
    NOW,
  );
  expect(fresh.outcome === 'done' && fresh.firstPassword !== null).toBe(true);

  const operator = (await actingFor(accounts, enterpriseId)).find(({ signInName }) => signInName === 'geren');
  const account = await database.pool.query<{ id: string }>("select id from account where sign_in_name = 'geren'");
  const owner = { accountId: account.rows[0]?.id ?? '', enterpriseId, name: '演示个人' };
  await renewCalendarFeed(accounts, owner, NOW);
  const feed = await calendarFeedOf(accounts, owner);
  expect(await ownerOfCalendar(accounts, feed?.token ?? '')).toEqual({ accountId: owner.accountId, enterpriseId });
  expect(await ownerOfCalendar(accounts, `${feed?.token.slice(0, -1)}_`)).toBeUndefined();
  const stranger = { ...by, enterpriseId: enterpriseId + 1 };
  expect(await endOperator(accounts, stranger, operator?.roleId ?? '', NOW)).toBe(false);
  expect(await endOperator(accounts, by, operator?.roleId ?? '', NOW)).toBe(true);
  expect(await endOperator(accounts, by, operator?.roleId ?? '', NOW)).toBe(false);
  expect(await ownerOfCalendar(accounts, feed?.token ?? '')).toBeUndefined();
  await endCalendarFeed(accounts, owner, NOW);
  expect(await calendarFeedOf(accounts, owner)).toBeUndefined();
});

test('GX21-A1: a phone is not flooded with codes, and none is guessed by asking again', async () => {
  const individual = (phone: string, now = NOW) =>
    beginIndividualSignUp(accounts, developmentTextMessages, { name: '演示某人', phone }, now);
  const all = await Promise.all(Array.from({ length: 8 }, () => individual('13900000079')));
  expect(all.filter(({ outcome }) => outcome === 'done')).toHaveLength(5);
  expect(await individual('13900000079')).toMatchObject({
    outcome: 'refused',
    faults: { phone: expect.stringContaining('一小时内已发送 5 次') },
  });
  // For an enterprise it is the phone or the enterprise, whichever is asked for.
  expect(await begin({ phone: '13900000079' })).toMatchObject({
    outcome: 'refused',
    faults: { phone: expect.any(String) },
  });
  expect((await individual('13900000080')).outcome).toBe('done');
  expect((await individual('13900000079', new Date(NOW.getTime() + 3_600_001))).outcome).toBe('done');
});

test('who exists is told to nobody without the right code, and each question costs a try', async () => {
  const first = await signedUp();
  expect(first).toBeDefined();
  const begun = await beginIndividualSignUp(
    accounts,
    developmentTextMessages,
    { name: '演示甲', phone: '13900000088' },
    NOW,
  );
  if (begun.outcome !== 'done') throw new Error('not begun');
  const code = await sentCode('13900000088@sms.qualwatch.invalid');
  const wrong = code === '000000' ? '111111' : '000000';
  const taken = await finishSignUp(accounts, begun.token, wanted(wrong), NOW);
  const free = await finishSignUp(accounts, begun.token, wanted(wrong, 'meiyouren'), NOW);
  for (const answer of [taken, free]) {
    expect(answer).toEqual({ outcome: 'refused', faults: { code: expect.stringContaining('验证码不对') } });
  }
});

test('an enterprise that only a sign-up knows stands on no public page until a feed has brought it', async () => {
  await signedUp();
  const open = openPool(addressAs(database.url, 'qualwatch_public'), 1);
  try {
    const seen = async () => (await open.query('select name from enterprise')).rows.length;
    expect(await seen()).toBe(0);
    await database.pool.query("update enterprise set feed = 'province'");
    expect(await seen()).toBe(1);
  } finally {
    await open.end();
  }
});

test.each(['演示\u202E司公\u202C建设', '演示<b>公司</b>', '演示\n公司有限', '演示\u0007有限公司'])(
  'a name of an enterprise with strange signs is refused: %j',
  async (enterprise) => {
    expect(await begin({ enterprise })).toMatchObject({
      outcome: 'refused',
      faults: { enterprise: expect.any(String) },
    });
  },
);
