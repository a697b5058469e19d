import { looksLikePng } from './confirmation/png.ts';

const MOST_MEGABYTES = 20;
export const MOST_EVIDENCE_BYTES = MOST_MEGABYTES * 1024 * 1024;

type MediaType = 'application/pdf' | 'image/png' | 'image/jpeg';

export type EvidenceFileRead =
  | { readonly ok: true; readonly mediaType: MediaType }
  | { readonly ok: false; readonly reason: string };

/** By what stands in the file, never by its name. */
function mediaTypeOf(bytes: Buffer): MediaType | undefined {
  if (looksLikePng(bytes)) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  return bytes.toString('latin1', 0, 5) === '%PDF-' ? 'application/pdf' : undefined;
}

/** Whether a file may be handed in as evidence; the reason names the file and how to mend it. */
export function readEvidenceFile(file: { readonly name: string; readonly bytes: Buffer }): EvidenceFileRead {
  const { name, bytes } = file;
  if (bytes.length === 0) return { ok: false, reason: `“${name}”是空文件，请核对。` };
  if (bytes.length > MOST_EVIDENCE_BYTES) {
    return { ok: false, reason: `“${name}”超过 ${MOST_MEGABYTES} MB，请压缩或者分开提交。` };
  }
  const mediaType = mediaTypeOf(bytes);
  return mediaType === undefined
    ? { ok: false, reason: `“${name}”的内容不是 PDF、PNG 或 JPEG，请转换格式后提交（只改扩展名不行）。` }
    : { ok: true, mediaType };
}
