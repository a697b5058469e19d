import { randomUUID } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import type { Queries } from '#platform/database/connections.ts';
import type { GuardedAccount, Origin } from './account-lock.ts';
import { forgetTries } from './sign-in-tries.ts';

/** 等保三级 L3-CES1-01: a password is changed at least every 90 days. */
const PASSWORD_DAYS = 90;

/** Opens a session in the account's first role, after both factors were proved. @returns its id */
export async function openSession(
  transaction: Queries,
  account: GuardedAccount,
  factor: string,
  origin: Origin,
  now: Date,
): Promise<string> {
  const session = randomUUID();
  await transaction.query(
    `insert into account_session (id, account_id, role_id, factor, address, device, started_at, last_seen_at)
     values ($1, $2, (select id from account_role where account_id = $2 and ended_at is null order by granted_at, id limit 1), $3, $4, $5, $6, $6)`,
    [session, account.id, factor, origin.address, origin.device.slice(0, 300), now],
  );
  // Tries of the code are forgotten by who gave a code; a passkey says nothing about those.
  await transaction.query(
    `update account set failed_attempts = case when $3 then failed_attempts else 0 end, locked_until = case when $3 then locked_until end,
       last_signed_in_at = $2,
       must_change_password = must_change_password or (not demonstration and password_set_at < $2::timestamptz - interval '${PASSWORD_DAYS} days')
     where id = $1`,
    [account.id, now, factor === 'passkey'],
  );
  await forgetTries(transaction, account.signInName, origin.address);
  await recordAudit(transaction, {
    at: now,
    actor: account.name,
    action: 'signed-in',
    subject: `account:${account.id}`,
    content: { factor, address: origin.address },
    accountId: account.id,
  });
  return session;
}
