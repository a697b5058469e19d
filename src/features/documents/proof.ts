import type { LegalDate } from '#law/periods/legal-date.ts';
import { composeDocument, drawn } from './compose.ts';
import type { Office } from './facts.ts';
import type { OfficialKind } from './kind-names.ts';
import type { DocumentData } from './kinds/index.ts';
import { previewPress } from './preview-press.ts';

/**
 * A document as it would be printed, to be looked at before it is issued: no number, no signature, nothing stored, and it says so
 * itself. The same words and the same template as the document, so what is seen is what is signed.
 * @throws DocumentRefused where the data do not suffice
 */
export function proofDocument<K extends OfficialKind>(
  kind: K,
  data: DocumentData[K],
  issuing: { readonly office: Office; readonly onDay: LegalDate; readonly at: Date },
): Buffer {
  const { draft } = composeDocument(kind, data);
  const { office, onDay, at } = issuing;
  const press = previewPress('预览件，未签发、未编号，不具有效力。');
  return drawn(() => press.print({ id: '', kind, draft, office, number: null, issuedOn: onDay, at })).pdf;
}
