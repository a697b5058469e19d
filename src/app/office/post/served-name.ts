import { SERVED_DOCUMENTS } from '#law/regimes/words.ts';

/** The title of a served document by its kind. */
export function servedName(kind: string): string {
  return Object.entries<string>(SERVED_DOCUMENTS).find(([name]) => name === kind)?.[1] ?? kind;
}
