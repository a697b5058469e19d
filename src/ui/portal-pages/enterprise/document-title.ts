import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/queries.ts';

/** 责令限期整改通知书; a kind without a title is named as it is stored. */
export function documentTitle(kind: string): string {
  return isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind;
}
