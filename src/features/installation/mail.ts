import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

export interface MailState {
  readonly due: number;
  readonly oldestDue: Date | null;
  readonly failed: number;
  readonly sentToday: number;
}

/** How the mails stand: what is due and has not left, what was given up. */
export async function mailState(pool: Pool, now: Date): Promise<MailState> {
  const result = await pool.query<MailState>(
    `select count(*) filter (where status in ('pending', 'sending') and next_attempt <= $1) as due,
       min(next_attempt) filter (where status in ('pending', 'sending') and next_attempt <= $1) as "oldestDue",
       count(*) filter (where status = 'failed') as failed,
       count(*) filter (where sent_at > $1::timestamptz - interval '1 day') as "sentToday"
     from outbox where channel = 'mail'`,
    [now],
  );
  return result.rows[0] ?? { due: 0, oldestDue: null, failed: 0, sentToday: 0 };
}

export interface MailWaiting {
  readonly id: number;
  readonly key: string;
  readonly recipient: string;
  readonly status: string;
  readonly attempts: number;
  readonly nextAttempt: Date;
  readonly createdAt: Date;
  readonly lastReply: string | null;
}

/** Mails that have not left, given-up ones first; one page after a number. */
export async function mailsWaiting(
  pool: Pool,
  page: { readonly after: number; readonly limit: number; readonly failedOnly: boolean },
): Promise<{ readonly rows: readonly MailWaiting[]; readonly next: number | null }> {
  const result = await pool.query<MailWaiting>(
    `select id, key, recipient, status, attempts, next_attempt as "nextAttempt", created_at as "createdAt", last_reply as "lastReply"
     from outbox where channel = 'mail' and id > $1 and (status = 'failed' or not $2 and status in ('pending', 'sending') and attempts > 0)
     order by id limit $3`,
    [page.after, page.failedOnly, page.limit + 1],
  );
  const rows = result.rows.slice(0, page.limit);
  return { rows, next: result.rows.length > page.limit ? (rows.at(-1)?.id ?? null) : null };
}

/** Sends given-up mails anew: all of them, or the ones named. @returns how many */
export async function retryMails(
  pool: Pool,
  which: readonly number[] | 'all',
  by: { readonly name: string; readonly at: Date },
): Promise<number> {
  return inTransaction(pool, async (transaction) => {
    const changed = await transaction.query(
      `update outbox set status = 'pending', next_attempt = $1, attempts = 0
       where channel = 'mail' and status = 'failed' and ($2::bigint[] is null or id = any($2))`,
      [by.at, which === 'all' ? null : which],
    );
    const count = changed.rowCount ?? 0;
    if (count > 0) {
      await recordAudit(transaction, {
        at: by.at,
        actor: by.name,
        action: 'retry-mail',
        subject: 'outbox',
        content: { count, which: which === 'all' ? 'all' : which.slice(0, 100) },
      });
    }
    return count;
  });
}
