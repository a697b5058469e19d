import { randomInt } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import {
  type AccountOutcome,
  type Administrator,
  createAccount,
  endRole,
  grantRole,
  LAST_ADMINISTRATOR,
  type NewAccount,
  type NewRole,
  setAccountState,
} from './administration.ts';
import { voidSignIns } from './challenges.ts';
import { hashPassword } from './passwords.ts';
import { EXCLUSIVE_ROLES, isAccountRole } from './roles.ts';
import { type SignedIn, seeAs } from './sessions.ts';

/** Who gives accounts and roles: a security administrator, known by the account. */
export type SecurityOfficer = Required<Administrator>;

const LETTERS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '#%+=?@'] as const;
const LENGTH = 16;

/** A password that nobody chose, of all four kinds of characters and without those that look alike. */
export function initialPassword(): string {
  const all = LETTERS.join('');
  const pick = (from: string) => from[randomInt(from.length)] ?? '';
  const characters = [...LETTERS.map(pick), ...Array.from({ length: LENGTH - LETTERS.length }, () => pick(all))];
  for (let at = characters.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}

const OWN = '安全管理员不得办理本人账号的事项，请由另一名安全管理员办理。';

function own(field: string): { outcome: 'refused'; faults: Record<string, string> } {
  return { outcome: 'refused', faults: { [field]: OWN } };
}

/** Takes back what was written before it turned out that the rest is refused. */
class Refused extends Error {
  readonly faults: Readonly<Record<string, string>>;
  constructor(faults: Readonly<Record<string, string>>) {
    super('refused');
    this.faults = faults;
  }
}

/** Creates an account with its first role. The password is made here and shown once; it must be changed at the first sign-in. */
export async function openAccount(
  pool: Pool,
  account: Omit<NewAccount, 'password'>,
  role: Omit<NewRole, 'accountId'>,
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome<{ readonly accountId: string; readonly password: string }>> {
  const password = initialPassword();
  try {
    return await inTransaction(pool, async (transaction) => {
      const created = await createAccount(transaction, { ...account, password }, by, now);
      if (created.outcome === 'refused') throw new Refused(created.faults);
      const granted = await grantRole(transaction, { ...role, accountId: created.accountId }, by, now);
      if (granted.outcome === 'refused') throw new Refused(granted.faults);
      return { outcome: 'done', accountId: created.accountId, password } as const;
    });
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', faults: error.faults };
    throw error;
  }
}

/** Gives a role to somebody else: nobody gives one to himself (L3-CES1-08). */
export async function giveRole(
  pool: Pool,
  role: NewRole,
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome<{ readonly roleId: string }>> {
  if (role.accountId === by.accountId) return own('role');
  return inTransaction(pool, (transaction) => grantRole(transaction, role, by, now));
}

/** Takes a role from somebody else. */
export async function takeRole(
  pool: Pool,
  given: { readonly accountId: string; readonly roleId: string },
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome> {
  if (given.accountId === by.accountId) return own('role');
  switch (await endRole(pool, given, by, now)) {
    case 'done':
      return { outcome: 'done' };
    case 'last':
      return { outcome: 'refused', faults: { role: LAST_ADMINISTRATOR } };
    case 'none':
      return { outcome: 'refused', faults: { role: '该账号没有这个角色，或者该角色此前已经结束。' } };
  }
}

/** Unlocks, closes or reopens the account of somebody else. */
export async function changeState(
  pool: Pool,
  accountId: string,
  state: 'unlocked' | 'closed' | 'active',
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome> {
  if (accountId === by.accountId) return own('state');
  switch (await setAccountState(pool, accountId, state, by, now)) {
    case 'done':
      return { outcome: 'done' };
    case 'last':
      return { outcome: 'refused', faults: { state: LAST_ADMINISTRATOR } };
    case 'none':
      return { outcome: 'refused', faults: { state: '没有这个账号。' } };
  }
}

/** A new password for somebody who lost the old one: shown once, to be changed at the next sign-in; all sessions end. */
export async function resetPassword(
  pool: Pool,
  accountId: string,
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome<{ readonly password: string }>> {
  if (accountId === by.accountId) return own('password');
  const password = initialPassword();
  const hash = await hashPassword(password);
  return inTransaction(pool, async (transaction): Promise<AccountOutcome<{ readonly password: string }>> => {
    await transaction.query(
      `insert into account_password_history (account_id, password_hash, set_at)
       select id, password_hash, password_set_at from account where id = $1 on conflict do nothing`,
      [accountId],
    );
    const changed = await transaction.query(
      `update account set password_hash = $2, password_set_at = $3, must_change_password = true, failed_attempts = 0, locked_until = null
       where id = $1 and status = 'active'`,
      [accountId, hash, now],
    );
    if (changed.rowCount === 0) return { outcome: 'refused', faults: { password: '账号已停用，请先恢复使用。' } };
    await transaction.query(
      `update account_session set ended_at = $2, ended_because = 'password-reset' where account_id = $1 and ended_at is null`,
      [accountId, now],
    );
    await voidSignIns(transaction, accountId, now);
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'account-password-reset',
      subject: `account:${accountId}`,
      accountId: by.accountId,
    });
    return { outcome: 'done', password };
  });
}

/** Ends the second factors of somebody who lost them; a new one is set up at the next sign-in. */
export async function endFactors(
  pool: Pool,
  accountId: string,
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome<{ readonly ended: number }>> {
  if (accountId === by.accountId) return own('factors');
  return inTransaction(pool, async (transaction): Promise<AccountOutcome<{ readonly ended: number }>> => {
    const ended = await transaction.query(
      'update second_factor set ended_at = $2 where account_id = $1 and ended_at is null',
      [accountId, now],
    );
    await transaction.query(
      `update account_session set ended_at = $2, ended_because = 'factors-ended' where account_id = $1 and ended_at is null`,
      [accountId, now],
    );
    const count = ended.rowCount ?? 0;
    await voidSignIns(transaction, accountId, now);
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'second-factor-ended-by-administrator',
      subject: `account:${accountId}`,
      content: { count },
      accountId: by.accountId,
    });
    return { outcome: 'done', ended: count };
  });
}

/** Begins a support view: never of one's own account, and never through one of the three administrators. */
export async function beginSupportView(
  pool: Pool,
  person: SignedIn,
  given: { readonly accountId: string; readonly roleId: string },
  now: Date,
): Promise<AccountOutcome> {
  const { roleId } = given;
  const found = await pool.query<{ accountId: string; role: string }>(
    'select account_id as "accountId", role from account_role where id::text = $1 and account_id = $2 and ended_at is null',
    [roleId, given.accountId],
  );
  const [role] = found.rows;
  if (role === undefined) return { outcome: 'refused', faults: { role: '该角色已经结束，不能查看。' } };
  if (role.accountId === person.accountId) return own('role');
  if (!isAccountRole(role.role) || EXCLUSIVE_ROLES.includes(role.role)) {
    return { outcome: 'refused', faults: { role: '系统管理员、安全管理员和审计员的页面不能代为查看。' } };
  }
  const begun = await seeAs(pool, person, roleId, now);
  return begun ? { outcome: 'done' } : { outcome: 'refused', faults: { role: '该角色已经结束，不能查看。' } };
}
