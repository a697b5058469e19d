/** The kinds of file that may be handed in, told by their first bytes and never by their name. */
export type HandedInType = 'application/pdf' | 'image/png' | 'image/jpeg';

const SIGNATURES: readonly (readonly [HandedInType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What a file is; undefined where it is none of them. */
export function handedInType(bytes: Uint8Array): HandedInType | undefined {
  return SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))?.[0];
}
