/**
 * What every reader gives, whatever the file's form: rows of named cells, one after another, so that the rest of the
 * import is the same for a spreadsheet, a text file and a provincial message.
 */

/** A cell that is more than its text. `text` is what would be read from it. */
export type SpecialCell =
  | { readonly kind: 'number'; readonly text: string; readonly digitsLost: boolean; readonly date?: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };

/** A cell: most are plain text; an empty text is an empty cell. */
export type Cell = string | SpecialCell;

export interface DataRow {
  readonly kind: 'row';
  /** line of a text file, row of a sheet, number of the record in a message; the first is 1 */
  readonly line: number;
  /** names of the cells; readers give the same array again while it stays the same, so that it is matched once */
  readonly names: readonly string[];
  readonly cells: readonly Cell[];
  /** the sheet on which it stands, where several of a file are read */
  readonly sheet?: string;
  /** cells stand in columns that have letters */
  readonly inColumns?: boolean;
  /** record node of a provincial message (TPersonRegCert …) */
  readonly node?: string;
}

/** A row that could not even be split into cells. It goes to quarantine as it is. */
export interface BrokenRow {
  readonly kind: 'broken';
  readonly line: number;
  readonly sheet?: string;
  readonly reason: string;
  /** the beginning of its text */
  readonly text: string;
}

export type RawRow = DataRow | BrokenRow;

/** Rows of a table before its header is known. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** No row of a register is longer: what is, is a stray quotation mark or a pasted document. */
export const ROW_LIMIT = 1_000_000;

/** How much of a broken row is kept. */
export const EXCERPT = 2_000;

/** The file as a whole cannot be read; the message (Chinese) says what to do. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : cell.text;
}

export function isBlank(cell: Cell | undefined): boolean {
  return cellText(cell).trim() === '';
}
