import { z } from 'zod';
import { type Cell, cellText, isBlank } from './raw-row.ts';

/** So many places of one kind are named; more are counted. */
const MOST_NAMED = 50;
const LONGEST_TEXT = 120;

const sheetReadSchema = z.object({
  name: z.string(),
  state: z.enum(['visible', 'hidden', 'very-hidden']),
  /** rows with content below the header; of a sheet without a header, all of them */
  rows: z.number(),
  read: z.boolean(),
  /** why it was not read */
  why: z.enum(['hidden', 'no-header', 'no-rows', 'not-asked-for']).nullable(),
});

/** A sheet of a workbook or a table of a web page, and whether it was read. */
export type SheetRead = Readonly<z.infer<typeof sheetReadSchema>>;
export type SheetState = SheetRead['state'];

const columnReadSchema = z.object({
  sheet: z.string().nullable(),
  /** A, B … AA */
  column: z.string(),
  heading: z.string(),
});

export type ColumnRead = Readonly<z.infer<typeof columnReadSchema>>;

const rowLeftOutSchema = z.object({
  sheet: z.string().nullable(),
  line: z.number(),
  why: z.enum(['above-header', 'note', 'total', 'repeated-header']),
  text: z.string(),
});

export type RowLeftOut = Readonly<z.infer<typeof rowLeftOutSchema>>;

/** What of a file was read, and what was not: nothing is left out without being said. */
export const readingReportSchema = z.object({
  sheets: z.array(sheetReadSchema).readonly(),
  /** columns under a heading that this kind of data does not have */
  unknownColumns: z.array(columnReadSchema).readonly(),
  /** columns with content and no heading */
  namelessColumns: z.array(columnReadSchema).readonly(),
  /** columns that are known and hold nothing */
  blankColumns: z.array(columnReadSchema).readonly(),
  leftOut: z.array(rowLeftOutSchema).readonly(),
  leftOutRows: z.number(),
  hiddenRows: z.number(),
  hiddenColumns: z.array(columnReadSchema).readonly(),
});

export type ReadingReport = Readonly<z.infer<typeof readingReportSchema>>;

/** A for 0, AA for 26. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

interface Part {
  readonly sheet: string | null;
  readonly names: readonly string[];
  readonly filled: boolean[];
}

/** Collects, while a file is read, what the report says. */
export class Reading {
  private readonly known: (heading: string) => boolean;
  private readonly parts: Part[] = [];
  private readonly out: RowLeftOut[] = [];
  private readonly hidden: ColumnRead[] = [];
  private sheets: readonly SheetRead[] = [];
  private leftOutRows = 0;
  private hiddenRows = 0;

  /** `known`: whether the kind of data that is read has a field of this heading */
  constructor(known: (heading: string) => boolean) {
    this.known = known;
  }

  sheetsFound(sheets: readonly SheetRead[]): void {
    this.sheets = sheets;
  }

  headerFound(sheet: string | null, names: readonly string[]): void {
    this.parts.push({ sheet, names, filled: [] });
  }

  /** A row of the part whose header was found last. */
  rowRead(cells: readonly Cell[]): void {
    const part = this.parts.at(-1);
    if (part === undefined) return;
    for (let at = 0; at < cells.length; at++) {
      if (part.filled[at] !== true && !isBlank(cells[at])) part.filled[at] = true;
    }
  }

  leftOut(sheet: string | null, line: number, why: RowLeftOut['why'], cells: readonly Cell[]): void {
    this.leftOutRows++;
    if (this.out.length >= MOST_NAMED) return;
    const text = cells
      .map(cellText)
      .filter((each) => each.trim() !== '')
      .join(' ')
      .replace(/\s+/g, ' ')
      .slice(0, LONGEST_TEXT);
    this.out.push({ sheet, line, why, text });
  }

  hiddenRow(): void {
    this.hiddenRows++;
  }

  hiddenColumn(sheet: string | null, index: number): void {
    if (this.hidden.length < MOST_NAMED) this.hidden.push({ sheet, column: columnLetters(index), heading: '' });
  }

  report(): ReadingReport {
    const columns = (wanted: (heading: string, filled: boolean) => boolean): ColumnRead[] =>
      this.parts
        .flatMap(({ sheet, names, filled }) =>
          Array.from({ length: Math.max(names.length, filled.length) }, (_, at) => ({
            sheet,
            column: columnLetters(at),
            heading: (names[at] ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT),
            filled: filled[at] === true,
          })),
        )
        .filter(({ heading, filled }) => wanted(heading, filled))
        .map(({ sheet, column, heading }) => ({ sheet, column, heading }))
        .slice(0, MOST_NAMED);
    const headings = new Map(
      this.parts.flatMap(({ sheet, names }) =>
        names.map((name, at) => [`${sheet} ${columnLetters(at)}`, name] as const),
      ),
    );
    return {
      sheets: this.sheets,
      unknownColumns: columns((heading, filled) => filled && heading !== '' && !this.known(heading)),
      namelessColumns: columns((heading, filled) => filled && heading === ''),
      blankColumns: columns((heading, filled) => !filled && heading !== '' && this.known(heading)),
      leftOut: this.out,
      leftOutRows: this.leftOutRows,
      hiddenRows: this.hiddenRows,
      hiddenColumns: this.hidden.map((each) => ({
        ...each,
        heading: headings.get(`${each.sheet} ${each.column}`) ?? '',
      })),
    };
  }
}
