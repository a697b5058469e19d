import { maskIdNumber } from '#law/identifiers/masking.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { IdentityKeys } from '#platform/identity-numbers.ts';
import type { FaultyCell } from './faulty-cell.ts';
import { type Entity, FIELDS } from './normalisers/headers.ts';
import { QUARANTINE_COLUMN, type RejectedRow, rejectedCsv } from './rejected-rows.ts';
import { contentByLabel, type RowContent } from './row-content.ts';

export {
  type Coverage,
  coverages,
  enterprisesAwaitingRows,
  FRESH_DAYS,
  sourcesInHand,
  sourceTroubles,
} from './coverage.ts';
export { type FieldDoubt, type FieldDoubtFilter, standingDoubts } from './doubts.ts';
export { type FaultyCell, faultWords, placeWords } from './faulty-cell.ts';
export {
  type FeedHealth,
  feedHealth,
  type ImportShown,
  importList,
  importOf,
  importsApplied,
  intakeBreakers,
} from './feeds.ts';
export { isOwnImport, OWN_IMPORT_WORDS } from './own-import.ts';

export interface QuarantineFilter {
  readonly entity?: Entity | undefined;
  readonly importId?: number | undefined;
  readonly status?: 'waiting' | 'replayed' | 'dismissed' | undefined;
  /** keyset: rows after this number */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

export interface QuarantineRow {
  readonly id: number;
  readonly importId: number;
  readonly entity: Entity;
  readonly file: string;
  readonly feed: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly status: string;
  readonly settledBy: string | null;
  /** why it was dismissed */
  readonly settledReason: string | null;
  /** what is wrong with it, cell by cell */
  readonly cells: readonly FaultyCell[];
  readonly content: RowContent;
}

const PAGE = 1_000;

/** Quarantine rows by number, one page. */
export async function listQuarantine(pool: Pool, filter: QuarantineFilter): Promise<readonly QuarantineRow[]> {
  const result = await pool.query<QuarantineRow>(
    `select q.id, q.import_file_id as "importId", q.entity, f.name as file, f.feed, q.line, q.field, q.reason, q.status,
       q.settled_by as "settledBy", q.settled_reason as "settledReason", q.cells, q.content
     from quarantine_row q join import_file f on f.id = q.import_file_id
     where q.status = $1 and q.id > $2 and ($3::text is null or q.entity = $3) and ($4::bigint is null or f.id = $4)
     order by q.id limit $5`,
    [
      filter.status ?? 'waiting',
      filter.after ?? 0,
      filter.entity ?? null,
      filter.importId ?? null,
      filter.limit ?? PAGE,
    ],
  );
  return result.rows;
}

export async function findQuarantineRow(pool: Pool, id: number): Promise<QuarantineRow | undefined> {
  const result = await pool.query<QuarantineRow>(
    `select q.id, q.import_file_id as "importId", q.entity, f.name as file, f.feed, q.line, q.field, q.reason, q.status,
       q.settled_by as "settledBy", q.settled_reason as "settledReason", q.cells, q.content
     from quarantine_row q join import_file f on f.id = q.import_file_id where q.id = $1`,
    [id],
  );
  return result.rows[0];
}

/** What waits, per kind of data and feed: an export holds one of them. */
export async function waitingQuarantine(
  pool: Pool,
): Promise<readonly { readonly entity: Entity; readonly feed: string; readonly rows: number }[]> {
  const result = await pool.query<{ entity: Entity; feed: string; rows: number }>(
    `select q.entity, f.feed, count(*) as rows from quarantine_row q join import_file f on f.id = q.import_file_id
     where q.status = 'waiting' group by 1, 2 order by 1, 2`,
  );
  return result.rows;
}

async function* waitingRows(pool: Pool, filter: QuarantineFilter): AsyncGenerator<RejectedRow> {
  let after = 0;
  for (;;) {
    const page = await listQuarantine(pool, { ...filter, status: 'waiting', after, limit: PAGE });
    for (const row of page) {
      const { id, line, field, reason, cells, content } = row;
      yield { quarantineId: id, line, field, reason, cells, content };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}

/** Waiting rows of one kind as CSV for correction; ID numbers are masked and stay known by their mask. */
export function exportQuarantine(
  pool: Pool,
  entity: Entity,
  keys: IdentityKeys,
  importId?: number,
): AsyncGenerator<string> {
  return rejectedCsv(entity, waitingRows(pool, { entity, importId }), keys);
}

/** One field of a refused row as somebody corrects it; an ID number is masked, and unchanged it is the one that was kept. */
export interface CorrectionField {
  readonly label: string;
  readonly value: string;
}

/** The fields of a refused row under their own headers; undefined where the row could not be split into fields. */
export function correctionFields(row: QuarantineRow, keys: IdentityKeys): readonly CorrectionField[] | undefined {
  if (row.content.原文 !== undefined) return undefined;
  const values = contentByLabel(row.entity, row.content, keys, maskIdNumber);
  return FIELDS[row.entity].map(({ label }) => ({ label, value: values.get(label) ?? '' }));
}

/** A corrected row as the file that a replay reads. */
export function correctionFile(id: number, fields: readonly CorrectionField[]): string {
  const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const filled = fields.filter(({ value }) => value !== '');
  const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;
  return `\uFEFF${line([QUARANTINE_COLUMN, ...filled.map(({ label }) => label)])}${line([String(id), ...filled.map(({ value }) => value)])}`;
}

/** The template as a file: byte order mark, headers; for the command line and the page alike. */
export function templateFile(entity: Entity): string {
  return `\uFEFF${templateHeaders(entity).join(',')}\r\n`;
}

/** The header row that a template carries. */
export function templateHeaders(entity: Entity): readonly string[] {
  const hidden = new Set([
    'updateFlag',
    'limited',
    'onSite',
    'qualificationCertificate',
    'licenceNumber',
    'legalRepresentativeId',
  ]);
  return FIELDS[entity].filter((field) => !hidden.has(field.field)).map((field) => field.label);
}

export { readPlainRows } from './readers/plain-rows.ts';
export { UnreadableFile } from './readers/raw-row.ts';
