import { actOnCase } from '#features/casework/commands.ts';
import { MAIL_PROOF_DAYS } from '#law/regimes/common.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { noteSent } from '#platform/mail/outbox.ts';
import { type Attempt, changeAttempt, isSettled, lockAttempt } from './attempts.ts';
import { recordNonArrival } from './non-arrival.ts';

/** What proves that a mail reached the system that the addressee named (电子签名法 11). */
export interface MailArrival {
  /** the addressee's server took it from us, reported through the relay that it did, or the addressee opened the document */
  readonly what: 'accepted' | 'delivered' | 'opened';
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** The mail has arrived: on the day on which that became known, which is never before the arrival. The attempt is open and locked, its case too. */
export async function recordMailArrival(
  transaction: Transaction,
  attempt: Attempt,
  { what, content, at }: MailArrival,
): Promise<void> {
  const onDay = legalDayOf(at);
  const arrived = await actOnCase(transaction, {
    caseId: attempt.caseId,
    command: { do: 'arrive', document: attempt.documentKind, channel: 'email', outcome: 'signed' },
    actor: 'platform',
    role: 'platform',
    onDay,
    recordedAt: at,
    grounds: { attempt: attempt.id, document: attempt.documentId, proof: what, ...content },
  });
  await changeAttempt(transaction, attempt.id, {
    status: 'arrived',
    what,
    actor: 'platform',
    at,
    legalDay: onDay,
    // A case that is over no longer takes arrivals; that the mail was delivered stays true.
    content: { ...content, ...(arrived.outcome === 'refused' ? { notTaken: arrived.refusal.reason } : {}) },
  });
}

/**
 * The addressee signed in and opened the very document: its mail, handed over and neither proved nor returned, counts as arrived on
 * that day (reading `mail-proof`). What never left is not proved by it.
 */
export async function proveByOpening(
  transaction: Transaction,
  opening: { readonly documentId: string; readonly enterpriseId: number; readonly by: string; readonly at: Date },
): Promise<void> {
  const found = await transaction.query<{ id: string; caseId: string }>(
    `select id, case_id as "caseId" from service_attempt
     where document_id = $1 and enterprise_id = $2 and channel = 'email' and status in ('sent', 'uncertain') order by id`,
    [opening.documentId, opening.enterpriseId],
  );
  for (const { id, caseId } of found.rows) {
    await transaction.query('select 1 from cases where id = $1 for update', [caseId]);
    const attempt = await lockAttempt(transaction, id);
    if (attempt === undefined || isSettled(attempt)) continue;
    await transaction.query("update outbox set status = 'sent' where key = $1 and status <> 'sent'", [id]);
    await recordMailArrival(transaction, attempt, { what: 'opened', content: { by: opening.by }, at: opening.at });
  }
}

/** A report through the relay that the addressee's server took the mail. */
export async function proveByReport(
  transaction: Transaction,
  attempt: Attempt,
  report: { readonly outbox: number; readonly content: Readonly<Record<string, unknown>>; readonly at: Date },
): Promise<void> {
  await noteSent(transaction, report.outbox, 'reported as delivered', report.at);
  await recordMailArrival(transaction, attempt, { what: 'delivered', content: report.content, at: report.at });
}

/**
 * Mails that a relay took and nobody has proved to have arrived within the days of the reading `mail-proof`: the bureau finds another
 * way of service among its duties. @returns how many
 */
export async function recordUnprovedMail(pool: Pool, at: Date): Promise<number> {
  const waiting = await pool.query<{ id: string; caseId: string }>(
    `select id, case_id as "caseId" from service_attempt
     where channel = 'email' and status = 'sent'
       and (sent_at at time zone 'Asia/Shanghai')::date + $2::int < ($1::timestamptz at time zone 'Asia/Shanghai')::date order by id`,
    [at, MAIL_PROOF_DAYS],
  );
  let count = 0;
  for (const { id, caseId } of waiting.rows) {
    await inTransaction(pool, async (transaction) => {
      await transaction.query('select 1 from cases where id = $1 for update', [caseId]);
      const attempt = await lockAttempt(transaction, id);
      if (attempt?.status !== 'sent') return;
      await recordNonArrival(transaction, attempt, { what: 'unproved', content: { days: MAIL_PROOF_DAYS }, at });
      count++;
    });
  }
  return count;
}
