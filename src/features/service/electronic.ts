import { actOnCase } from '#features/casework/commands.ts';
import { regimesInForce } from '#features/casework/queries.ts';
import type { ServedDocument } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { messageIdOf } from '#platform/mail/outbox.ts';
import { changeAttempt, prepareAttempt } from './attempts.ts';
import type { CaseFacts } from './case-facts.ts';

export interface Sending {
  readonly documentKind: ServedDocument;
  readonly documentId: string;
  readonly actor: string;
  readonly onDay: string;
  readonly at: Date;
}

interface Confirmation {
  readonly id: number;
  readonly email: string;
}

/** The confirmation that stood on the day of sending; none: nothing can be served electronically (GX24-5.1a). */
async function confirmationOn(
  transaction: Transaction,
  enterpriseId: number,
  onDay: string,
): Promise<Confirmation | undefined> {
  const result = await transaction.query<Confirmation>(
    'select id, email from service_confirmation where enterprise_id = $1 and known_to is null and signed_on <= $2',
    [enterpriseId, onDay],
  );
  return result.rows[0];
}

/** Whether a regime, as it is read now, serves this document by platform and e-mail at all. */
async function servesElectronically(
  transaction: Transaction,
  regime: string,
  document: ServedDocument,
): Promise<boolean> {
  const { tracks } = (await regimesInForce(transaction))(regime);
  return tracks.some((track) => track.service[document]?.electronic !== undefined);
}

/** GX24-A.2: put before the enterprise on the platform; it has arrived at that instant. */
async function putInInbox(
  transaction: Transaction,
  facts: CaseFacts,
  sending: Sending,
  confirmation: Confirmation,
): Promise<string> {
  const id = await prepareAttempt(transaction, {
    ...common(facts, sending),
    channel: 'platform',
    address: { text: facts.enterprise.uscc, source: 'platform-account', confirmationId: confirmation.id },
  });
  await transaction.query(
    `insert into inbox_message (id, enterprise_id, division_code, document_id, put_at) values ($1, $2, $3, $4, $5)`,
    [id, facts.enterpriseId, facts.divisionCode, sending.documentId, sending.at],
  );
  await changeAttempt(transaction, id, {
    status: 'arrived',
    what: 'put',
    actor: 'platform',
    at: sending.at,
    legalDay: sending.onDay,
    content: { at: sending.at.toISOString() },
  });
  const arrived = await actOnCase(transaction, {
    caseId: facts.caseId,
    command: { do: 'arrive', document: sending.documentKind, channel: 'platform', outcome: 'signed' },
    actor: 'platform',
    role: 'platform',
    onDay: sending.onDay,
    recordedAt: sending.at,
    grounds: { attempt: id, document: sending.documentId },
  });
  if (arrived.outcome !== 'done') throw new Error(`the platform's arrival was not taken: ${JSON.stringify(arrived)}`);
  return id;
}

function common(facts: CaseFacts, sending: Sending) {
  return {
    caseId: facts.caseId,
    enterpriseId: facts.enterpriseId,
    divisionCode: facts.divisionCode,
    documentKind: sending.documentKind,
    documentId: sending.documentId,
    recipient: facts.enterprise.uscc,
    actor: sending.actor,
    at: sending.at,
  };
}

/** The mail is an outbox row written with the act; the worker sends it, and the server's answer settles the attempt. */
async function putInOutbox(
  transaction: Transaction,
  facts: CaseFacts,
  sending: Sending,
  confirmation: Confirmation,
): Promise<string> {
  const id = await prepareAttempt(transaction, {
    ...common(facts, sending),
    channel: 'email',
    // The enterprise agreed to this address in its confirmation, so this one is used and no other (GX24-A.1).
    address: { text: confirmation.email, source: 'service-confirmation', confirmationId: confirmation.id },
  });
  await transaction.query(
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at, message_id) values ($1, 'mail', $2, $3, $4, $4, $5)`,
    [
      id,
      confirmation.email,
      JSON.stringify({ template: 'served-document', attempt: id, document: sending.documentId, case: facts.caseId }),
      sending.at,
      messageIdOf(id),
    ],
  );
  return id;
}

/**
 * Begins service by platform and e-mail where the regime has it and a confirmation stands; both in the transaction of the
 * act. @returns the attempts made, none where neither way is open
 */
export async function serveElectronically(
  transaction: Transaction,
  facts: CaseFacts,
  sending: Sending,
): Promise<string[]> {
  if (!(await servesElectronically(transaction, facts.regime, sending.documentKind))) return [];
  const confirmation = await confirmationOn(transaction, facts.enterpriseId, sending.onDay);
  if (confirmation === undefined) return [];
  return [
    await putInInbox(transaction, facts, sending, confirmation),
    await putInOutbox(transaction, facts, sending, confirmation),
  ];
}
