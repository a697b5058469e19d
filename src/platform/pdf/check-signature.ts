import { createHash, type X509Certificate } from 'node:crypto';
import { checkDetached, isOrdinaryKey, LONGEST_SIGNATURE, MOST_CERTIFICATES } from './cms.ts';

/** What holds of a PDF's signature, each for itself. */
export interface SignatureReport {
  readonly present: boolean;
  /** the signature covers the whole file: nothing was appended after it */
  readonly coversFile: boolean;
  /** no covered byte was changed */
  readonly intact: boolean;
  /** the certificate chains to an authority that the installation trusts, and was valid when it signed */
  readonly trusted: boolean;
  readonly signer: string | null;
  readonly signedAt: Date | null;
}

const NONE: SignatureReport = {
  present: false,
  coversFile: false,
  intact: false,
  trusted: false,
  signer: null,
  signedAt: null,
};

/** The last place that reads so, sought from the end: a file may hold a million of them. `shape` begins with `word`. */
function lastLike(text: string, word: string, shape: RegExp): RegExpExecArray | undefined {
  for (let at = text.lastIndexOf(word); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(word, at - 1)) {
    const found = shape.exec(text.slice(at, at + LONGEST));
    if (found !== null) return found;
  }
  return undefined;
}

const LONGEST = 80;

function lastRange(text: string): readonly [number, number, number, number] | undefined {
  const last = lastLike(text, '/ByteRange [', /^\/ByteRange \[(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12})\]/);
  return last === undefined ? undefined : [Number(last[1]), Number(last[2]), Number(last[3]), Number(last[4])];
}

function signedAt(text: string): Date | null {
  const digits = lastLike(text, '/M (D:', /^\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+00'00'\)/);
  if (digits === undefined) return null;
  const [, year, month, day, hour, minute, second] = digits;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function issuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return (
    issuer.ca &&
    certificate.checkIssued(issuer) &&
    isOrdinaryKey(issuer.publicKey) &&
    certificate.verify(issuer.publicKey)
  );
}

function validOn(certificate: X509Certificate, at: Date | undefined): boolean {
  return at === undefined || (certificate.validFromDate <= at && at <= certificate.validToDate);
}

/**
 * Walks from the signer up to a trusted authority; every certificate on the way must have been valid at the time, where one is given. What
 * comes along with a file is its sender's to choose: no more is looked at than an honest signature has.
 */
export function chainsTo(
  certificate: X509Certificate,
  given: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date | undefined,
): boolean {
  const known = given.slice(0, MOST_CERTIFICATES);
  let current = certificate;
  for (let depth = 0; depth < 8; depth++) {
    if (!validOn(current, at)) return false;
    const here = current;
    if (trusted.some((each) => each.raw.equals(here.raw))) return true;
    const anchor = trusted.find((each) => issuedBy(here, each));
    if (anchor !== undefined) return validOn(anchor, at);
    const issuer = known.find((each) => !each.raw.equals(here.raw) && issuedBy(here, each));
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

/** Checks the signature of a PDF with node:crypto alone; broken bytes give a report, not an exception. */
export function checkSignature(pdf: Buffer, trusted: readonly X509Certificate[]): SignatureReport {
  const text = pdf.toString('latin1');
  const range = lastRange(text);
  if (range === undefined) return NONE;
  const [start, before, after, rest] = range;
  const at = signedAt(text);
  const coversFile = start === 0 && before < after && after + rest === pdf.length;
  const claimed = { ...NONE, present: true, coversFile, signedAt: at };
  const gap = text.slice(before, Math.min(after, before + 2 * LONGEST_SIGNATURE + 3));
  // No regular expression over the whole of it: a gap of megabytes overflows the matcher's stack.
  const signed = Buffer.from(gap.slice(1, -1), 'hex');
  if (!gap.startsWith('<') || !gap.endsWith('>') || signed.length === 0 || signed.length * 2 !== gap.length - 2) {
    return claimed;
  }
  try {
    const digest = createHash('sha256')
      .update(pdf.subarray(0, before))
      .update(pdf.subarray(after, after + rest))
      .digest();
    const checked = checkDetached(signed, digest);
    const intact = checked.digestMatches && checked.signatureValid;
    return {
      ...claimed,
      intact,
      // Who signed is asked only where something is signed.
      trusted: intact && at !== null && chainsTo(checked.certificate, checked.certificates, trusted, at),
      signer: checked.certificate.subject.replaceAll('\n', '，'),
    };
  } catch {
    return claimed;
  }
}
