import path from 'node:path';
import type { Part } from '../parts.ts';
import { type BrokenRow, type TableRow, UnreadableFile } from '../raw-row.ts';
import type { Reading, SheetState } from '../reading.ts';
import { decodeXml, type XmlHandler, xmlEvents } from '../xml-events.ts';
import type { Archive } from '../zip.ts';
import { readMerges } from './merges.ts';
import { readSharedStrings, SharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';
import { readDateStyles } from './styles.ts';

interface Sheet {
  readonly name: string;
  readonly state: SheetState;
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

/** Where the parts of a workbook lie: most write xl/workbook.xml, some another name or folder. */
async function workbookPart(archive: Archive): Promise<string | undefined> {
  const usual = archive.named('xl/workbook.xml');
  const relations = archive.named('_rels/.rels');
  if (usual !== undefined || relations === undefined) return usual;
  for (const { name, attributes } of await elements(archive, relations)) {
    if (name !== 'Relationship' || !/\/officeDocument$/.test(attributes.Type ?? '')) continue;
    const target = archive.named((attributes.Target ?? '').replace(/^\//, ''));
    return target !== undefined && /\.xml$/i.test(target) ? target : undefined;
  }
  return undefined;
}

const STATES: Readonly<Record<string, SheetState>> = { hidden: 'hidden', veryHidden: 'very-hidden' };

interface Relations {
  readonly byId: ReadonlyMap<string, string>;
  strings: string | undefined;
  styles: string | undefined;
}

/** Targets of the workbook's relationships as names in the archive. */
async function relationsOf(archive: Archive, workbook: string): Promise<Relations> {
  const folder = path.posix.dirname(workbook);
  const file = archive.named(path.posix.join(folder, '_rels', `${path.posix.basename(workbook)}.rels`));
  const byId = new Map<string, string>();
  const relations: Relations = {
    byId,
    strings: archive.named(path.posix.join(folder, 'sharedStrings.xml')),
    styles: archive.named(path.posix.join(folder, 'styles.xml')),
  };
  if (file === undefined)
    throw new UnreadableFile('工作簿中缺少工作表的目录，文件可能已损坏。请用表格软件打开后另存为 .xlsx。');
  for (const { name, attributes } of await elements(archive, file)) {
    const { Id, Target, Type = '' } = attributes;
    if (name !== 'Relationship' || Id === undefined || Target === undefined) continue;
    const target = archive.named(
      Target.startsWith('/') ? Target.slice(1) : path.posix.join(folder, Target.replaceAll('\\', '/')),
    );
    if (target === undefined) continue;
    byId.set(Id, target);
    if (/\/sharedStrings$/i.test(Type)) relations.strings = target;
    else if (/\/styles$/i.test(Type)) relations.styles = target;
  }
  return relations;
}

/** A workbook in Office Open XML (.xlsx), read row by row. */
export class Workbook {
  private readonly archive: Archive;
  private readonly relations: Relations;
  private readonly sheets: readonly Sheet[];
  private readonly from1904: boolean;
  private strings: SharedStrings | undefined;
  private dateStyles: readonly boolean[] | undefined;

  private constructor(archive: Archive, relations: Relations, sheets: readonly Sheet[], from1904: boolean) {
    this.archive = archive;
    this.relations = relations;
    this.sheets = sheets;
    this.from1904 = from1904;
  }

  /** The workbook of an archive; undefined where it holds none. */
  static async open(archive: Archive): Promise<Workbook | undefined> {
    const part = await workbookPart(archive);
    if (part === undefined) return undefined;
    const relations = await relationsOf(archive, part);
    const sheets: Sheet[] = [];
    // A part that several sheets name would be unpacked as often: each is one sheet.
    const named = new Set<string>();
    let from1904 = false;
    for (const element of await elements(archive, part)) {
      if (element.name === 'workbookPr') from1904 = /^(1|true)$/.test(element.attributes.date1904 ?? '');
      if (element.name !== 'sheet') continue;
      const id = Object.entries(element.attributes).find(([key]) => /(^|:)id$/.test(key))?.[1];
      const file = id === undefined ? undefined : relations.byId.get(id);
      if (file === undefined || named.has(file)) continue;
      named.add(file);
      sheets.push({
        name: element.attributes.name ?? '',
        state: STATES[element.attributes.state ?? ''] ?? 'visible',
        file,
      });
    }
    return new Workbook(archive, relations, sheets, from1904);
  }

  /** Its sheets, in their order. */
  parts(reading?: Reading): readonly Part[] {
    return this.sheets.map((sheet) => ({
      name: sheet.name,
      state: sheet.state,
      peek: () => this.read(sheet, false),
      rows: () => this.read(sheet, true, reading),
    }));
  }

  /** Every row of every sheet that can be seen, as it stands, without looking for a header. */
  async *plainRows(): AsyncGenerator<TableRow | BrokenRow> {
    for (const sheet of this.sheets) if (sheet.state === 'visible') yield* await this.read(sheet, true);
  }

  private async read(
    sheet: Sheet,
    withMerges: boolean,
    reading?: Reading,
  ): Promise<AsyncGenerator<TableRow | BrokenRow>> {
    const { archive, relations, from1904 } = this;
    const text = async () => decodeXml(await archive.read(sheet.file));
    this.strings ??=
      relations.strings === undefined
        ? new SharedStrings()
        : await readSharedStrings(decodeXml(await archive.read(relations.strings)));
    this.dateStyles ??=
      relations.styles === undefined ? [] : await readDateStyles(decodeXml(await archive.read(relations.styles)));
    const none = (async function* (): AsyncGenerator<string> {})();
    const merges = await readMerges(withMerges ? await text() : none);
    const context = { strings: this.strings, dateStyles: this.dateStyles, from1904, merges };
    return readSheet(await text(), reading === undefined ? context : { ...context, reading, name: sheet.name });
  }
}
