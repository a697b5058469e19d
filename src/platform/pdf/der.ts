/** The little of DER (X.690) that a CMS signature needs: writing and reading nested values. */
export const TAGS = {
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.of(0x80 | digits.length, ...digits);
}

/** One value: its tag and the values it is made of. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthBytes(content.length), content]);
}

/** An object identifier from its dotted text. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(0x80 | (left % 128));
    bytes.push(...digits);
  }
  return der(TAGS.oid, Buffer.from(bytes));
}

export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** the value with its tag and length */
  readonly whole: Buffer;
}

/** The value at an offset. @throws RangeError where the bytes are not DER */
export function readDer(bytes: Buffer, at = 0): DerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new RangeError('truncated DER');
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const digits = first & 0x7f;
    if (digits === 0 || digits > 4) throw new RangeError('unsupported DER length');
    length = 0;
    for (let digit = 0; digit < digits; digit++) length = length * 256 + (bytes[start + digit] ?? 0);
    start += digits;
  }
  if (start + length > bytes.length) throw new RangeError('truncated DER');
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

/** The values that a sequence or set is made of. */
export function childrenOf(value: DerValue): DerValue[] {
  const children: DerValue[] = [];
  for (let at = 0; at < value.content.length; ) {
    const child = readDer(value.content, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** The child at a position. @throws RangeError where there is none */
export function childAt(value: DerValue, at: number): DerValue {
  const child = childrenOf(value)[at];
  if (child === undefined) throw new RangeError('DER value missing');
  return child;
}
