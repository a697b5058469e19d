import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  answerInvitation,
  askForEmailProof,
  beginIndividualSignUp,
  checkClaim,
  confirmClaim,
  createAccount,
  endRole,
  grantRole,
  handInForClaim,
  inviteOperator,
  setAccountState,
  settleClaims,
} from '#features/accounts/commands.ts';
import { type AccountRole, invitationsTo } from '#features/accounts/queries.ts';
import { addToWatchList, createWatchList } from '#features/watch/commands.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs, openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { claimsTooMany, MOST_WAITING, makeClaim } from '../../src/features/accounts/claims/claim.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { firstEnterprise } from './race-fixture.ts';

const NOW = new Date('2026-06-01T02:00:00Z');
const AT_ONCE = 20;
const ROUNDS = 4;
const BY = { accountId: randomUUID(), name: '演示安全管理员' };

let database: TestDatabase;
/** as the site has it */
let accounts: Pool;
/** the owner of the tables, who needs no request for a role: what is raced here is what holds below that */
let owner: Pool;
let scoped: ScopedPools;
let enterpriseId: number;
beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  database = await createTestDatabase();
  accounts = openPool(addressAs(database.url, 'qualwatch_accounts'), AT_ONCE);
  owner = openPool(database.url, AT_ONCE);
  scoped = openScopedPools(database.url, AT_ONCE);
  enterpriseId = await firstEnterprise(database.pool);
});
afterAll(async () => {
  await accounts?.end();
  await owner?.end();
  await scoped?.end();
  await database?.drop();
  vi.unstubAllEnvs();
});

let made = 0;
async function account(name?: string): Promise<{ accountId: string; name: string; signInName: string }> {
  made++;
  const signInName = `saipao${made}`;
  const called = name ?? `演示赛跑${made}`;
  const created = await inTransaction(accounts, (transaction) =>
    createAccount(transaction, { signInName, name: called, password: 'Yanshi-2026' }, BY, NOW, { demonstration: true }),
  );
  if (created.outcome !== 'done') throw new Error(JSON.stringify(created));
  return { accountId: created.accountId, name: called, signInName };
}

const giveRole = (role: Parameters<typeof grantRole>[1]) =>
  inTransaction(owner, (transaction) => grantRole(transaction, role, BY, NOW));

/** Twenty at once; a refusal by the database counts as one. */
async function race(each: (at: number) => Promise<unknown>): Promise<void> {
  await Promise.allSettled(Array.from({ length: AT_ONCE }, (_, at) => each(at)));
}

/** Runs the rounds of one race; `doubles` counts how many stand beyond what may, or are missing. Prints what the report names. */
async function rounds(what: string, round: () => Promise<number>): Promise<void> {
  let doubles = 0;
  for (let at = 0; at < ROUNDS; at++) doubles += Math.abs(await round());
  process.stdout.write(`race: ${what}: ${ROUNDS} rounds of ${AT_ONCE}, doubles ${doubles}\n`);
  expect([what, doubles]).toEqual([what, 0]);
}

const ROLES: readonly { role: AccountRole; level: 'city' | null; division: string | null; firm: boolean }[] = [
  { role: 'auditor', level: null, division: '45', firm: false },
  { role: 'system-administrator', level: null, division: '45', firm: false },
  { role: 'security-administrator', level: null, division: '45', firm: false },
  { role: 'handler', level: 'city', division: '4501', firm: false },
  { role: 'tenderer', level: null, division: null, firm: false },
  { role: 'operator', level: null, division: null, firm: true },
];
const wantedAt = (at: number, accountId: string) => {
  const { firm, ...role } = ROLES[at % ROLES.length] ?? {
    role: 'auditor' as const,
    level: null,
    division: '45',
    firm: false,
  };
  return { ...role, accountId, enterpriseId: firm ? enterpriseId : null };
};

/** How many pairs of roles stand on one account that may not meet. */
async function badPairs(accountId: string): Promise<number> {
  const found = await database.pool.query<{ role: AccountRole }>(
    'select role from account_role where account_id = $1 and ended_at is null',
    [accountId],
  );
  const roles = found.rows.map(({ role }) => role);
  if (roles.length === 0) return 1;
  const apart = ['auditor', 'system-administrator', 'security-administrator'];
  if (roles.some((role) => apart.includes(role))) return roles.length - 1;
  return roles.includes('handler') && roles.includes('operator') ? 1 : 0;
}

test('L3-CES1-08: twenty roles given to one account at once leave none that may not meet', async () => {
  await rounds('exclusive roles by the page', async () => {
    const { accountId } = await account();
    await race((at) => giveRole(wantedAt(at, accountId)));
    return badPairs(accountId);
  });
  await rounds('exclusive roles past the application', async () => {
    const { accountId } = await account();
    await race((at) => {
      const { role, level, division, enterpriseId: firm } = wantedAt(at, accountId);
      return owner.query(
        `insert into account_role (id, account_id, role, level, division, enterprise_id, granted_at, granted_by) values ($1, $2, $3, $4, $5, $6, $7, '演示')`,
        [randomUUID(), accountId, role, level, division, firm, NOW],
      );
    });
    return badPairs(accountId);
  });
});

/** Somebody whom the enterprise's legal representative has asked to act for it. */
async function invited(): Promise<{ accountId: string; name: string; accept: () => Promise<unknown> }> {
  const standing = await database.pool.query<{ accountId: string }>(
    `select account_id as "accountId" from account_role where role = 'legal-representative' and enterprise_id = $1`,
    [enterpriseId],
  );
  const inviter = standing.rows[0]?.accountId ?? (await account()).accountId;
  await giveRole({
    accountId: inviter,
    role: 'legal-representative',
    level: null,
    division: null,
    enterpriseId,
  });
  const { accountId, name, signInName } = await account();
  const phone = `137${String(made).padStart(8, '0')}`;
  await database.pool.query('update account set phone = $2 where id = $1', [accountId, phone]);
  const by = { name: '演示', accountId: inviter, enterpriseId };
  const done = await inviteOperator(accounts, by, { name, signInName, phone }, { send: async () => undefined }, NOW);
  const [invitation] = await invitationsTo(accounts, accountId, NOW);
  if (done.outcome !== 'done' || invitation === undefined) throw new Error('not invited');
  const given = { id: invitation.id, answer: 'accepted' } as const;
  return { accountId, name, accept: () => answerInvitation(accounts, given, { accountId, name }, NOW) };
}

test('an operator who accepts while an office’s role is given is one of both, never both; accepted twenty times it is one role', async () => {
  await rounds('operator against official', async () => {
    const { accountId, accept } = await invited();
    await race((at) =>
      at % 2 === 0
        ? accept()
        : giveRole({ accountId, role: 'handler', level: 'city', division: '4501', enterpriseId: null }),
    );
    return badPairs(accountId);
  });
  await rounds('one invitation accepted', async () => {
    const { accountId, accept } = await invited();
    await race(accept);
    const roles = await database.pool.query('select 1 from account_role where account_id = $1', [accountId]);
    return (roles.rowCount ?? 0) - 1;
  });
});

test('twenty people of one name who are given a role of one office at once are one', async () => {
  for (const way of ['page', 'table'] as const) {
    await rounds(`one name in an office (${way})`, async () => {
      const name = `演示同名${randomUUID().slice(0, 8)}`;
      const people = await Promise.all(Array.from({ length: AT_ONCE }, () => account(name)));
      await race((at) => {
        const accountId = people[at]?.accountId ?? '';
        const role = { accountId, role: 'reviewer', level: 'city', division: '4502', enterpriseId: null } as const;
        if (way === 'page') return giveRole(role);
        return owner.query(
          `insert into account_role (id, account_id, role, level, division, granted_at, granted_by) values ($1, $2, 'reviewer', 'city', '4502', $3, '演示')`,
          [randomUUID(), accountId, NOW],
        );
      });
      const standing = await database.pool.query(
        'select 1 from account_role r join account a on a.id = r.account_id where a.name = $1 and r.ended_at is null',
        [name],
      );
      return (standing.rowCount ?? 0) - 1;
    });
  }
});

test('twenty security administrators who end one another at once leave one', async () => {
  await rounds('last security administrator', async () => {
    await database.pool.query('alter table account_role disable trigger security_administrator_remains');
    await database.pool.query(
      `update account_role set ended_at = $1 where role = 'security-administrator' and ended_at is null`,
      [NOW],
    );
    await database.pool.query('alter table account_role enable trigger security_administrator_remains');
    const people = await Promise.all(Array.from({ length: AT_ONCE }, () => account()));
    const roles = new Map<string, string>();
    for (const { accountId } of people) {
      const given = await giveRole({
        accountId,
        role: 'security-administrator',
        level: null,
        division: '45',
        enterpriseId: null,
      });
      if (given.outcome === 'done') roles.set(accountId, given.roleId);
    }
    await race((at) => {
      const accountId = people[at]?.accountId ?? '';
      const roleId = roles.get(accountId) ?? '';
      if (at % 3 === 0)
        return inTransaction(accounts, (transaction) => setAccountState(transaction, accountId, 'closed', BY, NOW));
      if (at % 3 === 1)
        return inTransaction(accounts, (transaction) => endRole(transaction, { accountId, roleId }, BY, NOW));
      return owner.query('update account_role set ended_at = $2 where id = $1', [roleId, NOW]);
    });
    const standing = await database.pool.query(
      `select 1 from account_role r join account a on a.id = r.account_id
       where r.role = 'security-administrator' and r.ended_at is null and a.status = 'active'`,
    );
    return 1 - (standing.rowCount ?? 0);
  });
});

test('lists, their entries and codes that are asked for at once stay at what is allowed', async () => {
  await rounds('watch lists', async () => {
    const { accountId, name } = await account();
    const pool = scoped.forClaim({ viewer: 'administration', scope: null, enterpriseId: null, accountId });
    for (let at = 0; at < 45; at++) await createWatchList(pool, `名单 ${at}`, { accountId, name }, NOW);
    await race((at) => createWatchList(pool, `又一份 ${at}`, { accountId, name }, NOW));
    const lists = await pool.query('select 1 from watch_list where ended_at is null');
    return (lists.rowCount ?? 0) - 50;
  });
  await rounds('entries of a list', async () => {
    const { accountId, name } = await account();
    const pool = scoped.forClaim({ viewer: 'administration', scope: null, enterpriseId: null, accountId });
    const list = await createWatchList(pool, '名单', { accountId, name }, NOW);
    if (list.outcome !== 'done') throw new Error('no list');
    await race((at) => {
      const entries = Array.from({ length: 50 }, (_, entry) => ({ uscc: `Y${at}N${entry}`, name: '演示' }));
      return addToWatchList(pool, list.listId, entries, new Date(NOW.getTime() + at));
    });
    const entries = await pool.query('select 1 from watch_entry where list_id = $1', [list.listId]);
    return (entries.rowCount ?? 0) - 500;
  });
  await rounds('codes by mail', async () => {
    const { accountId } = await account();
    await race(() => askForEmailProof(accounts, accountId, 'yanshi@example.invalid', NOW));
    const asked = await database.pool.query('select 1 from account_challenge where account_id = $1', [accountId]);
    return (asked.rowCount ?? 0) - 6;
  });
  await rounds('codes at the sign-up', async () => {
    const phone = `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
    await race(() => beginIndividualSignUp(accounts, { send: async () => undefined }, { name: '演示', phone }, NOW));
    const asked = await database.pool.query(`select 1 from account_challenge where content ->> 'phone' = $1`, [phone]);
    return (asked.rowCount ?? 0) - 5;
  });
});

describe('GX21-A1: claims to stand for one enterprise', () => {
  const silent = { send: async () => undefined };
  /** an enterprise of the register, and twenty who claim it by a transfer from its account */
  async function claimed(inRegister: boolean): Promise<{ uscc: string; claims: string[]; claimants: string[] }> {
    made++;
    const uscc = `9145010000000${String(made).padStart(4, '0')}X`;
    const enterprise = `演示认领${made}有限公司`;
    if (inRegister) {
      await database.pool.query(
        `insert into enterprise (uscc, name, former_names, kinds, division_code, legal_representative, feed, recorded_at)
         values ($1, $2, '{}', '{construction}', '450103', '演示法人', 'test', $3)`,
        [uscc, enterprise, NOW],
      );
    }
    const claimants = (await Promise.all(Array.from({ length: AT_ONCE }, () => account()))).map(
      (each) => each.accountId,
    );
    const claims = await Promise.all(
      claimants.map((accountId) =>
        makeClaim(
          accounts,
          {
            accountId,
            uscc,
            enterprise,
            kind: 'construction',
            representative: '演示法人',
            divisionCode: '450103',
            method: 'bank-transfer',
            personHash: randomBytes(32),
            place: '192.0.2.1',
          },
          NOW,
        ),
      ),
    );
    return { uscc, claims, claimants };
  }
  const standing = async (uscc: string) =>
    (
      await database.pool.query(
        `select 1 from account_role r join enterprise e on e.id = r.enterprise_id
         where e.uscc = $1 and r.role = 'legal-representative' and r.ended_at is null`,
        [uscc],
      )
    ).rowCount ?? 0;

  test('twenty that are proved at once give one representative, and the others wait for their three days', async () => {
    await rounds('claims settled at once', async () => {
      const { uscc } = await claimed(true);
      await race(() => settleClaims(accounts, silent, NOW));
      return (await standing(uscc)) - 1;
    });
  });

  test('twenty claims of one person, or from one network, at once keep to the bound', async () => {
    for (const bound of ['person', 'place'] as const) {
      await rounds(`open claims of one ${bound}`, async () => {
        made++;
        const one = { personHash: randomBytes(32), place: `192.0.2.${made}` };
        const claimants = await Promise.all(Array.from({ length: AT_ONCE }, () => account()));
        const before = bound === 'person' ? 0 : MOST_WAITING.place - 5;
        const claim = (at: number, of: typeof one) =>
          inTransaction(accounts, async (transaction) => {
            if ((await claimsTooMany(transaction, of)) !== undefined) return;
            const uscc = String(made * 1_000 + at).padStart(18, '9');
            const about = { uscc, enterprise: '演示', kind: 'construction', representative: '演示法人' };
            const accountId = claimants[at % AT_ONCE]?.accountId ?? '';
            const how = { divisionCode: '450103', method: 'real-name' } as const;
            await makeClaim(transaction, { accountId, ...about, ...how, ...of }, NOW);
          });
        const of = (): typeof one =>
          bound === 'person'
            ? { ...one, place: `198.51.100.${Math.random()}` }
            : { ...one, personHash: randomBytes(32) };
        for (let at = 0; at < before; at++) await claim(100 + at, of());
        await race((at) => claim(at, of()));
        const open = await database.pool.query<{ n: number }>(
          `select count(*)::int as n from enterprise_claim where status = 'waiting' and ${bound === 'person' ? 'person_hash' : 'place'} = $1`,
          [bound === 'person' ? one.personHash : one.place],
        );
        return (open.rows[0]?.n ?? 0) - MOST_WAITING[bound];
      });
    }
  });

  test('twenty officials who confirm one claim, or claims to one unknown enterprise, at once make one enterprise and one representative', async () => {
    const reason = '核对营业执照原件';
    const official = () => ({ accountId: randomUUID(), name: '演示官员' });
    const looked = async (id: string, accountId: string) => {
      const file = { name: 'a.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
      await handInForClaim(accounts, { id, file }, { accountId, name: '演示法人' }, NOW);
      await checkClaim(accounts, { id, reason }, official(), NOW);
    };
    for (const many of [false, true]) {
      await rounds(many ? 'claims to one unknown enterprise' : 'one claim confirmed', async () => {
        const { uscc, claims, claimants } = await claimed(false);
        for (const [at, id] of claims.entries()) if (many || at === 0) await looked(id, claimants[at] ?? '');
        await race((at) =>
          confirmClaim(accounts, { id: claims[many ? at : 0] ?? '', reason }, official(), silent, NOW),
        );
        const granted = await database.pool.query(
          `select 1 from enterprise_claim where uscc = $1 and status = 'granted'`,
          [uscc],
        );
        return Math.abs((await standing(uscc)) - 1) + Math.abs((granted.rowCount ?? 0) - 1);
      });
    }
  });
});
