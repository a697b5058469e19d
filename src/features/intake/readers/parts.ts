import { type HeaderFound, headerAmong } from './header-rows.ts';
import { type BrokenRow, isBlank, type RawRow, type TableRow, UnreadableFile } from './raw-row.ts';
import type { SheetRead, SheetState } from './reading.ts';
import { asRows, HEADER_ROWS, noHeader, type TableOptions } from './table.ts';

/** A sheet of a workbook, or a table of a web page. */
export interface Part {
  readonly name: string;
  readonly state: SheetState;
  /** for finding the header only */
  peek(): Promise<AsyncIterable<TableRow | BrokenRow>>;
  rows(): Promise<AsyncIterable<TableRow | BrokenRow>>;
}

/** Several sheets hold data of this kind under different headers: whoever brought the file says which is meant. */
export class SheetsToChoose extends UnreadableFile {
  override name = 'SheetsToChoose';
  readonly choices: readonly { readonly name: string; readonly rows: number }[];

  constructor(looked: readonly Looked[]) {
    const choices = looked.map(({ part, rows }) => ({ name: part.name, rows }));
    const named = choices.map(({ name, rows }) => `“${name}”（${rows} 行）`).join('、');
    super(
      `文件中有 ${choices.length} 张工作表都有数据，表头不同：${named}。请指明导入哪一张（数据导入页面上选择，或命令行 --sheet 名称），或者分别另存后导入。`,
    );
    this.choices = choices;
  }
}

/** Rows of a sheet that is not read are counted so far. */
const MOST_COUNTED = 100_000;

interface Looked {
  readonly part: Part;
  readonly header: HeaderFound | undefined;
  readonly rows: number;
}

async function look(part: Part, { score }: TableOptions): Promise<Looked> {
  const head: TableRow[] = [];
  let rows = 0;
  for await (const row of await part.peek()) {
    if ('reason' in row || row.cells.every(isBlank)) continue;
    rows++;
    if (head.length < HEADER_ROWS) head.push(row);
    if (rows >= MOST_COUNTED) break;
  }
  const header = headerAmong(head, score);
  const last = header?.rows.at(-1);
  return { part, header, rows: last === undefined ? rows : rows - head.indexOf(last) - 1 };
}

function shapeOf({ header }: Looked, { score }: TableOptions): string {
  const names = (header?.names ?? []).map((name) => name.normalize('NFKC').replace(/[\s*]/g, ''));
  return names
    .filter((name) => name !== '' && score([name]) > 0)
    .sort()
    .join('\n');
}

function holdsKeys({ header }: Looked, { isKey, score }: TableOptions): boolean {
  return (header?.names ?? []).some((name) => score([name]) > 0 && (isKey?.(name) ?? true));
}

function sheetRead(looked: Looked, read: readonly Looked[], asked: boolean): SheetRead {
  const { part, rows, header } = looked;
  if (read.includes(looked)) return { name: part.name, state: part.state, rows, read: true, why: null };
  const why =
    part.state !== 'visible'
      ? 'hidden'
      : header === undefined
        ? 'no-header'
        : rows === 0
          ? 'no-rows'
          : asked
            ? 'not-asked-for'
            : 'no-header';
  return { name: part.name, state: part.state, rows, read: false, why };
}

function named(looked: readonly Looked[], wanted: string): Looked {
  const found =
    looked.find(({ part }) => part.name === wanted) ??
    looked.find(({ part }) => part.name.trim() === wanted.trim()) ??
    looked[Number(wanted) - 1];
  if (found !== undefined) return found;
  const names = looked.map(({ part }) => (part.state === 'visible' ? part.name : `${part.name}（隐藏）`)).join('、');
  throw new UnreadableFile(`没有名为“${wanted}”的工作表。文件中有：${names}。`);
}

function chosen(looked: readonly Looked[], options: TableOptions): readonly Looked[] {
  const headed = looked.filter(({ header }) => header !== undefined);
  const visible = headed.filter(({ part }) => part.state === 'visible');
  const [hidden] = headed;
  if (visible.length === 0 && hidden !== undefined) {
    throw new UnreadableFile(
      `有表头的工作表“${hidden.part.name}”是隐藏的，没有读取。请取消隐藏并核对后重新导入；确要导入这张表的，请指明（--sheet 或页面上填写工作表名称）。`,
    );
  }
  const keyed = visible.filter((each) => each.rows > 0 && holdsKeys(each, options));
  const filled = keyed.length > 0 ? keyed : visible.filter(({ rows }) => rows > 0);
  const [first, ...others] = filled;
  if (first === undefined) return visible.slice(0, 1);
  const shape = shapeOf(first, options);
  if (others.some((each) => shapeOf(each, options) !== shape)) throw new SheetsToChoose(filled);
  return filled;
}

/**
 * Rows of the sheet asked for by name or number; else of the one visible sheet that has data of this kind, or of all that have the same
 * header. A hidden sheet is read only where it is asked for. Sheets under different headers are asked about.
 */
export async function* rowsOfParts(
  parts: readonly Part[],
  given: TableOptions,
  wanted?: string,
): AsyncGenerator<RawRow> {
  const options = { ...given, inColumns: true };
  const looked: Looked[] = [];
  const [only] = parts;
  // A file of one visible sheet is not read twice.
  if (only !== undefined && parts.length === 1 && wanted === undefined && only.state === 'visible') {
    options.reading?.sheetsFound([{ name: only.name, state: 'visible', rows: 0, read: true, why: null }]);
    yield* asRows(await only.rows(), options);
    return;
  }
  for (const part of parts) looked.push(await look(part, options));
  const read = wanted === undefined ? chosen(looked, options) : [named(looked, wanted)];
  if (read.length === 0) throw noHeader(options.expected);
  options.reading?.sheetsFound(looked.map((each) => sheetRead(each, read, wanted !== undefined)));
  for (const { part } of read) yield* asRows(await part.rows(), options, read.length > 1 ? part.name : null);
}
