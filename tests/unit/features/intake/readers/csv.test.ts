import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectSeparator } from '../../../../../src/features/intake/readers/csv.ts';
import { CsvTokenizer } from '../../../../../src/features/intake/readers/csv-tokenizer.ts';

function split(chunks: readonly string[], separator = ',', limit?: number) {
  const tokenizer = new CsvTokenizer(separator, limit);
  const rows = chunks.flatMap((chunk) => tokenizer.push(chunk));
  const { openQuote } = tokenizer;
  return { rows: [...rows, ...tokenizer.end()], openQuote };
}

const cellsOf = (chunks: readonly string[], separator = ',') =>
  split(chunks, separator).rows.map((row) => (row.kind === 'row' ? row.cells : 'too-long'));

describe('delimited text', () => {
  test('quotes, doubled quotes, line breaks inside them, and the line numbers of rows', () => {
    const { rows } = split(['a,"b ""c""\nd",e\r\n"",,\r\nlast']);
    expect(rows).toEqual([
      { kind: 'row', line: 1, cells: ['a', 'b "c"\nd', 'e'] },
      { kind: 'row', line: 3, cells: ['', '', ''] },
      { kind: 'row', line: 4, cells: ['last'] },
    ]);
  });

  test('agrees with csv-parse however the text is cut into chunks', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '中', ',', '"', '\n', '\r', ' '), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.array(fc.nat(200), { maxLength: 5 }), (rows, cuts) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\n');
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((place, at) => text.slice(places[at], place));
        expect(cellsOf(chunks)).toEqual(parse(text, { relax_column_count: true }));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a row over the limit is dropped, and the rows behind it stand', () => {
    const { rows } = split(['a,b\n', `x,"${'y'.repeat(60)}`, `${'y'.repeat(60)}\nz"\n`, 'c,d\n'], ',', 100);
    expect(rows.map((row) => row.kind)).toEqual(['row', 'too-long', 'row']);
    expect(rows[2]).toEqual({ kind: 'row', line: 4, cells: ['c', 'd'] });
  });

  test('a quotation mark that never closes is found with its line', () => {
    expect(split(['a,b\nc,"d\ne,f\n']).openQuote).toBe(2);
    expect(split(['a,"b"']).openQuote).toBeUndefined();
  });

  test('a quotation mark inside a cell is text', () => {
    expect(cellsOf(['5" pipe,x\n'])).toEqual([['5" pipe', 'x']]);
  });

  test('the separator is the one under which headers are known', () => {
    const score = (cells: readonly unknown[]) => cells.filter((cell) => cell === '姓名' || cell === '专业').length;
    expect(detectSeparator('姓名;专业\n甲,乙;丙\n', score)).toBe(';');
    expect(detectSeparator('姓名\t专业\n', score)).toBe('\t');
    expect(detectSeparator('说明,一,二,三\n姓名,专业\n', score)).toBe(',');
  });
});
