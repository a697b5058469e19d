import { createHash } from 'node:crypto';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { bounceRecorded, waitingBounces } from '#platform/mail/bounce-mailbox.ts';
import { parseDeliveryStatus, type RecipientReport } from '#platform/mail/delivery-status.ts';
import { DOMAIN_NAME_SYSTEM, type ExchangerDirectory } from '#platform/mail/exchangers.ts';
import { noteRefused } from '#platform/mail/outbox.ts';
import { changeAttempt, isSettled, lockAttempt } from './attempts.ts';
import { proveByReport } from './mail-arrival.ts';
import { recordNonArrival } from './non-arrival.ts';

export type BounceOutcome = 'arrived' | 'bounced' | 'bounced-after-service' | 'noted' | 'unmatched' | 'already';

interface Returned {
  readonly outbox: number;
  readonly key: string;
  readonly case_id: string;
  readonly address: string;
}

/** The attempt whose mail came back, by its Message-ID. */
async function attemptOf(transaction: Transaction, messageId: string | null): Promise<Returned | undefined> {
  if (messageId === null) return undefined;
  const result = await transaction.query<Returned>(
    `select o.id as outbox, o.key, a.case_id, a.address from outbox o join service_attempt a on a.id = o.key
     where o.message_id = $1 and a.channel = 'email'`,
    [messageId],
  );
  return result.rows[0];
}

interface Judged {
  readonly outcome: Exclude<BounceOutcome, 'already'>;
  readonly attempt: string | null;
}

async function judge(
  transaction: Transaction,
  report: {
    readonly messageId: string | null;
    readonly of: RecipientReport | undefined;
    readonly reachedAddressee: boolean;
  },
  sha256: string,
  at: Date,
): Promise<Judged> {
  const returned = await attemptOf(transaction, report.messageId);
  // Only a report on the very mail and the very address that we sent to says anything about this attempt.
  if (returned === undefined || report.of === undefined || report.of.recipient !== returned.address.toLowerCase()) {
    return { outcome: 'unmatched', attempt: null };
  }
  await transaction.query('select 1 from cases where id = $1 for update', [returned.case_id]);
  const attempt = await lockAttempt(transaction, returned.key);
  if (attempt === undefined) return { outcome: 'unmatched', attempt: null };
  const content = { ...report.of, messageId: report.messageId, report: sha256 };
  if (report.reachedAddressee && !isSettled(attempt)) {
    await proveByReport(transaction, attempt, { outbox: returned.outbox, content, at });
    return { outcome: 'arrived', attempt: attempt.id };
  }
  if (report.of.action !== 'failed' || attempt.status === 'failed') {
    await changeAttempt(transaction, attempt.id, {
      status: attempt.status,
      what: `reported-${report.of.action}`,
      actor: 'mail-server',
      at,
      content,
    });
    return { outcome: 'noted', attempt: attempt.id };
  }
  // What came back need not be sent again.
  if (attempt.status !== 'arrived') await noteRefused(transaction, returned.outbox, report.of.diagnostic ?? 'bounced');
  return {
    outcome: await recordNonArrival(transaction, attempt, { what: 'bounced', content, at }),
    attempt: attempt.id,
  };
}

/**
 * Whether a report says that the addressee's server has the mail: delivered there, or passed to a server of the addressee's domain that
 * does not report by itself (RFC 3464 2.3.3).
 */
async function reachedAddressee(of: RecipientReport | undefined, directory: ExchangerDirectory): Promise<boolean> {
  if (of?.action === 'delivered') return true;
  if (of?.action !== 'relayed' || of.remoteServer === null) return false;
  const servers = await directory.exchangers(of.recipient.slice(of.recipient.lastIndexOf('@') + 1)).catch(() => []);
  return servers.some((server) => server.toLowerCase() === of.remoteServer);
}

/**
 * Records a message from the bounce mailbox: kept whole, told to its attempt by the Message-ID, and in the same transaction
 * brought before the case. The same message again changes nothing.
 */
export async function recordBounce(
  pool: Pool,
  raw: Buffer,
  at: Date,
  directory: ExchangerDirectory = DOMAIN_NAME_SYSTEM,
): Promise<BounceOutcome> {
  const status = await parseDeliveryStatus(raw).catch(() => undefined);
  const digest = createHash('sha256').update(raw).digest();
  const of = status?.recipients.find(({ action }) => action === 'failed') ?? status?.recipients[0];
  const reached = await reachedAddressee(of, directory);
  return inTransaction(pool, async (transaction) => {
    const known = await transaction.query('select 1 from delivery_report where sha256 = $1', [digest]);
    if (known.rowCount !== 0) return 'already';
    const report = { messageId: status?.messageId ?? null, of, reachedAddressee: reached };
    const judged = await judge(transaction, report, digest.toString('hex'), at);
    await transaction.query(
      `insert into delivery_report (sha256, received_at, message_id, attempt_id, action, status, diagnostic, recipient, outcome, raw)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        digest,
        at,
        status?.messageId ?? null,
        judged.attempt,
        of?.action ?? 'unreadable',
        of?.status ?? null,
        of?.diagnostic ?? null,
        of?.recipient ?? null,
        judged.outcome,
        raw,
      ],
    );
    return judged.outcome;
  });
}

/**
 * Records everything that waits in the bounce folder, and puts it aside. A worker that dies in between finds it again.
 * @throws after all others what could not be recorded: one message that fails keeps no other waiting
 */
export async function recordWaitingBounces(
  pool: Pool,
  folder: string,
  at: Date,
  directory: ExchangerDirectory = DOMAIN_NAME_SYSTEM,
): Promise<Record<BounceOutcome, number>> {
  const counts = { arrived: 0, bounced: 0, 'bounced-after-service': 0, noted: 0, unmatched: 0, already: 0 };
  const failed: unknown[] = [];
  for (const { file, raw } of waitingBounces(folder)) {
    try {
      counts[await recordBounce(pool, raw, at, directory)]++;
      bounceRecorded(folder, file);
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} reports were not recorded: ${String(failed[0])}`);
  return counts;
}
