import { createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { childAt, childrenOf, type DerValue, der, oid, readDer, TAGS } from './der.ts';

const OID = {
  data: oid('1.2.840.113549.1.7.1'),
  signedData: oid('1.2.840.113549.1.7.2'),
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  signingCertificateV2: oid('1.2.840.113549.1.9.16.2.47'),
  sha256: oid('2.16.840.1.101.3.4.2.1'),
  rsa: oid('1.2.840.113549.1.1.1'),
};
const NOTHING = der(TAGS.nothing);
const SHA256 = der(TAGS.sequence, OID.sha256, NOTHING);

/** A key with its certificate and the authorities above it, parsed once. */
export interface SigningIdentity {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  /** issuers of the certificate, the nearest first, the root last */
  readonly authorities: readonly X509Certificate[];
}

function certificateField(certificate: X509Certificate, field: 'serial' | 'issuer'): Buffer {
  const fields = childrenOf(childAt(readDer(certificate.raw), 0));
  // The version is [0], and left out where it is 1.
  const first = fields[0]?.tag === TAGS.context0 ? 1 : 0;
  const value = fields[first + (field === 'serial' ? 0 : 2)];
  if (value === undefined) throw new RangeError('not a certificate');
  return value.whole;
}

function attribute(type: Buffer, value: Buffer): Buffer {
  return der(TAGS.sequence, type, der(TAGS.set, value));
}

function signerId(certificate: X509Certificate): Buffer {
  return der(TAGS.sequence, certificateField(certificate, 'issuer'), certificateField(certificate, 'serial'));
}

function inDerOrder(parts: readonly Buffer[]): Buffer[] {
  return [...parts].sort(Buffer.compare);
}

/** Everything of the signature that is the same for each document, made once. */
export function detachedSigner({ key, certificate, authorities }: SigningIdentity): (digest: Buffer) => Buffer {
  const hash = createHash('sha256').update(certificate.raw).digest();
  const contentType = attribute(OID.contentType, OID.data);
  // ESS signing-certificate-v2 ties the signature to this certificate (PAdES baseline).
  const signingCertificate = attribute(
    OID.signingCertificateV2,
    der(TAGS.sequence, der(TAGS.sequence, der(TAGS.sequence, der(TAGS.octets, hash)))),
  );
  // A root proves nothing by coming along: whoever checks must have it already.
  const intermediate = authorities.filter((each) => !each.checkIssued(each));
  const certificates = der(TAGS.context0, certificate.raw, ...intermediate.map((each) => each.raw));
  const id = signerId(certificate);
  const version1 = der(TAGS.integer, Buffer.of(1));
  return (digest) => {
    const attributes = inDerOrder([
      contentType,
      signingCertificate,
      attribute(OID.messageDigest, der(TAGS.octets, digest)),
    ]);
    const signature = sign('sha256', der(TAGS.set, ...attributes), key);
    const signer = der(
      TAGS.sequence,
      version1,
      id,
      SHA256,
      der(TAGS.context0, ...attributes),
      der(TAGS.sequence, OID.rsa, NOTHING),
      der(TAGS.octets, signature),
    );
    const signed = der(
      TAGS.sequence,
      version1,
      der(TAGS.set, SHA256),
      der(TAGS.sequence, OID.data),
      certificates,
      der(TAGS.set, signer),
    );
    return der(TAGS.sequence, OID.signedData, der(TAGS.context0, signed));
  };
}

/** Bytes of a signature that are read, and certificates that it may bring along: ours have 4 KB and 2, others' not much more. */
export const LONGEST_SIGNATURE = 64 * 1024;
export const MOST_CERTIFICATES = 8;
const LONGEST_MODULUS = 8192;
const LARGEST_EXPONENT = 2n ** 32n;

/**
 * Whether a signature can be checked with a key in a moment. A key comes along with the file that is checked: one with an exponent of
 * thousands of digits costs a hundred times as much, and means to.
 */
export function isOrdinaryKey(key: KeyObject): boolean {
  const { modulusLength, publicExponent, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return namedCurve !== undefined;
  return (
    key.asymmetricKeyType === 'rsa' &&
    modulusLength !== undefined &&
    modulusLength <= LONGEST_MODULUS &&
    publicExponent !== undefined &&
    publicExponent < LARGEST_EXPONENT
  );
}

/** What a detached signature says, checked. */
export interface CheckedSignature {
  readonly certificate: X509Certificate;
  readonly digestMatches: boolean;
  readonly signatureValid: boolean;
  /** the certificates that came with it, the signer's too */
  readonly certificates: readonly X509Certificate[];
}

function attributeValue(attributes: DerValue, type: Buffer): Buffer | undefined {
  const found = childrenOf(attributes).find((each) => childAt(each, 0).whole.equals(type));
  return found === undefined ? undefined : childAt(childAt(found, 1), 0).content;
}

/** Reads a CMS signature over a SHA-256 digest and checks it. @throws Error where it is not such a signature */
export function checkDetached(signature: Buffer, digest: Buffer): CheckedSignature {
  if (signature.length > LONGEST_SIGNATURE) throw new RangeError('the signature is too long');
  const content = readDer(signature);
  if (!childAt(content, 0).whole.equals(OID.signedData)) throw new Error('not a CMS signature');
  const parts = childrenOf(childAt(childAt(content, 1), 0));
  const bag = parts.find((each) => each.tag === TAGS.context0);
  const signers = parts.at(-1);
  if (bag === undefined || signers === undefined) throw new Error('no signer in the signature');
  const brought = childrenOf(bag);
  if (brought.length > MOST_CERTIFICATES) throw new RangeError('too many certificates');
  const certificates = brought.map((each) => new X509Certificate(each.whole));
  const signer = childrenOf(childAt(signers, 0));
  const [, id, , attributes, , value] = signer;
  if (id === undefined || attributes?.tag !== TAGS.context0 || value === undefined)
    throw new Error('incomplete signer');
  const certificate = certificates.find((each) => signerId(each).equals(id.whole));
  if (certificate === undefined) throw new Error('the signer’s certificate is missing');
  if (!isOrdinaryKey(certificate.publicKey)) throw new Error('a key that cannot be checked in a moment');
  const named = attributeValue(attributes, OID.messageDigest);
  const covered = der(TAGS.set, attributes.content);
  return {
    certificate,
    certificates,
    digestMatches: named?.equals(digest) ?? false,
    signatureValid: verify('sha256', covered, certificate.publicKey, value.content),
  };
}
