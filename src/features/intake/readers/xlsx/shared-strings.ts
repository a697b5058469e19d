import { ROW_LIMIT } from '../raw-row.ts';
import { type XmlHandler, xmlEvents } from '../xml-events.ts';

const BLOCK = 4 * 1024 * 1024;
const START = 65_536;

/**
 * The strings of a workbook in a few large buffers with their offsets. As millions of JavaScript strings they would take
 * several times the memory (a register has names and numbers that occur once).
 */
export class SharedStrings {
  private blocks: Buffer[] = [];
  private used = 0;
  private offsets = new Float64Array(START);
  private lengths = new Int32Array(START);
  private count = 0;
  private lastIndex = -1;
  private lastText: string | undefined = '';

  add(text: string): void {
    if (this.count === this.offsets.length) {
      const offsets = new Float64Array(this.count * 2);
      offsets.set(this.offsets);
      this.offsets = offsets;
      const lengths = new Int32Array(this.count * 2);
      lengths.set(this.lengths);
      this.lengths = lengths;
    }
    if (text.length > ROW_LIMIT) {
      this.lengths[this.count++] = -1;
      return;
    }
    const room = text.length * 3;
    let block = this.blocks.at(-1);
    if (block === undefined || block.length - this.used < room) {
      block = Buffer.allocUnsafeSlow(Math.max(BLOCK, room));
      this.blocks.push(block);
      this.used = 0;
    }
    const written = block.write(text, this.used, 'utf8');
    // The block's number and the place in it in one number: both stay far below 2^53.
    this.offsets[this.count] = (this.blocks.length - 1) * 2 ** 32 + this.used;
    this.lengths[this.count++] = written;
    this.used += written;
  }

  /** The string of an index; undefined if there is none or it is over the row limit. */
  get(index: number): string | undefined {
    if (index === this.lastIndex) return this.lastText;
    const length = index < this.count ? (this.lengths[index] ?? -1) : -1;
    const offset = this.offsets[index] ?? 0;
    const at = offset % 2 ** 32;
    this.lastIndex = index;
    this.lastText =
      length < 0 ? undefined : this.blocks[Math.floor(offset / 2 ** 32)]?.toString('utf8', at, at + length);
    return this.lastText;
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
