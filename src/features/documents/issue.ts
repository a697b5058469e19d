import { type LegalDate, yearOf } from '#law/periods/legal-date.ts';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { composeDocument, documentId, drawn } from './compose.ts';
import type { Office } from './facts.ts';
import type { OfficialKind } from './kind-names.ts';
import type { DocumentData } from './kinds/index.ts';
import type { ListSource } from './list-columns.ts';
import { deriveRows, hashRows } from './list-rows.ts';
import { documentNumber, kindMark, lockSequence, takeNumbers } from './numbering.ts';
import type { Press } from './press.ts';
import { storeDocuments } from './store.ts';

/** Kinds whose rows come from the database alone (SY-5). */
export type ListKind = 'posting-list' | 'abnormal-list' | 'overdue-list';

/** Who issues, when, on which fact. */
export interface Issuing {
  /** names the fact (case, act, recipient): the same fact issues one document however often it is asked */
  readonly factId: string;
  readonly office: Office;
  /** six digits: the enterprise's place of registration, or the office's own */
  readonly divisionCode: string;
  readonly caseId?: string;
  readonly enterpriseId?: number;
  /** the installation's calendar, with its own holiday notices; the published ones where it is left out */
  readonly calendar?: WorkCalendar;
  /** 成文日期 */
  readonly issuedOn: LegalDate;
  readonly issuedBy: string;
  readonly recordedAt: Date;
}

export interface IssuedDocument {
  readonly id: string;
  readonly kind: OfficialKind;
  readonly number: string | null;
  readonly sha256: Buffer;
  /** it had been issued before: nothing was written now */
  readonly already: boolean;
}

async function issuedBefore(
  transaction: Transaction,
  kind: OfficialKind,
  factId: string,
): Promise<IssuedDocument | undefined> {
  const result = await transaction.query<{ id: string; kind: string; number: string | null; sha256: Buffer }>(
    'select id, kind, number, sha256 from official_document where fact_id = $1',
    [factId],
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  if (row.kind !== kind) throw new Error(`the fact ${factId} has issued a ${row.kind}, not a ${kind}`);
  return { id: row.id, kind, number: row.number, sha256: row.sha256, already: true };
}

async function issue(
  transaction: Transaction,
  press: Press,
  kind: OfficialKind,
  data: unknown,
  issuing: Issuing,
  list?: { runId: number; rowsHash: string },
): Promise<IssuedDocument> {
  // Before anything is locked: a document that cannot be written takes no number.
  const { stored, draft } = composeDocument(kind, data, issuing.calendar);
  const mark = kindMark(kind);
  const year = yearOf(issuing.issuedOn);
  const sequence = { office: issuing.office.id, kind, year };
  // Under the lock, so that of two who issue the same fact at once the second finds the first one's document.
  if (mark !== null) await lockSequence(transaction, sequence);
  const before = await issuedBefore(transaction, kind, issuing.factId);
  if (before !== undefined) return before;
  const number =
    mark === null ? null : documentNumber(issuing.office.mark, mark, year, await takeNumbers(transaction, sequence));
  const id = documentId(issuing.factId);
  const order = {
    id,
    kind,
    draft,
    office: issuing.office,
    number,
    issuedOn: issuing.issuedOn,
    at: issuing.recordedAt,
    ...(list === undefined ? {} : { list }),
  };
  const { pdf, sha256 } = drawn(() => press.print(order));
  await storeDocuments(transaction, [
    {
      id,
      factId: issuing.factId,
      kind,
      number,
      office: issuing.office,
      divisionCode: issuing.divisionCode,
      caseId: issuing.caseId ?? null,
      enterpriseId: issuing.enterpriseId ?? null,
      subject: draft.subject,
      data: stored,
      sha256,
      pdf,
      list: list ?? null,
      issuedOn: issuing.issuedOn,
      issuedBy: issuing.issuedBy,
      recordedAt: issuing.recordedAt,
    },
  ]);
  return { id, kind, number, sha256, already: false };
}

/**
 * Issues a document: numbers it, sets it, signs it and stores it, all within the transaction of the act that causes it.
 * @throws DocumentRefused where the data do not suffice; then nothing was written and no number taken
 */
export async function issueDocument<K extends Exclude<OfficialKind, ListKind>>(
  transaction: Transaction,
  press: Press,
  kind: K,
  data: DocumentData[K],
  issuing: Issuing,
): Promise<IssuedDocument> {
  return issue(transaction, press, kind, data, issuing);
}

/** SY-5: the rows of a list are derived here and cannot be handed in. */
export async function issueList<K extends ListKind>(
  transaction: Transaction,
  press: Press,
  kind: K,
  source: ListSource,
  data: Omit<DocumentData[K], 'source' | 'rows' | 'rowsHash'>,
  issuing: Issuing,
): Promise<IssuedDocument> {
  const rows = await deriveRows(transaction, source);
  const rowsHash = hashRows(rows);
  return issue(transaction, press, kind, { ...data, source, rows, rowsHash }, issuing, {
    runId: source.runId,
    rowsHash,
  });
}

/** An authority takes its document back, with the reason; the file stays, the public page says so. */
export async function withdrawDocument(
  transaction: Transaction,
  withdrawal: { readonly id: string; readonly on: LegalDate; readonly by: string; readonly because: string },
): Promise<boolean> {
  const result = await transaction.query(
    `update official_document set status = 'withdrawn', withdrawn_on = $2, withdrawn_by = $3, withdrawn_because = $4
     where id = $1 and status = 'stands'`,
    [withdrawal.id, withdrawal.on, withdrawal.by, withdrawal.because],
  );
  return result.rowCount === 1;
}
