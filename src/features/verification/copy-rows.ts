import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

const TAB = 9;
const NEWLINE = 10;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/** Stands for SQL NULL in a column of whole numbers; the register reads the same number as “no such day known”. */
export const NULL_NUMBER = 2_147_483_647;

/**
 * Streams `COPY (…) TO STDOUT` of whole-number columns and calls `row` with the same array for every row: six million
 * rows pass without six million objects. NULL (`\N`) arrives as NULL_NUMBER.
 */
export async function copyNumberRows(
  client: pg.Client,
  select: string,
  columns: number,
  row: (values: Float64Array) => void,
): Promise<number> {
  const values = new Float64Array(columns);
  let column = 0;
  let value = 0;
  let negative = false;
  let missing = false;
  let rows = 0;
  for await (const chunk of client.query(copyTo(`COPY (${select}) TO STDOUT`, { highWaterMark: 1 << 18 }))) {
    const bytes: Buffer = chunk;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) {
        value = value * 10 + (byte - ZERO);
      } else if (byte === TAB || byte === NEWLINE) {
        values[column] = missing ? NULL_NUMBER : negative ? -value : value;
        value = 0;
        negative = false;
        missing = false;
        if (byte === NEWLINE) {
          column = 0;
          rows++;
          row(values);
        } else {
          column++;
        }
      } else if (byte === MINUS) {
        negative = true;
      } else {
        missing = true;
      }
    }
  }
  return rows;
}

/** Streams `COPY (…) TO STDOUT` line by line; the caller selects columns that need no unescaping. */
export async function copyTextRows(
  client: pg.Client,
  select: string,
  row: (fields: string[]) => void,
): Promise<number> {
  let rest = '';
  let rows = 0;
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of client.query(copyTo(`COPY (${select}) TO STDOUT`, { highWaterMark: 1 << 18 }))) {
    const text = rest + decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
      row(text.slice(start, end).split('\t'));
      rows++;
      start = end + 1;
    }
    rest = text.slice(start);
  }
  return rows;
}
