import type { Parsed } from '#law/identifiers/parsed.ts';
import { type Cell, cellText, type DataRow } from '../readers/raw-row.ts';
import { type ReadDate, readDate, readEndDate } from './dates.ts';
import { type Entity, FIELDS, type Field, type Layout } from './headers.ts';
import { isSpreadsheetError, withoutTextMarks } from './spreadsheet-writing.ts';
import { cleanText, hasControlCharacter, meansNothing } from './text.ts';

/** Why a row is refused: the field's Chinese name, and what is wrong with it and what to do. */
export interface Problem {
  readonly field: string;
  readonly reason: string;
  /** key of the field; empty for a whole row */
  readonly key?: string;
  /** column of the cell, 0 for the first; undefined where the row has none for this field */
  readonly at?: number | undefined;
}

const LONGEST_VALUE = 4_000;

function indexOf(entity: Entity): ReadonlyMap<string, Field> {
  return new Map(FIELDS[entity].map((field) => [field.field, field]));
}

const FIELD_INDEX: Readonly<Record<Entity, ReadonlyMap<string, Field>>> = {
  enterprises: indexOf('enterprises'),
  qualifications: indexOf('qualifications'),
  registrations: indexOf('registrations'),
  projects: indexOf('projects'),
};

function spreadsheetError(text: string): string {
  return `单元格是错误值 ${text.slice(0, 20)}，是表格软件算不出结果时写的字样，不是内容。请在原表中改正，或按原件填写后重新导入。`;
}

/** Reads the fields of one row, collecting everything that is wrong with it, so that a clerk mends a row once. */
export class RowReader {
  readonly problems: Problem[] = [];
  /** faults of secondary fields: the row comes in without them */
  readonly doubts: Problem[] = [];
  readonly row: DataRow;
  private readonly entity: Entity;
  private readonly layout: Layout;

  constructor(entity: Entity, layout: Layout, row: DataRow) {
    this.entity = entity;
    this.layout = layout;
    this.row = row;
  }

  refuse(field: string, reason: string): void {
    const known = FIELD_INDEX[this.entity].get(field);
    this.note(known?.secondary === true ? this.doubts : this.problems, field, reason);
  }

  /** Puts a field on the list of what is to be corrected; the row comes in. */
  doubt(field: string, reason: string): void {
    this.note(this.doubts, field, reason);
  }

  private note(list: Problem[], field: string, reason: string): void {
    const label = FIELD_INDEX[this.entity].get(field)?.label ?? field;
    if (list.some((problem) => problem.field === label && problem.reason === reason)) return;
    const at = this.layout.places(field, this.row.cells)[0]?.at ?? this.layout.columnOf(field);
    list.push({ field: label, reason, key: field, at });
  }

  /** The text of a field, cleaned; empty where there is none. */
  text(field: string): string {
    for (const cell of this.layout.cells(field, this.row.cells)) {
      const text = this.clean(field, cell);
      if (text !== '') return text;
    }
    return '';
  }

  /** All texts of a field that may stand in several columns. */
  texts(field: string): string[] {
    return this.layout
      .cells(field, this.row.cells)
      .map((cell) => this.clean(field, cell))
      .filter((text) => text !== '');
  }

  /** The cell of one column, read as the field's, and its cleaned text. */
  cellAt(field: string, at: number): { readonly text: string; readonly cell: Cell } {
    const cell = this.row.cells[at] ?? '';
    return { text: cell === '' ? '' : this.clean(field, cell), cell };
  }

  /** A required text; its absence is a problem. */
  required(field: string, reason: string): string {
    const before = this.problems.length;
    const text = this.text(field);
    if (text === '' && this.problems.length === before) this.refuse(field, reason);
    return text;
  }

  /** Reads a text through a parser of the law; undefined where it is empty or refused. */
  parsed<T>(field: string, text: string, parse: (text: string) => Parsed<T>): T | undefined {
    if (text === '') return undefined;
    const result = parse(text);
    if (result.ok) return result.value;
    this.refuse(field, result.reason);
    return undefined;
  }

  /** A day; `infinity` where the feed says that there is no end; null where it says nothing. */
  day(field: string): string | null {
    return this.settle(field, readDate);
  }

  endDay(field: string): string | null {
    return this.settle(field, readEndDate);
  }

  private settle(field: string, read: (cell: Cell) => ReadDate): string | null {
    for (const cell of this.layout.cells(field, this.row.cells)) {
      const text = this.clean(field, cell);
      if (text === '') continue;
      const date = read(typeof cell === 'string' ? text : cell);
      if (date.kind === 'day') return date.day;
      if (date.kind === 'none') return 'infinity';
      if (date.kind === 'wrong') {
        this.refuse(field, date.reason);
        return null;
      }
    }
    return null;
  }

  private clean(field: string, cell: Cell): string {
    const raw = cellText(cell);
    if (hasControlCharacter(raw)) {
      this.refuse(field, '含有不可见的控制字符，请删去后重新填写。');
      return '';
    }
    if (raw.length > LONGEST_VALUE) {
      this.refuse(field, `内容超过 ${LONGEST_VALUE} 字，请核对是否误贴。`);
      return '';
    }
    if (typeof cell !== 'string') {
      const reason = this.wrongCell(field, cell);
      if (reason !== undefined) {
        this.refuse(field, reason);
        return '';
      }
    }
    const cleaned = cleanText(raw);
    const meant = withoutTextMarks(cleaned);
    const text = meant === cleaned ? cleaned : cleanText(meant);
    if (isSpreadsheetError(text)) {
      this.refuse(field, spreadsheetError(text));
      return '';
    }
    return meansNothing(text) ? '' : text;
  }

  private wrongCell(field: string, cell: Exclude<Cell, string>): string | undefined {
    switch (cell.kind) {
      case 'error':
        return spreadsheetError(cell.text);
      case 'formula':
        // Elsewhere the value that was last calculated is taken; what identifies a row must not depend on another file.
        return FIELD_INDEX[this.entity].get(field)?.key === true
          ? '单元格是公式，请复制该列并“选择性粘贴—数值”后重新导入。'
          : undefined;
      case 'number':
        return cell.digitsLost
          ? '这个号码存成了数字，超过 15 位的部分已经丢失。请把该列设为文本格式，按原件重新填写。'
          : undefined;
      case 'date':
        return undefined;
    }
  }
}
