import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { LOCKED_WORDS, type Origin } from './account-lock.ts';
import { voidSignIns } from './challenges.ts';
import { isOwnPassword } from './own-proof.ts';
import { hashPassword, isPassword, passwordFaults } from './passwords.ts';
import {
  ACCOUNT_ROLES,
  type AccountRole,
  isAccountRole,
  isOfficeLevel,
  type OfficeLevel,
  refusalToCombine,
} from './roles.ts';
import { forgetTries } from './sign-in-tries.ts';

/** Somebody who administers accounts, or the platform itself. */
export interface Administrator {
  readonly name: string;
  readonly accountId?: string;
}

export const newAccountSchema = z.object({
  signInName: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,39}$/, '登录名须以字母开头，由 3 至 40 位小写字母、数字、点、下划线或短横组成。'),
  name: z.string().trim().min(1, '请填写姓名。').max(60, '姓名不超过 60 字。'),
  email: z.email('电子邮箱格式有误，请核对。').optional(),
  phone: z
    .string()
    .regex(/^1\d{10}$/, '手机号码应为 11 位数字，请核对。')
    .optional(),
  password: z.string(),
});
export type NewAccount = z.input<typeof newAccountSchema>;

export type AccountOutcome<T = unknown> =
  | ({ readonly outcome: 'done' } & T)
  | { readonly outcome: 'refused'; readonly faults: Readonly<Record<string, string>> };

function fault(field: string, text: string): { outcome: 'refused'; faults: Record<string, string> } {
  return { outcome: 'refused', faults: { [field]: text } };
}

/** Creates an account without any role. Its password is set by somebody else, so it must be changed at the first sign-in. */
export async function createAccount(
  transaction: Queries,
  input: NewAccount,
  by: Administrator,
  now: Date,
  options: { readonly demonstration?: boolean; readonly ownPassword?: boolean } = {},
): Promise<AccountOutcome<{ readonly accountId: string }>> {
  const read = newAccountSchema.safeParse(input);
  if (!read.success) {
    return {
      outcome: 'refused',
      faults: Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
    };
  }
  const account = read.data;
  const faults = options.demonstration === true ? [] : passwordFaults(account.password, account);
  if (faults.length > 0) return fault('password', faults.join(''));
  const id = randomUUID();
  const written = await transaction.query(
    `insert into account (id, sign_in_name, name, email, phone, password_hash, password_set_at, must_change_password, demonstration, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $10) on conflict (sign_in_name) do nothing`,
    [
      id,
      account.signInName,
      account.name,
      account.email ?? null,
      account.phone ?? null,
      await hashPassword(account.password),
      now,
      options.ownPassword !== true && options.demonstration !== true,
      options.demonstration === true,
      by.name,
    ],
  );
  if (written.rowCount === 0) return fault('signInName', '该登录名已被使用，请另取一个。');
  await recordAudit(transaction, {
    at: now,
    actor: by.name,
    action: 'account-created',
    subject: `account:${id}`,
    content: { signInName: account.signInName },
    accountId: by.accountId ?? id,
  });
  return { outcome: 'done', accountId: id };
}

export interface NewRole {
  readonly accountId: string;
  readonly role: AccountRole;
  readonly level: OfficeLevel | null;
  readonly division: string | null;
  readonly enterpriseId: number | null;
  /** the confirmed request behind it; the database asks for one where the role has the power of an office */
  readonly requestId?: string;
}

/** Names within one office are told apart; the trigger `account_role_told_apart` holds the same in the database. */
async function isNameOfAnother(transaction: Queries, { accountId, level, division }: NewRole): Promise<boolean> {
  if (level === null || division === null) return false;
  await transaction.query(
    `select pg_advisory_xact_lock(hashtext('account_role_told_apart ' || $1::text || ' ' || $2::text))`,
    [level, division],
  );
  const found = await transaction.query(
    `select 1 from account_role r join account held on held.id = r.account_id join account wanted on wanted.id = $1
     where r.account_id <> $1 and r.ended_at is null and r.level = $2 and r.division = $3 and held.status = 'active'
       and regexp_replace(normalize(held.name, NFKC), '\\s', '', 'g') = regexp_replace(normalize(wanted.name, NFKC), '\\s', '', 'g') limit 1`,
    [accountId, level, division],
  );
  return found.rowCount !== 0;
}

/** Whether nobody but this account could still give and take roles. */
async function isLastSecurityAdministrator(transaction: Queries, accountId: string): Promise<boolean> {
  await transaction.query(`select pg_advisory_xact_lock(hashtext('security_administrator_remains'))`);
  const found = await transaction.query<{ own: boolean; others: boolean }>(
    `select exists (select 1 from account_role r where r.account_id = $1 and r.role = 'security-administrator' and r.ended_at is null) as own,
       exists (select 1 from account_role r join account a on a.id = r.account_id
         where r.account_id <> $1 and r.role = 'security-administrator' and r.ended_at is null and a.status = 'active') as others`,
    [accountId],
  );
  const [row] = found.rows;
  return row?.own === true && !row.others;
}

export const LAST_ADMINISTRATOR = '这是最后一名安全管理员，其角色不能收回，账号不能停用。请先设立另一名安全管理员。';

/** Gives an account a role; refused where one person may not hold both (L3-CES1-08). */
export async function grantRole(
  transaction: Queries,
  wanted: NewRole,
  by: Administrator,
  now: Date,
): Promise<AccountOutcome<{ readonly roleId: string }>> {
  // Under the account's lock: roles that are given at once are not there to be locked themselves.
  await transaction.query('select 1 from account where id = $1 for update', [wanted.accountId]);
  const present = await transaction.query<{ role: string }>(
    'select role from account_role where account_id = $1 and ended_at is null',
    [wanted.accountId],
  );
  const refusal = refusalToCombine(
    present.rows.flatMap(({ role }) => (isAccountRole(role) ? [role] : [])),
    wanted.role,
  );
  if (refusal !== undefined) return fault('role', refusal);
  if (await isNameOfAnother(transaction, wanted)) {
    return fault('name', '该机关已有同名人员。为使办理记录分得清是谁，请在姓名后加注，例如“王某（法规科）”。');
  }
  const id = randomUUID();
  const written = await transaction.query(
    `insert into account_role (id, account_id, role, level, division, enterprise_id, granted_at, granted_by, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      id,
      wanted.accountId,
      wanted.role,
      wanted.level,
      wanted.division,
      wanted.enterpriseId,
      now,
      by.name,
      wanted.requestId ?? null,
    ],
  );
  if (written.rowCount === 0) return fault('role', `该账号已有此${ACCOUNT_ROLES[wanted.role]}角色。`);
  await recordAudit(transaction, {
    at: now,
    actor: by.name,
    action: 'role-granted',
    subject: `account:${wanted.accountId}`,
    content: { role: wanted.role, level: wanted.level, division: wanted.division, enterprise: wanted.enterpriseId },
    accountId: by.accountId ?? wanted.accountId,
    division: wanted.division,
    enterpriseId: wanted.enterpriseId,
  });
  return { outcome: 'done', roleId: id };
}

/** What became of an act on an account: `none` where there is nothing of the kind, `last` where nobody could undo it. */
export type Changed = 'done' | 'none' | 'last';

/** Takes a role from the account that holds it; whatever the account does in it ends with the next request. */
export async function endRole(
  transaction: Queries,
  given: { readonly accountId: string; readonly roleId: string },
  by: Administrator,
  now: Date,
): Promise<Changed> {
  await transaction.query('select 1 from account where id = $1 for update', [given.accountId]);
  const standing = await transaction.query<{ role: string }>(
    'select role from account_role where id::text = $1 and account_id = $2 and ended_at is null for update',
    [given.roleId, given.accountId],
  );
  const [held] = standing.rows;
  if (held === undefined) return 'none';
  if (held.role === 'security-administrator' && (await isLastSecurityAdministrator(transaction, given.accountId))) {
    return 'last';
  }
  const ended = await transaction.query<{ division: string | null; enterprise_id: number | null }>(
    'update account_role set ended_at = $2, ended_by = $3 where id::text = $1 returning division, enterprise_id',
    [given.roleId, now, by.name],
  );
  await recordAudit(transaction, {
    at: now,
    actor: by.name,
    action: 'role-ended',
    subject: `account:${given.accountId}`,
    content: { roleId: given.roleId, role: held.role },
    accountId: by.accountId ?? given.accountId,
    division: ended.rows[0]?.division ?? null,
    enterpriseId: ended.rows[0]?.enterprise_id ?? null,
  });
  return 'done';
}

/** Unlocks, closes or reopens an account; closing ends its sessions at once. */
export async function setAccountState(
  transaction: Queries,
  accountId: string,
  state: 'unlocked' | 'closed' | 'active',
  by: Administrator,
  now: Date,
): Promise<Changed> {
  await transaction.query('select 1 from account where id = $1 for update', [accountId]);
  if (state === 'closed' && (await isLastSecurityAdministrator(transaction, accountId))) return 'last';
  const changed =
    state === 'unlocked'
      ? await transaction.query<{ sign_in_name: string }>(
          'update account set locked_until = null, failed_attempts = 0 where id = $1 returning sign_in_name',
          [accountId],
        )
      : await transaction.query<{ sign_in_name: string }>(
          'update account set status = $2 where id = $1 returning sign_in_name',
          [accountId, state],
        );
  if (state === 'unlocked') {
    for (const { sign_in_name } of changed.rows) await forgetTries(transaction, sign_in_name);
  }
  if (changed.rowCount === 0) return 'none';
  if (state === 'closed') {
    await transaction.query(
      `update account_session set ended_at = $2, ended_because = 'account-closed' where account_id = $1 and ended_at is null`,
      [accountId, now],
    );
    await voidSignIns(transaction, accountId, now);
  }
  await recordAudit(transaction, {
    at: now,
    actor: by.name,
    action: `account-${state}`,
    subject: `account:${accountId}`,
    accountId: by.accountId ?? accountId,
  });
  return 'done';
}

const REMEMBERED_PASSWORDS = 5;

/** Why a password may not be set again; undefined where it was not used lately. */
export async function refusalOfPassword(
  transaction: Queries,
  accountId: string,
  wanted: string,
): Promise<string | undefined> {
  const used = await transaction.query<{ password_hash: string }>(
    `select password_hash from account where id = $1
     union all (select password_hash from account_password_history where account_id = $1 order by set_at desc limit ${REMEMBERED_PASSWORDS})`,
    [accountId],
  );
  for (const { password_hash } of used.rows) {
    if (await isPassword(wanted, password_hash)) return `不得使用最近 ${REMEMBERED_PASSWORDS} 次用过的密码。`;
  }
  return undefined;
}

/** Changes one's own password; the old one, the last five and weak ones are refused, other sessions end. */
export async function changePassword(
  pool: Pool,
  person: {
    readonly accountId: string;
    readonly signInName: string;
    readonly name: string;
    readonly sessionId: string;
  },
  input: { readonly present: string; readonly wanted: string; readonly repeated: string },
  origin: Origin,
  now: Date,
): Promise<AccountOutcome> {
  if (input.wanted !== input.repeated) return fault('repeated', '两次填写的新密码不一致，请重新填写。');
  const faults = passwordFaults(input.wanted, person);
  if (faults.length > 0) return fault('wanted', faults.join(''));
  return inTransaction(pool, async (transaction): Promise<AccountOutcome> => {
    const present = await isOwnPassword(transaction, person.accountId, input.present, origin, now);
    if (present === 'locked') return fault('present', LOCKED_WORDS);
    if (present === 'wrong') return fault('present', '当前密码不正确，请重新填写。');
    const found = await transaction.query<{ password_hash: string; password_set_at: Date }>(
      'select password_hash, password_set_at from account where id = $1 for update',
      [person.accountId],
    );
    const [account] = found.rows;
    if (account === undefined) return fault('present', '没有这个账号。');
    const used = await refusalOfPassword(transaction, person.accountId, input.wanted);
    if (used !== undefined) return fault('wanted', used);
    await transaction.query(
      'insert into account_password_history (account_id, password_hash, set_at) values ($1, $2, $3) on conflict do nothing',
      [person.accountId, account.password_hash, account.password_set_at],
    );
    await transaction.query(
      'update account set password_hash = $2, password_set_at = $3, must_change_password = false where id = $1',
      [person.accountId, await hashPassword(input.wanted), now],
    );
    await transaction.query(
      `update account_session set ended_at = $3, ended_because = 'password-changed' where account_id = $1 and id <> $2 and ended_at is null`,
      [person.accountId, person.sessionId, now],
    );
    await voidSignIns(transaction, person.accountId, now);
    await recordAudit(transaction, {
      at: now,
      actor: person.name,
      action: 'password-changed',
      subject: `account:${person.accountId}`,
      accountId: person.accountId,
    });
    return { outcome: 'done' };
  });
}

/** Reads what a form says of a role's level. */
export function levelOfText(text: string): OfficeLevel | null {
  return isOfficeLevel(text) ? text : null;
}
