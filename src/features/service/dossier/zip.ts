import { crc32, deflateRawSync } from 'node:zlib';

/** The signed whole in a dossier's ZIP, and the list of hashes. */
export const WHOLE = '卷宗.pdf';
export const SUMS = 'SHA256SUMS.txt';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

const VERSION = 20;
/** The name is UTF-8 (APPNOTE 4.4.4, bit 11). */
const UTF8 = 0x0800;
const DEFLATED = 8;

/** 4.4.6: two seconds' resolution, in the given day's local time. */
function dosTime(at: Date): { time: number; date: number } {
  const shanghai = new Date(at.getTime() + 8 * 3_600_000);
  return {
    time: (shanghai.getUTCHours() << 11) | (shanghai.getUTCMinutes() << 5) | (shanghai.getUTCSeconds() >> 1),
    date: ((shanghai.getUTCFullYear() - 1980) << 9) | ((shanghai.getUTCMonth() + 1) << 5) | shanghai.getUTCDate(),
  };
}

/** A zip of what is at hand: the same entries at the same instant give the same bytes. */
export function zip(entries: readonly ZipEntry[], at: Date): Buffer {
  const { time, date } = dosTime(at);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const fileName = Buffer.from(name, 'utf8');
    const body = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt16LE(time, 6);
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(fileName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, fileName, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.alloc(2);
    made.writeUInt16LE(VERSION, 0);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, common, tail, fileName]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}
