import { type HeaderFound, type HeaderScore, headerAmong } from './header-rows.ts';
import { leftOutAs } from './notes.ts';
import { type BrokenRow, type Cell, cellText, isBlank, type RawRow, type TableRow, UnreadableFile } from './raw-row.ts';
import type { Reading } from './reading.ts';

export type { HeaderScore } from './header-rows.ts';

/** headers.json, layout: titles and notes may stand above the header row, so it is looked for among the first rows. */
export const HEADER_ROWS = 20;

/** How a table is read: what its headers are known by, and where what was left out is said. */
export interface TableOptions {
  readonly score: HeaderScore;
  /** headers to name where none is found */
  readonly expected: readonly string[];
  /** whether a heading belongs to what identifies a row */
  readonly isKey?: ((heading: string) => boolean) | undefined;
  readonly reading?: Reading | undefined;
  /** cells stand in columns of their own (a sheet), so that one beyond the header is a column without a heading and no slip */
  readonly inColumns?: boolean | undefined;
}

export function noHeader(expected: readonly string[]): UnreadableFile {
  return new UnreadableFile(
    `前 ${HEADER_ROWS} 行中没有找到表头。表头至少应有两列可以识别，例如：${expected.slice(0, 6).join('、')}。` +
      '请核对文件与所选的数据种类，或下载模板（数据导入页面，或命令行 import template）。',
  );
}

function trimmed(cells: readonly Cell[]): readonly Cell[] {
  let length = cells.length;
  while (length > 0 && isBlank(cells[length - 1])) length--;
  return length === cells.length ? cells : cells.slice(0, length);
}

function sameCells(one: readonly Cell[], other: readonly Cell[]): boolean {
  return one.length === other.length && one.every((cell, at) => cellText(cell) === cellText(other[at]));
}

/** Rows below a header: blank ones say nothing, notes, totals and repeated headers are left out and said. */
class Below {
  private readonly header: HeaderFound;
  private readonly keys: readonly boolean[];
  private readonly heads: readonly (readonly Cell[])[];
  private readonly sheet: string | null;
  private readonly inColumns: boolean;
  private readonly reading: Reading | undefined;

  constructor(header: HeaderFound, options: TableOptions, sheet: string | null) {
    this.header = header;
    this.sheet = sheet;
    this.inColumns = options.inColumns ?? false;
    this.reading = options.reading;
    this.keys = header.names.map((name) => options.isKey?.(name) ?? true);
    this.heads = header.rows.map((row) => trimmed(row.cells));
    options.reading?.headerFound(sheet, header.names);
  }

  read(row: TableRow | BrokenRow): RawRow | undefined {
    const sheet = this.sheet === null ? {} : { sheet: this.sheet };
    if ('reason' in row) return { ...row, ...sheet };
    const cells = trimmed(row.cells);
    if (cells.length === 0) return undefined;
    if (cells.length > 1 && this.heads.some((head) => sameCells(cells, head))) {
      this.reading?.leftOut(this.sheet, row.line, 'repeated-header', cells);
      return undefined;
    }
    const out = leftOutAs(cells, (column) => this.keys[column] ?? false);
    if (out !== undefined) {
      this.reading?.leftOut(this.sheet, row.line, out, cells);
      return undefined;
    }
    const { names } = this.header;
    if (cells.length > names.length && !this.inColumns) {
      return {
        kind: 'broken',
        line: row.line,
        ...sheet,
        reason: `这一行有 ${cells.length} 格，多于表头的 ${names.length} 列，可能有未加引号的分隔符。请核对后重新填写这一行。`,
        text: cells.map(cellText).join(' | ').slice(0, 2_000),
      };
    }
    this.reading?.rowRead(cells);
    return { kind: 'row', line: row.line, names, cells, inColumns: true, ...sheet };
  }
}

/** Finds the header rows and names the cells below them. `sheet`: said with every row, where several are read. */
export async function* asRows(
  table: AsyncIterable<TableRow | BrokenRow> | Iterable<TableRow | BrokenRow>,
  options: TableOptions,
  sheet: string | null = null,
): AsyncGenerator<RawRow> {
  let waiting: (TableRow | BrokenRow)[] = [];
  let below: Below | undefined;
  const settle = (): Below => {
    const rows = waiting.filter((row): row is TableRow => !('reason' in row));
    const header = headerAmong(rows, options.score);
    const last = header?.rows.at(-1);
    const first = header?.rows[0];
    if (header === undefined || last === undefined || first === undefined) throw noHeader(options.expected);
    for (const row of rows.slice(0, rows.indexOf(first))) {
      if (!row.cells.every(isBlank)) options.reading?.leftOut(sheet, row.line, 'above-header', row.cells);
    }
    waiting = waiting.slice(waiting.indexOf(last) + 1);
    return new Below(header, options, sheet);
  };
  for await (const row of table) {
    if (below !== undefined) {
      const read = below.read(row);
      if (read !== undefined) yield read;
      continue;
    }
    waiting.push(row);
    if (waiting.length < HEADER_ROWS) continue;
    below = settle();
    for (const each of waiting) {
      const read = below.read(each);
      if (read !== undefined) yield read;
    }
    waiting = [];
  }
  if (below !== undefined) return;
  if (waiting.length === 0) throw new UnreadableFile('文件是空的，没有可以导入的行。');
  below = settle();
  for (const each of waiting) {
    const read = below.read(each);
    if (read !== undefined) yield read;
  }
}
