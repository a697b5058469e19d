import data from './data/name-folding.json' with { type: 'json' };

const FOLDED: ReadonlyMap<string, string> = (() => {
  const to = [...data.to];
  const map = new Map([...data.from].map((sign, at) => [sign, to[at] ?? sign]));
  for (const sign of data.removed) map.set(sign, '');
  return map;
})();

const PLAIN = /^[A-Z0-9]*$/;

/**
 * The one folding of names, of persons and enterprises alike: NFKC (full width, Kangxi radicals, compatibility ideographs), the other
 * radicals, traditional and variant characters as simplified ones, letters as capitals; blanks of every width, dots, hyphens, brackets
 * and quotation marks are left out. Two names that fold alike are written differently, no more: folding FINDS; whether it is the
 * same person is for the identity number, the same enterprise for the credit code. The database has the same function (`fold_name`).
 */
export function foldName(text: string): string {
  if (PLAIN.test(text)) return text;
  let folded = '';
  for (const sign of text.normalize('NFKC')) folded += FOLDED.get(sign) ?? sign;
  return folded.replaceAll('\0', '');
}

/** Ideographs that only look like others to a reader: radicals and compatibility forms, which PDF and OCR leave behind. */
const LOOKALIKE = /[\u2E80-\u2FDF\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

/** The text with every ideograph as the unified one. A name is kept so; its other signs stay as they were written. */
export function unifyIdeographs(text: string): string {
  return text.replace(LOOKALIKE, (sign) => {
    const unified = sign.normalize('NFKC');
    return /\p{Unified_Ideograph}/u.test(unified) ? unified : (RADICALS.get(unified) ?? unified);
  });
}

const RADICALS: ReadonlyMap<string, string> = new Map(
  [...data.radicals].flatMap((sign, at, all) => (at % 2 === 0 ? [[sign, all[at + 1] ?? sign] as const] : [])),
);
