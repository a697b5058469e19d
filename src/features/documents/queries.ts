export { type DocumentName, documentNames } from './document-names.ts';
export { DOCUMENT_KINDS, isOfficialKind } from './kind-names.ts';
export { LIST_COLUMNS } from './list-columns.ts';
export { deriveRows } from './list-rows.ts';
export {
  type DocumentSummary,
  documentsOfCase,
  documentsOfDraft,
  issuedLists,
  type PublicDocument,
  publicDocument,
} from './public-document.ts';
export { type FileReport, verifyDocumentFile } from './verify-file.ts';
export { comparisonName } from './words/comparison.ts';
export { servedWords, WAYS_OF_SERVICE } from './words/service.ts';
