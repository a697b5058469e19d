import { type CsvRow, CsvTokenizer } from './csv-tokenizer.ts';
import { type HeaderScore, headerAmong } from './header-rows.ts';
import { type BrokenRow, ROW_LIMIT, type TableRow, UnreadableFile } from './raw-row.ts';
import { HEADER_ROWS } from './table.ts';

const SEPARATORS = [',', ';', '\t'] as const;
const SAMPLE = 64_000;

const tooLong = `这一行超过 ${ROW_LIMIT / 10_000} 万字，可能是误贴的文件内容或没有闭合的引号。请删去多余内容后重新填写这一行。`;

function asTableRow(row: CsvRow): TableRow | BrokenRow {
  if (row.kind === 'row') return row;
  return { kind: 'broken', line: row.line, reason: tooLong, text: row.text };
}

/** The separator under which the head of the text shows the most known headers. */
export function detectSeparator(sample: string, score: HeaderScore): string {
  let best = { separator: ',', known: 0, columns: 0 };
  for (const separator of SEPARATORS) {
    const rows = new CsvTokenizer(separator).push(sample).slice(0, HEADER_ROWS);
    const split = rows.flatMap((row) => (row.kind === 'row' ? [{ line: row.line, cells: row.cells }] : []));
    const header = headerAmong(split, score);
    const known = header === undefined ? 0 : score(header.names);
    const columns = Math.max(0, ...split.map((row) => row.cells.length));
    if (known > best.known || (known === best.known && columns > best.columns)) best = { separator, known, columns };
  }
  return best.separator;
}

/** Rows of delimited text; comma, semicolon or tab. */
export async function* readCsv(text: AsyncIterable<string>, score: HeaderScore): AsyncGenerator<TableRow | BrokenRow> {
  let head = '';
  let tokenizer: CsvTokenizer | undefined;
  for await (const chunk of text) {
    if (tokenizer !== undefined) {
      for (const row of tokenizer.push(chunk)) yield asTableRow(row);
      continue;
    }
    head += chunk;
    if (head.length < SAMPLE) continue;
    tokenizer = new CsvTokenizer(detectSeparator(head, score));
    for (const row of tokenizer.push(head)) yield asTableRow(row);
  }
  if (tokenizer === undefined) {
    tokenizer = new CsvTokenizer(detectSeparator(`${head}\n`, score));
    for (const row of tokenizer.push(head)) yield asTableRow(row);
  }
  if (tokenizer.openQuote !== undefined) {
    throw new UnreadableFile(
      `从第 ${tokenizer.openQuote} 行起有一个引号没有闭合，其后的内容无法分行，整个文件都没有导入。请补上引号后重新导入。`,
    );
  }
  for (const row of tokenizer.end()) yield asTableRow(row);
}
