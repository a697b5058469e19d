/** A place in a list, written so that an address can carry it: two parts that order the list, both opaque to the reader. */
export type Place = readonly [string, string];

export function encodePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place a cursor stands for; undefined where there is none, `broken` where it is not one of ours. */
export function decodePlace(text: string | null, second: RegExp): Place | undefined | 'broken' {
  if (text === null || text === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed.length !== 2) return 'broken';
    const [one, other]: unknown[] = parsed;
    // U+0000 is no text for the database.
    if (typeof one !== 'string' || one.includes('\0') || typeof other !== 'string' || !second.test(other))
      return 'broken';
    return [one, other];
  } catch {
    return 'broken';
  }
}

/** A page out of one row more than it shows. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => Place,
): { readonly rows: readonly Row[]; readonly next: string | undefined } {
  const last = rows[limit - 1];
  return {
    rows: rows.slice(0, limit),
    next: rows.length > limit && last !== undefined ? encodePlace(place(last)) : undefined,
  };
}
