import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

const TAB = 9;
const NEWLINE = 10;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const OPEN = 123;
const CLOSE = 125;
const LONGEST_LIST = 64;

/** Stands for SQL NULL in a column of whole numbers; the register reads the same number as “no such day known”. */
export const NULL_NUMBER = 2_147_483_647;

/** The elements of a row's one array of days, each `20280501` for 2028-05-01, or NULL_NUMBER. */
export interface DayList {
  length: number;
  readonly days: Float64Array;
}

/**
 * Streams `COPY (…) TO STDOUT` of whole-number columns and calls `row` with the same array for every row: six million
 * rows pass without six million objects. NULL (`\N`) arrives as NULL_NUMBER. One column may be an array of days (`date[]`);
 * its elements arrive in `list`, which is empty where the column is null.
 */
export async function copyNumberRows(
  client: pg.Client,
  select: string,
  columns: number,
  row: (values: Float64Array, list: Readonly<DayList>) => void,
): Promise<number> {
  const list: DayList = { length: 0, days: new Float64Array(LONGEST_LIST) };
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
          row(values, list);
          list.length = 0;
        } else {
          column++;
        }
      } else if (byte === MINUS) {
        // Within a list it stands between year, month and day, which are read as one number.
        negative = true;
      } else if (byte === COMMA || byte === CLOSE) {
        list.days[list.length++] = missing ? NULL_NUMBER : value;
        value = 0;
        negative = false;
        missing = false;
      } else if (byte !== OPEN) {
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
