import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import type { FontSettings } from './fonts.ts';

/** The characters of a typeface, from its own tables (OpenType cmap): a name may hold one that a face lacks. */
export interface FontCoverage {
  /** the characters of a text that the face cannot draw, each once */
  missing(text: string): string[];
}

const FAMILY_NAMES = [1, 16];
const CHARACTERS = 0x30000;

function tablesOf(file: string): { name: Buffer; cmap: Buffer } | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const read = (at: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(descriptor, bytes, 0, length, at);
      return bytes;
    };
    const count = read(4, 2).readUInt16BE(0);
    const directory = read(12, count * 16);
    const table = (tag: string) => {
      for (let at = 0; at < directory.length; at += 16) {
        if (directory.toString('latin1', at, at + 4) === tag) {
          return read(directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12));
        }
      }
      return undefined;
    };
    const name = table('name');
    const cmap = table('cmap');
    return name === undefined || cmap === undefined ? undefined : { name, cmap };
  } finally {
    closeSync(descriptor);
  }
}

function familiesOf(name: Buffer): string[] {
  const strings = name.readUInt16BE(4);
  return Array.from({ length: name.readUInt16BE(2) }, (_, entry) => 6 + entry * 12)
    .filter((at) => FAMILY_NAMES.includes(name.readUInt16BE(at + 6)))
    .map((at) => {
      const start = strings + name.readUInt16BE(at + 10);
      const bytes = Buffer.from(name.subarray(start, start + name.readUInt16BE(at + 8)));
      // Platform 1 is single bytes, all others UTF-16BE.
      return name.readUInt16BE(at) === 1 ? bytes.toString('latin1') : bytes.swap16().toString('utf16le');
    });
}

function markSegments(table: Buffer, covered: Uint8Array): void {
  const segments = table.readUInt16BE(6) / 2;
  for (let segment = 0; segment < segments; segment++) {
    const end = table.readUInt16BE(14 + segment * 2);
    const start = table.readUInt16BE(16 + segments * 2 + segment * 2);
    if (start !== 0xffff) covered.fill(1, start, end + 1);
  }
}

function markGroups(table: Buffer, covered: Uint8Array): void {
  const groups = table.readUInt32BE(12);
  for (let group = 0; group < groups; group++) {
    const at = 16 + group * 12;
    covered.fill(1, table.readUInt32BE(at), table.readUInt32BE(at + 4) + 1);
  }
}

function charactersOf(cmap: Buffer): Uint8Array {
  const covered = new Uint8Array(CHARACTERS);
  for (let entry = 0; entry < cmap.readUInt16BE(2); entry++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + entry * 8));
    const format = table.readUInt16BE(0);
    if (format === 12) markGroups(table, covered);
    if (format === 4) markSegments(table, covered);
  }
  return covered;
}

/**
 * What the face of the running text can draw.
 * @throws Error in Chinese where no font file of the family is found
 */
export function bodyCoverage(fonts: FontSettings): FontCoverage {
  const { family } = fonts.faces.body;
  for (const folder of fonts.folders) {
    for (const file of readdirSync(folder).filter((each) => /\.(ttf|otf)$/i.test(each))) {
      const tables = tablesOf(path.join(folder, file));
      if (tables === undefined || !familiesOf(tables.name).includes(family)) continue;
      const covered = charactersOf(tables.cmap);
      return {
        missing: (text) => [
          ...new Set([...text].filter((each) => each > ' ' && covered[each.codePointAt(0) ?? 0] !== 1)),
        ],
      };
    }
  }
  throw new Error(
    `字体文件夹里没有“${family}”的 ttf 或 otf 文件，请核对 QUALWATCH_FONT_FOLDER 和 QUALWATCH_FONT_BODY。`,
  );
}
