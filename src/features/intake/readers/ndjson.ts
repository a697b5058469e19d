import { type BrokenRow, type Cell, EXCERPT, type RawRow, ROW_LIMIT } from './raw-row.ts';

const MANY_NAMES = 10_000;
/** A record of a register is flat; a few levels are what exporters add. */
const DEEPEST = 50;

/** Whether brackets outside of strings stand in one another more deeply than a record's can. */
function nestedTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) {
      if (++depth > DEEPEST) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}

/** Dates as document databases export them: {"$date": …}. */
function wrapped(value: object): unknown {
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  return /^\$(date|numberLong|numberInt|numberDecimal|oid)$/.test(entry[0]) ? entry[1] : undefined;
}

function asCell(value: unknown): Cell {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    return { kind: 'number', text: String(value), digitsLost: Number.isInteger(value) && !Number.isSafeInteger(value) };
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value))
    return value.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(',');
  const inner = wrapped(value);
  return inner === undefined ? JSON.stringify(value) : asCell(inner);
}

function broken(line: number, reason: string, text: string): BrokenRow {
  return { kind: 'broken', line, reason, text: text.slice(0, EXCERPT) };
}

/** One JSON object a line. Names are kept as they stand; the same set of names gives the same array. */
export class NdjsonReader {
  private readonly known = new Map<string, readonly string[]>();
  private rest = '';
  private line = 0;
  private overlong = false;

  *push(chunk: string): Generator<RawRow> {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      const text = this.rest + chunk.slice(from, at);
      this.rest = '';
      from = at + 1;
      yield* this.row(text);
    }
    this.rest += chunk.slice(from);
    if (this.rest.length > ROW_LIMIT) {
      this.overlong = true;
      this.rest = this.rest.slice(0, EXCERPT);
    }
  }

  *end(): Generator<RawRow> {
    if (this.rest !== '' || this.overlong) yield* this.row(this.rest);
  }

  private *row(text: string): Generator<RawRow> {
    this.line++;
    if (this.overlong || text.length > ROW_LIMIT) {
      this.overlong = false;
      yield broken(this.line, `这一行超过 ${ROW_LIMIT / 10_000} 万字，请删去多余内容后重新填写这一行。`, text);
      return;
    }
    if (text.trim() === '') return;
    if (nestedTooDeep(text)) {
      yield broken(
        this.line,
        `这一行的括号套了 ${DEEPEST} 层以上，不是登记数据。每行应是一个 JSON 对象，字段直接写在其中，例如 {"姓名": "某某"}。`,
        text,
      );
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      yield broken(this.line, '这一行不是完整的 JSON 对象，请核对引号、逗号和括号。', text);
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield broken(this.line, '每行应是一个 JSON 对象（{…}），请核对后重新填写这一行。', text);
      return;
    }
    const keys = Object.keys(value);
    const signature = keys.join('\u0000');
    let names = this.known.get(signature);
    if (names === undefined) {
      names = keys;
      if (this.known.size < MANY_NAMES) this.known.set(signature, names);
    }
    yield { kind: 'row', line: this.line, names, cells: Object.values(value).map(asCell) };
  }
}

export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const reader = new NdjsonReader();
  for await (const chunk of text) yield* reader.push(chunk);
  yield* reader.end();
}
