import { foldName } from '#law/identifiers/folding.ts';
import data from './data/pinyin.json' with { type: 'json' };

const SYLLABLES: ReadonlyMap<string, string> = new Map(Object.entries(data.syllables));
const LONGEST_SYLLABLE = 6;
/** So many ways of parting a row of letters are looked for: fangan is 方案 and 翻干. */
const MOST_WAYS = 3;

const READINGS: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const [syllable, signs] of SYLLABLES) {
    for (const sign of signs) {
      const readings = found.get(sign);
      if (readings === undefined) found.set(sign, [syllable]);
      else readings.push(syllable);
    }
  }
  return found;
})();

/** No syllable begins with these. */
const NO_INITIAL = /[iuv]/;

/** One way of reading letters: whole syllables (nan) and initials (j), one for each character of a name. */
export type PinyinTerm = readonly string[];

/** The ways of parting letters into syllables and initials that make the fewest pieces: what is written out is read as written out. */
function parted(letters: string): PinyinTerm[] {
  /** per place, the ways from there to the end */
  const from: PinyinTerm[][] = Array.from({ length: letters.length + 1 }, () => []);
  from[letters.length] = [[]];
  for (let at = letters.length - 1; at >= 0; at--) {
    const ways: PinyinTerm[] = [];
    for (let length = Math.min(LONGEST_SYLLABLE, letters.length - at); length >= 1; length--) {
      const piece = letters.slice(at, at + length);
      if (length === 1 ? NO_INITIAL.test(piece) : !SYLLABLES.has(piece)) continue;
      for (const rest of from[at + length] ?? []) ways.push([piece, ...rest]);
    }
    const fewest = Math.min(...ways.map((way) => way.length));
    from[at] = ways.filter((way) => way.length === fewest).slice(0, MOST_WAYS);
  }
  return from[0] ?? [];
}

/** A search term of letters as pinyin, in the ways in which it can be meant; none where it is no pinyin or a single syllable. */
export function pinyinTerms(term: string): readonly PinyinTerm[] {
  const letters = term.toLowerCase();
  if (!/^[a-z]{2,40}$/.test(letters)) return [];
  const initials = NO_INITIAL.test(letters) ? [] : [[...letters]];
  const ways = [...parted(letters), ...initials].filter((way) => way.length >= 2);
  return [...new Map(ways.map((way) => [way.join(' '), way])).values()];
}

/** Neighbouring initials of a term as the register keeps them: threes, or the one pair of a term of two characters. */
export function gramsOf(way: PinyinTerm): readonly string[] {
  const initials = way.map((piece) => piece.charAt(0));
  if (initials.length === 2) return [initials.join('')];
  return [...new Set(initials.slice(2).map((last, at) => `${initials[at] ?? ''}${initials[at + 1] ?? ''}${last}`))];
}

/** Expression for a folded name that holds the syllables of a term next to one another; initials stand for any character. */
export function expressionOf(way: PinyinTerm): string {
  return way.map((piece) => (piece.length === 1 ? '.' : `[${SYLLABLES.get(piece) ?? ''}]`)).join('');
}

/** How a character is read, the readings in the order of the alphabet. */
export function readingsOf(sign: string): readonly string[] {
  return READINGS.get(sign) ?? [];
}

function readsAs(sign: string, piece: string): boolean {
  if (/^[A-Z0-9]$/.test(sign)) return sign.toLowerCase() === piece;
  const readings = READINGS.get(sign) ?? [];
  return piece.length === 1 ? readings.some((each) => each.startsWith(piece)) : readings.includes(piece);
}

/** Whether a name holds the term, character by character and in any plausible reading. */
export function isReadAs(name: string, way: PinyinTerm): boolean {
  const signs = [...foldName(name)];
  return signs.some((_, from) => way.every((piece, at) => readsAs(signs[from + at] ?? '', piece)));
}

/** The initials of a character in every reading, as the database has them. */
export function initialsOf(sign: string): readonly string[] {
  return [...new Set((READINGS.get(sign) ?? []).map((each) => each.charAt(0)))].sort();
}
