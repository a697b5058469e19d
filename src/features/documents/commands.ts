export { composeDocument, DocumentRefused, documentId } from './compose.ts';
export {
  type IssuedDocument,
  type Issuing,
  issueDocument,
  issueList,
  type ListKind,
  withdrawDocument,
} from './issue.ts';
export { documentAddress, openPress, type Press, pressOf } from './press.ts';
export { previewPress } from './preview-press.ts';
export { proofDocument } from './proof.ts';
export { openDocumentFile } from './store.ts';
