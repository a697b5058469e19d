export { type Office, officeSchema } from './facts.ts';
export { DOCUMENT_KINDS, isOfficialKind, type OfficialKind, officialKindOf } from './kind-names.ts';
export type { DocumentData } from './kinds/index.ts';
export { type ListSource, listSourceSchema } from './list-columns.ts';
