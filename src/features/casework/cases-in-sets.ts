import { officeCalendar } from '#features/calendar/queries.ts';
import { act } from '#law/regimes/decide.ts';
import type { Law } from '#law/regimes/law.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { lockCases } from './case-record.ts';
import type { VerdictSettlement } from './commands.ts';
import { EVENT_HASH_SQL } from './event-hash.ts';
import { lawsInForce, regimesInForce } from './laws.ts';
import { writeMails, writePushes } from './letters-due.ts';
import { legalDay, licensingOf, openedCases } from './opening.ts';
import { type CaseChange, recordEvents } from './record-events.ts';

const ACTOR = 'platform';
/** Cases that a verdict touches are worked through the engine in portions of this size. */
const PORTION = 5_000;

interface Place {
  readonly division_code: string;
  readonly kind: 'construction' | 'supervision';
  readonly authority_level: string | null;
}

const KIND = "case when q.series = '工程监理' then 'supervision' else 'construction' end";

/**
 * One case per failing qualification that has none. The engine says once per place, kind and licensing level what a failing
 * verdict opens; the database then writes the cases, their first events and duties. Ids and fact ids are derived from the
 * qualification and the run, so the same settlement cannot open a case twice.
 */
export async function openCases(
  transaction: Transaction,
  settlement: VerdictSettlement,
): Promise<{ warned: number; mails: number; withoutEmail: number; withoutRegime: number }> {
  const calendar = await officeCalendar(transaction);
  await transaction.query('drop table if exists failing');
  await transaction.query(
    `create temporary table failing on commit drop as
     select c.*, ${KIND} as kind, k.authority_level, coalesce(q.standard_row, q.national_code, q.key) as code
     from changed_verdict c join qualification q on q.id = c.qualification_id left join certificate k on k.id = q.certificate_id
     where c.verdict = 'not-met'
       and not exists (select 1 from cases o where o.qualification_id = c.qualification_id and o.closed_on is null)`,
  );
  const places = await transaction.query<Place>('select distinct division_code, kind, authority_level from failing');
  const templates = openedCases(
    places.rows.map((place) => ({
      divisionCode: place.division_code,
      kind: place.kind,
      licensing: licensingOf(place.authority_level),
    })),
    settlement.province,
    settlement.onDay,
    calendar,
    await regimesInForce(transaction),
  );
  await transaction.query('drop table if exists opened_case');
  await transaction.query(
    `create temporary table opened_case on commit drop as
     select md5('case:' || c.qualification_id || ':' || $1::bigint)::uuid as case_id, c.qualification_id, c.enterprise_id, c.division_code,
       t.regime, t.stage, t.marked, t.public, t.pushed, t.deadline, t.provisional, t."nextByTime" as next_by_time, t.duties,
       array(select jsonb_array_elements_text(t.restrictions)) as restrictions,
       json_build_object('enterprise', json_build_object('kind', c.kind, 'inRegion', t."inRegion", 'division', c.division_code),
         'qualification', json_build_object('code', c.code, 'licensing', t.licensing)) as subject,
       1 as sequence, $2::date as on_day, t.stage as act, '${ACTOR}' as actor, t.clause,
       json_build_object('run', $1::bigint, 'verdict', c.verdict, 'effectiveRow', c.effective_row, 'shortage', c.shortage,
         'counts', c.counts, 'standards', $3::text, 'policy', $4::text, 'stage', t.stage, 'marked', t.marked,
         'public', t.public, 'restrictions', t.restrictions, 'event', t.event)::text as content,
       decode(repeat('00', 32), 'hex') as previous_hash
     from failing c
     join jsonb_to_recordset($5::jsonb) as t("inRegion" boolean, regime text, kind text, licensing text, division text, stage text,
         marked boolean, public boolean, restrictions jsonb, deadline date, provisional boolean, "nextByTime" date, clause text, duties jsonb, event jsonb,
         pushed boolean)
       on t.division = c.division_code and t.kind = c.kind
       and t.licensing = case when c.authority_level in ('ministry', 'province') then c.authority_level else 'city' end`,
    [
      settlement.runId,
      settlement.onDay,
      settlement.standardsVersion,
      settlement.policyVersion,
      JSON.stringify(distinctTemplates(templates)),
    ],
  );
  const opened = await transaction.query(
    `insert into cases (id, qualification_id, enterprise_id, division_code, regime, stage, opened_on, marked, public, restrictions,
       subject, deadline, provisional, next_by_time, last_sequence, last_hash)
     select case_id, qualification_id, enterprise_id, division_code, regime, stage, on_day, marked, public, restrictions,
       subject, deadline, provisional, next_by_time, sequence, ${EVENT_HASH_SQL}
     from opened_case`,
  );
  await transaction.query(
    `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash)
     select case_id, sequence, act || ':' || case_id || ':' || sequence, on_day, $1, act, actor, clause, content, previous_hash, ${EVENT_HASH_SQL}
     from opened_case order by case_id`,
    [settlement.recordedAt],
  );
  await transaction.query(
    `insert into case_duty (case_id, what, by_day, division_code, handler, opened_on)
     select o.case_id, d.what, d.by, o.division_code, d.handler, o.on_day
     from opened_case o, jsonb_to_recordset(o.duties) as d(what text, by date, handler text)`,
  );
  const warned = opened.rowCount ?? 0;
  const mails = await writeMails(
    transaction,
    'warning',
    'select case_id, enterprise_id from opened_case',
    settlement.recordedAt,
  );
  await writePushes(transaction, 'select case_id, act from opened_case where pushed', settlement.recordedAt);
  const failing = await transaction.query<{ count: number }>('select count(*) from failing');
  return { warned, mails, withoutEmail: warned - mails, withoutRegime: (failing.rows[0]?.count ?? 0) - warned };
}

/** County and city certificates share a licensing level, so a place may have brought the same template twice. */
function distinctTemplates<T extends { division: string; kind: string; licensing: string }>(
  templates: readonly T[],
): T[] {
  return [...new Map(templates.map((each) => [`${each.division}:${each.kind}:${each.licensing}`, each])).values()];
}

/**
 * Takes every open case whose qualification's verdict changed through the engine: met again lifts the mark and closes where
 * the regime says so (GX24-4.1d), is put on record where it comes too late; a qualification that is no longer compared lapses.
 */
export async function carryVerdictsIntoCases(
  transaction: Transaction,
  settlement: VerdictSettlement,
): Promise<{ cleared: number; lapsed: number; mails: number }> {
  const laws = await lawsInForce(transaction);
  const counts = { cleared: 0, lapsed: 0, mails: 0 };
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = await transaction.query<{ id: string; verdict: string; content: string }>(
      `select o.id, c.verdict, json_build_object('run', $2::bigint, 'verdict', c.verdict, 'effectiveRow', c.effective_row,
         'shortage', c.shortage, 'counts', c.counts, 'standards', $3::text, 'policy', $4::text)::text as content
       from changed_verdict c join cases o on o.qualification_id = c.qualification_id and o.closed_on is null
       where o.id > $1 and c.verdict in ('met', 'not-met', 'not-assessed') and c.previous is distinct from c.verdict
         and not exists (select 1 from opened_case n where n.case_id = o.id)
       order by o.id limit ${PORTION}`,
      [after, settlement.runId, settlement.standardsVersion, settlement.policyVersion],
    );
    const last = ids.rows.at(-1);
    if (last === undefined) return counts;
    after = last.id;
    const changes = await changesOf(transaction, ids.rows, settlement, laws);
    await recordEvents(transaction, changes, settlement.onDay, settlement.recordedAt);
    const cleared = changes.filter((change) => change.events.some((event) => event.move?.to === 'cleared'));
    const lapsed = changes.filter((change) => change.events.some((event) => event.move?.to === 'lapsed'));
    counts.cleared += cleared.length;
    counts.lapsed += lapsed.length;
    counts.mails += await writeMails(
      transaction,
      'unmark-notice',
      `select id as case_id, enterprise_id from cases where id = any('{${cleared.map((change) => change.record.id).join(',')}}'::uuid[])`,
      settlement.recordedAt,
    );
  }
}

async function changesOf(
  transaction: Transaction,
  touched: readonly { readonly id: string; readonly verdict: string; readonly content: string }[],
  settlement: VerdictSettlement,
  laws: (regimeId: string) => Law,
): Promise<CaseChange[]> {
  const records = await lockCases(transaction, 'c.id = any($1::uuid[])', [touched.map((each) => each.id)]);
  const found = new Map(touched.map((each) => [each.id, each]));
  return records.flatMap((record): CaseChange[] => {
    const verdict = found.get(record.id);
    if (verdict === undefined) return [];
    const law: Law = laws(record.regime);
    // A run that was frozen before the case's last event cannot put its finding before it.
    const settled = legalDay(settlement.onDay);
    const day = record.state.lastOn !== undefined && record.state.lastOn > settled ? record.state.lastOn : settled;
    const command =
      verdict.verdict === 'not-assessed'
        ? ({ do: 'end-qualification', reason: '该项资质已不再比对（已终止或标准不要求注册执业人员）' } as const)
        : ({ do: 'verdict', result: verdict.verdict === 'met' ? 'met' : 'not-met', ground: 'number' } as const);
    const { events } = act(record.state, command, law, day);
    const grounds: Record<string, unknown> = JSON.parse(verdict.content);
    return [{ record, law, events, actor: ACTOR, grounds }];
  });
}
