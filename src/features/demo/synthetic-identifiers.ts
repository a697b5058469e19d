/**
 * Numbers that are well-formed and plainly nobody's: the division 990000 is not assigned (GB/T 2260), so no real
 * enterprise or person can have them.
 */
const NOWHERE = '990000';

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CERTIFICATE_WEIGHTS = [7, 9, 5, 1, 4, 2, 6, 8];

function weighted(text: string, weights: readonly number[], value: (sign: string) => number): number {
  return weights.reduce((sum, weight, at) => sum + weight * value(text.charAt(at)), 0);
}

/** GB 32100 with the organisation code of GB 11714 inside. */
export function syntheticUscc(serial: number): string {
  const organisation = String(serial).padStart(8, '0');
  const rest = 11 - (weighted(organisation, ORGANISATION_WEIGHTS, Number) % 11);
  const body = `91${NOWHERE}${organisation}${rest === 10 ? 'X' : rest === 11 ? '0' : rest}`;
  const check = (31 - (weighted(body, USCC_WEIGHTS, (sign) => USCC_ALPHABET.indexOf(sign)) % 31)) % 31;
  return body + USCC_ALPHABET.charAt(check);
}

/** GB 11643. `birthDate` as yyyy-MM-dd, `order` below 1000. */
export function syntheticResidentId(birthDate: string, order: number): string {
  const body = `${NOWHERE}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return body + '10X98765432'.charAt(weighted(body, RESIDENT_WEIGHTS, Number) % 11);
}

/** Number of a qualification certificate with its check digit (formats, numbers.json certificateNumber). */
export function syntheticCertificateNumber(
  letter: 'D' | 'E',
  authority: 1 | 2 | 3,
  province: string,
  serial: number,
): string {
  const digits = `${authority}${province}${String(serial).padStart(5, '0')}`;
  return `${letter}${digits}${weighted(digits, CERTIFICATE_WEIGHTS, Number) % 10}`;
}
