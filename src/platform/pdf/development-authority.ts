import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

/** PEM of a key with its certificate and the authority that issued it. */
export interface PemIdentity {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

const YEARS = 10;

function rsaPair(): { privatePem: string; publicPem: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function blankCertificate(publicPem: string, now: Date): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicPem);
  // Positive and never zero (RFC 5280 4.1.2.2).
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  // From well before: the demonstration issues documents of months past.
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date(now);
  certificate.validity.notAfter.setUTCFullYear(now.getUTCFullYear() + YEARS);
  return certificate;
}

function subject(commonName: string): forge.pki.CertificateField[] {
  return [
    { shortName: 'C', value: 'CN' },
    { name: 'organizationName', value: 'Qualwatch development' },
    { name: 'commonName', value: commonName },
  ];
}

/**
 * A root and one signing certificate under it, for development installations only. The root's key is thrown away: nobody
 * can issue a second certificate in its name.
 */
export function makeDevelopmentIdentity(now: Date): PemIdentity {
  const rootPair = rsaPair();
  const leafPair = rsaPair();
  const rootKey = forge.pki.privateKeyFromPem(rootPair.privatePem);
  const rootName = subject('Qualwatch development root (no legal force)');
  const root = blankCertificate(rootPair.publicPem, now);
  root.setSubject(rootName);
  root.setIssuer(rootName);
  root.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  root.sign(rootKey, forge.md.sha256.create());
  const leaf = blankCertificate(leafPair.publicPem, now);
  leaf.setSubject(subject('Qualwatch development seal (no legal force)'));
  leaf.setIssuer(rootName);
  leaf.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  leaf.sign(rootKey, forge.md.sha256.create());
  return {
    key: leafPair.privatePem,
    certificate: forge.pki.certificateToPem(leaf),
    authority: forge.pki.certificateToPem(root),
  };
}

/**
 * Key and certificates of a PKCS#12 file, as PEM. The certificate is the one of the key; the others are its authorities.
 * @throws Error where the password is wrong or the file holds no key
 */
export function readPkcs12(bytes: Buffer, password: string): { key: string; certificates: string[] } {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(bytes.toString('binary')));
  const file = forge.pkcs12.pkcs12FromAsn1(asn1, password);
  const bags = (type: string) => file.getBags({ bagType: type })[type] ?? [];
  const keyBag = [...bags(forge.pki.oids.pkcs8ShroudedKeyBag ?? ''), ...bags(forge.pki.oids.keyBag ?? '')][0];
  if (keyBag?.key === undefined || keyBag.key === null) throw new Error('no key in the PKCS#12 file');
  const info = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(keyBag.key));
  const certificates = bags(forge.pki.oids.certBag ?? '').flatMap(({ cert }) =>
    cert === undefined || cert === null ? [] : [forge.pki.certificateToPem(cert)],
  );
  return { key: forge.pki.privateKeyInfoToPem(info), certificates };
}
