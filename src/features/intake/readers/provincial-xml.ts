import { type BrokenRow, type DataRow, EXCERPT, type RawRow, ROW_LIMIT, UnreadableFile } from './raw-row.ts';
import { decodeXml, type XmlHandler, xmlEvents } from './xml-events.ts';

/** What stands in ReturnInfo of one packet (tables.json, jiangsu-enterprise-person-2017). */
export interface ReturnInfo {
  status: string;
  lastPacket: string;
  description: string;
}

const INFO_FIELDS = new Map<string, keyof ReturnInfo>([
  ['status', 'status'],
  ['lastpacket', 'lastPacket'],
  ['description', 'description'],
]);

/** ResultSet / ReturnInfo / record nodes, and arrays of record nodes one level deeper. */
class PacketHandler implements XmlHandler<RawRow> {
  readonly info: ReturnInfo = { status: '', lastPacket: '', description: '' };
  hasInfo = false;
  records: number;
  private done: RawRow[] = [];
  private path: string[] = [];
  private value = '';
  private names: string[] = [];
  private cells: string[] = [];
  private size = 0;
  private lastNames = new Map<string, readonly string[]>();
  /** whether the element opened last had children: leaves are fields */
  private leaf = false;

  constructor(records: number) {
    this.records = records;
  }

  open(name: string): void {
    this.path.push(name);
    this.value = '';
    this.leaf = true;
    if (this.path.length > 8) throw new UnreadableFile('XML 嵌套过深，不是省级接口的数据。请核对文件。');
  }

  text(text: string): void {
    if (!this.leaf) return;
    this.size += text.length;
    this.value = this.size > ROW_LIMIT ? this.value.slice(0, EXCERPT) : this.value + text;
  }

  close(name: string): void {
    const parent = this.path.at(-2) ?? '';
    if (parent === 'ReturnInfo' && this.leaf) {
      const field = INFO_FIELDS.get(name.toLowerCase());
      if (field !== undefined) this.info[field] = this.value.trim();
    } else if (name === 'ReturnInfo') {
      this.hasInfo = true;
      this.size = 0;
    } else if (this.leaf && this.path.length >= 3) {
      this.size += name.length;
      this.names.push(name);
      this.cells.push(this.value);
    } else if (this.names.length > 0 && this.path.length >= 2) this.endRecord(name);
    this.path.pop();
    this.leaf = false;
    this.value = '';
  }

  taken(): RawRow[] {
    const { done } = this;
    this.done = [];
    return done;
  }

  private endRecord(node: string): void {
    this.records++;
    const { names, cells, size } = this;
    this.names = [];
    this.cells = [];
    this.size = 0;
    if (size > ROW_LIMIT) {
      const row: BrokenRow = {
        kind: 'broken',
        line: this.records,
        reason: `这条记录超过 ${ROW_LIMIT / 10_000} 万字，请核对后重新填写。`,
        text: cells.join(' | ').slice(0, EXCERPT),
      };
      this.done.push(row);
      return;
    }
    const signature = `${node}\u0000${names.join('\u0000')}`;
    const known = this.lastNames.get(signature) ?? names;
    this.lastNames.set(signature, known);
    const row: DataRow = { kind: 'row', line: this.records, names: known, cells, node };
    this.done.push(row);
  }
}

/** One packet: its bytes are opened when its turn comes. */
export interface Packet {
  readonly name: string;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

const FAILED = /失败|错误|异常|无权|不存在|fail|error|denied/i;

function refusePacket(packet: Packet, reason: string): UnreadableFile {
  return new UnreadableFile(`${packet.name}：${reason}`);
}

/**
 * Records of the packets of one answer, in order. A packet that reports a failure, or a last one that says that more is to
 * come, refuses the whole: half an answer must not be taken for all of it.
 */
export async function* readProvincialXml(packets: readonly Packet[]): AsyncGenerator<RawRow> {
  let records = 0;
  for (const [at, packet] of packets.entries()) {
    const handler = new PacketHandler(records);
    yield* xmlEvents(decodeXml(await packet.open()), handler);
    records = handler.records;
    const { info } = handler;
    if (!handler.hasInfo) {
      throw refusePacket(packet, '缺少 ReturnInfo 节点，不是省级接口返回的完整报文，没有导入。请核对文件。');
    }
    if (FAILED.test(info.description) || /^(-|false|fail|error)/i.test(info.status)) {
      throw refusePacket(
        packet,
        `省级接口返回失败（Status ${info.status}，${info.description || '没有说明'}），没有导入。请重新调取后再导入。`,
      );
    }
    const more = /^(false|0|n|no|否)$/i.test(info.lastPacket);
    const last = at === packets.length - 1;
    if (last && more) {
      throw refusePacket(packet, '这不是最后一个数据包（LastPacket 为 false）。请把全部数据包一起导入。');
    }
    if (!last && /^(true|1|y|yes|是)$/i.test(info.lastPacket)) {
      throw refusePacket(packet, '这已是最后一个数据包，其后却还有文件。请核对各数据包的顺序和归属。');
    }
  }
}
