import { randomBytes } from 'node:crypto';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { type AccountOutcome, createAccount, endRole, grantRole, newAccountSchema } from './administration.ts';
import { passwordFaults } from './passwords.ts';

/** Somebody who acts for an enterprise, or did. */
export interface ActsForEnterprise {
  readonly roleId: string;
  readonly accountId: string;
  readonly name: string;
  readonly signInName: string;
  readonly role: 'legal-representative' | 'operator';
  readonly grantedAt: Date;
  readonly grantedBy: string;
  readonly endedAt: Date | null;
  readonly lastSignedInAt: Date | null;
}

export async function actingFor(accounts: Queries, enterpriseId: number): Promise<ActsForEnterprise[]> {
  const result = await accounts.query<ActsForEnterprise>(
    `select r.id as "roleId", a.id as "accountId", a.name, a.sign_in_name as "signInName", r.role, r.granted_at as "grantedAt", r.granted_by as "grantedBy",
       r.ended_at as "endedAt", a.last_signed_in_at as "lastSignedInAt"
     from account_role r join account a on a.id = r.account_id
     where r.enterprise_id = $1 and r.role in ('legal-representative', 'operator')
     order by r.ended_at is not null, r.role, r.granted_at desc, r.id limit 200`,
    [enterpriseId],
  );
  return result.rows;
}

/** The legal representative who authorises. */
export interface Authorising {
  readonly name: string;
  readonly accountId: string;
  readonly enterpriseId: number;
}

export interface OperatorWanted {
  readonly name: string;
  readonly signInName: string;
  readonly phone: string;
}

/** A first password that passes our own rules; whoever gets it must set another at once. */
function firstPassword(signInName: string): string {
  for (;;) {
    const password = randomBytes(9).toString('base64url');
    if (passwordFaults(password, { signInName }).length === 0) return password;
  }
}

interface Standing {
  readonly id: string;
  readonly name: string;
  readonly roles: string[];
}

const refused = (field: string, text: string) => ({ outcome: 'refused' as const, faults: { [field]: text } });

/**
 * GX21-A1: the legal representative authorises an operator: somebody who has an account of their own already, or a new account, whose first
 * password is shown once. Nobody of an office acts for an enterprise.
 */
export async function authoriseOperator(
  accounts: Pool,
  by: Authorising,
  wanted: OperatorWanted,
  now: Date,
): Promise<AccountOutcome<{ readonly firstPassword: string | null }>> {
  const password = firstPassword(wanted.signInName);
  const read = newAccountSchema.safeParse({ ...wanted, phone: wanted.phone.trim(), password });
  if (!read.success) {
    const faults: Record<string, string> = {};
    for (const issue of read.error.issues) faults[issue.path.join('.')] ??= issue.message;
    return { outcome: 'refused', faults };
  }
  const { name, signInName } = read.data;
  return inTransaction(accounts, async (transaction): Promise<AccountOutcome<{ firstPassword: string | null }>> => {
    const found = await transaction.query<Standing>(
      `select a.id, a.name, array(select role from account_role r where r.account_id = a.id and r.ended_at is null) as roles
       from account a where a.sign_in_name = $1 for update`,
      [signInName],
    );
    const [standing] = found.rows;
    if (standing !== undefined && standing.name !== name) {
      return refused(
        'signInName',
        '该登录名已被他人使用。授权已有账号的，姓名须与账号一致；新设账号的，请另取一个登录名。',
      );
    }
    if (standing?.roles.some((role) => !['tenderer', 'operator', 'legal-representative'].includes(role)) === true) {
      return refused('signInName', '该账号属于主管部门人员或者平台管理人员，不能担任企业经办人。');
    }
    const created =
      standing === undefined
        ? await createAccount(transaction, { ...read.data, password }, by, now)
        : { outcome: 'done' as const, accountId: standing.id };
    if (created.outcome !== 'done') return created;
    const granted = await grantRole(
      transaction,
      { accountId: created.accountId, role: 'operator', level: null, division: null, enterpriseId: by.enterpriseId },
      by,
      now,
    );
    if (granted.outcome !== 'done') return refused('signInName', '该账号已经是本企业的经办人。');
    return { outcome: 'done', firstPassword: standing === undefined ? password : null };
  });
}

/** Ends an operator's authority, at once for whatever they have open. False where it had ended, or is not the enterprise's. */
export async function endOperator(accounts: Pool, by: Authorising, roleId: string, now: Date): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(roleId)) return false;
  return inTransaction(accounts, async (transaction) => {
    const found = await transaction.query<{ accountId: string }>(
      `select account_id as "accountId" from account_role where id = $1 and enterprise_id = $2 and role = 'operator' and ended_at is null`,
      [roleId, by.enterpriseId],
    );
    const [role] = found.rows;
    return (
      role !== undefined && (await endRole(transaction, { accountId: role.accountId, roleId }, by, now)) === 'done'
    );
  });
}
