import path from 'node:path';
import { type BrokenRow, isBlank, type RawRow, type TableRow, UnreadableFile } from '../raw-row.ts';
import { asRows, type HeaderScore, headerAmong, noHeader } from '../table.ts';
import { decodeXml, type XmlHandler, xmlEvents } from '../xml-events.ts';
import type { Archive } from '../zip.ts';
import { readMerges } from './merges.ts';
import { readSharedStrings, SharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';
import { readDateStyles } from './styles.ts';

const PEEK = 10;

interface Sheet {
  readonly name: string;
  readonly file: string;
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const WANTED = new Set(['Relationship', 'workbookPr', 'sheet']);
/** Parts and sheets of a workbook; one that somebody works with has a few. */
const MOST_ELEMENTS = 2_000;

class ElementsHandler implements XmlHandler<Element> {
  private found: Element[] = [];
  private count = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (!WANTED.has(name)) return;
    if (++this.count > MOST_ELEMENTS) throw new UnreadableFile('工作簿中的工作表过多，不像是登记数据。请核对文件。');
    this.found.push({ name, attributes: { ...attributes } });
  }

  text(): void {}

  close(): void {}

  taken(): Element[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}

async function elements(archive: Archive, file: string): Promise<Element[]> {
  const found: Element[] = [];
  for await (const each of xmlEvents(decodeXml(await archive.read(file)), new ElementsHandler())) found.push(each);
  return found;
}

function resolveTarget(target: string): string {
  return target.startsWith('/') ? target.slice(1) : path.posix.join('xl', target);
}

/** A workbook in Office Open XML (.xlsx), read row by row. */
export class Workbook {
  private readonly archive: Archive;
  private readonly sheets: readonly Sheet[];
  private readonly from1904: boolean;
  private strings: SharedStrings | undefined;
  private dateStyles: readonly boolean[] | undefined;

  private constructor(archive: Archive, sheets: readonly Sheet[], from1904: boolean) {
    this.archive = archive;
    this.sheets = sheets;
    this.from1904 = from1904;
  }

  static isWorkbook(archive: Archive): boolean {
    return archive.names.includes('xl/workbook.xml');
  }

  static async open(archive: Archive): Promise<Workbook> {
    const targets = new Map<string, string>();
    for (const element of await elements(archive, 'xl/_rels/workbook.xml.rels')) {
      const { Id, Target } = element.attributes;
      if (element.name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target);
    }
    const sheets: Sheet[] = [];
    // A part that several sheets name would be unpacked as often: each is one sheet.
    const named = new Set<string>();
    let from1904 = false;
    for (const element of await elements(archive, 'xl/workbook.xml')) {
      if (element.name === 'workbookPr') from1904 = /^(1|true)$/.test(element.attributes.date1904 ?? '');
      if (element.name !== 'sheet') continue;
      const id = Object.entries(element.attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const target = id === undefined ? undefined : targets.get(id);
      if (target === undefined || named.has(resolveTarget(target))) continue;
      named.add(resolveTarget(target));
      sheets.push({ name: element.attributes.name ?? '', file: resolveTarget(target) });
    }
    return new Workbook(archive, sheets, from1904);
  }

  /** Rows of the sheet asked for by name or number, else of the first sheet that has a header row. */
  async *rows(score: HeaderScore, expected: readonly string[], wanted?: string): AsyncGenerator<RawRow> {
    const sheet = wanted === undefined ? await this.firstWithHeader(score, expected) : this.named(wanted);
    yield* asRows(await this.read(sheet, true), score, expected);
  }

  /** Every row of every sheet as it stands, without looking for a header. */
  async *plainRows(): AsyncGenerator<TableRow | BrokenRow> {
    for (const sheet of this.sheets) yield* await this.read(sheet, true);
  }

  private named(wanted: string): Sheet {
    const sheet = this.sheets.find((each) => each.name === wanted) ?? this.sheets[Number(wanted) - 1];
    if (sheet !== undefined) return sheet;
    const names = this.sheets.map((each) => each.name).join('、');
    throw new UnreadableFile(`没有名为“${wanted}”的工作表。文件中有：${names}。`);
  }

  private async firstWithHeader(score: HeaderScore, expected: readonly string[]): Promise<Sheet> {
    for (const sheet of this.sheets) {
      const head: TableRow[] = [];
      for await (const row of await this.read(sheet, false)) {
        if ('reason' in row || row.cells.every(isBlank)) continue;
        head.push(row);
        if (head.length === PEEK) break;
      }
      if (headerAmong(head, score) !== undefined) return sheet;
    }
    throw noHeader(expected);
  }

  private async read(sheet: Sheet, withMerges: boolean): Promise<AsyncGenerator<TableRow | BrokenRow>> {
    const { archive, from1904 } = this;
    const text = async () => decodeXml(await archive.read(sheet.file));
    this.strings ??= archive.names.includes('xl/sharedStrings.xml')
      ? await readSharedStrings(decodeXml(await archive.read('xl/sharedStrings.xml')))
      : new SharedStrings();
    this.dateStyles ??= archive.names.includes('xl/styles.xml')
      ? await readDateStyles(decodeXml(await archive.read('xl/styles.xml')))
      : [];
    const none = (async function* (): AsyncGenerator<string> {})();
    const merges = await readMerges(withMerges ? await text() : none);
    return readSheet(await text(), { strings: this.strings, dateStyles: this.dateStyles, from1904, merges });
  }
}
