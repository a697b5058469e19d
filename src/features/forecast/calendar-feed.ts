import { randomUUID } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { deriveKey, installationSecret, keyedDigest } from '#platform/installation-secret.ts';

/** The calendar of one person for one enterprise. */
export interface CalendarFeed {
  readonly id: string;
  readonly madeAt: Date;
  /** what stands in the secret address */
  readonly token: string;
}

interface Owner {
  readonly accountId: string;
  readonly enterpriseId: number;
  readonly name: string;
}

/** The secret follows from the feed's id and the installation's key: who reads the table learns no address. */
function tokenOf(id: string): string {
  return `${id}.${keyedDigest(deriveKey(installationSecret(), 'calendar feed'), id)}`;
}

/** The feed in force; undefined where the person has none. */
export async function calendarFeedOf(
  accounts: Queries,
  { accountId, enterpriseId }: Pick<Owner, 'accountId' | 'enterpriseId'>,
): Promise<CalendarFeed | undefined> {
  const found = await accounts.query<{ id: string; madeAt: Date }>(
    'select id, made_at as "madeAt" from calendar_feed where account_id = $1 and enterprise_id = $2 and ended_at is null',
    [accountId, enterpriseId],
  );
  const [feed] = found.rows;
  return feed === undefined ? undefined : { ...feed, token: tokenOf(feed.id) };
}

async function end(transaction: Queries, owner: Owner, now: Date): Promise<number> {
  const ended = await transaction.query(
    'update calendar_feed set ended_at = $3 where account_id = $1 and enterprise_id = $2 and ended_at is null',
    [owner.accountId, owner.enterpriseId, now],
  );
  return ended.rowCount ?? 0;
}

async function note(transaction: Queries, owner: Owner, action: string, now: Date): Promise<void> {
  await recordAudit(transaction, {
    at: now,
    actor: owner.name,
    action,
    subject: `enterprise:${owner.enterpriseId}`,
    accountId: owner.accountId,
    enterpriseId: owner.enterpriseId,
  });
}

/** Makes a new secret address; the one before answers nobody any more. */
export async function renewCalendarFeed(accounts: Pool, owner: Owner, now: Date): Promise<void> {
  await inTransaction(accounts, async (transaction) => {
    const ended = await end(transaction, owner, now);
    await transaction.query(
      'insert into calendar_feed (id, account_id, enterprise_id, made_at) values ($1, $2, $3, $4)',
      [randomUUID(), owner.accountId, owner.enterpriseId, now],
    );
    await note(transaction, owner, ended === 0 ? 'calendar-begun' : 'calendar-renewed', now);
  });
}

export async function endCalendarFeed(accounts: Pool, owner: Owner, now: Date): Promise<void> {
  await inTransaction(accounts, async (transaction) => {
    if ((await end(transaction, owner, now)) > 0) await note(transaction, owner, 'calendar-ended', now);
  });
}

const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\S{20,100}$/;

/** Whose calendar a secret address is; undefined where it was renewed, or the person no longer acts for the enterprise. */
export async function ownerOfCalendar(
  accounts: Queries,
  token: string,
): Promise<{ readonly accountId: string; readonly enterpriseId: number } | undefined> {
  const id = TOKEN.exec(token)?.[1];
  if (id === undefined || tokenOf(id) !== token) return undefined;
  const found = await accounts.query<{ accountId: string; enterpriseId: number }>(
    `select f.account_id as "accountId", f.enterprise_id as "enterpriseId" from calendar_feed f join account a on a.id = f.account_id
     where f.id = $1 and f.ended_at is null and a.status = 'active' and exists (
       select 1 from account_role r where r.account_id = f.account_id and r.enterprise_id = f.enterprise_id and r.ended_at is null)`,
    [id],
  );
  return found.rows[0];
}
