import { csvCell } from '#platform/files/csv-writer.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { textIn } from '../_site/form-fields.ts';

/** A number of an address; what is none cannot be there. */
export function numberOf(text: string | undefined, what: string): number {
  if (text !== undefined && /^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new ProblemError('not-found', `没有这${what}，请核对地址。`);
}

/** What was typed into a form, trimmed; asked for by the name of the field. */
export function typedIn(form: FormData | undefined): (field: string) => string {
  return (field) => (form === undefined ? '' : textIn(form, field).trim());
}

/** A value of the query of an address. */
export function queryOf(url: URL): (name: string) => string {
  return (name) => (url.searchParams.get(name) ?? '').trim();
}

/** The same list from another place on; undefined where nothing follows. */
export function following(url: URL, name: string, value: string | number | null): string | undefined {
  if (value === null) return undefined;
  const next = new URL(url);
  next.searchParams.set(name, String(value));
  return `${next.pathname}${next.search}`;
}

function cellOf(value: string | number | null): string {
  return typeof value === 'number' ? String(value) : csvCell(value ?? '');
}

/** A table as CSV that spreadsheets read: byte order mark, CRLF. */
export function csvOf(heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${[heads, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}
