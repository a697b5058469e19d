/**
 * Words that come out of a file, as a terminal may show them: signs that move the cursor, change colours or turn the direction are written
 * as their numbers.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16) ?? ''}}`,
  );
}
