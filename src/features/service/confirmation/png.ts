import { crc32, inflateSync } from 'node:zlib';

const MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_SIDE = 8_000;
const MOST_PIXELS = 40_000_000;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Larger than any pad or scan: a few bytes may claim to be a picture that takes gigabytes to draw. */
export function isTooLarge(width: number, height: number): boolean {
  return width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS;
}

/** A PNG that was read to its end: what a broken or cut-off file would draw is never guessed. */
export interface PngImage {
  readonly width: number;
  readonly height: number;
  /** every pixel is the same: a pad that nobody drew on */
  readonly blank: boolean;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

function headerOf(data: Buffer): Header | undefined {
  if (data.length !== 13) return undefined;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  if (width === 0 || height === 0 || isTooLarge(width, height)) return undefined;
  return { width, height, bitDepth: data[8] ?? 0, colour: data[9] ?? 0, interlaced: data[12] !== 0 };
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return Math.floor((left + above) / 2);
    case 4:
      return paeth(left, above, corner);
    // 0 and what the format does not know: the bytes as they are.
    default:
      return 0;
  }
}

/** Undoes the filter of each line (PNG 9.2) and looks for a pixel that differs from the first. */
function isBlank(raw: Buffer, header: Header, bytesPerPixel: number, lineBytes: number): boolean {
  let above = Buffer.alloc(lineBytes);
  let first: Buffer | undefined;
  for (let line = 0; line < header.height; line++) {
    const start = line * (lineBytes + 1);
    const filter = raw[start] ?? 0;
    const current = Buffer.from(raw.subarray(start + 1, start + 1 + lineBytes));
    for (let at = 0; at < lineBytes; at++) {
      const left = at < bytesPerPixel ? 0 : (current[at - bytesPerPixel] ?? 0);
      const corner = at < bytesPerPixel ? 0 : (above[at - bytesPerPixel] ?? 0);
      current[at] = ((current[at] ?? 0) + predicted(filter, left, above[at] ?? 0, corner)) & 0xff;
    }
    first ??= Buffer.from(current.subarray(0, bytesPerPixel));
    for (let at = 0; at < lineBytes; at += bytesPerPixel) {
      if (first.compare(current, at, at + bytesPerPixel) !== 0) return false;
    }
    above = current;
  }
  return true;
}

interface Chunks {
  readonly header: Header;
  readonly data: Buffer;
}

function chunksOf(bytes: Buffer): Chunks | undefined {
  let header: Header | undefined;
  const data: Buffer[] = [];
  for (let at = MAGIC.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return undefined;
    const body = bytes.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== bytes.readUInt32BE(at + 8 + length)) return undefined;
    const type = body.toString('latin1', 0, 4);
    const content = body.subarray(4);
    if (type === 'IHDR') header = headerOf(content);
    if (type === 'IDAT') data.push(content);
    if (type === 'IEND') return header === undefined ? undefined : { header, data: Buffer.concat(data) };
    at += 12 + length;
  }
  return undefined;
}

export function looksLikePng(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** Reads a PNG whole (checksums, size, pixels); undefined for what is broken, cut off, or larger than any pad or scan. */
export function readPng(bytes: Buffer): PngImage | undefined {
  const chunks = looksLikePng(bytes) ? chunksOf(bytes) : undefined;
  if (chunks === undefined) return undefined;
  const { header, data } = chunks;
  const channels = CHANNELS[header.colour];
  if (channels === undefined) return undefined;
  const lineBytes = Math.ceil((header.width * channels * header.bitDepth) / 8);
  const expected = (lineBytes + 1) * header.height;
  try {
    const raw = inflateSync(data, { maxOutputLength: Math.max(expected * 2, 1024) });
    if (!header.interlaced && raw.length < expected) return undefined;
    const simple = !header.interlaced && header.bitDepth === 8;
    const { width, height } = header;
    return { width, height, blank: simple && isBlank(raw, header, channels, lineBytes) };
  } catch {
    return undefined;
  }
}
