import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  askForEmailProof,
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
} from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { formToken } from '../../src/app/_portal/session-cookie.ts';
import { actOn } from '../../src/features/accounts/account-acts.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
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
