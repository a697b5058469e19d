import { actOnCase } from '#features/casework/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { type Attempt, changeAttempt } from './attempts.ts';

export interface NonArrival {
  /** rejected by our server, bounced by a later one, or given up after the last attempt */
  readonly what: 'rejected' | 'bounced' | 'given-up';
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/**
 * An e-mail came back: the case hears of it, and the bureau finds EMS as the way on among its duties (GX24-5.1a). Where the
 * document already counts as served, the engine leaves the day of service standing: whoever claims otherwise needs
 * evidence, so the bureau is asked (absence `bounced-after-service`) and corrects the day from the post's receipt.
 */
export async function recordNonArrival(
  transaction: Transaction,
  attempt: Attempt,
  failure: NonArrival,
): Promise<'bounced' | 'bounced-after-service'> {
  const onDay = legalDayOf(failure.at);
  const result = await actOnCase(transaction, {
    caseId: attempt.caseId,
    command: { do: 'bounce', document: attempt.documentKind, channel: 'email' },
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
  return taken ? 'bounced' : 'bounced-after-service';
}
