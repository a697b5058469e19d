import type { Cell } from '../raw-row.ts';

const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"/g;
const LONGEST = 200;

/** 0 for A, 26 for AA. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (let at = 0; at < letters.length; at++) index = index * 26 + letters.charCodeAt(at) - 64;
  return index - 1;
}

/** Merged ranges of more than one row: their value stands in the first row only and holds for all (headers.json, layout). */
export class VerticalMerges {
  private ranges: { from: number; to: number; column: number }[] = [];
  private next = 0;
  private active = new Map<number, { to: number; cell: Cell }>();

  add(from: number, to: number, column: number): void {
    if (to > from) this.ranges.push({ from, to, column });
  }

  sort(): void {
    this.ranges.sort((a, b) => a.from - b.from);
  }

  /** Fills the empty cells of a row inside ranges that began above; rows must come in order. */
  fill(line: number, cells: Cell[]): void {
    for (const [column, range] of this.active) {
      if (line > range.to) this.active.delete(column);
      else {
        while (cells.length <= column) cells.push('');
        if (cells[column] === '') cells[column] = range.cell;
      }
    }
    for (
      let range = this.ranges[this.next];
      range !== undefined && range.from <= line;
      range = this.ranges[++this.next]
    ) {
      if (range.from === line) this.active.set(range.column, { to: range.to, cell: cells[range.column] ?? '' });
    }
  }
}

/** The merged ranges stand behind the rows, so the sheet is looked through once before it is read. */
export async function readMerges(text: AsyncIterable<string>): Promise<VerticalMerges> {
  const merges = new VerticalMerges();
  let tail = '';
  for await (const chunk of text) {
    const piece = tail + chunk;
    if (!piece.includes('mergeCell')) {
      tail = piece.slice(-LONGEST);
      continue;
    }
    let end = 0;
    for (const found of piece.matchAll(MERGE)) {
      const [all, column = '', from = '', , to = ''] = found;
      merges.add(Number(from), Number(to), columnIndex(column));
      end = found.index + all.length;
    }
    tail = piece.slice(Math.max(end, piece.length - LONGEST));
  }
  merges.sort();
  return merges;
}
