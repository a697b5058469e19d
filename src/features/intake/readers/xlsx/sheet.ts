import { type BrokenRow, type Cell, EXCERPT, ROW_LIMIT, type SpecialCell, type TableRow } from '../raw-row.ts';
import type { Reading } from '../reading.ts';
import { type XmlHandler, xmlEvents } from '../xml-events.ts';
import { columnIndex, type VerticalMerges } from './merges.ts';
import { type SharedStrings, unescapeXml } from './shared-strings.ts';
import { dayOfSerial } from './styles.ts';

export interface SheetContext {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
  readonly merges: VerticalMerges;
  /** where hidden rows and columns are said */
  readonly reading?: Reading;
  readonly name?: string;
}

/** A spreadsheet keeps fifteen digits of a number; of a longer one the last are zeros (headers.json, layout). */
const DIGITS_KEPT = 15;
const LARGEST_COLUMN = 16_384;
const CONSTANT = /^"[^"]*"$/;
const LONGEST_CONSTANT = 200;

function numberCell(value: string, isDate: boolean, from1904: boolean): Cell {
  const number = Number(value);
  if (!Number.isFinite(number)) return { kind: 'error', text: value };
  const date = dayOfSerial(number, from1904);
  if (isDate && date !== undefined) return { kind: 'date', text: date };
  const digitsLost = Math.abs(number) >= 10 ** DIGITS_KEPT;
  const text =
    digitsLost && Number.isInteger(number) ? BigInt(number).toString() : String(Number(number.toPrecision(15)));
  const cell: SpecialCell = { kind: 'number', text, digitsLost };
  return date === undefined ? cell : { ...cell, date };
}

class SheetHandler implements XmlHandler<TableRow | BrokenRow> {
  private readonly context: SheetContext;
  private done: (TableRow | BrokenRow)[] = [];
  private line = 0;
  private column = -1;
  private cells: Cell[] = [];
  private size = 0;
  private type = 'n';
  private style = 0;
  private hasFormula = false;
  private formula = '';
  private readingFormula = false;
  private value = '';
  private reading = false;

  constructor(context: SheetContext) {
    this.context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') {
      const place = attributes.r;
      this.column = place === undefined ? this.column + 1 : columnIndex(place.replace(/\d+$/, ''));
      this.type = attributes.t ?? 'n';
      this.style = attributes.s === undefined ? 0 : Number(attributes.s);
      this.hasFormula = false;
      this.value = '';
    } else if (name === 'v' || name === 't') this.reading = true;
    else if (name === 'f') {
      this.hasFormula = true;
      this.formula = '';
      this.readingFormula = true;
    } else if (name === 'rPh') this.reading = false;
    else if (name === 'row') {
      this.line = attributes.r === undefined ? this.line + 1 : Number(attributes.r);
      this.column = -1;
      this.cells = [];
      this.size = 0;
      if (/^(1|true)$/.test(attributes.hidden ?? '')) this.context.reading?.hiddenRow();
    } else if (name === 'col' && /^(1|true)$/.test(attributes.hidden ?? '')) this.hiddenColumns(attributes);
  }

  private hiddenColumns({ min = '0', max = '0' }: Readonly<Record<string, string>>): void {
    // Hidden to the end of the sheet is how a sheet is narrowed: there is nothing in those columns.
    if (Number(max) >= LARGEST_COLUMN) return;
    for (let at = Number(min); at > 0 && at <= Number(max); at++) {
      this.context.reading?.hiddenColumn(this.context.name ?? null, at - 1);
    }
  }

  text(text: string): void {
    if (this.readingFormula && this.formula.length < LONGEST_CONSTANT) this.formula += text;
    if (!this.reading) return;
    this.size += text.length;
    if (this.size <= ROW_LIMIT) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false;
    else if (name === 'f') this.readingFormula = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  taken(): (TableRow | BrokenRow)[] {
    const { done } = this;
    this.done = [];
    return done;
  }

  private endCell(): void {
    if (this.column < 0 || this.column >= LARGEST_COLUMN) return;
    const cell = this.read();
    if (cell === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = cell;
  }

  private read(): Cell {
    const { value, type, context } = this;
    if (type === 's') {
      const text = context.strings.get(Number(value));
      if (text === undefined) this.size = ROW_LIMIT + 1;
      return text ?? '';
    }
    if (type === 'e') return { kind: 'error', text: value };
    const plain = this.plain();
    // ="990…" is how people keep a number as text: it depends on nothing.
    if (!this.hasFormula || CONSTANT.test(this.formula)) return plain;
    return { kind: 'formula', text: typeof plain === 'string' ? plain : plain.text };
  }

  private plain(): Cell {
    const { value, type, context } = this;
    if (value === '') return '';
    if (type === 'inlineStr' || type === 'str') return unescapeXml(value);
    if (type === 'b') return value === '1' ? '是' : '否';
    if (type === 'd') return { kind: 'date', text: value };
    return numberCell(value, context.dateStyles[this.style] ?? false, context.from1904);
  }

  private endRow(): void {
    if (this.size > ROW_LIMIT) {
      const text = this.cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)).join(' | ');
      this.done.push({
        kind: 'broken',
        line: this.line,
        reason: `这一行超过 ${ROW_LIMIT / 10_000} 万字，可能是误贴的文件内容。请删去多余内容后重新填写这一行。`,
        text: text.slice(0, EXCERPT),
      });
      return;
    }
    this.context.merges.fill(this.line, this.cells);
    this.done.push({ line: this.line, cells: this.cells });
  }
}

/** Rows of one sheet in order, with their own row numbers. */
export function readSheet(text: AsyncIterable<string>, context: SheetContext): AsyncGenerator<TableRow | BrokenRow> {
  return xmlEvents(text, new SheetHandler(context));
}
