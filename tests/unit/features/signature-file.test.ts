import { describe, expect, test } from 'vitest';
import { checkSignatureFile } from '../../../src/features/service/confirmation/signature-file.ts';

/** Markers of a JPEG that claims a size; what it would draw is not there. */
function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), frame, Buffer.alloc(16), Buffer.from([0xff, 0xd9])]);
}

describe('GX24-A.1: a page that was handed in', () => {
  test('is a picture of a size that can be drawn', () => {
    expect(checkSignatureFile({ kind: 'seal-page', bytes: jpeg(2480, 3508) }).ok).toBe(true);
    for (const bytes of [jpeg(65_535, 65_535), jpeg(7_000, 7_000), jpeg(0, 100)]) {
      expect(checkSignatureFile({ kind: 'seal-page', bytes })).toEqual({
        ok: false,
        reason: '图片已损坏或者尺寸过大，读不出来，请重新扫描后上传。',
      });
    }
  });

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a web page', '<!DOCTYPE html><script>alert(1)</script>'],
    ['a GIF', 'GIF89a'],
    ['a workbook', 'PK\u0003\u0004'],
    ['a PDF behind something else', 'MZ %PDF-1.4 %%EOF'],
  ])('is told by its bytes: %s is refused whatever it is called', (_, text) => {
    expect(checkSignatureFile({ kind: 'seal-page', bytes: Buffer.from(text, 'latin1') })).toMatchObject({ ok: false });
  });
});
