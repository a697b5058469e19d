import type { Transaction } from '#platform/database/connections.ts';

/**
 * Puts one mail per case into the outbox, to the enterprise's present e-mail address, which is copied in (GX24-5.1b).
 * `cases` is a query of case_id and enterprise_id. @returns the number of mails; an enterprise without address gets none
 */
export async function writeMails(
  transaction: Transaction,
  template: 'warning' | 'unmark-notice',
  cases: string,
  recordedAt: Date,
): Promise<number> {
  const result = await transaction.query(
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at)
     select $1 || ':' || s.case_id, 'mail', k.email, json_build_object('template', $1::text, 'case', s.case_id, 'contact', k.id), $2, $2
     from (${cases}) s join enterprise_contact k on k.enterprise_id = s.enterprise_id and k.known_to is null
     where k.email is not null order by s.case_id on conflict (key) do nothing`,
    [template, recordedAt],
  );
  return result.rowCount ?? 0;
}

/** GX24-4.2b: the failing qualification of an out-of-region enterprise is put up for the national platform. */
export async function writePushes(transaction: Transaction, cases: string, recordedAt: Date): Promise<void> {
  await transaction.query(
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at)
     select 'national-platform:' || s.case_id, 'national-platform', '全国建筑市场监管公共服务平台',
       json_build_object('case', s.case_id, 'act', s.act), $1, $1
     from (${cases}) s on conflict (key) do nothing`,
    [recordedAt],
  );
}
