import { ROW_LIMIT, UnreadableFile } from '../raw-row.ts';
import { type XmlHandler, xmlEvents } from '../xml-events.ts';

const BLOCK = 4 * 1024 * 1024;
const START = 65_536;
/** Length of a string, written before its bytes. */
const PREFIX = 4;
const NONE = 0xffff_ffff;
/** A string over the row limit: its cell cannot be read. */
const OVERLONG = 0xffff_fffe;

/**
 * The strings of a workbook in blocks of bytes with one offset each. As millions of JavaScript strings they would take
 * several times the memory (a register has names and numbers that occur once).
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private used = BLOCK;
  private offsets = new Uint32Array(START);
  private count = 0;
  private lastIndex = -1;
  private lastText: string | undefined = undefined;

  add(text: string): void {
    if (this.count === this.offsets.length) {
      const offsets = new Uint32Array(Math.ceil(this.count * 1.5));
      offsets.set(this.offsets);
      this.offsets = offsets;
    }
    this.offsets[this.count++] = text.length > ROW_LIMIT ? OVERLONG : this.store(text);
  }

  /** The string of an index; undefined if there is none or it is over the row limit. */
  get(index: number): string | undefined {
    if (index !== this.lastIndex) {
      this.lastIndex = index;
      this.lastText = this.load(index < this.count ? (this.offsets[index] ?? NONE) : NONE);
    }
    return this.lastText;
  }

  private store(text: string): number {
    // Three bytes are the most that UTF-8 needs for a UTF-16 unit; the row limit keeps a string within a block.
    if (BLOCK - this.used < PREFIX + text.length * 3) {
      this.blocks.push(Buffer.allocUnsafeSlow(BLOCK));
      this.used = 0;
      if (this.blocks.length * BLOCK > OVERLONG)
        throw new UnreadableFile('工作簿的文字过多（超过 4 GB），请分成几个文件导入。');
    }
    const block = this.blocks[this.blocks.length - 1];
    if (block === undefined) return NONE;
    const offset = (this.blocks.length - 1) * BLOCK + this.used;
    const written = block.write(text, this.used + PREFIX, 'utf8');
    block.writeUInt32LE(written, this.used);
    this.used += PREFIX + written;
    return offset;
  }

  private load(offset: number): string | undefined {
    const block = this.blocks[Math.floor(offset / BLOCK)];
    if (block === undefined || offset >= OVERLONG) return undefined;
    const at = offset % BLOCK;
    return block.toString('utf8', at + PREFIX, at + PREFIX + block.readUInt32LE(at));
  }
}

class StringsHandler implements XmlHandler<never> {
  private value = '';
  private inText = false;
  private phonetic = 0;
  private readonly strings: SharedStrings;

  constructor(strings: SharedStrings) {
    this.strings = strings;
  }

  open(name: string): void {
    if (name === 'si') this.value = '';
    else if (name === 'rPh') this.phonetic++;
    else if (name === 't') this.inText = this.phonetic === 0;
  }

  text(text: string): void {
    if (this.inText && this.value.length <= ROW_LIMIT) this.value += text;
  }

  close(name: string): void {
    if (name === 'si') this.strings.add(unescapeXml(this.value));
    else if (name === 'rPh') this.phonetic--;
    else if (name === 't') this.inText = false;
  }

  taken(): never[] {
    return [];
  }
}

/** Spreadsheets write characters that XML does not allow as _x000D_ and the like. */
export function unescapeXml(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export async function readSharedStrings(text: AsyncIterable<string>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  for await (const _ of xmlEvents(text, new StringsHandler(strings))) {
    // nothing is yielded: the handler fills the strings
  }
  return strings;
}
