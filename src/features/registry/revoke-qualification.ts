import { holdLock } from '#platform/advisory-locks.ts';
import type { Transaction } from '#platform/database/connections.ts';

/**
 * GX24-4.1e: what the announcement means for the register, in the transaction of the step: the qualification is revoked (撤回),
 * and its certificate ends when nothing on it is in force any more.
 */
export async function revokeQualification(
  transaction: Transaction,
  qualificationId: number,
  onDay: string,
  at: Date,
): Promise<void> {
  // Not while a check freezes its data: its request must be seen by the next one.
  await holdLock(transaction, 'registry', 'shared');
  await transaction.query(
    `update qualification set status = 'revoked', ended_on = $2 where id = $1 and status = 'in-force'`,
    [qualificationId, onDay],
  );
  await transaction.query(
    `update certificate k set status = 'ended' from qualification q
     where q.id = $1 and k.id = q.certificate_id
       and not exists (select 1 from qualification other where other.certificate_id = k.id and other.status = 'in-force')`,
    [qualificationId],
  );
  // The check looks at the enterprise again, so that nothing stands for a qualification that is gone.
  await transaction.query(
    `insert into recheck_request (enterprise_id, requested_at, reason) select enterprise_id, greatest($2::timestamptz, (select last_instant from knowledge_clock)), 'revoked'
     from qualification where id = $1
     on conflict (enterprise_id) do update set requested_at = excluded.requested_at`,
    [qualificationId, at],
  );
}
