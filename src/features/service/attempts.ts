import type { ServedDocument } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';

export type AttemptChannel = 'platform' | 'email' | 'ems' | 'direct' | 'public-notice';
export type AttemptStatus = 'prepared' | 'sent' | 'arrived' | 'failed' | 'uncertain';

/** Where a document is sent to, and how the office came by that address (GX24-5.1b). */
export interface Address {
  readonly text: string;
  readonly source: string;
  readonly confirmationId: number | null;
}

export interface NewAttempt {
  readonly caseId: string;
  readonly enterpriseId: number;
  readonly divisionCode: string;
  readonly documentKind: ServedDocument;
  readonly documentId: string;
  readonly enclosures?: readonly string[];
  readonly recipient: string;
  readonly channel: AttemptChannel;
  readonly address: Address;
  readonly actor: string;
  readonly at: Date;
  readonly noticeId?: string;
}

/** An attempt as it is stored, locked to the end of the transaction. */
export interface Attempt {
  readonly id: string;
  readonly caseId: string;
  readonly enterpriseId: number;
  readonly divisionCode: string;
  readonly documentKind: ServedDocument;
  readonly documentId: string;
  readonly enclosures: readonly string[];
  readonly channel: AttemptChannel;
  readonly address: string;
  readonly status: AttemptStatus;
  readonly legalDay: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly waybill: string | null;
}

const COLUMNS = `id, case_id as "caseId", enterprise_id as "enterpriseId", division_code as "divisionCode",
  document_kind as "documentKind", document_id as "documentId", enclosures, channel, address, status, legal_day as "legalDay", evidence, waybill`;

/** Whether an attempt is over; what comes later is noted, but does not settle it a second time. */
export function isSettled(attempt: Pick<Attempt, 'status'>): boolean {
  return attempt.status === 'arrived' || attempt.status === 'failed';
}

/** `case:kind:document:recipient:channel:number`: the same fact, the same attempt. */
export function attemptId(attempt: NewAttempt, number: number): string {
  return [attempt.caseId, attempt.documentKind, attempt.documentId, attempt.recipient, attempt.channel, number].join(
    ':',
  );
}

/** Prepares an attempt. Its number counts on from those before by the same channel; of two open ones the database refuses one. */
export async function prepareAttempt(transaction: Transaction, attempt: NewAttempt): Promise<string> {
  const before = await transaction.query<{ count: number }>(
    'select count(*) from service_attempt where document_id = $1 and channel = $2 and case_id = $3',
    [attempt.documentId, attempt.channel, attempt.caseId],
  );
  const number = (before.rows[0]?.count ?? 0) + 1;
  const id = attemptId(attempt, number);
  await transaction.query(
    `insert into service_attempt (id, case_id, enterprise_id, division_code, document_kind, document_id, enclosures, channel, number,
       address, address_source, confirmation_id, status, notice_id, prepared_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'prepared', $13, $14)`,
    [
      id,
      attempt.caseId,
      attempt.enterpriseId,
      attempt.divisionCode,
      attempt.documentKind,
      attempt.documentId,
      attempt.enclosures ?? [],
      attempt.channel,
      number,
      attempt.address.text,
      attempt.address.source,
      attempt.address.confirmationId,
      attempt.noticeId ?? null,
      attempt.at,
    ],
  );
  await appendAttemptEvent(transaction, id, {
    status: 'prepared',
    what: 'prepared',
    actor: attempt.actor,
    at: attempt.at,
    content: { address: attempt.address },
  });
  return id;
}

export interface AttemptChange {
  readonly status: AttemptStatus;
  /** what became known: accepted, rejected, bounced, receipt, published … */
  readonly what: string;
  readonly actor: string;
  readonly at: Date;
  readonly content: Readonly<Record<string, unknown>>;
  /** the day that counts in law, for what settles the attempt */
  readonly legalDay?: string;
}

async function appendAttemptEvent(transaction: Transaction, id: string, change: AttemptChange): Promise<void> {
  await transaction.query(
    `insert into service_attempt_event (attempt_id, sequence, recorded_at, division_code, actor, status, what, content)
     select a.id, coalesce((select max(e.sequence) from service_attempt_event e where e.attempt_id = a.id), 0) + 1, $2, a.division_code,
       $3, $4, $5, $6
     from service_attempt a where a.id = $1`,
    [id, change.at, change.actor, change.status, change.what, JSON.stringify(change.content)],
  );
}

/** Reads an attempt and locks it; undefined where there is none. */
export async function lockAttempt(transaction: Transaction, id: string): Promise<Attempt | undefined> {
  const result = await transaction.query<Attempt>(`select ${COLUMNS} from service_attempt where id = $1 for update`, [
    id,
  ]);
  return result.rows[0];
}

/** Attempts by a condition, locked in the order of their cases. */
export async function lockAttempts(
  transaction: Transaction,
  where: string,
  values: readonly unknown[],
): Promise<Attempt[]> {
  const result = await transaction.query<Attempt>(
    `select ${COLUMNS} from service_attempt where ${where} order by case_id, id for update`,
    [...values],
  );
  return result.rows;
}

/** Puts on record what became known of an attempt: its new status, and the evidence beside what was there. */
export async function changeAttempt(transaction: Transaction, id: string, change: AttemptChange): Promise<void> {
  await transaction.query(
    `update service_attempt set status = $2, evidence = evidence || $3::jsonb, legal_day = coalesce($4, legal_day),
       sent_at = case when $2 = 'prepared' then sent_at else coalesce(sent_at, $5) end,
       settled_at = case when $2 in ('arrived', 'failed') then $5 end
     where id = $1`,
    [id, change.status, JSON.stringify({ [change.what]: change.content }), change.legalDay ?? null, change.at],
  );
  await appendAttemptEvent(transaction, id, change);
}
