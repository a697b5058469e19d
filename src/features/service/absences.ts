import { dutyName } from '#law/regimes/duties.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { HAD_BEEN_MARKED, MUST_BE_SERVED, NOTICE_DAYS } from './regime-conditions.ts';

/**
 * For every row that should follow another, a query for the missing one: `subject`, `division`, `case`, `detail`. $1 is now. Grace is
 * as long as the step itself may take, so that a sweep does not report what is just being done.
 */
const ABSENCES = {
  'warning-not-written': `select c.id::text as subject, c.division_code as division, c.id as case, '预警已发出，没有给企业的邮件' as detail
     from cases c join case_event v on v.case_id = c.id and v.sequence = 1
     join enterprise_contact k on k.enterprise_id = c.enterprise_id and k.email is not null
       and k.known_from <= v.recorded_at and (k.known_to is null or k.known_to > v.recorded_at)
     where c.closed_on is null and v.content::jsonb->'event'->'documents' ? 'warning' and v.recorded_at < $1::timestamptz - interval '1 hour'
       and not exists (select 1 from outbox o where o.key = 'warning:' || c.id)`,
  'mail-not-sent': `select o.key as subject, coalesce(c.division_code, '') as division, c.id as case, '邮件一天未能发出：' || coalesce(o.last_reply, o.status) as detail
     from outbox o left join cases c on c.id::text = o.content->>'case'
     where o.channel = 'mail' and not starts_with(o.key, 'email-check:') and (o.status = 'failed' or o.status in ('pending', 'sending') and o.created_at < $1::timestamptz - interval '1 day')
       and not exists (select 1 from service_attempt a where a.id = o.key and a.status in ('arrived', 'failed'))`,
  'document-missing': `select v.case_id || ':' || v.sequence || ':' || wanted.kind as subject, c.division_code as division, c.id as case,
       '有办理记录（' || v.act || '，' || v.on_day || '），没有相应文书：' || wanted.kind as detail
     from case_event v join cases c on c.id = v.case_id
     cross join lateral jsonb_array_elements_text(v.content::jsonb->'event'->'documents') as wanted(kind)
     where v.recorded_at between $1::timestamptz - interval '35 days' and $1::timestamptz - interval '1 hour'
       and jsonb_typeof(v.content::jsonb->'event'->'documents') = 'array'
       and wanted.kind in ('order', 'inspection-notice', 'intent', 'decision', 'announcement', 'public-notice', 'proposal-letter',
         'repair-opinion', 'recheck-form', 'unmark-notice', 'withdrawal-notice', 'ministry-report')
       and not (wanted.kind = 'unmark-notice' and (v.act = 'withdrawn' or not ${HAD_BEEN_MARKED}))
       and not exists (select 1 from official_document d where d.kind = wanted.kind and (d.case_id = c.id or d.case_id is null)
         and d.recorded_at >= v.recorded_at)
       and not exists (select 1 from service_attempt a where wanted.kind = 'public-notice' and a.case_id = c.id and a.channel = 'public-notice')`,
  'attempt-missing': `select d.id::text as subject, d.division_code as division, d.case_id as case,
       '文书 ' || coalesce(d.number, d.kind) || ' 制发三日，没有任何送达' as detail
     from official_document d join cases c on c.id = d.case_id
     where d.kind in ('order', 'intent', 'decision') and d.status = 'stands' and ${MUST_BE_SERVED}
       and d.recorded_at < $1::timestamptz - interval '3 days' and not exists (select 1 from service_attempt a where a.document_id = d.id)
       and (c.closed_on is null or d.kind = 'decision')`,
  'inbox-missing': `select a.id as subject, a.division_code as division, a.case_id as case, '平台送达没有收件箱记录' as detail
     from service_attempt a where a.channel = 'platform' and not exists (select 1 from inbox_message i where i.id = a.id)`,
  'outcome-missing': `select a.id as subject, a.division_code as division, a.case_id as case,
       case when a.channel = 'email' then '邮件送达没有结果（' || a.status || '）'
         when a.status = 'prepared' then '邮寄文书五日未交寄' when a.waybill is null then '已交寄五日未登记邮件号' else '邮寄二十日没有回执' end as detail
     from service_attempt a
     where a.channel = 'email' and a.status in ('prepared', 'uncertain') and a.prepared_at < $1::timestamptz - interval '1 day'
       or a.channel = 'email' and a.status = 'sent' and a.sent_at < $1::timestamptz - interval '5 days'
       or a.channel = 'ems' and a.status = 'prepared' and a.prepared_at < $1::timestamptz - interval '5 days'
       or a.channel = 'ems' and a.status = 'sent' and a.waybill is null and a.sent_at < $1::timestamptz - interval '5 days'
       or a.channel = 'ems' and a.status = 'sent' and a.sent_at < $1::timestamptz - interval '20 days'`,
  'deemed-service-missing': `select a.id as subject, a.division_code as division, a.case_id as case, '公告已满期，没有视为送达的记录' as detail
     from service_attempt a join publication p on p.id = a.notice_id join cases c on c.id = a.case_id
     where a.channel = 'public-notice' and a.status = 'sent' and c.closed_on is null
       and p.published_on + ${NOTICE_DAYS} + 2 < ($1::timestamptz at time zone 'Asia/Shanghai')::date`,
  'bounced-after-service': `select a.id as subject, a.division_code as division, a.case_id as case,
       '邮件在记录送达多日之后退回，请核实，必要时邮寄并凭回执更正送达日期' as detail
     from service_attempt a join cases c on c.id = a.case_id
     where a.channel = 'email' and a.evidence ? 'bounced-after-service' and c.closed_on is null
       and not exists (select 1 from case_event v where v.case_id = a.case_id
         and v.content::jsonb->'event'->>'what' in ('service-corrected', 'return-reported', 'service-voided')
         and v.content::jsonb->'event'->>'document' = a.document_kind)`,
  'time-not-brought': `select c.id::text as subject, c.division_code as division, c.id as case, '期限已到（' || c.next_by_time || '），每日任务没有处理' as detail
     from cases c where c.closed_on is null and c.next_by_time < ($1::timestamptz at time zone 'Asia/Shanghai')::date`,
  'duty-overdue': `select d.case_id || ':' || d.what as subject, d.division_code as division, d.case_id as case, '应于 ' || d.by_day || ' 前办理' as detail
     from case_duty d where d.by_day < ($1::timestamptz at time zone 'Asia/Shanghai')::date`,
  'announcement-missing': `select c.id::text as subject, c.division_code as division, c.id as case, '撤回决定作出七日，没有公告' as detail
     from cases c join official_document d on d.case_id = c.id and d.kind = 'decision' and d.status = 'stands'
     where c.closed_on is null and d.recorded_at < $1::timestamptz - interval '7 days'
       and exists (select 1 from case_duty u where u.case_id = c.id and u.what = 'announce')`,
  'register-not-revoked': `select c.id::text as subject, c.division_code as division, c.id as case, '已撤回的资质在登记中仍然有效' as detail
     from cases c join qualification q on q.id = c.qualification_id where c.stage = 'revoked' and q.status = 'in-force'`,
  'verdict-unknown': `select v.qualification_id::text as subject, v.division_code as division, null::uuid as case,
       e.name || '：' || q.name || '登记七日仍无注册人员数据，结论为待核查' as detail
     from verdict v join enterprise e on e.id = v.enterprise_id join qualification q on q.id = v.qualification_id
     where v.known_to is null and v.verdict = 'unknown' and v.known_from < $1::timestamptz - interval '7 days'`,
  'row-differs': `select c.id::text as subject, c.division_code as division, c.id as case, '案件与其最后一条事件不一致' as detail
     from cases c where c.last_hash is distinct from (select v.hash from case_event v where v.case_id = c.id order by v.sequence desc limit 1)`,
} as const;

export type AbsenceKind = keyof typeof ABSENCES;

function isKind(text: string): text is AbsenceKind {
  return Object.hasOwn(ABSENCES, text);
}

/** All kinds of absence that are looked for. */
export const ABSENCE_KINDS: readonly AbsenceKind[] = Object.keys(ABSENCES).filter(isKind);

/**
 * Looks for what should be there and is not. A finding stays until a later sweep no longer finds it; then the day on which it was gone
 * is kept with it. @returns how many stand, by kind
 */
export async function sweepAbsences(pool: Pool, now: Date): Promise<Record<AbsenceKind, number>> {
  return inTransaction(pool, async (transaction) => {
    const counts: Partial<Record<AbsenceKind, number>> = {};
    for (const kind of ABSENCE_KINDS) {
      const found = await transaction.query(
        `insert into absence_finding (kind, subject, division_code, case_id, detail, first_found_at, last_found_at)
         select distinct on (f.subject) $2, f.subject, f.division, f.case, f.detail, $1::timestamptz, $1::timestamptz from (${ABSENCES[kind]}) f
         on conflict (kind, subject) do update set last_found_at = excluded.last_found_at, detail = excluded.detail, gone_at = null`,
        [now, kind],
      );
      counts[kind] = found.rowCount ?? 0;
    }
    await transaction.query('update absence_finding set gone_at = $1 where gone_at is null and last_found_at < $1', [
      now,
    ]);
    return complete(counts);
  });
}

function complete(counts: Partial<Record<AbsenceKind, number>>): Record<AbsenceKind, number> {
  return {
    'warning-not-written': counts['warning-not-written'] ?? 0,
    'mail-not-sent': counts['mail-not-sent'] ?? 0,
    'document-missing': counts['document-missing'] ?? 0,
    'attempt-missing': counts['attempt-missing'] ?? 0,
    'inbox-missing': counts['inbox-missing'] ?? 0,
    'outcome-missing': counts['outcome-missing'] ?? 0,
    'deemed-service-missing': counts['deemed-service-missing'] ?? 0,
    'bounced-after-service': counts['bounced-after-service'] ?? 0,
    'time-not-brought': counts['time-not-brought'] ?? 0,
    'duty-overdue': counts['duty-overdue'] ?? 0,
    'announcement-missing': counts['announcement-missing'] ?? 0,
    'register-not-revoked': counts['register-not-revoked'] ?? 0,
    'verdict-unknown': counts['verdict-unknown'] ?? 0,
    'row-differs': counts['row-differs'] ?? 0,
  };
}

export interface Absence {
  readonly kind: string;
  readonly caseId: string | null;
  readonly divisionCode: string;
  readonly detail: string;
  readonly since: Date;
}

/** What is missing in a scope, longest first. */
export async function openAbsences(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number },
): Promise<Absence[]> {
  const result = await pool.query<Absence & { subject: string }>(
    `select kind, subject, case_id as "caseId", division_code as "divisionCode", detail, first_found_at as since
     from absence_finding where gone_at is null and starts_with(division_code, $1) order by first_found_at, kind, subject limit $2`,
    [request.scope, request.limit],
  );
  return result.rows.map(({ subject, ...row }) => ({
    ...row,
    detail:
      row.kind === 'duty-overdue' ? `${dutyName(subject.slice(subject.indexOf(':') + 1))}，${row.detail}` : row.detail,
  }));
}

/** How many absences stand, by kind: for /metrics and its alarm. */
export async function absenceCounts(pool: Pool): Promise<Record<AbsenceKind, number>> {
  const result = await pool.query<{ kind: string; count: number }>(
    'select kind, count(*) from absence_finding where gone_at is null group by kind',
  );
  const counts: Partial<Record<AbsenceKind, number>> = {};
  for (const { kind, count } of result.rows) if (isKind(kind)) counts[kind] = count;
  return complete(counts);
}
