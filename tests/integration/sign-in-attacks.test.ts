import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  askForAnyPasskey,
  askForEmailProof,
  askForPasskey,
  beginAuthenticator,
  beginSignIn,
  changePassword,
  completeSignIn,
  confirmAuthenticator,
  createAccount,
  developmentTextMessages,
  grantRole,
  proveOwnCode,
  sendSignInCode,
  setAccountState,
  signInByPasskey,
} from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { formToken } from '../../src/app/_portal/session-cookie.ts';
import { actOn } from '../../src/features/accounts/account-acts.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addSoftKey, softAnswer } from './passkey-fixture.ts';
import { type OpenedSession, openSession } from './session-fixture.ts';
import { siteRoutes } from './site-routes.ts';

const RELYING = { host: 'test.invalid', origin: 'http://test.invalid' };
const ORIGIN = { address: '192.0.2.7', device: '演示' };
const START = new Date('2026-06-01T02:00:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const OFFICER = { accountId: randomUUID(), name: '演示安全管理员' };

let database: TestDatabase;
let accounts: Pool;
beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  database = await createTestDatabase();
  accounts = openPool(addressAs(database.url, 'qualwatch_accounts'), 4);
});
afterAll(async () => {
  await accounts?.end();
  await database?.drop();
  vi.unstubAllEnvs();
});

/** Somebody with a password and an authenticator. */
async function person(signInName: string) {
  const password = 'Chushi#2026x';
  const accountId = await inTransaction(accounts, async (transaction) => {
    const made = await createAccount(transaction, { signInName, name: `演示${signInName}`, password }, OFFICER, START);
    if (made.outcome !== 'done') throw new Error(JSON.stringify(made));
    const role = { role: 'tenderer', level: null, division: null, enterpriseId: null } as const;
    await grantRole(transaction, { ...role, accountId: made.accountId }, OFFICER, START);
    return made.accountId;
  });
  const secret = randomBytes(20);
  await inTransaction(accounts, async (transaction) => {
    const { id } = await beginAuthenticator(
      transaction,
      { id: accountId, signInName },
      { name: '演示', now: START, secret },
    );
    await confirmAuthenticator(transaction, accountId, id, totpCode(secret, START), START);
  });
  const ticket = async (now: Date) => {
    const begun = await beginSignIn(accounts, { signInName, password }, ORIGIN, now);
    if (begun.outcome === 'refused') throw new Error(begun.reason);
    return begun.ticket;
  };
  const answer = (of: string, code: string, now: Date) =>
    completeSignIn(accounts, { ticket: of, code }, RELYING, ORIGIN, now);
  return { accountId, signInName, name: `演示${signInName}`, password, secret, ticket, answer };
}

function wrongCode(secret: Buffer, now: Date): string {
  const right = [-30, 0, 30].map((by) => totpCode(secret, new Date(now.getTime() + by * 1000)));
  return ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code)) ?? '';
}

describe('L3-CES1-02: the way in', () => {
  test('tries of the second step are the account’s, however many sign-ins were begun; locked, the right code is not taken either', async () => {
    const { ticket, answer, secret } = await person('duopiao');
    const tickets = await Promise.all(Array.from({ length: 4 }, () => ticket(later(60))));
    const [one = '', two = '', three = '', four = ''] = tickets;
    const wrong = wrongCode(secret, later(61));
    for (const each of [one, two, one, two, three]) {
      expect(await answer(each, wrong, later(61))).toEqual({ outcome: 'refused', because: 'wrong' });
    }
    expect(await answer(three, wrong, later(62))).toEqual({ outcome: 'refused', because: 'locked' });
    expect(await answer(four, totpCode(secret, later(63)), later(63))).toEqual({
      outcome: 'refused',
      because: 'locked',
    });
    const after = later(62 + 15 * 60);
    expect(await answer(await ticket(after), totpCode(secret, after), after)).toMatchObject({ outcome: 'signed-in' });
  });

  test('wrong codes at once are all counted', async () => {
    const { ticket, answer, secret } = await person('tongshi');
    const tickets = await Promise.all(Array.from({ length: 8 }, () => ticket(later(60))));
    const wrong = wrongCode(secret, later(61));
    const all = await Promise.all(tickets.map((each) => answer(each, wrong, later(61))));
    expect(all.filter((each) => each.outcome === 'refused' && each.because === 'wrong')).toHaveLength(5);
  });

  test('a sign-in begun with a password that was reset, or for an account that was closed, comes to nothing', async () => {
    const { accountId, ticket, answer, secret } = await person('jiupiao');
    const before = await ticket(later(60));
    await database.pool.query('update account set email = $2 where id = $1', [accountId, 'jiupiao@demo.invalid']);
    await inTransaction(accounts, (transaction) =>
      actOn(transaction, { kind: 'reset-password' }, accountId, undefined, OFFICER, 'http://test.invalid', later(61)),
    );
    expect(await answer(before, totpCode(secret, later(62)), later(62))).toEqual({
      outcome: 'refused',
      because: 'expired',
    });
    const closed = await person('tingyong');
    const standing = await closed.ticket(later(60));
    for (const [state, at] of [
      ['closed', 61],
      ['active', 62],
    ] as const) {
      await inTransaction(accounts, (transaction) =>
        setAccountState(transaction, closed.accountId, state, OFFICER, later(at)),
      );
    }
    expect(await closed.answer(standing, totpCode(closed.secret, later(63)), later(63))).toEqual({
      outcome: 'refused',
      because: 'expired',
    });
  });

  test('a code serves once, also against another sign-in and inside a session', async () => {
    const { accountId, ticket, answer, secret } = await person('chongfang');
    const [one, two] = [await ticket(later(60)), await ticket(later(60))];
    const code = totpCode(secret, later(60));
    expect(await answer(one, code, later(60))).toMatchObject({ outcome: 'signed-in' });
    expect(await answer(two, code, later(61))).toEqual({ outcome: 'refused', because: 'wrong' });
    expect(await proveOwnCode(accounts, accountId, code, ORIGIN, later(62))).toBe('wrong');
  });
});

describe('L3-CES1-02: wrong passwords count by name and place', () => {
  const from = (place: string) => ({ address: place, device: '演示' });
  const attempt = (signInName: string, password: string, place: string, now: Date) =>
    beginSignIn(accounts, { signInName, password }, from(place), now);
  const WAITS = /分钟后再试/;
  const reasonOf = async (of: ReturnType<typeof attempt>) => {
    const begun = await of;
    return begun.outcome === 'refused' ? begun.reason : '';
  };

  test('five from one place close that place for a growing while, and the owner comes in from elsewhere', async () => {
    const { signInName, password } = await person('didian');
    let now = later(60);
    const waits: number[] = [];
    for (let wrong = 0; wrong < 9; wrong++) {
      expect(await reasonOf(attempt(signInName, 'Falsch-2026x', '198.51.100.1', now))).toMatch(/不正确/);
      // Not even the right one is looked at while the place waits: the answer does not tell which is right.
      const [right, wrongAgain] = [
        await attempt(signInName, password, '198.51.100.1', now),
        wrong < 4 ? undefined : await attempt(signInName, 'Falsch-2026x', '198.51.100.1', now),
      ];
      if (wrong < 4) {
        expect(right.outcome).toBe('second-factor');
        continue;
      }
      expect(right).toEqual(wrongAgain);
      const minutes = Number(/请 (\d+) 分钟后再试/.exec(right.outcome === 'refused' ? right.reason : '')?.[1]);
      waits.push(minutes);
      expect((await attempt(signInName, password, '203.0.113.9', now)).outcome).toBe('second-factor');
      now = new Date(now.getTime() + minutes * 60_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16]);
  });

  test('a name that nobody has waits with the same words', async () => {
    const { signInName } = await person('youren');
    for (const name of [signInName, 'meiyouren']) {
      for (let wrong = 0; wrong < 5; wrong++) await attempt(name, 'Falsch-2026x', '198.51.100.2', later(60));
    }
    const [some, nobody] = await Promise.all(
      [signInName, 'meiyouren'].map((name) => reasonOf(attempt(name, 'Falsch-2026x', '198.51.100.2', later(61)))),
    );
    expect(some).toMatch(WAITS);
    expect(some).toBe(nobody);
  });

  test('twenty at once from one place are looked at five times', async () => {
    const { signInName } = await person('ershi');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => reasonOf(attempt(signInName, 'Falsch-2026x', '198.51.100.3', later(60)))),
    );
    expect(all.filter((reason) => !WAITS.test(reason))).toHaveLength(5);
  });

  test('many places together are slowed, the account’s own place and a passkey are not; an administrator lets the rest in', async () => {
    const { accountId, signInName, password, ticket, answer, secret } = await person('duochu');
    expect(await answer(await ticket(later(60)), totpCode(secret, later(60)), later(60))).toMatchObject({
      outcome: 'signed-in',
    });
    for (let place = 0; place < 40; place++) {
      await attempt(signInName, 'Falsch-2026x', `2001:db8:0:${place}`, later(100));
    }
    const looked = await database.pool.query(
      `select 1 from audit_entry where account_id = $1 and action in ('sign-in-failed', 'sign-in-slowed')`,
      [accountId],
    );
    expect(looked.rowCount).toBe(30);
    expect(await reasonOf(attempt(signInName, password, '203.0.113.10', later(101)))).toMatch(WAITS);
    expect((await attempt(signInName, password, ORIGIN.address, later(101))).outcome).toBe('second-factor');

    const key = await addSoftKey(database.pool, accountId, START);
    const asked = await askForAnyPasskey(accounts, RELYING, later(102));
    const passkey = softAnswer(key, asked.options.challenge, RELYING);
    const come = () =>
      signInByPasskey(accounts, { passkey, passkeyToken: asked.token }, RELYING, from('203.0.113.10'), later(103));
    expect(await come()).toMatchObject({ outcome: 'signed-in' });
    expect(await come()).toEqual({ outcome: 'refused', because: 'expired' });

    await inTransaction(accounts, (transaction) =>
      setAccountState(transaction, accountId, 'unlocked', OFFICER, later(104)),
    );
    expect((await attempt(signInName, password, '203.0.113.11', later(105))).outcome).toBe('second-factor');
  });

  test('codes that lock the account do not lock its passkey, in the second step and alone', async () => {
    const { accountId, ticket, answer, secret } = await person('suoma');
    const key = await addSoftKey(database.pool, accountId, START);
    const of = await ticket(later(60));
    for (let wrong = 0; wrong < 5; wrong++) {
      const each = wrong < 4 ? of : await ticket(later(60));
      await answer(each, wrongCode(secret, later(61)), later(61));
    }
    const second = await ticket(later(62));
    expect(await answer(second, totpCode(secret, later(62)), later(62))).toMatchObject({ because: 'locked' });
    const question = await inTransaction(accounts, (transaction) =>
      askForPasskey(transaction, accountId, RELYING, later(62)),
    );
    if (question === undefined) throw new Error('no passkey');
    const passkey = softAnswer(key, question.options.challenge, RELYING);
    const given = { ticket: second, passkey, passkeyToken: question.token };
    expect(await completeSignIn(accounts, given, RELYING, ORIGIN, later(63))).toMatchObject({ outcome: 'signed-in' });
    // Signing in so tells nothing of the codes: they stay locked.
    expect(await answer(await ticket(later(64)), totpCode(secret, later(64)), later(64))).toMatchObject({
      because: 'locked',
    });
  });

  test('a passkey alone: without making sure who holds it, of a closed account, or for a question to one account, it is refused', async () => {
    const { accountId, ticket } = await person('dandu');
    const key = await addSoftKey(database.pool, accountId, START);
    const alone = async (token: string, passkey: string) =>
      signInByPasskey(accounts, { passkey, passkeyToken: token }, RELYING, ORIGIN, later(61));
    const asked = () => askForAnyPasskey(accounts, RELYING, later(60));
    const present = await asked();
    expect(await alone(present.token, softAnswer(key, present.options.challenge, RELYING, 0x01))).toMatchObject({
      because: 'wrong',
    });
    await ticket(later(60));
    const named = await inTransaction(accounts, (transaction) =>
      askForPasskey(transaction, accountId, RELYING, later(60)),
    );
    if (named === undefined) throw new Error('no passkey');
    expect(await alone(named.token, softAnswer(key, named.options.challenge, RELYING))).toMatchObject({
      because: 'expired',
    });
    await database.pool.query("update account set status = 'closed' where id = $1", [accountId]);
    const closed = await asked();
    expect(await alone(closed.token, softAnswer(key, closed.options.challenge, RELYING))).toMatchObject({
      because: 'wrong',
    });
  });
});

test('nobody’s phone or mailbox is flooded by asking many times at once', async () => {
  const { accountId, ticket } = await person('gongji');
  await database.pool.query("update account set phone = '13900000091' where id = $1", [accountId]);
  const of = await ticket(later(60));
  const asked = (now: Date) =>
    Promise.all(Array.from({ length: 4 }, () => sendSignInCode(accounts, developmentTextMessages, of, now)));
  expect((await asked(later(61))).filter(({ outcome }) => outcome === 'sent')).toHaveLength(1);
  expect((await asked(later(130))).filter(({ outcome }) => outcome === 'sent')).toHaveLength(1);
  const mails = await Promise.all(
    Array.from({ length: 9 }, () => askForEmailProof(accounts, accountId, 'bieren@demo.invalid', later(61))),
  );
  expect(mails.filter(({ outcome }) => outcome === 'sent')).toHaveLength(6);
});

describe('ASVS V7.5.1: whoever has nothing but an open session', () => {
  test('guesses neither the password nor a code: five tries lock both', async () => {
    const { accountId, signInName, name, password, secret } = await person('dunqiao');
    const self = { accountId, signInName, name, sessionId: randomUUID() };
    const wanted = 'Yanshi#20261';
    const change = (present: string, now: Date) =>
      changePassword(accounts, self, { present, wanted, repeated: wanted }, ORIGIN, now);
    for (const present of ['a', 'b', 'c']) {
      expect(await change(present, later(60))).toMatchObject({ faults: { present: expect.stringMatching('不正确') } });
    }
    const wrong = wrongCode(secret, later(61));
    expect(await proveOwnCode(accounts, accountId, wrong, ORIGIN, later(61))).toBe('wrong');
    expect(await proveOwnCode(accounts, accountId, wrong, ORIGIN, later(61))).toBe('wrong');
    expect(await proveOwnCode(accounts, accountId, totpCode(secret, later(62)), ORIGIN, later(62))).toBe('locked');
    expect(await change(password, later(62))).toMatchObject({ faults: { present: expect.stringMatching('已锁定') } });
    expect(await change(password, later(61 + 15 * 60))).toEqual({ outcome: 'done' });
  });

  describe('at the pages', () => {
    let routes: Awaited<ReturnType<typeof siteRoutes<'factors' | 'sign-in' | 'work'>>>;
    beforeAll(async () => {
      routes = await siteRoutes(
        database,
        {
          factors: () => import('../../src/app/account/factors/route.tsx'),
          'sign-in': () => import('../../src/app/sign-in/route.tsx'),
          work: () => import('../../src/app/work/route.ts'),
        },
        { QUALWATCH_BASE_URL: 'http://test.invalid' },
      );
    });
    afterAll(async () => {
      const { accounts: own, scoped } = desk();
      await Promise.all([own.end(), scoped.end()]);
      await routes.close();
    });

    function send(
      route: 'factors' | 'sign-in',
      fields: Readonly<Record<string, string>>,
      cookie = '',
    ): Promise<Response> {
      return routes.call(route, route === 'factors' ? '/account/factors' : '/sign-in', {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', cookie },
      });
    }
    const act = (session: OpenedSession, name: string, more: Readonly<Record<string, string>> = {}, cookies = '') =>
      send(
        'factors',
        { act: name, csrf: formToken(session.sessionId), ...more },
        [session.cookie, cookies].filter((each) => each !== '').join('; '),
      );
    const factors = async (accountId: string) =>
      (
        await database.pool.query('select id from second_factor where account_id = $1 and ended_at is null', [
          accountId,
        ])
      ).rowCount;

    test('changes no way in: the password is asked for, and its proof holds for that session alone', async () => {
      const { accountId, signInName, password } = await person('kaizhe');
      await database.pool.query('update account set must_change_password = false where id = $1', [accountId]);
      const [session, stolen] = [
        await openSession(database.pool, signInName),
        await openSession(database.pool, signInName),
      ];
      const [factor] = (await database.pool.query('select id from second_factor where account_id = $1', [accountId]))
        .rows;
      for (const name of ['begin', 'confirm', 'add-passkey', 'recovery', 'end']) {
        const refused = await act(stolen, name, { id: factor.id, code: '000000' });
        expect([name, refused.status]).toEqual([name, 422]);
        expect(await refused.text()).toContain('请先填写当前密码');
      }
      expect(await factors(accountId)).toBe(1);
      expect((await act(session, 'prove', { password: 'Falsch-2026x' })).status).toBe(422);
      const proof = await act(session, 'prove', { password });
      expect(proof.status).toBe(303);
      const [cookie = ''] = proof.headers.getSetCookie().map((each) => each.split(';')[0]);
      expect((await act(stolen, 'recovery', {}, cookie)).status).toBe(422);
      const forged = cookie.replace(/=\d/, (digits) => `=${Number(digits.slice(1)) + 1}`);
      expect((await act(session, 'recovery', {}, forged)).status).toBe(422);
      expect((await act(session, 'recovery', {}, cookie)).status).toBe(200);
      expect(await factors(accountId)).toBe(9);
    });

    test('what no browser sends is refused and is no failure of ours', async () => {
      expect((await send('sign-in', { signInName: 'a\0b', password: 'x' })).status).toBe(400);
      expect((await send('sign-in', { signInName: 'a', password: 'x'.repeat(70_000) })).status).toBe(413);
      const json = await routes.call('sign-in', '/sign-in', {
        method: 'POST',
        body: '{}',
        headers: { 'Content-Type': 'application/json' },
      });
      expect(json.status).toBe(400);
      const garbled = { headers: { cookie: 'next-auth.session-token=%E0%A4%A' } };
      expect((await routes.call('work', '/work', garbled)).status).toBe(303);
      expect((await routes.call('sign-in', '/sign-in?next=%00')).status).toBe(400);
    });
  });
});
