import type { LegalDate } from '#law/periods/legal-date.ts';
import { sharedTypesetter } from '#platform/pdf/typesetter.ts';
import { composeDocument } from './compose.ts';
import type { Office } from './facts.ts';
import type { OfficialKind } from './kind-names.ts';
import type { DocumentData } from './kinds/index.ts';
import { sheetOf } from './sheet.ts';
import { printedDate } from './words/print.ts';

/**
 * A document as it would be printed, to be looked at before it is issued: no number, no signature, nothing stored, and it says so
 * itself. The same words and the same template as the document, so what is seen is what is signed.
 * @throws DocumentRefused where the data do not suffice
 */
export function proofDocument<K extends OfficialKind>(
  kind: K,
  data: DocumentData[K],
  issuing: { readonly office: Office; readonly onDay: LegalDate },
): Buffer {
  const { draft } = composeDocument(kind, data);
  const { office, onDay } = issuing;
  const sheet = sheetOf(draft, {
    headMark: office.name,
    office: office.name,
    printer: office.printer ?? `${office.name}办公室`,
    number: null,
    date: printedDate(onDay),
    issuedOn: onDay,
    qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    checkLines: ['预览件，未签发、未编号，不具有效力。'],
    seal: false,
    keywords: [],
  });
  return sharedTypesetter().typeset(sheet);
}
