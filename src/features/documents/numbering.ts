import type { Transaction } from '#platform/database/connections.ts';
import { DOCUMENT_KINDS, type OfficialKind } from './kind-names.ts';

/** 桂建责改〔2026〕1号 (GB/T 9704 7.2.5: no 第, no leading zeros, the year in 〔〕). */
export function documentNumber(officeMark: string, kindMark: string, year: number, serial: number): string {
  return `${officeMark}${kindMark}〔${year}〕${serial}号`;
}

/** What the numbers of a kind run under; null for kinds without numbers. */
export function kindMark(kind: OfficialKind): string | null {
  return DOCUMENT_KINDS[kind].mark;
}

/**
 * Takes the next numbers of an office, a kind and a year, `count` in a row, and answers the first of them. The counter's row
 * stays locked until the transaction ends: whoever comes next waits, and a rollback gives the numbers back. So there is
 * no gap and no double.
 */
export async function takeNumbers(
  transaction: Transaction,
  sequence: { readonly office: string; readonly kind: OfficialKind; readonly year: number },
  count = 1,
): Promise<number> {
  const key = [sequence.office, sequence.kind, sequence.year];
  const last = await lockSequence(transaction, sequence);
  await transaction.query('update document_sequence set last = $4 where office = $1 and kind = $2 and year = $3', [
    ...key,
    last + count,
  ]);
  return last + 1;
}

/** Locks the counter without counting, and answers the last number given. */
export async function lockSequence(
  transaction: Transaction,
  sequence: { readonly office: string; readonly kind: OfficialKind; readonly year: number },
): Promise<number> {
  const key = [sequence.office, sequence.kind, sequence.year];
  // Two first documents of a year at once: one inserts the row, the other waits for it and then locks it.
  await transaction.query(
    'insert into document_sequence (office, kind, year, last) values ($1, $2, $3, 0) on conflict do nothing',
    key,
  );
  const locked = await transaction.query<{ last: number }>(
    'select last from document_sequence where office = $1 and kind = $2 and year = $3 for update',
    key,
  );
  const row = locked.rows[0];
  if (row === undefined) throw new Error('the sequence that was just made is missing');
  return row.last;
}
