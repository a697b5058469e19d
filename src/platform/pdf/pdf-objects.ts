/** Reading and extending the PDFs that our typesetter writes: plain objects, one cross-reference table. */
const TRAILER = /trailer\s*<<([\s\S]*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$/;

export interface PdfFile {
  readonly bytes: Buffer;
  /** the file as latin-1, one character a byte */
  readonly text: string;
  readonly offsets: ReadonlyMap<number, number>;
  readonly size: number;
  readonly root: number;
  /** entries of the trailer that an update repeats (/Info, /ID) */
  readonly kept: string;
  readonly startXref: number;
}

/** @throws Error where the file is not of the form that our typesetter writes */
export function readPdf(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1');
  const trailer = TRAILER.exec(text);
  const dictionary = trailer?.[1];
  const startXref = Number(trailer?.[2]);
  const size = Number(/\/Size (\d+)/.exec(dictionary ?? '')?.[1]);
  const root = Number(/\/Root (\d+) 0 R/.exec(dictionary ?? '')?.[1]);
  if (dictionary === undefined || !Number.isInteger(size) || !Number.isInteger(root)) {
    throw new Error('the PDF has no plain trailer');
  }
  const table = /^xref\s+0 (\d+)\s+/.exec(text.slice(startXref, startXref + 40));
  if (table === null) throw new Error('the PDF has no plain cross-reference table');
  const offsets = new Map<number, number>();
  const first = startXref + table[0].length;
  for (let number = 0; number < Number(table[1]); number++) {
    const entry = text.slice(first + number * 20, first + number * 20 + 18);
    if (entry[17] === 'n') offsets.set(number, Number(entry.slice(0, 10)));
  }
  const kept = [/\/Info \d+ 0 R/.exec(dictionary)?.[0], /\/ID \[[\s\S]*?\)\]/.exec(dictionary)?.[0]];
  return { bytes, text, offsets, size, root, kept: kept.filter((each) => each !== undefined).join('\n'), startXref };
}

/** The dictionary of an object, without its outer brackets. */
export function dictionaryOf(file: PdfFile, number: number): string {
  const at = file.offsets.get(number);
  const end = at === undefined ? -1 : file.text.indexOf('endobj', at);
  const body = at === undefined || end < 0 ? undefined : /<<([\s\S]*)>>/.exec(file.text.slice(at, end))?.[1];
  if (body === undefined) throw new Error(`the PDF has no dictionary ${number}`);
  return body;
}

/** Object number of the first page. */
export function firstPage(file: PdfFile): number {
  const pages = Number(/\/Pages (\d+) 0 R/.exec(dictionaryOf(file, file.root))?.[1]);
  let node = pages;
  for (let depth = 0; depth < 20; depth++) {
    const dictionary = dictionaryOf(file, node);
    const kid = /\/Kids \[\s*(\d+) 0 R/.exec(dictionary)?.[1];
    if (kid === undefined) return node;
    node = Number(kid);
  }
  throw new Error('the PDF’s page tree is too deep');
}

/** The file with objects added or replaced, the original bytes untouched (incremental update, ISO 32000-1 7.5.6). */
export function withObjects(file: PdfFile, objects: ReadonlyMap<number, string>): Buffer {
  const parts: string[] = file.text.endsWith('\n') ? [] : ['\n'];
  let at = file.bytes.length + (parts[0]?.length ?? 0);
  const entries: { number: number; offset: number }[] = [];
  for (const [number, dictionary] of objects) {
    const object = `${number} 0 obj\n<<${dictionary}>>\nendobj\n`;
    entries.push({ number, offset: at });
    parts.push(object);
    at += object.length;
  }
  entries.sort((one, other) => one.number - other.number);
  const table = entries.map(({ number, offset }) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  const size = Math.max(file.size, ...[...objects.keys()].map((number) => number + 1));
  parts.push(
    `xref\n${table.join('')}trailer\n<<\n/Size ${size}\n/Root ${file.root} 0 R\n${file.kept}\n/Prev ${file.startXref}\n>>\nstartxref\n${at}\n%%EOF\n`,
  );
  return Buffer.concat([file.bytes, Buffer.from(parts.join(''), 'latin1')]);
}
