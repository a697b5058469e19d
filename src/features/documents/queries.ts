export { DOCUMENT_KINDS, isOfficialKind } from './kind-names.ts';
export { type DocumentSummary, documentsOfCase, type PublicDocument, publicDocument } from './public-document.ts';
export { type FileReport, verifyDocumentFile } from './verify-file.ts';
