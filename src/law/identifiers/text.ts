/** Full-width forms become half-width (NFKC), letters upper case; blanks and invisible characters inside a code go. */
export function normaliseCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200F\u2060\uFEFF]/gu, '')
    .toUpperCase();
}

/** The many dashes of typed and scanned numbers, as one hyphen. */
export function unifyHyphens(text: string): string {
  return text.replace(/[‐‑‒–—―−－_]/gu, '-');
}

/** Weighted sum of the characters' values in an alphabet; the text must consist of characters of the alphabet. */
export function weightedSum(text: string, alphabet: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0);
}
