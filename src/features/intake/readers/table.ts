import { type BrokenRow, type Cell, cellText, isBlank, type RawRow, type TableRow, UnreadableFile } from './raw-row.ts';

/** How many of a row's cells are headers that the entity knows. */
export type HeaderScore = (cells: readonly Cell[]) => number;

/** headers.json, layout: a title or a note may stand above the header row, so it is looked for among the first ten. */
const HEADER_ROWS = 10;
const LEAST_KNOWN = 2;

export function headerAmong(rows: readonly TableRow[], score: HeaderScore): TableRow | undefined {
  let best: TableRow | undefined;
  let most = LEAST_KNOWN - 1;
  for (const row of rows) {
    const known = score(row.cells);
    if (known > most) {
      most = known;
      best = row;
    }
  }
  return best;
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

/** Finds the header row and names the cells below it. Blank rows are left out, and so is a header that is repeated. */
export async function* asRows(
  table: AsyncIterable<TableRow | BrokenRow>,
  score: HeaderScore,
  expected: readonly string[],
): AsyncGenerator<RawRow> {
  let waiting: (TableRow | BrokenRow)[] = [];
  let names: readonly string[] | undefined;
  const below = function* (row: TableRow | BrokenRow, headers: readonly string[]): Generator<RawRow> {
    if ('reason' in row) {
      yield row;
      return;
    }
    if (row.cells.every(isBlank)) return;
    const cells = trimmed(row.cells);
    if (cells.length > headers.length) {
      yield {
        kind: 'broken',
        line: row.line,
        reason: `这一行有 ${cells.length} 格，多于表头的 ${headers.length} 列，可能有未加引号的分隔符。请核对后重新填写这一行。`,
        text: cells.map(cellText).join(' | ').slice(0, 2_000),
      };
      return;
    }
    if (cells.length > 1 && cells.every((cell, at) => cellText(cell) === headers[at])) return;
    yield { kind: 'row', line: row.line, names: headers, cells };
  };
  const settle = (): readonly string[] => {
    const rows = waiting.filter((row): row is TableRow => !('reason' in row));
    const header = headerAmong(rows, score);
    if (header === undefined) throw noHeader(expected);
    waiting = waiting.slice(waiting.indexOf(header) + 1);
    return header.cells.map(cellText);
  };
  for await (const row of table) {
    if (names !== undefined) {
      yield* below(row, names);
      continue;
    }
    waiting.push(row);
    if (waiting.length < HEADER_ROWS) continue;
    names = settle();
    for (const each of waiting) yield* below(each, names);
    waiting = [];
  }
  if (names !== undefined) return;
  if (waiting.length === 0) throw new UnreadableFile('文件是空的，没有可以导入的行。');
  names = settle();
  for (const each of waiting) yield* below(each, names);
}
