import { SaxesParser } from 'saxes';
import { UnreadableFile } from './raw-row.ts';

export interface XmlHandler<T> {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
  /** what was completed since the last call */
  taken(): T[];
}

/** So many characters without an event are a text, a comment or a tag that no register has. */
const LONGEST_STRETCH = 4_000_000;
const DEEPEST = 200;

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/**
 * Streams XML through a handler. Document type declarations are refused: no register needs one, and they are how a small
 * file unfolds into gigabytes or reads other files.
 */
export async function* xmlEvents<T>(text: AsyncIterable<string>, handler: XmlHandler<T>): AsyncGenerator<T> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw new UnreadableFile('XML 中含有 DOCTYPE 声明，出于安全不予读取。请对方去掉该声明后重新发送。');
  });
  parser.on('error', (error) => {
    throw new UnreadableFile(
      `XML 不完整或有语法错误，整个文件都没有导入（${error.message}）。请重新取得文件后再导入。`,
    );
  });
  let since = 0;
  let depth = 0;
  parser.on('opentag', (tag) => {
    since = 0;
    if (++depth > DEEPEST) throw new UnreadableFile('XML 嵌套过深，不是登记数据。请核对文件。');
    handler.open(localName(tag.name), tag.attributes);
  });
  const heard = (value: string) => {
    since = 0;
    handler.text(value);
  };
  parser.on('text', heard);
  parser.on('cdata', heard);
  parser.on('closetag', (tag) => {
    since = 0;
    depth--;
    handler.close(localName(tag.name));
  });
  for await (const chunk of text) {
    // The parser keeps a text until its end: what would fill the memory is given up before.
    since += chunk.length;
    parser.write(chunk);
    if (since > LONGEST_STRETCH) {
      throw new UnreadableFile(
        `文件中有一处内容超过 ${LONGEST_STRETCH / 10_000} 万字，不是登记数据，可能已损坏或误贴了其他文件。请核对后重新取得文件。`,
      );
    }
    yield* handler.taken();
  }
  parser.close();
  yield* handler.taken();
}

const DECLARED = /<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/i;

/** Text of an XML stream: the encoding is in its declaration, UTF-8 without one. */
export async function* decodeXml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const damaged = new UnreadableFile('XML 的内容与其声明的编码不符，文件可能已损坏。请重新取得文件后再导入。');
  try {
    for await (const chunk of bytes) {
      if (decoder === undefined) {
        const head = Buffer.from(chunk.subarray(0, 200));
        const utf16 = head[0] === 0xff && head[1] === 0xfe;
        const declared = DECLARED.exec(head.toString('latin1'))?.[1]?.toLowerCase() ?? 'utf-8';
        // gb2312 and gbk are what such systems write over text that is GB18030.
        const label = utf16 ? 'utf-16le' : /^gb/.test(declared) ? 'gb18030' : declared;
        decoder = new TextDecoder(label, { fatal: true });
      }
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw damaged;
    throw error;
  }
}
