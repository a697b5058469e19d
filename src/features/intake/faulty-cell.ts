import { z } from 'zod';
import { maskIdNumber } from '#law/identifiers/masking.ts';
import { type Entity, FIELDS, type Layout, WHOLE_ROW } from './normalisers/headers.ts';
import type { Problem } from './normalisers/row-reader.ts';
import { cellText, type DataRow } from './readers/raw-row.ts';
import { columnLetters } from './readers/reading.ts';

/** One fault of a row: the cell as whoever brought the file sees it, what was read there, what is wrong, what would be taken. */
export const faultyCellSchema = z.object({
  /** the field under its Chinese name; 整行 for a row that could not be told apart into fields */
  field: z.string(),
  sheet: z.string().nullable(),
  row: z.number(),
  /** A, B …; null where the file has no columns (XML, NDJSON), or none for this field */
  column: z.string().nullable(),
  /** as it stands in the file */
  heading: z.string().nullable(),
  /** null where nothing stood there; an identity number is masked */
  read: z.string().nullable(),
  reason: z.string(),
  accepts: z.string(),
  example: z.string(),
});

export type FaultyCell = Readonly<z.infer<typeof faultyCellSchema>>;

export const faultyCellsSchema = z.array(faultyCellSchema).readonly();

const LONGEST = 120;

/** The fault of a row that could not even be split. */
export function faultyRow(row: number, sheet: string | null, reason: string): FaultyCell {
  return {
    field: '整行',
    sheet,
    row,
    column: null,
    heading: null,
    read: null,
    reason,
    accepts: WHOLE_ROW.accepts,
    example: WHOLE_ROW.example,
  };
}

/** A fault found while a row was read, with its place. */
export function faultyCell(entity: Entity, row: DataRow, problem: Problem): FaultyCell {
  const field = FIELDS[entity].find(({ field: key }) => key === problem.key);
  const { at } = problem;
  const text = at === undefined ? '' : cellText(row.cells[at]).trim();
  const shown = text === '' ? null : field?.idNumber === true ? maskIdNumber(text) : text.slice(0, LONGEST);
  return {
    field: problem.field,
    sheet: row.sheet ?? null,
    row: row.line,
    column: at === undefined || row.inColumns !== true ? null : columnLetters(at),
    heading: at === undefined ? null : (row.names[at] ?? '').replace(/\s+/g, ' ').trim(),
    read: shown,
    reason: problem.reason,
    accepts: field?.accepts ?? WHOLE_ROW.accepts,
    example: field?.example ?? WHOLE_ROW.example,
  };
}

/** Where a field of an entity stands in rows of one layout, for faults that only the register shows. */
export interface FieldPlace {
  readonly sheet: string | null;
  readonly field: string;
  readonly column: string | null;
  readonly heading: string | null;
  readonly accepts: string;
  readonly example: string;
}

export function fieldPlaces(entity: Entity, layout: Layout, row: DataRow): readonly FieldPlace[] {
  return FIELDS[entity].map(({ field, label, accepts, example }) => {
    const at = layout.columnOf(field);
    return {
      sheet: row.sheet ?? null,
      field: label,
      column: at === undefined || row.inColumns !== true ? null : columnLetters(at),
      heading: at === undefined ? null : (row.names[at] ?? '').replace(/\s+/g, ' ').trim(),
      accepts,
      example,
    };
  });
}

/** “工作表“人员”第 12 行 H 列“注册有效期””. */
export function placeWords({ sheet, row, column, heading, field }: FaultyCell): string {
  const place = `${sheet === null ? '' : `工作表“${sheet}”`}第 ${row} 行`;
  if (heading === null) return field === '整行' ? place : `${place}（没有“${field}”一栏）`;
  return `${place}${column === null ? '' : ` ${column} 列`}“${heading}”`;
}

/** The whole of a fault in one sentence or two: place, what was read, what is wrong, what would be taken. */
export function faultWords(cell: FaultyCell): string {
  const read = cell.heading === null ? '' : cell.read === null ? '（空白）' : `，读到“${cell.read}”`;
  return `${placeWords(cell)}${read}：${cell.reason}可填：${cell.accepts}，如 ${cell.example}。`;
}

/**
 * What a reason says apart from the values in it: rows that are refused for the same reason are one group. The same expression is in
 * refusals.ts as SQL.
 */
export const VALUES_IN_REASON = '“[^”]*”|[0-9]{4}-[0-9]{2}-[0-9]{2}|第 [0-9]+ 行|现为 [0-9]+|有 [0-9]+ ';
