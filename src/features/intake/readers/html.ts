import { Parser } from 'htmlparser2';
import { headerAmong } from './header-rows.ts';
import type { Part } from './parts.ts';
import { type Cell, ROW_LIMIT, type TableRow, UnreadableFile } from './raw-row.ts';
import { HEADER_ROWS, type TableOptions } from './table.ts';

/** More is no table that somebody exported from a web page. */
const MOST_CELLS = 20_000_000;
const WIDEST = 2_000;
const BREAKS = new Set(['br', 'p', 'div', 'li']);
const SILENT = new Set(['script', 'style', 'select', 'noscript', 'template']);

interface OpenCell {
  text: string;
  readonly columns: number;
  readonly rows: number;
}

interface OpenTable {
  caption: string;
  readonly rows: Cell[][];
  row: Cell[] | undefined;
  cell: OpenCell | undefined;
  /** per column, a cell from above that still reaches down */
  readonly reaching: Map<number, { left: number; readonly text: string }>;
}

function span(text: string | undefined): number {
  const value = Number(text ?? 1);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, WIDEST) : 1;
}

/** Collects the tables of a page; a table inside a cell is one of its own, and no part of that cell. */
class TableCollector {
  readonly found: OpenTable[] = [];
  private readonly open: OpenTable[] = [];
  private silent = 0;
  private inCaption = false;
  private cells = 0;

  opened(name: string, attributes: Readonly<Record<string, string>>): void {
    const table = this.open.at(-1);
    if (SILENT.has(name)) this.silent++;
    else if (name === 'table') {
      const fresh: OpenTable = { caption: '', rows: [], row: undefined, cell: undefined, reaching: new Map() };
      this.found.push(fresh);
      this.open.push(fresh);
    } else if (table === undefined) return;
    else if (name === 'caption') this.inCaption = true;
    else if (name === 'tr') this.beginRow(table);
    else if (name === 'td' || name === 'th') {
      this.endCell(table);
      if (table.row === undefined) this.beginRow(table);
      // Excel writes the text of a cell once more where what is shown is not all of it.
      table.cell = {
        text: attributes['x:str'] ?? '',
        columns: span(attributes.colspan),
        rows: span(attributes.rowspan),
      };
    } else if (BREAKS.has(name) && table.cell !== undefined) table.cell.text += ' ';
  }

  text(text: string): void {
    const table = this.open.at(-1);
    if (this.silent > 0 || table === undefined) return;
    if (this.inCaption) table.caption += text;
    else if (table.cell !== undefined && table.cell.text.length <= ROW_LIMIT) table.cell.text += text;
  }

  closed(name: string): void {
    const table = this.open.at(-1);
    if (SILENT.has(name)) this.silent = Math.max(0, this.silent - 1);
    else if (name === 'caption') this.inCaption = false;
    else if (table === undefined) return;
    else if (name === 'td' || name === 'th') this.endCell(table);
    else if (name === 'tr') this.endRow(table);
    else if (name === 'table') {
      this.endRow(table);
      this.open.pop();
    }
  }

  end(): void {
    for (const table of this.open.toReversed()) this.endRow(table);
  }

  private beginRow(table: OpenTable): void {
    this.endRow(table);
    table.row = [];
  }

  private reach(table: OpenTable, row: Cell[]): void {
    for (let above = table.reaching.get(row.length); above !== undefined; above = table.reaching.get(row.length)) {
      if (--above.left === 0) table.reaching.delete(row.length);
      row.push(above.text);
    }
  }

  private endCell(table: OpenTable): void {
    const { cell, row } = table;
    table.cell = undefined;
    if (cell === undefined || row === undefined) return;
    const text = cell.text.replace(/\s+/g, ' ').trim();
    this.reach(table, row);
    for (let at = 0; at < cell.columns && row.length < WIDEST; at++) {
      const shown = at === 0 ? text : '';
      if (cell.rows > 1) table.reaching.set(row.length, { left: cell.rows - 1, text: shown });
      row.push(shown);
    }
    this.cells += cell.columns;
    if (this.cells > MOST_CELLS)
      throw new UnreadableFile('网页中的表格过大，不像是登记数据。请另存为 .xlsx 或 CSV 后导入。');
  }

  private endRow(table: OpenTable): void {
    this.endCell(table);
    const { row } = table;
    table.row = undefined;
    if (row === undefined) return;
    this.reach(table, row);
    table.rows.push(row);
  }
}

async function tablesOf(text: AsyncIterable<string>): Promise<readonly OpenTable[]> {
  const collector = new TableCollector();
  const parser = new Parser({
    onopentag: (name, attributes) => collector.opened(name, attributes),
    ontext: (data) => collector.text(data),
    onclosetag: (name) => collector.closed(name),
  });
  for await (const chunk of text) parser.write(chunk);
  parser.end();
  collector.end();
  return collector.found.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')));
}

function rowsOf({ rows }: OpenTable): TableRow[] {
  return rows.map((cells, at) => ({ line: at + 1, cells }));
}

/** Grids on web pages have their header in a table of its own above the rows. */
function withHeadAbove(tables: readonly OpenTable[], options: TableOptions): readonly OpenTable[] {
  const headed = (table: OpenTable) => headerAmong(rowsOf(table).slice(0, HEADER_ROWS), options.score);
  const joined: OpenTable[] = [];
  for (const table of tables) {
    const above = joined.at(-1);
    const head = above === undefined ? undefined : headed(above);
    const isHeadOnly = above !== undefined && head !== undefined && head.rows.at(-1)?.line === above.rows.length;
    if (isHeadOnly && headed(table) === undefined && table.rows[0]?.length === above.rows.at(-1)?.length) {
      joined[joined.length - 1] = { ...above, rows: [...above.rows, ...table.rows] };
    } else joined.push(table);
  }
  return joined;
}

/**
 * The tables of a web page, as office systems export them under the name .xls: each is looked at like the sheet of a workbook.
 * @throws UnreadableFile where there is none
 */
export async function htmlParts(text: AsyncIterable<string>, options: TableOptions): Promise<readonly Part[]> {
  const tables = withHeadAbove(await tablesOf(text), options);
  if (tables.length === 0) {
    throw new UnreadableFile(
      '这是网页（HTML）文件，其中没有表格。用 Excel 另存的多工作表网页，数据在同名的文件夹里；请另存为 .xlsx 或 CSV 后重新导入。',
    );
  }
  return tables.map((table, at): Part => {
    const caption = table.caption.replace(/\s+/g, ' ').trim().slice(0, 60);
    async function* rows(): AsyncGenerator<TableRow> {
      yield* rowsOf(table);
    }
    return {
      name: caption === '' ? `网页中的第 ${at + 1} 个表格` : caption,
      state: 'visible',
      peek: async () => rows(),
      rows: async () => rows(),
    };
  });
}

/** Every row of every table as it stands. */
export async function htmlPlainRows(text: AsyncIterable<string>): Promise<readonly (readonly Cell[])[]> {
  return (await tablesOf(text)).flatMap(({ rows }) => rows);
}
