import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { positionDay, positionUuid, readPosition } from '#platform/list-position.ts';

/** A letter that waits for the next batch, with the address that it will go to and where that was taken from. */
export interface WaitingLetter {
  readonly attempt: string;
  readonly caseId: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly documentKind: string;
  readonly number: string | null;
  readonly address: string;
  readonly addressSource: string;
  readonly preparedAt: Date;
}

export async function waitingLetters(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number },
): Promise<{ readonly letters: readonly WaitingLetter[]; readonly total: number }> {
  const waiting = `from service_attempt a where a.channel = 'ems' and a.status = 'prepared' and a.batch_id is null
    and starts_with(a.division_code, $1)`;
  const [rows, counted] = await Promise.all([
    pool.query<WaitingLetter>(
      `select w.id as attempt, w.case_id as "caseId", e.name as enterprise, e.uscc, w.document_kind as "documentKind", d.number, w.address,
         w.address_source as "addressSource", w.prepared_at as "preparedAt"
       from (select a.* ${waiting}) w join enterprise e on e.id = w.enterprise_id left join official_document d on d.id = w.document_id
       order by e.uscc, w.id limit $2`,
      [request.scope, request.limit],
    ),
    pool.query<{ count: number }>(`select count(*) ${waiting}`, [request.scope]),
  ]);
  return { letters: rows.rows, total: counted.rows[0]?.count ?? 0 };
}

/** Letters that went to the post together, and how many of them have a number and an outcome. */
export interface EmsBatchShown {
  readonly id: string;
  readonly postedOn: string;
  readonly recordedBy: string;
  readonly documentId: string;
  readonly letters: number;
  readonly numbered: number;
  readonly settled: number;
}

const BATCH_POSITION = z.tuple([positionDay, positionUuid]);

/** The batches of a city, the newest first; or one of them. */
export async function emsBatches(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number; readonly id?: string; readonly after?: string },
): Promise<EmsBatchShown[]> {
  const after = readPosition(request.after, BATCH_POSITION) ?? [null, null];
  const result = await pool.query<EmsBatchShown>(
    `select b.id, b.posted_on as "postedOn", b.recorded_by as "recordedBy", b.document_id as "documentId", count(a.id) as letters,
       count(a.waybill) as numbered, count(*) filter (where a.status in ('arrived', 'failed')) as settled
     from ems_batch b left join service_attempt a on a.batch_id = b.id
     where starts_with(b.division_code, $1) and ($2::uuid is null or b.id = $2) and ($3::date is null or (b.posted_on, b.id) < ($3::date, $4::uuid))
     group by b.id order by b.posted_on desc, b.id desc limit $5`,
    [request.scope, request.id ?? null, ...after, request.limit],
  );
  return result.rows;
}

export interface BatchLetter extends Omit<WaitingLetter, 'preparedAt'> {
  readonly waybill: string | null;
  readonly status: string;
  /** day of the post’s outcome */
  readonly legalDay: string | null;
}

/** The letters of a batch, those without a number first. */
export async function lettersOfBatch(pool: Pool, batchId: string): Promise<BatchLetter[]> {
  const result = await pool.query<BatchLetter>(
    `select a.id as attempt, a.case_id as "caseId", e.name as enterprise, e.uscc, a.document_kind as "documentKind", d.number, a.address,
       a.address_source as "addressSource", a.waybill, a.status, a.legal_day as "legalDay"
     from service_attempt a join enterprise e on e.id = a.enterprise_id left join official_document d on d.id = a.document_id
     where a.batch_id = $1 order by a.waybill is not null, e.uscc, a.id`,
    [batchId],
  );
  return result.rows;
}

/** A receipt as it was recorded. */
export interface ReceiptShown {
  readonly attempt: string;
  readonly caseId: string;
  readonly enterprise: string;
  readonly documentKind: string;
  readonly waybill: string | null;
  readonly outcome: string | null;
  readonly on: string | null;
  /** day on which the document counts as served, in law */
  readonly servedOn: string | null;
  readonly recordedAt: Date;
  readonly by: string;
}

/** The receipts that were recorded last. */
export async function receiptsRecorded(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number },
): Promise<ReceiptShown[]> {
  const result = await pool.query<ReceiptShown>(
    `select a.id as attempt, a.case_id as "caseId", e.name as enterprise, a.document_kind as "documentKind", a.waybill,
       v.content->>'outcome' as outcome, v.content->>'on' as on, c.served_on->>a.document_kind as "servedOn", v.recorded_at as "recordedAt", v.actor as by
     from service_attempt_event v join service_attempt a on a.id = v.attempt_id and a.channel = 'ems' join cases c on c.id = a.case_id
     join enterprise e on e.id = a.enterprise_id
     where v.what = 'receipt' and starts_with(v.division_code, $1) order by v.recorded_at desc, v.attempt_id limit $2`,
    [request.scope, request.limit],
  );
  return result.rows;
}
