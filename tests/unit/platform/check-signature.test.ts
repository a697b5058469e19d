import { expect, test } from 'vitest';
import { checkSignature } from '#platform/pdf/check-signature.ts';

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
