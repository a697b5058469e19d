import { EXCERPT, ROW_LIMIT } from './raw-row.ts';

export type CsvRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'too-long'; readonly line: number; readonly text: string };

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

/**
 * Splits delimited text into rows as RFC 4180 and spreadsheets write it, chunk by chunk. Written here because a row over
 * the limit must be dropped while it is read, with the rows behind it unharmed; csv-parse gives the whole file up at it.
 */
export class CsvTokenizer {
  private readonly separator: number;
  private readonly limit: number;
  private cells: string[] = [];
  private cell = '';
  private quoted = false;
  /** inside quotes, the character before was a quote: it ends the cell or is doubled */
  private pending = false;
  private atStart = true;
  private afterReturn = false;
  private line = 1;
  private rowLine = 1;
  private size = 0;
  private excerpt: string | undefined;

  constructor(separator: string, limit: number = ROW_LIMIT) {
    this.separator = separator.charCodeAt(0);
    this.limit = limit;
  }

  /** Line on which an unclosed quotation mark stands, if the text ended inside one. */
  get openQuote(): number | undefined {
    return this.quoted && !this.pending ? this.rowLine : undefined;
  }

  push(text: string): CsvRow[] {
    const rows: CsvRow[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.quoted) {
        if (this.pending) {
          this.pending = false;
          if (code === QUOTE) {
            from = at;
            continue;
          }
          this.quoted = false;
          from = at;
          this.atStart = false;
        } else {
          if (code === QUOTE) {
            this.take(text, from, at);
            this.pending = true;
          } else if (code === LINE_FEED) this.line++;
          continue;
        }
      }
      if (this.afterReturn) {
        this.afterReturn = false;
        if (code === LINE_FEED) {
          from = at + 1;
          continue;
        }
      }
      if (code === QUOTE && this.atStart) {
        this.quoted = true;
        this.atStart = false;
        from = at + 1;
      } else if (code === this.separator) {
        this.take(text, from, at);
        this.endCell();
        from = at + 1;
      } else if (code === LINE_FEED || code === RETURN) {
        this.take(text, from, at);
        rows.push(this.endRow());
        this.afterReturn = code === RETURN;
        from = at + 1;
      } else this.atStart = false;
    }
    if (!this.pending && from < text.length) this.take(text, from, text.length);
    return rows;
  }

  /** The last row, if the text did not end with a line break. */
  end(): CsvRow[] {
    if (this.cells.length === 0 && this.cell === '' && !this.pending && this.excerpt === undefined) return [];
    return [this.endRow()];
  }

  private take(text: string, from: number, to: number): void {
    if (to <= from) return;
    this.size += to - from;
    if (this.size > this.limit) {
      this.excerpt ??= [...this.cells, this.cell + text.slice(from, Math.min(to, from + EXCERPT))]
        .join(' | ')
        .slice(0, EXCERPT);
      this.cells = [];
      this.cell = '';
      return;
    }
    this.cell = this.cell === '' ? text.slice(from, to) : this.cell + text.slice(from, to);
  }

  private endCell(): void {
    if (this.excerpt === undefined) this.cells.push(this.cell);
    this.cell = '';
    this.atStart = true;
  }

  private endRow(): CsvRow {
    this.endCell();
    const { cells, excerpt, rowLine } = this;
    this.cells = [];
    this.excerpt = undefined;
    this.size = 0;
    this.quoted = false;
    this.pending = false;
    this.line++;
    this.rowLine = this.line;
    return excerpt === undefined
      ? { kind: 'row', line: rowLine, cells }
      : { kind: 'too-long', line: rowLine, text: excerpt };
  }
}
