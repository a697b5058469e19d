import yauzl from 'yauzl';
import { UnreadableFile } from './raw-row.ts';

const LARGEST_UNPACKED = 8_000_000_000;
const MOST_ENTRIES = 10_000;

/** An opened zip: its entries by name, each readable as a stream as often as wanted. */
export class Archive {
  readonly names: readonly string[];
  private readonly zip: yauzl.ZipFile;
  private readonly entries: ReadonlyMap<string, yauzl.Entry>;

  private constructor(zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>) {
    this.zip = zip;
    this.entries = entries;
    this.names = [...entries.keys()];
  }

  /** `largest`: so many bytes may all of it together unpack to. */
  static async open(file: string, largest = LARGEST_UNPACKED): Promise<Archive> {
    const damaged = new UnreadableFile('这个文件像是压缩包，但无法打开，可能没有传完整。请重新取得文件后再导入。');
    const zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true }).catch(() => {
      throw damaged;
    });
    const entries = new Map<string, yauzl.Entry>();
    let unpacked = 0;
    try {
      for await (const entry of zip.eachEntry()) {
        unpacked += entry.uncompressedSize;
        if (entries.size >= MOST_ENTRIES || unpacked > largest) {
          throw new UnreadableFile('压缩包过大或文件过多，不像是登记数据。请核对文件。');
        }
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      }
    } catch (error) {
      zip.close();
      throw error instanceof UnreadableFile ? error : damaged;
    }
    return new Archive(zip, entries);
  }

  /** The name of an entry as the archive has it; some writers change capitals, or write \\ for /. */
  named(name: string): string | undefined {
    if (this.entries.has(name)) return name;
    const plain = name.toLowerCase();
    return this.names.find((each) => each.replaceAll('\\', '/').toLowerCase() === plain);
  }

  async read(name: string): Promise<AsyncIterable<Uint8Array>> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new UnreadableFile(`压缩包中缺少 ${name}，文件可能已损坏。请重新取得文件后再导入。`);
    if (entry.isEncrypted()) throw new UnreadableFile('压缩包设有密码。请去掉密码后重新导入。');
    return this.zip.openReadStreamPromise(entry);
  }

  close(): void {
    this.zip.close();
  }
}
