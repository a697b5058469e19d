import { UnreadableFile } from './raw-row.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** Reads a file once to learn its encoding: the byte order mark, else UTF-8 if every byte fits, else GB18030. */
export class EncodingProbe {
  private readonly strict = new TextDecoder('utf-8', { fatal: true });
  private utf8 = true;
  private mark: Encoding | undefined;
  private first = true;

  push(chunk: Uint8Array): void {
    if (this.first) {
      this.mark = byteOrderMark(chunk);
      this.first = false;
    }
    if (!this.utf8 || this.mark !== undefined) return;
    try {
      this.strict.decode(chunk, { stream: true });
    } catch {
      this.utf8 = false;
    }
  }

  end(): Encoding {
    if (this.mark !== undefined) return this.mark;
    if (!this.utf8) return 'gb18030';
    try {
      this.strict.decode();
      return 'utf-8';
    } catch {
      return 'gb18030';
    }
  }
}

function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GB18030',
  big5: 'Big5',
};

/** Text of a byte stream. A byte that the encoding does not have refuses the file: guessing would change names. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const refusal = () =>
    new UnreadableFile(
      `文件不是完整的 ${NAMES[encoding]} 文本，可能已损坏或混用了两种编码。请另存为 UTF-8 编码后重新导入。`,
    );
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    if (error instanceof TypeError) throw refusal();
    throw error;
  }
}
