import type { CaseFile } from '#features/casework/queries.ts';
import type { AttemptShown, EvidenceShown } from '../shown.ts';
import type { FiledDocument } from './filed-documents.ts';

/** What a dossier is made from. */
export interface DossierContent {
  readonly file: CaseFile;
  readonly documents: readonly FiledDocument[];
  readonly attempts: readonly AttemptShown[];
  readonly evidence: readonly EvidenceShown[];
  readonly at: Date;
}
