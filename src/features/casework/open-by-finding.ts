import { type CaseEvent, noCase, type Subject } from '#law/regimes/case.ts';
import { linksOf } from '#law/regimes/chains.ts';
import { clauseOn } from '#law/regimes/citing.ts';
import { act } from '#law/regimes/decide.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { type Law, rolesFor } from '#law/regimes/law.ts';
import { ROLES, type Role } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { FIRST_PREVIOUS_HASH } from './event-hash.ts';
import { governing } from './installation.ts';
import { lawsInForce } from './laws.ts';
import { legalDay, licensingOf } from './opening.ts';
import { recordEvents } from './record-events.ts';
import { outOfChain, type SealedDraft } from './sealed-draft.ts';

export interface Finding {
  readonly qualificationId: number;
  /** prefix of the province that the installation serves */
  readonly province: string;
  readonly actor: string;
  readonly role: Role;
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly grounds: Readonly<Record<string, unknown>>;
  readonly sealed: SealedDraft | undefined;
}

export type FindingResult =
  | { readonly outcome: 'opened'; readonly caseId: string; readonly events: readonly CaseEvent[] }
  | { readonly outcome: 'open-already'; readonly caseId: string }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unknown-qualification' };

interface Row {
  readonly enterprise_id: number;
  readonly division_code: string;
  readonly kind: 'construction' | 'supervision';
  readonly authority_level: string | null;
  readonly code: string;
  readonly open: string | null;
  readonly confirmed: string | null;
}

/** SX23-2.2: an authority finds in its daily supervision that a qualification fails, where there is no case yet. */
export async function openByFinding(transaction: Transaction, finding: Finding): Promise<FindingResult> {
  const found = await transaction.query<Row>(
    `select q.enterprise_id, q.division_code, case when q.series = '工程监理' then 'supervision' else 'construction' end as kind,
       k.authority_level, coalesce(q.standard_row, q.national_code, q.key) as code,
       (select c.id from cases c where c.qualification_id = q.id and c.closed_on is null) as open,
       (select max(s.signed_on) from service_confirmation s where s.enterprise_id = q.enterprise_id and s.known_to is null) as confirmed
     from qualification q left join certificate k on k.id = q.certificate_id
     where q.id = $1 and q.status = 'in-force' for update of q`,
    [finding.qualificationId],
  );
  const row = found.rows[0];
  if (row === undefined) return { outcome: 'unknown-qualification' };
  if (row.open !== null) return { outcome: 'open-already', caseId: row.open };
  const governed = governing(row.division_code, finding.province);
  if (governed === undefined) {
    return { outcome: 'refused', refusal: { clause: '无明文', reason: '该地没有适用的动态核查制度。' } };
  }
  const { regime, inRegion } = governed;
  const licensing = licensingOf(row.authority_level);
  const entitled = rolesFor(regime, 'find', licensing);
  if (entitled.length > 0 && !entitled.includes(finding.role)) {
    const who = entitled.map((role) => ROLES[role]).join('或');
    return { outcome: 'refused', refusal: { clause: clauseOn(regime, 'scope'), reason: `日常监管发现由${who}记录。` } };
  }
  const subject: Subject = {
    enterprise: {
      kind: row.kind,
      inRegion,
      division: row.division_code,
      confirmation: row.confirmed === null ? null : legalDay(row.confirmed),
    },
    qualification: { code: row.code, licensing },
  };
  const law: Law = (await lawsInForce(transaction))(regime.id);
  const { events, refusal } = act(noCase(subject), { do: 'find' }, law, legalDay(finding.onDay));
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  const stored = {
    enterprise: { kind: row.kind, inRegion, division: row.division_code },
    qualification: subject.qualification,
  };
  const inserted = await transaction.query<{ id: string }>(
    `insert into cases (id, qualification_id, enterprise_id, division_code, regime, stage, opened_on, marked, public, restrictions,
       subject, last_sequence, last_hash)
     values (md5('finding:' || $1::bigint || ':' || $5::date)::uuid, $1, $2, $3, $4, '', $5, false, false, '{}', $6, 0, $7) returning id`,
    [
      finding.qualificationId,
      row.enterprise_id,
      row.division_code,
      regime.id,
      finding.onDay,
      JSON.stringify(stored),
      FIRST_PREVIOUS_HASH,
    ],
  );
  const id = inserted.rows[0]?.id ?? '';
  const record = {
    id,
    qualificationId: finding.qualificationId,
    enterpriseId: row.enterprise_id,
    divisionCode: row.division_code,
    regime: regime.id,
    stage: '',
    closed: false,
    lastSequence: 0,
    lastHash: FIRST_PREVIOUS_HASH,
    state: noCase(subject),
  };
  const links = linksOf(regime, 'find');
  const draftId = links === undefined ? undefined : await finding.sealed?.forStep(transaction, 'find', id, links);
  if (draftId === undefined) return { outcome: 'refused', refusal: outOfChain('find') };
  const change = { record, law, events, actor: finding.actor, grounds: finding.grounds, draftId };
  await recordEvents(transaction, [change], finding.onDay, finding.recordedAt);
  await transaction.query(
    `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'case:find', $3, $4)`,
    [finding.recordedAt, finding.actor, `case:${id}`, JSON.stringify({ role: finding.role })],
  );
  return { outcome: 'opened', caseId: id, events };
}
