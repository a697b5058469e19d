export { DOCUMENT_KINDS, isOfficialKind } from './kind-names.ts';
export {
  type DocumentSummary,
  documentsOfCase,
  issuedLists,
  type PublicDocument,
  publicDocument,
} from './public-document.ts';
export { type FileReport, verifyDocumentFile } from './verify-file.ts';
