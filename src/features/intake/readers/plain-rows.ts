import { readCsv } from './csv.ts';
import { decodeText, EncodingProbe } from './encoding.ts';
import { htmlIn } from './forms.ts';
import { htmlPlainRows } from './html.ts';
import { cellText, UnreadableFile } from './raw-row.ts';
import { Workbook } from './xlsx/workbook.ts';
import { Archive } from './zip.ts';

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** A list of names is small; what unpacks to more is no list. */
const LARGEST_PART = 20_000_000;

async function* workbookRows(file: string): AsyncGenerator<string[]> {
  const archive = await Archive.open(file, LARGEST_PART);
  try {
    const workbook = await Workbook.open(archive);
    if (workbook === undefined) throw new UnreadableFile('这是压缩包而不是工作簿，请解压后上传其中的文件。');
    for await (const row of workbook.plainRows()) {
      yield 'reason' in row ? [row.text] : row.cells.map(cellText);
    }
  } finally {
    archive.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * The rows of a small list as texts, whatever its form (.xlsx, .csv, .txt in any of our encodings) and without a header.
 * `file` is where the same bytes lie, for the workbook reader.
 * @throws UnreadableFile whose message says what to do
 */
export async function* readPlainRows(bytes: Buffer, file: string): AsyncGenerator<string[]> {
  const head = bytes.subarray(0, 4);
  if (head.equals(OLD_OFFICE))
    throw new UnreadableFile('这是旧版 .xls 或加了密码的工作簿，请另存为 .xlsx 或 CSV 后上传。');
  if (head.equals(ZIP)) {
    yield* workbookRows(file);
    return;
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-')
    throw new UnreadableFile('这是 PDF 文件，请上传 .txt、.csv 或 .xlsx 名单。');
  const probe = new EncodingProbe();
  probe.push(bytes);
  const text = decodeText(once(bytes), probe.end());
  if (htmlIn(bytes.subarray(0, 4_096).toString('latin1'))) {
    for (const cells of await htmlPlainRows(text)) yield cells.map(cellText);
    return;
  }
  for await (const row of readCsv(text, () => 0)) {
    yield 'reason' in row ? [row.text] : row.cells.map(cellText);
  }
}
