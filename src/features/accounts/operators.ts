import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { endRole } from './administration.ts';

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
