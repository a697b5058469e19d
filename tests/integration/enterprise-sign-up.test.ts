import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answerInvitation,
  beginEnrolment,
  beginEnterpriseSignUp,
  beginIndividualSignUp,
  checkClaim,
  confirmClaim,
  confirmEnrolment,
  createAccount,
  developmentIdentityChecks,
  developmentTextMessages,
  type EnterpriseSignUp,
  endOperator,
  finishSignUp,
  grantRole,
  handInForClaim,
  inviteOperator,
  objectToClaim,
  refuseClaim,
  settleClaims,
} from '#features/accounts/commands.ts';
import {
  actingFor,
  claimFile,
  claimsAgainst,
  claimsBy,
  claimsOfOffice,
  enterpriseClaim,
  invitationsTo,
  signUpUnderWay,
} from '#features/accounts/queries.ts';
import { syntheticResidentId, syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { endCalendarFeed, renewCalendarFeed } from '#features/forecast/commands.ts';
import { calendarFeedOf, ownerOfCalendar } from '#features/forecast/queries.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { hashIdNumber, identityKeys } from '#platform/identity-numbers.ts';
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

/** network from which it is signed up */
const HERE = '192.0.2.1';
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

async function register(
  uscc: string,
  name: string,
  representative: string | null,
  status = 'active',
  idNumber: string | null = form().idNumber,
) {
  const added = await database.pool.query<{ id: number }>(
    `insert into enterprise (uscc, name, former_names, kinds, division_code, legal_representative, status, feed, recorded_at)
     values ($1, $2, '{}', '{construction}', '450103', $3, $4, 'test', $5) returning id`,
    [uscc, name, representative, status, NOW],
  );
  const id = Number(added.rows[0]?.id);
  if (representative !== null && idNumber !== null) await numberOf(id, representative, idNumber);
  return id;
}

/** What a feed says of the representative's identity number. */
async function numberOf(enterpriseId: number, name: string, idNumber: string) {
  await database.pool.query(
    `insert into enterprise_representative (enterprise_id, name, id_hash, feed, known_from) values ($1, $2, $3, 'test', $4)
     on conflict (enterprise_id) do update set name = excluded.name, id_hash = excluded.id_hash`,
    [enterpriseId, name, hashIdNumber(idNumber, identityKeys()), NOW],
  );
}

async function signedUp(more: Partial<EnterpriseSignUp> = {}, signInName = 'yanshifaren') {
  const begun = await begin(more);
  if (begun.outcome !== 'done') throw new Error(JSON.stringify(begun));
  const code = await sentCode(`${form(more).phone}@sms.qualwatch.invalid`);
  const finished = await finishSignUp(
    accounts,
    begun.token,
    wanted(code, signInName),
    developmentTextMessages,
    NOW,
    HERE,
  );
  if (finished.outcome !== 'done') throw new Error(JSON.stringify(finished));
  const account = await database.pool.query<{ id: string }>('select id from account where sign_in_name = $1', [
    signInName,
  ]);
  return { accountId: account.rows[0]?.id ?? '', enrolment: finished.enrolment };
}

test('doors 5: a claim for which nothing is handed in lapses after thirty days, and its person is told; what was handed in waits for the office', async () => {
  const one = await signedUp();
  const other = await signedUp({ phone: '13900000072' }, 'yanshiling');
  const [kept] = await claimsBy(accounts, other.accountId);
  if (kept === undefined) throw new Error('no claim');
  await handIn({ accountId: other.accountId, claimId: kept.id });
  await settleClaims(accounts, developmentTextMessages, new Date(NOW.getTime() + 30 * 86_400_000 - 1_000));
  expect(await claimsBy(accounts, one.accountId)).toMatchObject([{ status: 'waiting' }]);
  const later = new Date(NOW.getTime() + 30 * 86_400_000);
  for (let at = 0; at < 2; at++) await settleClaims(accounts, developmentTextMessages, later);
  expect(await claimsBy(accounts, one.accountId)).toMatchObject([{ status: 'lapsed', endedAt: later }]);
  expect(await claimsBy(accounts, other.accountId)).toMatchObject([{ status: 'waiting', endedAt: null }]);
  const told = await database.pool.query("select content from outbox where content ->> 'text' like '%已经失效%'");
  expect(told.rows).toHaveLength(1);
  const file = { name: 'a.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
  const [lapsed] = await claimsBy(accounts, one.accountId);
  const by = { name: '演示法人', accountId: one.accountId };
  expect(await handInForClaim(accounts, { id: lapsed?.id ?? '', file }, by, later)).toMatchObject({
    outcome: 'refused',
  });
});

test('doors 5: the office pages through every claim once, and a place that is none of the list begins anew', async () => {
  await signedUp();
  await database.pool.query(
    `insert into enterprise_claim (id, account_id, uscc, enterprise, kind, representative, division_code, method, person_hash, made_at, status, ended_at)
     select gen_random_uuid(), account_id, uscc, enterprise, kind, representative, division_code, method, person_hash, made_at,
       case when n % 2 = 0 then 'waiting' else 'refused' end, case when n % 2 = 1 then made_at + n * interval '1 hour' end
     from enterprise_claim, generate_series(1, 120) n`,
  );
  const seen: { id: string; status: string; endedAt: Date | null }[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof claimsOfOffice>> = await claimsOfOffice(accounts, after);
    expect(page.claims.length).toBeLessThanOrEqual(50);
    seen.push(...page.claims);
    after = page.next;
  } while (after !== null);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(121);
  expect(seen).toHaveLength(121);
  expect(seen.slice(0, 61).every(({ status }) => status === 'waiting')).toBe(true);
  const ended = seen.slice(61).map(({ endedAt }) => endedAt?.getTime() ?? 0);
  expect(ended).toEqual([...ended].sort((a, b) => b - a));
  expect((await claimsOfOffice(accounts, `999999999999999|1|${seen[0]?.id}`)).claims).toEqual([]);
  expect((await claimsOfOffice(accounts, 'x|y|z')).claims).toHaveLength(50);
});

test.each(['演示<b>法人', '演示法人1号', '演示\u{1F600}'])(
  'doors 5: %s is no name of a person',
  async (representative) => {
    expect(await begin({ representative })).toMatchObject({
      outcome: 'refused',
      faults: { representative: expect.stringContaining('按身份证填写') },
    });
  },
);

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
  expect(await finishSignUp(accounts, begun.token, wanted(wrong), developmentTextMessages, NOW, HERE)).toMatchObject({
    faults: { code: '验证码不对，还可以填写 4 次。' },
  });
  expect(
    await finishSignUp(
      accounts,
      begun.token,
      { ...wanted(code), password: 'short', repeated: 'other' },
      developmentTextMessages,
      NOW,
      HERE,
    ),
  ).toMatchObject({
    faults: { password: expect.stringContaining('至少'), repeated: expect.stringContaining('不一致') },
  });
  const finished = await finishSignUp(accounts, begun.token, wanted(code), developmentTextMessages, NOW, HERE);
  if (finished.outcome !== 'done') throw new Error(JSON.stringify(finished));
  expect(
    await finishSignUp(accounts, begun.token, wanted(code, 'nochmal'), developmentTextMessages, NOW, HERE),
  ).toEqual({
    outcome: 'expired',
  });
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

test('GX21-A1: an enterprise that no feed has brought is claimed and not written; a code that is too old opens nothing', async () => {
  const { accountId } = await signedUp({ kind: 'owner' });
  expect((await database.pool.query('select 1 from enterprise')).rowCount).toBe(0);
  expect(await claimsBy(accounts, accountId)).toMatchObject([{ status: 'waiting', enterprise: form().enterprise }]);
  const late = await begin({ uscc: syntheticUscc(73), phone: '13900000073' });
  if (late.outcome !== 'done') throw new Error('refused');
  const hour = new Date(NOW.getTime() + 3_600_000);
  expect(await signUpUnderWay(accounts, late.token, hour)).toBeUndefined();
  const code = await sentCode('13900000073@sms.qualwatch.invalid');
  expect(
    await finishSignUp(accounts, late.token, wanted(code, 'zuspaet'), developmentTextMessages, hour, HERE),
  ).toEqual({
    outcome: 'expired',
  });
  // The sign-in's role writes no enterprise that two officials have not confirmed, under whatever source, and changes none.
  await expect(accounts.query("update enterprise set name = 'x'")).rejects.toThrow(/permission denied/);
  await expect(
    accounts.query(
      `insert into enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at) values ('X', 'x', '{}', '{}', '450103', 'national', $1)`,
      [NOW],
    ),
  ).rejects.toThrow(/row-level security/);
  for (const feed of ['sign-up', 'office']) {
    await expect(
      accounts.query(
        `insert into enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at) values ($1, $2, '{}', '{}', '450103', $3, $4)`,
        [form().uscc, form().enterprise, feed, NOW],
      ),
    ).rejects.toThrow(/row-level security/);
  }
});

async function transferred(signInName: string) {
  const begun = await begin({
    representative: '演示新法人',
    method: 'bank-transfer',
    bank: '演示银行',
    bankAccount: '6222000000000071',
  });
  if (begun.outcome !== 'done') throw new Error(JSON.stringify(begun));
  const sent = await database.pool.query<{ content: { text: string } }>(
    "select content from outbox where recipient = '6222000000000071@bank.qualwatch.invalid' order by id desc limit 1",
  );
  const code = /附言 (\d{6})/.exec(sent.rows[0]?.content.text ?? '')?.[1] ?? '';
  const finished = await finishSignUp(
    accounts,
    begun.token,
    wanted(code, signInName),
    developmentTextMessages,
    NOW,
    HERE,
  );
  if (finished.outcome !== 'done') throw new Error(JSON.stringify(finished));
  const account = await database.pool.query<{ id: string }>('select id from account where sign_in_name = $1', [
    signInName,
  ]);
  const accountId = account.rows[0]?.id ?? '';
  const [claim] = await claimsBy(accounts, accountId);
  if (claim === undefined) throw new Error('no claim');
  return { accountId, claimId: claim.id };
}

const standing = async (enterpriseId: number) =>
  (await actingFor(accounts, enterpriseId)).filter(({ endedAt }) => endedAt === null).map(({ name }) => name);
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const settle = (now: Date) => settleClaims(accounts, developmentTextMessages, now);

describe('GX21-A1: a new legal representative of the register, proved by a transfer', () => {
  let enterpriseId: number;
  let before: { accountId: string };
  let claim: { accountId: string; claimId: string };
  beforeEach(async () => {
    enterpriseId = await register(form().uscc, form().enterprise, '演示法人');
    before = await signedUp();
    await database.pool.query("update account set email = 'yuan@demo.invalid' where id = $1", [before.accountId]);
    await database.pool.query("update enterprise set legal_representative = '演示新法人' where id = $1", [
      enterpriseId,
    ]);
    claim = await transferred('xinfaren');
  });

  test('takes the place of the one before after three days, who was told by mail, by message and on the own page', async () => {
    expect(await standing(enterpriseId)).toEqual(['演示法人']);
    const told = await database.pool.query<{ recipient: string }>(
      "select recipient from outbox where key like 'claim-told:%' or content ->> 'text' like '%三%日%异议%' or content ->> 'text' like '%提出。%'",
    );
    expect(told.rows.map(({ recipient }) => recipient)).toEqual(
      expect.arrayContaining(['yuan@demo.invalid', '13900000071@sms.qualwatch.invalid']),
    );
    expect(await claimsAgainst(accounts, before.accountId)).toMatchObject([{ id: claim.claimId, status: 'confirmed' }]);
    expect(await settle(hours(71))).toBe(0);
    expect(await standing(enterpriseId)).toEqual(['演示法人']);
    expect(await settle(hours(72))).toBe(1);
    expect(await standing(enterpriseId)).toEqual(['演示新法人']);
    expect(await settle(hours(73))).toBe(0);
  });

  test('an objection keeps what stands until two officials have decided', async () => {
    const by = { name: '演示法人', accountId: before.accountId };
    const objection = '本人仍是法定代表人，没有变更';
    const stranger = { name: '演示他人', accountId: claim.accountId };
    expect(await objectToClaim(accounts, { id: claim.claimId, objection }, stranger, hours(1))).toMatchObject({
      outcome: 'refused',
    });
    expect(await objectToClaim(accounts, { id: claim.claimId, objection }, by, hours(72))).toMatchObject({
      outcome: 'refused',
    });
    expect(await objectToClaim(accounts, { id: claim.claimId, objection }, by, hours(71))).toEqual({ outcome: 'done' });
    expect(await settle(hours(100))).toBe(0);
    expect(await standing(enterpriseId)).toEqual(['演示法人']);
    await handIn(claim);
    const reason = { id: claim.claimId, reason: '核对变更登记通知书' };
    expect(await checkClaim(accounts, reason, ONE, hours(101))).toEqual({ outcome: 'done' });
    expect(await confirmClaim(accounts, reason, ONE, developmentTextMessages, hours(102))).toMatchObject({
      reason: expect.stringContaining('他人'),
    });
    expect(await confirmClaim(accounts, reason, OTHER, developmentTextMessages, hours(103))).toEqual({
      outcome: 'done',
    });
    expect(await standing(enterpriseId)).toEqual(['演示新法人']);
  });

  test('the database gives nobody the enterprise without a proved claim, nor before the three days are over', async () => {
    const role = (accountId: string, at: Date) =>
      accounts.query(
        `insert into account_role (id, account_id, role, enterprise_id, granted_at, granted_by) values (gen_random_uuid(), $1, 'legal-representative', $2, $3, '绕过')`,
        [accountId, enterpriseId, at],
      );
    await expect(role(claim.accountId, hours(1))).rejects.toThrow('who stands for an enterprise has proved so');
    await expect(role(claim.accountId, hours(80))).rejects.toThrow('account_role_representative_key');
    await expect(
      accounts.query(`update enterprise_claim set proof = 'office', checked_by = $2, decided_by = $2 where id = $1`, [
        claim.claimId,
        ONE.accountId,
      ]),
    ).rejects.toThrow('enterprise_claim_two_people_check');
  });
});

const ONE = { name: '演核对', accountId: '00000000-0000-4000-8000-000000000001' };
const OTHER = { name: '演确认', accountId: '00000000-0000-4000-8000-000000000002' };
const file = (content: string) => ({
  name: '执照.pdf',
  mediaType: 'application/pdf',
  bytes: Buffer.from(`%PDF-1.7 ${content}`),
});
async function handIn(claim: { accountId: string; claimId: string }, content = '') {
  const by = { name: '演示法人', accountId: claim.accountId };
  expect(await handInForClaim(accounts, { id: claim.claimId, file: file(content) }, by, NOW)).toEqual({
    outcome: 'done',
  });
}

describe('GX21-A1: what the register does not prove, two officials do', () => {
  const reason = '核对营业执照原件';
  async function claimed(more: Partial<EnterpriseSignUp> = {}) {
    const { accountId } = await signedUp(more);
    const [claim] = await claimsBy(accounts, accountId);
    if (claim === undefined) throw new Error('no claim');
    return { accountId, claimId: claim.id, status: claim.status };
  }

  test.each([
    ['knows no number', null],
    ['knows another number', syntheticResidentId('1981-02-02', 8)],
  ])('a real-name check alone gives nobody an enterprise whose register %s', async (_, idNumber) => {
    const enterpriseId = await register(form().uscc, form().enterprise, '演示法人', 'active', idNumber);
    const claim = await claimed();
    expect(claim.status).toBe('waiting');
    expect(await standing(enterpriseId)).toEqual([]);
    // A feed brings the number: what it proves is granted by itself.
    await numberOf(enterpriseId, '演示法人', form().idNumber);
    expect(await settle(hours(1))).toBe(1);
    expect(await standing(enterpriseId)).toEqual(['演示法人']);
  });

  test('a number that came with another name proves nothing', async () => {
    const enterpriseId = await register(form().uscc, form().enterprise, '演示法人', 'active', null);
    await numberOf(enterpriseId, '演示前法人', form().idNumber);
    expect((await claimed()).status).toBe('waiting');
  });

  test('an enterprise that nobody knows: one looks at the documents, another confirms, then it stands in the register', async () => {
    const claim = await claimed();
    const given = { id: claim.claimId, reason };
    expect(await checkClaim(accounts, given, ONE, NOW)).toMatchObject({
      reason: expect.stringContaining('还没有上传'),
    });
    await handIn(claim);
    await handIn(claim);
    expect((await enterpriseClaim(accounts, claim.claimId))?.files).toHaveLength(1);
    expect(await confirmClaim(accounts, given, OTHER, developmentTextMessages, NOW)).toMatchObject({
      reason: expect.stringContaining('先由另一人核对'),
    });
    expect(await checkClaim(accounts, given, { ...ONE, accountId: claim.accountId }, NOW)).toMatchObject({
      reason: expect.stringContaining('本人的认领'),
    });
    expect(await checkClaim(accounts, given, ONE, NOW)).toEqual({ outcome: 'done' });
    // Another document after the check: what was found right was looked at without it.
    await handIn(claim, 'another');
    expect(await confirmClaim(accounts, given, OTHER, developmentTextMessages, NOW)).toMatchObject({
      outcome: 'refused',
    });
    expect(await checkClaim(accounts, given, ONE, NOW)).toEqual({ outcome: 'done' });
    expect(await confirmClaim(accounts, given, OTHER, developmentTextMessages, NOW)).toEqual({ outcome: 'done' });
    const made = await database.pool.query('select name, feed from enterprise where uscc = $1', [form().uscc]);
    expect(made.rows).toEqual([{ name: form().enterprise, feed: 'office' }]);
    const roles = await database.pool.query(
      'select role from account_role where account_id = $1 and ended_at is null',
      [claim.accountId],
    );
    expect(roles.rows).toEqual([{ role: 'legal-representative' }]);
  });

  test('a refused claim is over, and a document of one claim is not found under another', async () => {
    const first = await claimed();
    await handIn(first);
    const fileId = (await enterpriseClaim(accounts, first.claimId))?.files[0]?.id ?? '';
    expect(await claimFile(accounts, { claimId: first.claimId, fileId })).toBeDefined();
    expect(await claimFile(accounts, { claimId: randomUUID(), fileId })).toBeUndefined();
    const given = { id: first.claimId, reason };
    expect(await refuseClaim(accounts, given, ONE, developmentTextMessages, NOW)).toEqual({ outcome: 'done' });
    expect(await checkClaim(accounts, given, ONE, NOW)).toMatchObject({ outcome: 'refused' });
    expect(
      await handInForClaim(
        accounts,
        { id: first.claimId, file: file('late') },
        { name: '演示法人', accountId: first.accountId },
        NOW,
      ),
    ).toMatchObject({ outcome: 'refused' });
  });
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
  const invite = (wanted: { name: string; signInName: string; phone: string }, now = NOW) =>
    inviteOperator(accounts, by, wanted, developmentTextMessages, now);
  await database.pool.query("update account set phone = '13900000074' where id = $1", [official]);
  // The answer is the same for who exists, who does not, and who may not.
  expect(await invite({ name: '演示官员', signInName: 'guanyuan', phone: '13900000074' })).toEqual({ outcome: 'done' });
  expect(await invite({ name: '演示无人', signInName: 'meiyouren', phone: '13900000078' })).toEqual({
    outcome: 'done',
  });
  const [ofOffice] = await invitationsTo(accounts, official, NOW);
  expect(
    await answerInvitation(
      accounts,
      { id: ofOffice?.id ?? '', answer: 'accepted' },
      { accountId: official, name: '演示官员' },
      NOW,
    ),
  ).toMatchObject({ faults: { invitation: expect.stringContaining('主管部门') } });

  const individual = await beginIndividualSignUp(
    accounts,
    developmentTextMessages,
    { name: '演示个人', phone: '13900000075' },
    NOW,
  );
  if (individual.outcome !== 'done') throw new Error('refused');
  const code = await sentCode('13900000075@sms.qualwatch.invalid');
  expect(
    (await finishSignUp(accounts, individual.token, wanted(code, 'geren'), developmentTextMessages, NOW, HERE)).outcome,
  ).toBe('done');
  const known = { name: '演示个人', signInName: 'geren', phone: '13900000075' };
  const person = await database.pool.query<{ id: string }>("select id from account where sign_in_name = 'geren'");
  const self = { accountId: person.rows[0]?.id ?? '', name: '演示个人' };
  // Another's phone under that name: whoever is asked is not who has it.
  expect(await invite({ ...known, phone: '13900000077' })).toEqual({ outcome: 'done' });
  expect(await invitationsTo(accounts, self.accountId, NOW)).toEqual([]);
  expect(await invite(known)).toEqual({ outcome: 'done' });
  expect(await invite(known)).toMatchObject({ faults: { signInName: expect.stringContaining('等待') } });
  const [asked] = await invitationsTo(accounts, self.accountId, NOW);
  const accept = (id: string, now = NOW) => answerInvitation(accounts, { id, answer: 'accepted' }, self, now);
  await expect(
    accounts.query(
      `insert into account_role (id, account_id, role, enterprise_id, granted_at, granted_by) values (gen_random_uuid(), $1, 'operator', $2, $3, '绕过')`,
      [self.accountId, enterpriseId, NOW],
    ),
  ).rejects.toThrow('an operator has accepted');
  expect(await accept(asked?.id ?? '', new Date(NOW.getTime() + 7 * 86_400_000))).toMatchObject({ outcome: 'refused' });
  expect(await accept(randomUUID())).toMatchObject({ outcome: 'refused' });
  const later = new Date(NOW.getTime() + 3_600_000);
  const another = { accountId, name: '演示法人' };
  expect(await answerInvitation(accounts, { id: asked?.id ?? '', answer: 'accepted' }, another, later)).toMatchObject({
    outcome: 'refused',
  });
  expect((await actingFor(accounts, enterpriseId)).map(({ role }) => role)).toEqual(['legal-representative']);
  expect(await accept(asked?.id ?? '', later)).toEqual({ outcome: 'done' });
  expect(await accept(asked?.id ?? '', later)).toMatchObject({ outcome: 'refused' });

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
  const taken = await finishSignUp(accounts, begun.token, wanted(wrong), developmentTextMessages, NOW, HERE);
  const free = await finishSignUp(
    accounts,
    begun.token,
    wanted(wrong, 'meiyouren'),
    developmentTextMessages,
    NOW,
    HERE,
  );
  for (const answer of [taken, free]) {
    expect(answer).toEqual({ outcome: 'refused', faults: { code: expect.stringContaining('验证码不对') } });
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
