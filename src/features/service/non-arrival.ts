import { actOnCase } from '#features/casework/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { type Attempt, changeAttempt } from './attempts.ts';
import { askAboutReturn } from './returned-mail.ts';

export interface NonArrival {
  /** rejected by the server that we gave it to, bounced by a later one, given up after the last attempt, or never proved to have arrived */
  readonly what: 'rejected' | 'bounced' | 'given-up' | 'unproved';
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/**
 * An e-mail came back: the case hears of it, and the bureau finds EMS as the way on among its duties (GX24-5.1a). Where the
 * document already counts as served, the service stands and the bureau is asked (docs/decisions/0018): it lets it stand, corrects the
 * day from another receipt, or declares the document not served. What comes back later than mail servers try is only noted.
 */
export async function recordNonArrival(
  transaction: Transaction,
  attempt: Attempt,
  failure: NonArrival,
): Promise<'bounced' | 'bounced-after-service'> {
  const onDay = legalDayOf(failure.at);
  const result = await actOnCase(transaction, {
    caseId: attempt.caseId,
    command: {
      do: 'bounce',
      document: attempt.documentKind,
      channel: 'email',
      why: failure.what === 'unproved' ? 'unproved' : 'returned',
    },
    actor: 'mail-server',
    role: 'mail-server',
    onDay,
    recordedAt: failure.at,
    grounds: { attempt: attempt.id, document: attempt.documentId, ...failure.content },
  });
  const taken = result.outcome === 'done';
  await changeAttempt(transaction, attempt.id, {
    status: 'failed',
    what: taken ? failure.what : `${failure.what}-after-service`,
    actor: 'mail-server',
    at: failure.at,
    legalDay: onDay,
    content: { ...failure.content, ...(result.outcome === 'refused' ? { notTaken: result.refusal.reason } : {}) },
  });
  if (taken) return 'bounced';
  const asks = attempt.status === 'arrived' && failure.what === 'bounced';
  if (asks) await askAboutReturn(transaction, attempt, { onDay, at: failure.at, content: failure.content });
  return 'bounced-after-service';
}
