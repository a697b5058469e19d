import { randomBytes } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import type { Transaction } from '#platform/database/connections.ts';
import type { Wanted } from './account-requests.ts';
import {
  type AccountOutcome,
  type Administrator,
  type Changed,
  endRole,
  grantRole,
  LAST_ADMINISTRATOR,
  setAccountState,
} from './administration.ts';
import { voidSignIns } from './challenges.ts';
import { sendOwnLink } from './own-link.ts';
import { hashPassword } from './passwords.ts';

function outcomeOf(changed: Changed, field: 'role' | 'state'): AccountOutcome {
  switch (changed) {
    case 'done':
      return { outcome: 'done' };
    case 'last':
      return { outcome: 'refused', faults: { [field]: LAST_ADMINISTRATOR } };
    case 'none':
      return {
        outcome: 'refused',
        faults: { [field]: field === 'role' ? '该账号没有这个角色，或者该角色此前已经结束。' : '没有这个账号。' },
      };
  }
}

/** Carries out one act on an account, in the transaction of its confirmation. */
export async function actOn(
  transaction: Transaction,
  wanted: Wanted,
  accountId: string,
  requestId: string | undefined,
  by: Required<Administrator>,
  baseUrl: string,
  now: Date,
): Promise<AccountOutcome> {
  switch (wanted.kind) {
    case 'open-account':
    case 'grant-role': {
      const granted = await grantRole(
        transaction,
        { ...wanted.role, accountId, ...(requestId === undefined ? {} : { requestId }) },
        by,
        now,
      );
      if (granted.outcome === 'refused' || wanted.kind === 'grant-role') return granted;
      return link(transaction, accountId, baseUrl, now);
    }
    case 'end-role':
      return outcomeOf(await endRole(transaction, { accountId, roleId: wanted.roleId }, by, now), 'role');
    case 'unlock':
      return outcomeOf(await setAccountState(transaction, accountId, 'unlocked', by, now), 'state');
    case 'close':
      return outcomeOf(await setAccountState(transaction, accountId, 'closed', by, now), 'state');
    case 'reopen':
      return outcomeOf(await setAccountState(transaction, accountId, 'active', by, now), 'state');
    case 'reset-password':
      return resetPassword(transaction, accountId, by, baseUrl, now);
    case 'end-factors':
      return endFactors(transaction, accountId, by, now);
    case 'change-email':
      await transaction.query('update account set email = $2 where id = $1', [accountId, wanted.email]);
      await recordAudit(transaction, {
        at: now,
        actor: by.name,
        action: 'account-email-changed',
        subject: `account:${accountId}`,
        accountId: by.accountId,
      });
      return { outcome: 'done' };
  }
}

async function link(transaction: Transaction, accountId: string, baseUrl: string, now: Date): Promise<AccountOutcome> {
  const found = await transaction.query<{ id: string; signInName: string; name: string; email: string | null }>(
    `select id, sign_in_name as "signInName", name, email from account where id = $1 and status = 'active'`,
    [accountId],
  );
  const [owner] = found.rows;
  if (owner === undefined) return { outcome: 'refused', faults: { password: '账号已停用，请先恢复使用。' } };
  const { email, ...rest } = owner;
  if (email === null) return { outcome: 'refused', faults: { password: '该账号没有登记电子邮箱，请先登记。' } };
  await sendOwnLink(transaction, { ...rest, email }, baseUrl, now);
  return { outcome: 'done' };
}

/** The password of somebody who lost it is worth nothing any more, all sessions end, and a link goes to their own address. */
async function resetPassword(
  transaction: Transaction,
  accountId: string,
  by: Required<Administrator>,
  baseUrl: string,
  now: Date,
): Promise<AccountOutcome> {
  await transaction.query(
    `insert into account_password_history (account_id, password_hash, set_at)
     select id, password_hash, password_set_at from account where id = $1 on conflict do nothing`,
    [accountId],
  );
  await transaction.query(
    `update account set password_hash = $2, password_set_at = $3, failed_attempts = 0, locked_until = null where id = $1`,
    [accountId, await hashPassword(randomBytes(24).toString('base64url')), now],
  );
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
  return link(transaction, accountId, baseUrl, now);
}

/** Ends the second factors of somebody who lost them; a new one is set up at the next sign-in. */
async function endFactors(
  transaction: Transaction,
  accountId: string,
  by: Required<Administrator>,
  now: Date,
): Promise<AccountOutcome> {
  const ended = await transaction.query(
    'update second_factor set ended_at = $2 where account_id = $1 and ended_at is null',
    [accountId, now],
  );
  await transaction.query(
    `update account_session set ended_at = $2, ended_because = 'factors-ended' where account_id = $1 and ended_at is null`,
    [accountId, now],
  );
  await voidSignIns(transaction, accountId, now);
  await recordAudit(transaction, {
    at: now,
    actor: by.name,
    action: 'second-factor-ended-by-administrator',
    subject: `account:${accountId}`,
    content: { count: ended.rowCount ?? 0 },
    accountId: by.accountId,
  });
  return { outcome: 'done' };
}
