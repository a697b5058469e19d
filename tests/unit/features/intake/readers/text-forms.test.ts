import { describe, expect, test } from 'vitest';
import { decodeText, EncodingProbe } from '../../../../../src/features/intake/readers/encoding.ts';
import { NdjsonReader } from '../../../../../src/features/intake/readers/ndjson.ts';
import type { Cell } from '../../../../../src/features/intake/readers/raw-row.ts';
import { columnIndex, VerticalMerges } from '../../../../../src/features/intake/readers/xlsx/merges.ts';
import { SharedStrings } from '../../../../../src/features/intake/readers/xlsx/shared-strings.ts';
import { dayOfSerial, isDateFormat } from '../../../../../src/features/intake/readers/xlsx/styles.ts';

function probe(...chunks: readonly (readonly number[])[]): string {
  const encoding = new EncodingProbe();
  for (const chunk of chunks) encoding.push(Uint8Array.from(chunk));
  return encoding.end();
}

async function* once(...bytes: readonly number[]): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(bytes);
}

async function text(chunks: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += chunk;
  return all;
}

describe('encoding', () => {
  test('by mark, by validity, else GB18030; also where a character is cut', () => {
    expect(probe([0xef, 0xbb, 0xbf, 0x61])).toBe('utf-8');
    expect(probe([0xff, 0xfe, 0x61, 0x00])).toBe('utf-16le');
    expect(probe([0xe4, 0xb8], [0xad])).toBe('utf-8');
    expect(probe([0xd6, 0xd0])).toBe('gb18030');
    expect(probe([0xe4, 0xb8])).toBe('gb18030');
  });

  test('decodes, and refuses what the encoding does not have', async () => {
    expect(await text(decodeText(once(0xd6, 0xd0), 'gb18030'))).toBe('中');
    expect(await text(decodeText(once(0xef, 0xbb, 0xbf, 0x61), 'utf-8'))).toBe('a');
    await expect(text(decodeText(once(0xd6, 0xd0, 0xff), 'gb18030'))).rejects.toThrow(/已损坏/);
  });
});

describe('NDJSON', () => {
  const read = (...chunks: readonly string[]) => {
    const reader = new NdjsonReader();
    return [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
  };

  test('objects, numbers beyond 2^53, broken lines, and lines over the limit', () => {
    const rows = read(
      '{"a":1,"b":',
      'null}\n\nnope\n[1]\n',
      '{"a":45010219800101001}\n',
      `{"a":"${'x'.repeat(1_100_000)}`,
      'x"}\n{"a":true}',
    );
    expect(rows.map((row) => [row.line, row.kind])).toEqual([
      [1, 'row'],
      [3, 'broken'],
      [4, 'broken'],
      [5, 'row'],
      [6, 'broken'],
      [7, 'row'],
    ]);
    expect(rows[3]).toMatchObject({ cells: [{ kind: 'number', digitsLost: true }] });
  });

  test('the same names are the same array', () => {
    const [first, second] = read('{"a":1}\n{"a":2}\n');
    expect(first?.kind === 'row' && second?.kind === 'row' && first.names === second.names).toBe(true);
  });
});

describe('workbooks', () => {
  test('serial numbers of both systems', () => {
    expect(dayOfSerial(45_427.75, false)).toBe('2024-05-15');
    expect(dayOfSerial(43_965, true)).toBe('2024-05-15');
    expect(dayOfSerial(1, false)).toBe('1900-01-01');
    expect(dayOfSerial(61, false)).toBe('1900-03-01');
    expect(dayOfSerial(-1, false)).toBeUndefined();
  });

  test('which formats show a date', () => {
    for (const code of ['yyyy-mm-dd', 'yyyy"年"m"月"d"日"', 'm/d', '[$-804]yyyy/m/d;@', 'mmm-yy'])
      expect(isDateFormat(code), code).toBe(true);
    for (const code of ['General', '0.00', '#,##0', 'h:mm', 'mm:ss', '"day"0', '[Red]0', '0.00E+00'])
      expect(isDateFormat(code), code).toBe(false);
  });

  test('strings are found by index, also far apart', () => {
    const strings = new SharedStrings();
    const value = (at: number) => `第${at}个😀`;
    for (let at = 0; at < 200_000; at++) strings.add(value(at));
    strings.add('x'.repeat(1_000_001));
    for (const at of [0, 65_535, 65_536, 123_456, 199_999]) expect(strings.get(at)).toBe(value(at));
    expect(strings.get(200_000)).toBeUndefined();
    expect(strings.get(200_001)).toBeUndefined();
  });

  test('merged ranges fill downwards in their own column', () => {
    const merges = new VerticalMerges();
    merges.add(3, 5, 1);
    merges.add(1, 1, 0);
    merges.sort();
    const rows: Cell[][] = [['t'], ['h'], ['1', 'E'], [], ['3', 'own'], ['4', '']];
    for (const [at, cells] of rows.entries()) merges.fill(at + 1, cells);
    expect(rows).toEqual([['t'], ['h'], ['1', 'E'], ['', 'E'], ['3', 'own'], ['4', '']]);
    expect([columnIndex('A'), columnIndex('Z'), columnIndex('AA')]).toEqual([0, 25, 26]);
  });
});
