/** What a spreadsheet would take for a formula, or for the start of one behind blanks. */
const FORMULA = /^[\s\0]*[=+\-@\t\r＝＋－＠]/;

/** A cell by RFC 4180; a text that a spreadsheet would run as a formula is made a text by an apostrophe. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole file with its byte order mark, so that spreadsheets read it as UTF-8. */
export function csvFile(heads: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [heads, ...rows].map((row) => row.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
