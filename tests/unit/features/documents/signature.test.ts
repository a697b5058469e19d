import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { checkSignature } from '#platform/pdf/check-signature.ts';
import { makeDevelopmentIdentity } from '#platform/pdf/development-authority.ts';
import { pdfSigner } from '#platform/pdf/sign.ts';
import { signingIdentity, trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import { poppler } from './poppler.ts';
import { developmentSigning, printSample } from './print.ts';

const trusted = trustedAuthorities(developmentSigning);
const signed = printSample('order');

function flipped(at: number): Buffer {
  const changed = Buffer.from(signed);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

describe('signature', () => {
  test('is valid for node:crypto and for pdfsig, and trusted through the development authority', () => {
    expect(checkSignature(signed, trusted)).toMatchObject({
      present: true,
      coversFile: true,
      intact: true,
      trusted: true,
      signedAt: new Date('2026-08-03T02:00:00Z'),
    });
    const said = poppler('pdfsig', signed);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('ETSI.CAdES.detached');
  });

  test('no changed byte of the file goes unseen; those of the signature itself are held by the stored hash', () => {
    const opening = signed.indexOf('/Contents <', 0, 'latin1') + 11;
    const closing = signed.indexOf('>', opening, 'latin1');
    const step = Math.floor(signed.length / 400);
    for (let at = 20; at < signed.length; at += step) {
      if (at >= opening && at < closing) continue;
      const report = checkSignature(flipped(at), trusted);
      expect(report.intact && report.coversFile && report.trusted, `byte ${at}`).toBe(false);
    }
  });

  test('pdfsig sees a changed byte', () => {
    for (const at of [5_000, Math.floor(signed.length / 2)]) {
      expect(poppler('pdfsig', flipped(at))).not.toContain('Signature is Valid.');
    }
  });

  test('what is appended after the signature is not covered', () => {
    const longer = Buffer.concat([signed, Buffer.from('\n% more\n')]);
    expect(checkSignature(longer, trusted).coversFile).toBe(false);
  });

  test('a file without a signature, or with nonsense in its place, is no signed file', () => {
    expect(checkSignature(Buffer.from('%PDF-1.7\n'), trusted).present).toBe(false);
    const torn = Buffer.from(signed);
    torn.write('zz', signed.indexOf('/Contents <', 0, 'latin1') + 11, 'latin1');
    expect(checkSignature(torn, trusted)).toMatchObject({ present: true, intact: false });
  });

  test('another authority is not trusted', () => {
    const other = makeDevelopmentIdentity(new Date());
    expect(checkSignature(signed, [new X509Certificate(other.authority)])).toMatchObject({
      intact: true,
      trusted: false,
    });
  });
});

describe('signing key', () => {
  test('the development key is made once and only its owner can read it', () => {
    const file = path.join(developmentSigning.dataFolder, 'signing-development.pem');
    const before = readFileSync(file);
    signingIdentity(developmentSigning);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('production does not sign without a configured key', () => {
    expect(() => signingIdentity({ ...developmentSigning, production: true })).toThrow('QUALWATCH_SIGNING_P12');
  });

  test('a configured PKCS#12 file signs in production, and a wrong password says so', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-p12-'));
    const made = makeDevelopmentIdentity(new Date('2026-01-01T00:00:00Z'));
    const container = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromPem(made.key),
      [forge.pki.certificateFromPem(made.certificate), forge.pki.certificateFromPem(made.authority)],
      '口令-secret',
      { algorithm: 'aes256' },
    );
    const file = path.join(folder, 'seal.p12');
    writeFileSync(file, Buffer.from(forge.asn1.toDer(container).getBytes(), 'binary'));
    const settings = { ...developmentSigning, production: true, file, password: '口令-secret' };
    const identity = signingIdentity(settings);
    expect(identity.authorities).toHaveLength(1);
    expect(pdfSigner(identity).subject).toContain('Qualwatch');
    expect(trustedAuthorities(settings)).toHaveLength(1);
    expect(() => signingIdentity({ ...settings, password: 'wrong' })).toThrow('QUALWATCH_SIGNING_PASSWORD');
    expect(() => signingIdentity({ ...settings, file: path.join(folder, 'none.p12') })).toThrow('找不到签名密钥文件');
  });
});
