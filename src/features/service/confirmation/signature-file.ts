import { createHash } from 'node:crypto';
import { isTooLarge, looksLikePng, readPng } from './png.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = { pad: MEGABYTE, 'seal-page': 10 * MEGABYTE } as const;

/** What a confirmation is signed with: drawn on the pad, or a page that was printed, signed, sealed and scanned (GX24-A.1). */
export interface SignatureFile {
  readonly kind: 'pad' | 'seal-page';
  readonly bytes: Buffer;
}

export interface CheckedSignature {
  readonly kind: SignatureFile['kind'];
  readonly mediaType: 'image/png' | 'image/jpeg' | 'application/pdf';
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

type MediaType = CheckedSignature['mediaType'];

/** By what stands in the file, never by its name. */
function mediaTypeOf(bytes: Buffer): MediaType | undefined {
  if (looksLikePng(bytes)) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  return bytes.toString('latin1', 0, 5) === '%PDF-' ? 'application/pdf' : undefined;
}

/** A JPEG from its first marker to its last, of a size that can be drawn; cut off, it has no end. */
function jpegIsWhole(bytes: Buffer): boolean {
  const end = bytes.subarray(-64).lastIndexOf(Buffer.from([0xff, 0xd9]));
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return end >= 0 && height > 0 && width > 0 && !isTooLarge(width, height);
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}

function pdfIsWhole(bytes: Buffer): boolean {
  return bytes.subarray(-1024).includes('%%EOF');
}

function faultOf(kind: SignatureFile['kind'], mediaType: MediaType, bytes: Buffer): string | undefined {
  switch (mediaType) {
    case 'image/png': {
      const image = readPng(bytes);
      if (image === undefined) return '图片已损坏或者尺寸过大，读不出来，请重新签名或者重新扫描后上传。';
      return image.blank && kind === 'pad' ? '签名板上没有笔迹，请由法定代表人签名后再提交。' : undefined;
    }
    case 'image/jpeg':
      return jpegIsWhole(bytes) ? undefined : '图片已损坏或者尺寸过大，读不出来，请重新扫描后上传。';
    case 'application/pdf':
      return pdfIsWhole(bytes) ? undefined : 'PDF 文件不完整，请重新扫描后上传。';
  }
}

/** Looks into the file that was handed in; a fault is said in words that tell how to mend it. */
export function checkSignatureFile(
  file: SignatureFile,
): { readonly ok: true; readonly value: CheckedSignature } | { readonly ok: false; readonly reason: string } {
  const { kind, bytes } = file;
  if (bytes.length === 0) return { ok: false, reason: '没有收到签名或者签章页，请补充后再提交。' };
  const most = MOST_BYTES[kind];
  if (bytes.length > most) {
    return { ok: false, reason: `文件超过 ${most / MEGABYTE} MB，请降低扫描分辨率后重新上传。` };
  }
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined || (kind === 'pad' && mediaType !== 'image/png')) {
    const wanted = kind === 'pad' ? 'PNG 图片' : 'PNG、JPEG 图片或者 PDF';
    return { ok: false, reason: `文件不是${wanted}，请重新上传。` };
  }
  const fault = faultOf(kind, mediaType, bytes);
  if (fault !== undefined) return { ok: false, reason: fault };
  return { ok: true, value: { kind, mediaType, bytes, sha256: createHash('sha256').update(bytes).digest() } };
}
