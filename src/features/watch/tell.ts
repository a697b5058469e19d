import { createHash } from 'node:crypto';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { postOutside } from '#platform/http/outgoing.ts';
import { backOffMinutes } from '#platform/mail/outbox.ts';
import { openWebhookSecret, signatureOf } from './webhook-secret.ts';

const MOST_AT_ONCE = 500;
const MOST_ATTEMPTS = 10;

/** A list speaks to nobody once its account is closed or no longer has the role that keeps lists. */
const OWNED = `exists (select 1 from account a join account_role r on r.account_id = a.id
  where a.id = l.account_id and a.status = 'active' and r.role = 'tenderer' and r.ended_at is null)`;

interface Told {
  readonly position: number;
  readonly kind: string;
  readonly uscc: string | null;
  readonly content: {
    readonly enterprise?: { readonly name: string };
    readonly qualification?: { readonly name: string };
  };
}

const KINDS: Readonly<Record<string, string>> = {
  'mark-set': '被标注异常',
  'mark-changed': '标注有变化',
  'mark-lifted': '取消标注',
  verdict: '核查结论有变化',
  'qualification-ended': '资质终止',
  'certificate-ended': '证书终止',
  notice: '有新的公告',
};

function lineOf({ kind, uscc, content }: Told): string {
  const name = content.enterprise?.name ?? uscc ?? '';
  const qualification = content.qualification === undefined ? '' : ` ${content.qualification.name}`;
  return `· ${name}${qualification}：${KINDS[kind] ?? kind}`;
}

/**
 * Carries what the public feed says of the enterprises of each list into mails and webhooks, each stretch of the feed once
 * (the stretch is the key). Only what is public is in the feed. @returns how many lists were told something
 */
export async function tellWatchers(pool: Pool, baseUrl: string, now: Date): Promise<number> {
  const lists = await pool.query<{ id: string }>(
    `select l.id from watch_list l where l.ended_at is null and ${OWNED} and l.position < (select coalesce(max(position), 0) from public_change)
     order by l.position limit 200`,
  );
  let told = 0;
  for (const { id } of lists.rows) if (await tellOne(pool, id, baseUrl, now)) told++;
  return told;
}

async function tellOne(pool: Pool, listId: string, baseUrl: string, now: Date): Promise<boolean> {
  return inTransaction(pool, async (transaction) => {
    const found = await transaction.query<{
      name: string;
      email: string | null;
      webhook: boolean;
      position: number;
      newest: number;
    }>(
      `select name, email, webhook_url is not null as webhook, position, (select max(position) from public_change) as newest
       from watch_list l where id = $1 and ended_at is null and ${OWNED} for update skip locked`,
      [listId],
    );
    const [list] = found.rows;
    if (list === undefined) return false;
    const changes = await transaction.query<Told>(
      `select c.position, c.kind, c.uscc, c.content from public_change c join watch_entry w on w.uscc = c.uscc and w.list_id = $1
       where c.position > $2 and c.position <= $3 order by c.position limit ${MOST_AT_ONCE}`,
      [listId, list.position, list.newest],
    );
    const full = changes.rows.length === MOST_AT_ONCE;
    const upTo = full ? (changes.rows.at(-1)?.position ?? list.newest) : list.newest;
    await transaction.query('update watch_list set position = $2 where id = $1', [listId, upTo]);
    if (changes.rows.length === 0) return false;
    await transaction.query(
      `insert into watch_delivery (list_id, from_position, to_position, content, webhook_status, next_attempt, prepared_at)
       values ($1, $2, $3, $4, $5, $6, $6) on conflict (list_id, from_position) do nothing`,
      [listId, list.position, upTo, JSON.stringify(changes.rows), list.webhook ? 'pending' : 'none', now],
    );
    if (list.email !== null) {
      const text = [
        `您关注的名单“${list.name}”中的企业有 ${changes.rows.length} 项变化：`,
        '',
        ...changes.rows.map(lineOf),
        '',
        `查看：${baseUrl}/tender/lists/${listId}`,
        '结论以资质许可机关的决定为准。不再需要本通知的，请在名单页面停用邮件。',
      ].join('\n');
      await transaction.query(
        `insert into outbox (key, channel, recipient, content, next_attempt, created_at) values ($1, 'mail', $2, $3, $4, $4) on conflict (key) do nothing`,
        [
          `watch:${createHash('sha256').update(`${listId}:${list.position}`).digest('hex')}`,
          list.email,
          JSON.stringify({
            template: 'letter',
            subject: `【资质哨】名单“${list.name}”有 ${changes.rows.length} 项变化`,
            text,
          }),
          now,
        ],
      );
    }
    return true;
  });
}

interface Due {
  readonly id: number;
  readonly list_id: string;
  readonly from_position: number;
  readonly to_position: number;
  readonly content: unknown;
  readonly attempts: number;
  readonly webhook_url: string | null;
  readonly webhook_secret: Buffer | null;
}

/** Calls the webhooks that are due; what is not taken comes again with a growing pause, ten times at most. */
export async function callWebhooks(
  pool: Pool,
  now: Date,
  options: { readonly allowInside: boolean },
): Promise<{ readonly taken: number; readonly notTaken: number }> {
  const counts = { taken: 0, notTaken: 0 };
  const due = await pool.query<Due>(
    `update watch_delivery d set attempts = d.attempts + 1, next_attempt = $1::timestamptz + interval '5 minutes'
     from (select id from watch_delivery where webhook_status = 'pending' and next_attempt <= $1 order by next_attempt, id limit 20 for update skip locked) x,
       watch_list l
     where d.id = x.id and l.id = d.list_id
     returning d.id, d.list_id, d.from_position, d.to_position, d.content, d.attempts, case when ${OWNED} then l.webhook_url end as webhook_url, l.webhook_secret`,
    [now],
  );
  for (const each of due.rows) {
    if (each.webhook_url === null || each.webhook_secret === null) {
      await pool.query("update watch_delivery set webhook_status = 'none' where id = $1", [each.id]);
      continue;
    }
    const body = JSON.stringify({
      id: String(each.id),
      list: each.list_id,
      from: each.from_position,
      to: each.to_position,
      changes: each.content,
    });
    const signature = signatureOf(openWebhookSecret(each.webhook_secret), body, now);
    const result = await postOutside(
      each.webhook_url,
      body,
      { 'Qualwatch-Signature': signature, 'Qualwatch-Delivery': String(each.id), 'User-Agent': 'Qualwatch' },
      options,
    );
    if (result.outcome === 'taken') {
      counts.taken++;
      await pool.query(
        "update watch_delivery set webhook_status = 'sent', sent_at = $2, last_reply = $3 where id = $1",
        [each.id, now, `答复 ${result.status}`],
      );
      continue;
    }
    counts.notTaken++;
    await pool.query(
      `update watch_delivery set webhook_status = $2, last_reply = $3, next_attempt = $4 where id = $1`,
      [
        each.id,
        each.attempts >= MOST_ATTEMPTS ? 'failed' : 'pending',
        result.reason.slice(0, 500),
        new Date(now.getTime() + backOffMinutes(each.attempts) * 60_000),
      ],
    );
  }
  return counts;
}
