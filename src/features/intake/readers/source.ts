import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readCsv } from './csv.ts';
import { decodeText, type Encoding, EncodingProbe } from './encoding.ts';
import { htmlIn, otherForm, zippedForm } from './forms.ts';
import { htmlParts } from './html.ts';
import { readNdjson } from './ndjson.ts';
import { rowsOfParts } from './parts.ts';
import { type Packet, readProvincialXml } from './provincial-xml.ts';
import { type RawRow, UnreadableFile } from './raw-row.ts';
import { asRows, type TableOptions } from './table.ts';
import { Workbook } from './xlsx/workbook.ts';
import { Archive } from './zip.ts';

export interface ReadOptions extends TableOptions {
  /** the sheet to read, by name or number */
  readonly sheet?: string | undefined;
}

/** What came in: one file, or the packets of one answer. */
export interface Source {
  readonly name: string;
  /** SHA-256 of the bytes */
  readonly digest: string;
  rows(options: ReadOptions): AsyncGenerator<RawRow>;
  close(): Promise<void>;
}

type Form = 'xlsx' | 'zip' | 'xml' | 'html' | 'ndjson' | 'csv';

interface Probed {
  readonly file: string;
  readonly name: string;
  readonly form: Form;
  readonly encoding: Encoding;
  readonly archive: Archive | undefined;
  readonly workbook: Workbook | undefined;
}

const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const HEAD = 4_096;

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UnreadableFile(`没有这个文件：${file}。请核对路径。`);
    if (error.code === 'EACCES') throw new UnreadableFile(`没有权限读取 ${file}。请核对文件权限。`);
    throw error;
  });
  try {
    const { buffer, bytesRead } = await handle
      .read(Buffer.alloc(HEAD), 0, HEAD, 0)
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EISDIR') throw new UnreadableFile(`${file} 是文件夹，请指定文件。`);
        throw error;
      });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function textForm(head: Buffer, name: string): 'xml' | 'html' | 'ndjson' | 'csv' {
  const text = head
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  const other = otherForm(text);
  if (other !== undefined) throw new UnreadableFile(`${name} ${other}`);
  if (htmlIn(text)) return 'html';
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('{')) return 'ndjson';
  if (text.startsWith('[')) {
    throw new UnreadableFile('这是 JSON 数组。请转成每行一个对象的 NDJSON 后重新导入。');
  }
  return 'csv';
}

/** A page of a Taiwan or Hong Kong office says so; every other byte order is told by the bytes. */
function encodingOf(probed: Encoding, form: string, head: Buffer): Encoding {
  const big5 = form === 'html' && probed === 'gb18030' && /charset\s*=\s*["']?big5/i.test(head.toString('latin1'));
  return big5 ? 'big5' : probed;
}

async function probe(file: string, name: string): Promise<{ probed: Probed; digest: string }> {
  const head = await headOf(file);
  if (head.length === 0) throw new UnreadableFile(`${name} 是空文件，没有可以导入的行。`);
  if (head.subarray(0, 4).equals(OLD_OFFICE)) {
    throw new UnreadableFile(`${name} 是旧版 .xls 或加了密码的工作簿。请去掉密码并另存为 .xlsx 或 CSV 后重新导入。`);
  }
  const hash = createHash('sha256');
  const encoding = new EncodingProbe();
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk);
    encoding.push(chunk);
  }
  const zipped = head.subarray(0, 4).equals(ZIP);
  if (!zipped && /\.xlsx$/i.test(name) && !htmlIn(head.toString('latin1'))) {
    throw new UnreadableFile(`${name} 的扩展名是 .xlsx，但内容不是工作簿。请用表格软件打开后另存为 .xlsx 或 CSV。`);
  }
  if (!zipped) {
    const form = textForm(head, name);
    return {
      probed: {
        file,
        name,
        form,
        encoding: encodingOf(encoding.end(), form, head),
        archive: undefined,
        workbook: undefined,
      },
      digest: hash.digest('hex'),
    };
  }
  const archive = await Archive.open(file);
  try {
    const workbook = await Workbook.open(archive);
    const other = workbook === undefined ? zippedForm(archive.names) : undefined;
    if (other !== undefined) throw new UnreadableFile(`${name} ${other}`);
    const form = workbook === undefined ? 'zip' : 'xlsx';
    return { probed: { file, name, form, encoding: encoding.end(), archive, workbook }, digest: hash.digest('hex') };
  } catch (error) {
    archive.close();
    throw error;
  }
}

function packetsOf(probed: Probed): Packet[] {
  const { archive } = probed;
  if (archive === undefined) return [{ name: probed.name, open: async () => createReadStream(probed.file) }];
  const names = archive.names.filter((name) => /\.xml$/i.test(name));
  if (names.length === 0) {
    throw new UnreadableFile(`${probed.name} 中既没有工作簿也没有 XML。请解压后导入其中的 CSV 或 .xlsx 文件。`);
  }
  names.sort(new Intl.Collator('en', { numeric: true }).compare);
  return names.map((name) => ({ name: `${probed.name}/${name}`, open: () => archive.read(name) }));
}

async function* rowsOf(probed: readonly Probed[], options: ReadOptions): AsyncGenerator<RawRow> {
  const [first, ...others] = probed;
  if (first === undefined) throw new UnreadableFile('没有指定文件。');
  if (probed.every((each) => each.form === 'xml' || each.form === 'zip')) {
    yield* readProvincialXml(probed.flatMap(packetsOf));
    return;
  }
  if (others.length > 0) {
    throw new UnreadableFile('一次只能导入一个文件；只有省级 XML 的多个数据包可以一起导入。');
  }
  if (first.workbook !== undefined) {
    yield* rowsOfParts(first.workbook.parts(options.reading), options, options.sheet);
    return;
  }
  const text = decodeText(createReadStream(first.file), first.encoding);
  if (first.form === 'ndjson') yield* readNdjson(text);
  else if (first.form === 'html') yield* rowsOfParts(await htmlParts(text, options), options, options.sheet);
  else yield* asRows(readCsv(text, options.score), options);
}

/** Standard input is kept in a file while it is imported: its form and encoding must be known before its first row. */
async function spool(input: NodeJS.ReadableStream, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `stdin-${randomUUID()}`);
  try {
    await pipeline(input, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return file;
}

/**
 * Opens what is to be imported and finds out its form by its content, not by its name.
 * @throws UnreadableFile whose message says what to do.
 */
export async function openSource(
  files: readonly string[],
  standardInput: NodeJS.ReadableStream,
  spoolFolder: string,
): Promise<Source> {
  const probed: Probed[] = [];
  const temporary: string[] = [];
  const close = async () => {
    for (const each of probed) each.archive?.close();
    for (const file of temporary) await rm(file, { force: true });
  };
  try {
    const digests: string[] = [];
    for (const file of files) {
      const place = file === '-' ? await spool(standardInput, spoolFolder) : file;
      if (file === '-') temporary.push(place);
      const found = await probe(place, file === '-' ? '标准输入' : path.basename(file));
      probed.push(found.probed);
      digests.push(found.digest);
    }
    const [only] = digests;
    const digest =
      digests.length === 1 && only !== undefined ? only : createHash('sha256').update(digests.join('\n')).digest('hex');
    const name = probed.map((each) => each.name).join('、');
    return { name, digest, rows: (options) => rowsOf(probed, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}
