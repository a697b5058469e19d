import { createHash } from 'node:crypto';
import { emailOfOffice } from '#features/service/queries.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { letterTo } from './own-link.ts';
import { isOfficeLevel } from './roles.ts';

/**
 * Tells the owner of an account, the offices for which it acts and all security administrators what was asked or done to it: somebody
 * who did not expect it can say so while it is fresh.
 */
export async function alertAbout(
  transaction: Transaction,
  about: {
    readonly key: string;
    readonly accountId: string;
    readonly text: string;
    readonly subject: string;
    /** an address that the account had before */
    readonly formerEmail?: string | null;
  },
  now: Date,
): Promise<void> {
  const roles = await transaction.query<{ email: string | null; level: string | null; division: string | null }>(
    `select a.email, r.level, r.division from account a left join account_role r on r.account_id = a.id and r.ended_at is null where a.id = $1`,
    [about.accountId],
  );
  const officers = await transaction.query<{ email: string }>(
    `select distinct a.email from account a join account_role r on r.account_id = a.id
     where r.role = 'security-administrator' and r.ended_at is null and a.status = 'active' and a.email is not null`,
  );
  const to = new Set(officers.rows.map(({ email }) => email));
  if (about.formerEmail != null) to.add(about.formerEmail);
  for (const { email, level, division } of roles.rows) {
    if (email !== null) to.add(email);
    if (level === null || division === null || !isOfficeLevel(level)) continue;
    const head = await emailOfOffice(transaction, division, level);
    if (head !== undefined) to.add(head);
  }
  for (const email of to) {
    const key = `account-alert:${createHash('sha256').update(`${about.key} ${email}`).digest('hex')}`;
    await letterTo(transaction, { key, to: email, subject: about.subject, text: about.text }, now);
  }
}
