import { randomUUID } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { faultOfTarget } from '#platform/http/outgoing.ts';
import { newWebhookSecret } from './webhook-secret.ts';

export const MOST_ENTRIES = 500;
const MOST_LISTS = 50;

export interface Watcher {
  readonly accountId: string;
  readonly name: string;
}

export interface Found {
  readonly uscc: string;
  readonly name: string;
}

/**
 * Enterprises of the register by code or whole name; what is not there is named.
 * @throws RangeError where more are asked for than a list holds: each costs the database a search
 */
export async function enterprisesNamed(
  register: Pool,
  terms: readonly string[],
): Promise<{ readonly found: readonly Found[]; readonly missing: readonly string[] }> {
  if (terms.length > MOST_ENTRIES) throw new RangeError('more terms than a list holds');
  const result = await register.query<Found & { term: string }>(
    // Each way by its own index: asked in one condition, every name is held against the whole register.
    `select distinct on (term) term, uscc, name from (
       select t.term, e.id, e.uscc, e.name from unnest($1::text[]) as t(term) join enterprise e on e.uscc = upper(t.term)
       union all
       select t.term, e.id, e.uscc, e.name from unnest($1::text[]) as t(term) join enterprise e on e.name = t.term) found
     order by term, id`,
    [terms],
  );
  const known = new Set(result.rows.map(({ term }) => term));
  return {
    found: result.rows.map(({ uscc, name }) => ({ uscc, name })),
    missing: terms.filter((term) => !known.has(term)),
  };
}

export type WatchOutcome<T = unknown> =
  | ({ readonly outcome: 'done' } & T)
  | { readonly outcome: 'refused'; readonly field: string; readonly reason: string };

/** A new list, from the present position of the public feed on: what was before is in the register. */
export async function createWatchList(
  pool: Pool,
  name: string,
  by: Watcher,
  now: Date,
): Promise<WatchOutcome<{ listId: string }>> {
  const called = name.replace(/\s+/gu, ' ').trim();
  if (called === '') return { outcome: 'refused', field: 'name', reason: '请填写名单名称。' };
  if (called.length > 60) return { outcome: 'refused', field: 'name', reason: '名单名称不超过 60 字。' };
  return inTransaction(pool, async (transaction): Promise<WatchOutcome<{ listId: string }>> => {
    // One after another: lists that are made at once are counted too.
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('watch-lists:' || $1, 0))`, [by.accountId]);
    const standing = await transaction.query<{ count: number }>(
      'select count(*) as count from watch_list where ended_at is null',
    );
    if ((standing.rows[0]?.count ?? 0) >= MOST_LISTS) {
      return { outcome: 'refused', field: 'name', reason: `最多保存 ${MOST_LISTS} 份名单，请先删除不用的。` };
    }
    const listId = randomUUID();
    await transaction.query(
      `insert into watch_list (id, account_id, name, position, created_at)
       values ($1, $2, $3, coalesce((select max(position) from public_change), 0), $4)`,
      [listId, by.accountId, called, now],
    );
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'watch-list-created',
      subject: `watch-list:${listId}`,
    });
    return { outcome: 'done', listId };
  });
}

export async function addToWatchList(
  pool: Pool,
  listId: string,
  entries: readonly Found[],
  now: Date,
): Promise<WatchOutcome> {
  return inTransaction(pool, async (transaction): Promise<WatchOutcome> => {
    await transaction.query('select 1 from watch_list where id = $1 for update', [listId]);
    await transaction.query(
      `insert into watch_entry (list_id, uscc, name, added_at) select $1, u, n, $4 from unnest($2::text[], $3::text[]) as e(u, n)
       on conflict (list_id, uscc) do nothing`,
      [listId, entries.map(({ uscc }) => uscc), entries.map(({ name }) => name), now],
    );
    const all = await transaction.query<{ count: number }>(
      'select count(*) as count from watch_entry where list_id = $1',
      [listId],
    );
    if ((all.rows[0]?.count ?? 0) <= MOST_ENTRIES) return { outcome: 'done' };
    await transaction.query('delete from watch_entry where list_id = $1 and added_at = $2', [listId, now]);
    return {
      outcome: 'refused',
      field: 'terms',
      reason: `一份名单最多 ${MOST_ENTRIES} 家企业，本次未加入，请另建名单。`,
    };
  });
}

export async function removeFromWatchList(pool: Pool, listId: string, uscc: string): Promise<boolean> {
  const removed = await pool.query('delete from watch_entry where list_id = $1 and uscc = $2', [listId, uscc]);
  return removed.rowCount === 1;
}

export async function endWatchList(pool: Pool, listId: string, now: Date): Promise<boolean> {
  const ended = await pool.query(
    'update watch_list set ended_at = $2, webhook_url = null, email = null where id = $1 and ended_at is null',
    [listId, now],
  );
  return ended.rowCount === 1;
}

/** Where mails of a list go; the address was proved before. Null: no mail any more. */
export async function setWatchEmail(pool: Pool, listId: string, email: string | null): Promise<boolean> {
  const set = await pool.query('update watch_list set email = $2 where id = $1 and ended_at is null', [listId, email]);
  return set.rowCount === 1;
}

/** Sets or takes away the address that is called. @returns the secret, to be shown once */
export async function setWebhook(
  pool: Pool,
  listId: string,
  url: string,
  allowInside: boolean,
): Promise<WatchOutcome<{ readonly secret: string | null }>> {
  if (url === '') {
    await pool.query('update watch_list set webhook_url = null, webhook_secret = null where id = $1', [listId]);
    return { outcome: 'done', secret: null };
  }
  const fault = faultOfTarget(url, allowInside);
  if (fault !== undefined) return { outcome: 'refused', field: 'webhook', reason: fault };
  const { text, sealed } = newWebhookSecret();
  await pool.query('update watch_list set webhook_url = $2, webhook_secret = $3 where id = $1 and ended_at is null', [
    listId,
    url,
    sealed,
  ]);
  return { outcome: 'done', secret: text };
}
