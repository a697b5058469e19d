/** Where a page of the search ended: in which part of the answer, and at which name. */
export interface SearchCursor {
  readonly part: SearchPart;
  readonly name: string;
  readonly id: number;
}

/** Names that begin with the term come first, then those that contain it elsewhere; codes and readings are looked at where no name does. Each part in the order of names. */
export const SEARCH_PARTS = ['begins', 'contains', 'code', 'pinyin'] as const;
export type SearchPart = (typeof SEARCH_PARTS)[number];

export function encodeCursor({ part, name, id }: SearchCursor): string {
  return Buffer.from(JSON.stringify([SEARCH_PARTS.indexOf(part), name, id])).toString('base64url');
}

/** The place a cursor stands for; undefined where there is none, `broken` where it is not one of ours. */
export function decodeCursor(text: string | undefined): SearchCursor | undefined | 'broken' {
  if (text === undefined || text === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed.length !== 3) return 'broken';
    const [place, name, id]: unknown[] = parsed;
    const part = typeof place === 'number' ? SEARCH_PARTS[place] : undefined;
    // U+0000 is no text for the database.
    return part !== undefined &&
      typeof name === 'string' &&
      !name.includes('\0') &&
      typeof id === 'number' &&
      Number.isSafeInteger(id)
      ? { part, name, id }
      : 'broken';
  } catch {
    return 'broken';
  }
}
