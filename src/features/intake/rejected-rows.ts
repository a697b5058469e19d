import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { maskIdNumber } from '#law/identifiers/masking.ts';
import type { Transaction } from '#platform/database/connections.ts';
import type { IdentityKeys } from '#platform/identity-numbers.ts';
import { type FaultyCell, faultWords, faultyCellsSchema } from './faulty-cell.ts';
import { type Entity, FIELDS } from './normalisers/headers.ts';
import { contentByLabel, type RowContent } from './row-content.ts';

export interface RejectedRow {
  readonly quarantineId: number | null;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly cells: readonly FaultyCell[];
  readonly content: RowContent;
}

/** Columns before the data: they say which row it is and what is wrong, and a replay knows the row by the first. */
export const QUARANTINE_COLUMN = '隔离编号';
const LEADING = [QUARANTINE_COLUMN, '行号', '问题字段', '原因'];

function csvCell(text: string): string {
  // A cell that begins like a formula would be run by the spreadsheet that opens it.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s()-]*$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Refused rows as CSV under the Chinese headers, to be corrected in a spreadsheet and replayed. ID numbers are masked. */
export async function* rejectedCsv(
  entity: Entity,
  rows: AsyncIterable<RejectedRow>,
  keys: IdentityKeys,
): AsyncGenerator<string> {
  const labels = FIELDS[entity].map((field) => field.label);
  // The byte order mark is what lets spreadsheets read UTF-8.
  yield `\uFEFF${csvLine([...LEADING, ...labels, '原文'])}`;
  for await (const row of rows) {
    const values = contentByLabel(entity, row.content, keys, maskIdNumber);
    const original = row.content.原文;
    yield csvLine([
      row.quarantineId === null ? '' : String(row.quarantineId),
      String(row.line),
      row.field,
      row.cells.length === 0 ? row.reason : row.cells.map(faultWords).join(' '),
      ...labels.map((label) => values.get(label) ?? ''),
      typeof original === 'string' ? original.slice(0, 500) : '',
    ]);
  }
}

const PAGE = 1_000;

/** Refused rows of a running import, in the order of the file, with their numbers in quarantine. */
export async function* refusedRows(client: Transaction, table: string, digest: string): AsyncGenerator<RejectedRow> {
  let after = { line: -1, place: '(0,0)' };
  for (;;) {
    const page = await client.query<{
      line: number;
      place: string;
      field: string;
      reason: string;
      content: string;
      id: number | null;
      cells: string | null;
    }>(
      `select r.line, r.ctid::text as place, r.field, r.reason, r.content, r.cells, coalesce(r.quarantine_id, (
         select q.id from import_file f join quarantine_row q on q.import_file_id = f.id
         where f.digest = $1 and q.line = r.line and q.sheet is not distinct from r.sheet and q.field = r.field and q.reason = r.reason order by q.id limit 1)) as id
       from ${table} r where (r.line, r.ctid) > ($2, $3::tid) order by r.line, r.ctid limit ${PAGE}`,
      [digest, after.line, after.place],
    );
    for (const row of page.rows) {
      const content: RowContent = JSON.parse(row.content);
      const cells = faultyCellsSchema.parse(JSON.parse(row.cells ?? '[]'));
      yield { quarantineId: row.id, line: row.line, field: row.field, reason: row.reason, cells, content };
    }
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < PAGE) return;
    after = last;
  }
}

export async function writeRejectedFile(file: string, lines: AsyncIterable<string>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await pipeline(Readable.from(lines), createWriteStream(file, { mode: 0o600 }));
}
