export { type DocumentSummary, documentsOfCase, type PublicDocument, publicDocument } from './public-document.ts';
export { type FileReport, verifyDocumentFile } from './verify-file.ts';
