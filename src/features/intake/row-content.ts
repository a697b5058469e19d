import { decryptIdNumber, encryptIdNumber, type IdentityKeys } from '#platform/identity-numbers.ts';
import { type Entity, FIELDS, Layout } from './normalisers/headers.ts';
import { cellText, type DataRow } from './readers/raw-row.ts';

/** A kept row: header → text as it came; an ID number is encrypted. */
export type RowContent = Readonly<Record<string, string | { readonly encrypted: string }>>;

const LONGEST = 2_000;
const UNSTORABLE = /[^\P{Cc}\t\n\r]|[\uD800-\uDFFF](?![\uDC00-\uDFFF])/gu;

function storable(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(UNSTORABLE, '\uFFFD');
}

/** The row as it is kept in quarantine, as JSON. `encrypted`: its ID number, if that was encrypted already. */
export function rowContent(
  row: DataRow,
  idColumns: readonly number[],
  keys: IdentityKeys,
  encrypted: Buffer | null | undefined,
): string {
  const content: Record<string, string | { encrypted: string }> = {};
  for (const [at, header] of row.names.entries()) {
    const text = cellText(row.cells[at]);
    if (text === '') continue;
    const name = Object.hasOwn(content, header) ? `${header} (${at + 1})` : header;
    if (idColumns.includes(at)) {
      const bytes = encrypted ?? encryptIdNumber(text.slice(0, 100), keys);
      content[name] = { encrypted: bytes.toString('base64') };
    } else content[name] = storable(text);
  }
  return JSON.stringify(content);
}

/** A row that could not be split: its beginning. Digits that could be an ID number are starred. */
export function brokenContent(text: string): string {
  return JSON.stringify({ 原文: storable(text.replace(/\d{6}(?=\d{8,}[\dXx])\d{8}/g, '**************')) });
}

/** A kept row under the Chinese headers of its entity, ID numbers through `show`. */
export function contentByLabel(
  entity: Entity,
  content: RowContent,
  keys: IdentityKeys,
  show: (idNumber: string) => string,
): ReadonlyMap<string, string> {
  const names = Object.keys(content);
  const layout = new Layout(entity, names);
  const cells = Object.values(content).map((value) => {
    if (typeof value === 'string') return value;
    return show(decryptIdNumber(Buffer.from(value.encrypted, 'base64'), keys).replace(/^document:/, ''));
  });
  const found = new Map<string, string>();
  for (const field of FIELDS[entity]) {
    const values = layout.cells(field.field, cells).map(cellText);
    if (values.length > 0) found.set(field.label, field.many ? values.join(',') : (values[0] ?? ''));
  }
  return found;
}
