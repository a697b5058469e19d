import { parseOrganisationCode } from '#law/identifiers/organisation-code.ts';
import type { Parsed } from '#law/identifiers/parsed.ts';
import { normaliseCode, unifyHyphens } from '#law/identifiers/text.ts';
import { parseUscc } from '#law/identifiers/uscc.ts';
import type { RowReader } from '../normalisers/row-reader.ts';
import { isScientific } from '../normalisers/spreadsheet-writing.ts';
import { deletes, readStatus } from '../normalisers/statuses.ts';
import type { ReadContext } from './entity.ts';

const DIGITS_LOST = '这个号码被表格软件改写成了科学计数，末几位已经丢失。请把该列设为文本格式，按原件重新填写。';

/**
 * The code of an existing enterprise: a credit code, or the nine characters of an organisation code where an older feed
 * still has it (headers.json, ambiguous: decided by length and check).
 */
export function parseEnterpriseReference(text: string, confirmed: ReadonlySet<string>): Parsed<string> {
  const bare = unifyHyphens(normaliseCode(text)).replaceAll('-', '');
  return bare.length === 9 ? parseOrganisationCode(text) : parseUscc(text, confirmed);
}

/** Text of a code; a number that a spreadsheet cut is refused. */
export function codeText(row: RowReader, field: string): string {
  return uncut(row, field, row.text(field));
}

/** A row may carry a credit code and beside it the organisation code derived from it (CorpCode): the former is read. */
export function creditCodeText(row: RowReader): string {
  const texts = row.texts('creditCode');
  return uncut(row, 'creditCode', texts.find((text) => normaliseCode(text).length === 18) ?? texts[0] ?? '');
}

function uncut(row: RowReader, field: string, text: string): string {
  if (!isScientific(text)) return text;
  row.refuse(field, DIGITS_LOST);
  return '';
}

/**
 * The enterprise of a row as it is looked up in the registry: credit code, organisation code, or `name:` and the name where
 * the list has no code; null where the row gives none, or a wrong one.
 */
export function holderOf(row: RowReader, name: string, { confirmed }: ReadContext): string | null {
  const text = creditCodeText(row);
  if (text !== '')
    return row.parsed('creditCode', text, (written) => parseEnterpriseReference(written, confirmed)) ?? null;
  return name === '' ? null : `name:${name}`;
}

/** Whether the row says that the thing has ended. An unknown word is a problem: it must not be guessed. */
export function rowEnded(row: RowReader, suspendedIsEnded: boolean): boolean {
  if (deletes(row.text('updateFlag'))) return true;
  const text = row.text('status');
  const status = readStatus(text);
  if (status === undefined) {
    row.refuse('status', `状态“${text.slice(0, 20)}”不认识，请填“有效”或“注销”。`);
    return false;
  }
  return status === 'ended' || (status === 'suspended' && suspendedIsEnded);
}

/** A day that has come; one that has not is refused, and null. */
export function notInFuture(
  row: RowReader,
  field: string,
  day: string | null,
  today: string,
  what: string,
): string | null {
  if (day === null || day === 'infinity' || day <= today) return day;
  row.refuse(field, `${what} ${day} 晚于今天（${today}），请核对后重新填写。`);
  return null;
}

/** An end that is not before the beginning; one that is, is refused, and null. */
export function inOrder(
  row: RowReader,
  field: string,
  from: string | null,
  until: string | null,
  what: string,
): string | null {
  if (from === null || until === null || from === 'infinity' || until === 'infinity' || until >= from) return until;
  row.refuse(field, `${what} ${until} 早于 ${from}，请核对两个日期。`);
  return null;
}
