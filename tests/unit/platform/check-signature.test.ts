import { X509Certificate } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { isSignedStatement } from '#features/lookup/queries.ts';
import { chainsTo, checkSignature } from '#platform/pdf/check-signature.ts';
import { checkDetached, isOrdinaryKey } from '#platform/pdf/cms.ts';
import { costlySignature } from './costly-signature.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function withGap(gap: string): Buffer {
  const head = '%PDF-1.4\n/ByteRange [0 00000048 GAPSENDS 00000005]';
  const before = head.length;
  const after = String(before + gap.length).padStart(8, '0');
  return Buffer.from(
    `${head.replace('00000048', String(before).padStart(8, '0')).replace('GAPSENDS', after)}${gap}%%EOF`,
    'latin1',
  );
}

test.each([
  ['of 8 MB', `<${'30'.repeat(4_000_000)}>`],
  ['of 8 MB of nested structures', `<${'3080'.repeat(2_000_000)}>`],
  ['that is empty', '<>'],
  ['with an odd digit', '<303>'],
  ['that is no hexadecimal', '<30zz>'],
])('a PDF whose signature is a gap %s gives a report, not an exception (doors 12)', (_what, gap) => {
  expect(checkSignature(withGap(gap), [])).toMatchObject({
    present: true,
    coversFile: true,
    intact: false,
    trusted: false,
  });
});

test.each([
  ['ranges', '/ByteRange [0 1 2 3] '],
  ['ranges that are none', '/ByteRange [0 1 2 x] '],
  ['times of signing', "/ByteRange [0 1 2 3] /M (D:20260101000000+00'00') "],
])('17 MB of %s are looked through once, from the end (doors 12)', (_what, repeated) => {
  const pdf = Buffer.from(repeated.repeat(Math.ceil(17_000_000 / repeated.length)), 'latin1');
  const before = process.cpuUsage();
  expect(checkSignature(pdf, [])).toMatchObject({ intact: false, trusted: false });
  // Time of the processor: a busy machine is late, not slow.
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});

function withSignature(signature: Buffer): Buffer {
  return withGap(`<${signature.toString('hex')}>`);
}

test('a signature that is not whole costs no walk along the certificates it brings', () => {
  const verify = vi.spyOn(X509Certificate.prototype, 'verify');
  expect(checkSignature(withSignature(costlySignature(3)), [])).toMatchObject({ intact: false, trusted: false });
  expect(verify).not.toHaveBeenCalled();
});

test('certificates that come along are few, and none has a key that takes long to check', () => {
  const { certificate, certificates } = checkDetached(costlySignature(3), Buffer.alloc(32));
  expect(certificates.map(({ publicKey }) => isOrdinaryKey(publicKey))).toEqual([true, false, false, false]);
  const verify = vi.spyOn(X509Certificate.prototype, 'verify');
  expect(chainsTo(certificate, certificates, [], undefined)).toBe(false);
  expect(verify).not.toHaveBeenCalled();
  expect(() => checkDetached(costlySignature(40), Buffer.alloc(32))).toThrow('too many certificates');
  expect(() => checkDetached(costlySignature(200), Buffer.alloc(32))).toThrow('the signature is too long');
  expect(() => checkDetached(costlySignature(0, 'enormous'), Buffer.alloc(32))).toThrow(
    'cannot be checked in a moment',
  );
});

test.each([
  ['of a thousand members', `{${Array.from({ length: 1_000 }, (_, at) => `"k${at}":1`).join(',')}}`],
  ['of a thousand levels', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ['of objects within objects', `${'{"payload":'.repeat(3)}"" ${'}'.repeat(3)}`],
  ['that is a workbook', 'PK\u0003\u0004'],
])('a file %s is not handed to the parser of receipts', (_what, text) => {
  const parse = vi.spyOn(JSON, 'parse');
  expect(isSignedStatement(Buffer.from(text))).toBe(false);
  expect(parse).not.toHaveBeenCalled();
});
