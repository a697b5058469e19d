import { z } from 'zod';
import { actOnCase } from '#features/casework/commands.ts';
import { DOCUMENT_KINDS } from '#features/documents/schema.ts';
import { addDays } from '#law/periods/legal-date.ts';
import { clauseOn } from '#law/regimes/citing.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import type { Attempt } from './attempts.ts';
import { clauseFor } from './case-clause.ts';
import { day } from './case-facts.ts';
import { takeBackWhatFell } from './fallen-documents.ts';
import { tellOffice } from './office-notice.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Outcome, refused, type ServiceTools } from './step.ts';

const SETTING = 'service.bounce-days';
/** Mail servers give up after four to five days (RFC 5321 4.5.4.1); what comes later is hardly about this sending. */
const DEFAULT_DAYS = 7;

const daysSchema = z.int('天数应为整数。').min(1, '天数应为 1 至 60。').max(60, '天数应为 1 至 60。');

/** Sets for how many days after the server took a mail its return is put before an official. */
export async function setBounceDays(
  pool: Pool,
  input: { readonly days: number; readonly by: string; readonly at: Date },
): Promise<Outcome> {
  const read = given(daysSchema, input.days);
  if (!read.ok) return refused(clauseOn(undefined, 'email'), read.reason);
  return inTransaction(pool, async (transaction): Promise<Outcome> => {
    await transaction.query(
      `insert into setting (name, value, recorded_at, recorded_by) values ($1, $2, $3, $4)
       on conflict (name) do update set value = excluded.value, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
      [SETTING, JSON.stringify(read.value), input.at, input.by],
    );
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'set-bounce-days', 'setting:service', $3)`,
      [input.at, input.by, JSON.stringify({ days: read.value })],
    );
    return { outcome: 'done', events: [] };
  });
}

async function bounceDays(transaction: Transaction): Promise<number> {
  const found = await transaction.query<{ value: unknown }>('select value from setting where name = $1', [SETTING]);
  return found.rows[0] === undefined ? DEFAULT_DAYS : daysSchema.parse(found.rows[0].value);
}

/** GX24-A.2: the mail had been taken and came back: the case carries the question until an official has answered it. */
export async function askAboutReturn(
  transaction: Transaction,
  attempt: Attempt,
  bounce: { readonly onDay: string; readonly at: Date; readonly content: Readonly<Record<string, unknown>> },
): Promise<void> {
  const accepted = attempt.legalDay;
  if (accepted === null || bounce.onDay > addDays(day(accepted), await bounceDays(transaction))) return;
  const asked = await actOnCase(transaction, {
    caseId: attempt.caseId,
    command: { do: 'report-return', document: attempt.documentKind },
    actor: 'mail-server',
    role: 'mail-server',
    onDay: bounce.onDay,
    recordedAt: bounce.at,
    grounds: { attempt: attempt.id, document: attempt.documentId, ...bounce.content },
  });
  // Served by another receipt meanwhile, or the case is over: then there is nothing to ask.
  if (asked.outcome !== 'done') return;
  const { title } = DOCUMENT_KINDS[attempt.documentKind];
  await tellOffice(transaction, {
    key: `mail-returned:${attempt.id}`,
    divisionCode: attempt.divisionCode,
    level: 'city',
    kind: 'mail-returned',
    subject: `《${title}》的电子邮件在送达后退回，请核实`,
    text: `发往 ${attempt.address} 的《${title}》于 ${accepted} 被邮件服务器收下并记录送达，${bounce.onDay} 收到退信。请核实：确已到达的，认定送达有效；有其他送达回执的，更正送达日期；确未到达的，认定未送达并改以邮政特快专递送达。`,
    link: `/office/cases/${attempt.caseId}`,
    enterpriseId: attempt.enterpriseId,
    caseId: attempt.caseId,
    at: bounce.at,
  });
}

const answerSchema = z.object({
  ...evidencedFields,
  document: z.enum(['order', 'intent', 'decision']),
  answer: z.enum(['stands', 'not-served'], { error: '请选择送达有效或者未送达。' }),
  note: z.string().trim().min(1, '请写明核实的经过和理由。'),
});

/** The report that the mail server sent, as the attempt keeps it: what a declaration of non-service rests on. */
async function reportOf(pool: Pool, caseId: string, document: string): Promise<string | undefined> {
  const found = await pool.query<{ report: string | null }>(
    `select a.evidence->'bounced-after-service'->>'report' as report from service_attempt a
     where a.case_id = $1 and a.document_kind = $2 and a.channel = 'email' and a.evidence ? 'bounced-after-service'
     order by a.prepared_at desc limit 1`,
    [caseId, document],
  );
  return found.rows[0]?.report ?? undefined;
}

/**
 * An official answers for a mail that came back after service: the service stands, with the reason; or the document counts as not
 * served, the case goes back to before its service, everything reckoned from it falls, and EMS is the way on.
 */
export async function answerReturnedMail(
  tools: ServiceTools,
  input: z.input<typeof answerSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(answerSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'email'), read.reason);
  const { caseId, actor, onDay, document, answer, note, evidence } = read.value;
  if (answer === 'stands') {
    return evidencedStep(tools, read.value, { do: 'affirm-service', document, reason: note }, {}, async () => ({}));
  }
  const report = await reportOf(tools.pool, caseId, document);
  if (report === undefined && evidence.length === 0) {
    return refused(
      await clauseFor(tools.pool, input, 'email'),
      '没有这份文书的退信，认定未送达须附其他证据，请补充后再提交。',
    );
  }
  const proof = report === undefined ? note : `${note}；退信 SHA-256：${report}`;
  return evidencedStep(
    tools,
    read.value,
    { do: 'void-service', document, evidence: proof },
    { report },
    async (transaction, taken) => {
      await takeBackWhatFell(transaction, caseId, taken.events, { on: onDay, by: actor.name });
      return {};
    },
  );
}
