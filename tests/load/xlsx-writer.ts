import { ZipWriter } from './zip-writer.ts';

/** A cell: text goes to the shared strings, or one of the forms that spreadsheets know besides. */
export type SheetCell =
  | string
  | { readonly number: string; readonly style?: 'date' | 'chinese-date' }
  | { readonly inline: string }
  | { readonly formula: string; readonly value: string }
  | { readonly error: string }
  | { readonly bool: boolean };

export interface SheetContent {
  readonly name: string;
  readonly rows: Iterable<readonly SheetCell[]>;
  /** ranges like A2:A4 */
  readonly merges?: readonly string[];
}

export interface WorkbookOptions {
  readonly from1904?: boolean;
  readonly sharedStrings?: boolean;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char);
}

export function columnLetters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnLetters(Math.floor(index / 26) - 1) + columnLetters(index % 26);
}

const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>`;

/** Writes a workbook that has what real ones have: shared strings, styles, merged ranges, several sheets. */
export async function writeWorkbook(
  file: string,
  sheets: readonly SheetContent[],
  options: WorkbookOptions = {},
): Promise<void> {
  const zip = new ZipWriter(file);
  const strings = new Map<string, number>();
  const text = (value: string, place: string): string => {
    if (options.sharedStrings === false) return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
    const index = strings.get(value) ?? strings.size;
    strings.set(value, index);
    return `<c r="${place}" t="s"><v>${index}</v></c>`;
  };
  const cellXml = (cell: SheetCell, place: string): string => {
    if (typeof cell === 'string') return cell === '' ? '' : text(cell, place);
    if ('number' in cell) {
      const style = cell.style === undefined ? '' : ` s="${cell.style === 'date' ? 1 : 2}"`;
      return `<c r="${place}"${style}><v>${cell.number}</v></c>`;
    }
    if ('inline' in cell) return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(cell.inline)}</t></is></c>`;
    if ('formula' in cell) return `<c r="${place}" t="str"><f>${cell.formula}</f><v>${escapeXml(cell.value)}</v></c>`;
    if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`;
    return `<c r="${place}" t="b"><v>${cell.bool ? 1 : 0}</v></c>`;
  };
  const sheetXml = function* (sheet: SheetContent): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
    let line = 0;
    for (const row of sheet.rows) {
      line++;
      yield `<row r="${line}">${row.map((cell, at) => cellXml(cell, `${columnLetters(at)}${line}`)).join('')}</row>`;
    }
    yield '</sheetData>';
    const merges = sheet.merges ?? [];
    if (merges.length > 0) {
      yield `<mergeCells count="${merges.length}">${merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;
    }
    yield '</worksheet>';
  };
  await zip.add('[Content_Types].xml', [
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  ]);
  const list = sheets
    .map((sheet, at) => `<sheet name="${sheet.name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('');
  await zip.add('xl/workbook.xml', [
    `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="${options.from1904 === true ? 1 : 0}"/><sheets>${list}</sheets></workbook>`,
  ]);
  const relations = sheets
    .map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`)
    .join('');
  await zip.add('xl/_rels/workbook.xml.rels', [
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>`,
  ]);
  await zip.add('xl/styles.xml', [STYLES]);
  for (const [at, sheet] of sheets.entries()) await zip.add(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet));
  await zip.add(
    'xl/sharedStrings.xml',
    (function* () {
      yield '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
      for (const value of strings.keys()) yield `<si><t xml:space="preserve">${escapeXml(value)}</t></si>`;
      yield '</sst>';
    })(),
  );
  await zip.close();
}
