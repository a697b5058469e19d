import { createHash } from 'node:crypto';
import { DOCUMENT_KINDS } from '#features/documents/schema.ts';
import { formatChineseDate } from '#law/periods/legal-date.ts';
import type { ServedDocument } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { day } from './case-facts.ts';

export const printedDay = (on: string) => formatChineseDate(day(on)).replaceAll(' ', '');

/** What a receipt is called on record: what it is, of which document and of which day, whatever its file was called. */
export function receiptName(what: string, document: ServedDocument, on: string): string {
  return `${what}（${DOCUMENT_KINDS[document].title}，${printedDay(on)}）`;
}

/**
 * 民事诉讼法 87: a receipt proves one service. In words, of which other service the same bytes are the proof already; undefined where
 * of none. `same`: the document whose own receipt may be handed in again, to set its day right.
 */
export async function filedForAnother(
  transaction: Transaction,
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  of: { readonly caseId: string; readonly same?: ServedDocument },
): Promise<string | undefined> {
  for (const { name, bytes } of files) {
    const sha256 = createHash('sha256').update(bytes).digest();
    // Two who hand in the same file at once stand one behind the other.
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `receipt:${sha256.toString('hex')}`,
    ]);
    const found = await transaction.query<{
      case_id: string;
      name: string;
      taken_on: string;
      enterprise: string;
      document: ServedDocument | null;
    }>(
      `select v.case_id, v.name, v.taken_on, e.name as enterprise,
         (select a.document_kind from service_attempt a join service_attempt_event s on s.attempt_id = a.id
          where a.case_id = v.case_id and (s.content->'scan'->>'sha256' = $2 or s.content->'evidence' @> jsonb_build_array(jsonb_build_object('sha256', $2::text)))
          order by s.recorded_at limit 1) as document
       from case_evidence v join cases c on c.id = v.case_id join enterprise e on e.id = c.enterprise_id
       where v.sha256 = $1 and v.kind = 'receipt' order by v.recorded_at`,
      [sha256, sha256.toString('hex')],
    );
    const other = found.rows.find(
      (row) =>
        row.case_id !== of.caseId || of.same === undefined || (row.document !== null && row.document !== of.same),
    );
    if (other === undefined) continue;
    const whose = other.case_id === of.caseId ? '本案' : other.enterprise;
    const what = other.document === null ? other.name : `《${DOCUMENT_KINDS[other.document].title}》`;
    return `“${name}”这份文件已作为${whose}${what}的送达证明登记（${printedDay(other.taken_on)}），请上传本次的送达回证。`;
  }
  return undefined;
}
