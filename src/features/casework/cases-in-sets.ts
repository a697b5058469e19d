import type { Transaction } from '#platform/database/connections.ts';
import type { VerdictSettlement } from './commands.ts';
import { EVENT_HASH_SQL } from './event-hash.ts';
import { openingRules } from './opening-rules.ts';

const ACTOR = 'platform';

async function rows(transaction: Transaction, sql: string, values: unknown[]): Promise<number> {
  const result = await transaction.query(sql, values);
  return result.rowCount ?? 0;
}

/**
 * One case per failing qualification. Its id and its event's fact id are derived from the qualification and the run, so
 * the same settlement cannot open it twice.
 */
export async function openCases(
  transaction: Transaction,
  settlement: VerdictSettlement,
): Promise<{ warned: number; mails: number; withoutEmail: number }> {
  await transaction.query('drop table if exists opened_case');
  await transaction.query(
    `create temporary table opened_case on commit drop as
     select md5('case:' || c.qualification_id || ':' || $1::bigint)::uuid as case_id, c.qualification_id, c.enterprise_id, c.division_code,
       rule.regime, rule.stage, rule.marked, rule.public, rule.pushed,
       (select array_agg(value order by value) from jsonb_array_elements_text(rule.restrictions)) as restrictions,
       1 as sequence, $2::date as on_day, 'warned' as act, '${ACTOR}' as actor, rule.clause,
       json_build_object('run', $1::bigint, 'verdict', c.verdict, 'effectiveRow', c.effective_row, 'shortage', c.shortage,
         'counts', c.counts, 'standards', $4::text, 'policy', $5::text, 'stage', rule.stage, 'marked', rule.marked,
         'public', rule.public, 'restrictions', rule.restrictions)::text as content,
       decode(repeat('00', 32), 'hex') as previous_hash
     from changed_verdict c
     join qualification q on q.id = c.qualification_id
     join jsonb_to_recordset($6::jsonb) as rule(regime text, "inRegion" boolean, kind text, stage text, marked boolean,
         public boolean, restrictions jsonb, clause text, pushed boolean)
       on rule."inRegion" = starts_with(c.division_code, $3)
       and rule.kind = case when q.series = '工程监理' then 'supervision' else 'construction' end
     where c.verdict = 'not-met'
       and not exists (select 1 from cases o where o.qualification_id = c.qualification_id and o.closed_on is null)`,
    [
      settlement.runId,
      settlement.onDay,
      settlement.province,
      settlement.standardsVersion,
      settlement.policyVersion,
      JSON.stringify(openingRules),
    ],
  );
  const warned = await rows(
    transaction,
    `insert into cases (id, qualification_id, enterprise_id, division_code, regime, stage, opened_on, marked, public, restrictions, last_sequence, last_hash)
     select case_id, qualification_id, enterprise_id, division_code, regime, stage, on_day, marked, public, restrictions, sequence, ${EVENT_HASH_SQL}
     from opened_case`,
    [],
  );
  await appendEvents(transaction, 'opened_case', settlement.recordedAt);
  const mails = await writeMails(transaction, 'opened_case', 'warning', settlement.recordedAt);
  await rows(
    transaction,
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at)
     select 'national-platform:' || case_id, 'national-platform', '全国建筑市场监管公共服务平台', json_build_object('case', case_id, 'act', act), $1, $1
     from opened_case where pushed on conflict (key) do nothing`,
    [settlement.recordedAt],
  );
  return { warned, mails, withoutEmail: warned - mails };
}

/** Met again: the platform lifts the mark and closes the case by itself (GX24-4.1d). No longer assessed: the case lapses. */
export async function closeCases(
  transaction: Transaction,
  settlement: VerdictSettlement,
): Promise<{ cleared: number; lapsed: number; mails: number }> {
  await transaction.query('drop table if exists closed_case');
  await transaction.query(
    `create temporary table closed_case on commit drop as
     select o.id as case_id, o.qualification_id, o.enterprise_id, o.last_sequence + 1 as sequence, $2::date as on_day,
       case c.verdict when 'met' then 'cleared' else 'lapsed' end as act, '${ACTOR}' as actor,
       case when c.verdict = 'met' and o.restrictions <> '{no-new-work}' then 'GX24-4.1d' when c.verdict = 'met' then 'GX24-4.2a' else 'SY-5' end as clause,
       json_build_object('run', $1::bigint, 'verdict', c.verdict, 'effectiveRow', c.effective_row, 'shortage', c.shortage,
         'counts', c.counts, 'standards', $3::text, 'policy', $4::text)::text as content,
       o.last_hash as previous_hash
     from changed_verdict c join cases o on o.qualification_id = c.qualification_id and o.closed_on is null
     where c.verdict in ('met', 'not-assessed')`,
    [settlement.runId, settlement.onDay, settlement.standardsVersion, settlement.policyVersion],
  );
  await appendEvents(transaction, 'closed_case', settlement.recordedAt);
  const mails = await writeMails(transaction, 'closed_case', 'unmark-notice', settlement.recordedAt, "act = 'cleared'");
  const result = await transaction.query<{ act: string }>(
    `update cases o set stage = c.act, closed_on = c.on_day, marked = false, public = false, restrictions = '{}',
       last_sequence = c.sequence, last_hash = ${EVENT_HASH_SQL.replaceAll(/\b(previous_hash|case_id|sequence|on_day|act|actor|clause|content)\b/g, 'c.$1')}
     from closed_case c where o.id = c.case_id returning c.act`,
  );
  const cleared = result.rows.filter((row) => row.act === 'cleared').length;
  return { cleared, lapsed: result.rows.length - cleared, mails };
}

async function appendEvents(transaction: Transaction, source: string, recordedAt: Date): Promise<void> {
  await transaction.query(
    `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash)
     select case_id, sequence, act || ':' || case_id || ':' || sequence, on_day, $1, act, actor, clause, content, previous_hash, ${EVENT_HASH_SQL}
     from ${source} order by case_id`,
    [recordedAt],
  );
}

/** One mail per case to the enterprise's present e-mail address, which is copied in (GX24-5.1b). */
async function writeMails(
  transaction: Transaction,
  source: string,
  template: 'warning' | 'unmark-notice',
  recordedAt: Date,
  only = 'true',
): Promise<number> {
  return rows(
    transaction,
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at)
     select $1 || ':' || s.case_id, 'mail', k.email, json_build_object('template', $1::text, 'case', s.case_id, 'contact', k.id), $2, $2
     from ${source} s join enterprise_contact k on k.enterprise_id = s.enterprise_id and k.known_to is null
     where k.email is not null and ${only} order by s.case_id on conflict (key) do nothing`,
    [template, recordedAt],
  );
}
