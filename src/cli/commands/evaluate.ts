import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { evaluateQuestion, lapsedInWords } from '#law/standards/index.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

const HELP = `用法：npm run -s qualwatch -- evaluate [文件 …]

对照资质标准核查：每行一个 JSON（NDJSON），逐行按顺序输出结果。不给文件或文件为 - 时读标准输入。

每行的字段：
  id             可选，原样带回
  asOf           核查日期，YYYY-MM-DD
  code           标准数据的代码（GC-01-1）或全国平台代码（D101A）
  level          own 按本级（默认）；current 按现行考核的等级
  policy         可选：maximumAge 周岁上限或 null（不看年龄）；insurance 为 ignore 或 required
  registrations  注册证书的列表，每项一本：person、role、grade、specialties，
                 可选 validUntil、birthDate、insurance（paid、abnormal、unknown）、elsewhere（同时在其他企业注册）；
                 专业各有有效期的，写成 {"specialty": 专业, "validUntil": 日期}（可加 validFrom），与不注明的可以混写

输出：id、verdict（met 达标 / not-met 不达标 / undetermined 待核实 / not-assessed 不考核）、effectiveCode、
shortage（最少还需几人）、requirements（逐条：要求、人数、名单、其中）、notCounted（未计入的人与原因），
undeterminedBecause（待核实的原因，只在待核实时有；条款含职称、专业齐全等注册数据中没有的要求的，人数够也是待核实）；
有专业已经届满或者尚未生效的，另有 lapsed（人员与说明）。
读不懂的行输出 {"error": 原因, "line": 行号}，其余照常；有这样的行时退出码为 1。
`;

const EXIT_DONE = 0;
const EXIT_REFUSED = 1;
const NEWLINE = 0x0a;
const LONGEST_LINE = 64 * 1024 * 1024;
const WRITE_SIZE = 64 * 1024;

/** `qualwatch evaluate`: one qualification per line against the law (contracts, `evaluate`). Constant memory. */
export const evaluate: Command = {
  help: HELP,
  async run(args) {
    const option = args.find((arg) => arg.startsWith('-') && arg !== '-');
    if (option !== undefined) throw new UsageError(`evaluate 没有“${option}”这个选项。`);
    const files = args.length === 0 ? ['-'] : args;
    const output = new Output();
    let refused = false;
    for (const file of files) {
      const named = files.length > 1 ? { file } : {};
      try {
        for await (const { bytes, line } of linesOf(file)) {
          const answer = answerTo(bytes, line, named);
          if (answer === undefined) continue;
          refused ||= answer.refused;
          await output.write(answer.text);
        }
      } catch (error) {
        if (!isFileError(error)) throw error;
        process.stderr.write(`读不了文件“${file}”：${fileProblem(error.code)}\n`);
        refused = true;
      }
    }
    await output.flush();
    return refused ? EXIT_REFUSED : EXIT_DONE;
  },
};

interface Line {
  /** null: longer than any question can be. */
  readonly bytes: Buffer | null;
  readonly line: number;
}

/** The lines of a file by bytes; a line longer than the limit is reported without being kept in memory. */
async function* linesOf(file: string): AsyncGenerator<Line> {
  const source: AsyncIterable<unknown> = file === '-' ? process.stdin : createReadStream(file);
  let pending: Buffer[] = [];
  let length = 0;
  let line = 0;
  const finished = (): Line => {
    const bytes = length > LONGEST_LINE ? null : Buffer.concat(pending);
    pending = [];
    length = 0;
    line += 1;
    return { bytes, line };
  };
  const keep = (part: Buffer): void => {
    length += part.length;
    if (length > LONGEST_LINE) pending = [];
    else pending.push(part);
  };
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) continue;
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      yield finished();
      from = at + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length > 0) yield finished();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The output line for an input line; undefined for an empty one. */
function answerTo(
  bytes: Buffer | null,
  line: number,
  named: { readonly file?: string },
): { readonly text: string; readonly refused: boolean } | undefined {
  const refuse = (error: string, id?: unknown) => ({
    text: `${JSON.stringify({ ...(id === undefined ? {} : { id }), error, line, ...named })}\n`,
    refused: true,
  });
  if (bytes === null) return refuse('这一行超过 64 MB，请每行只写一项资质');
  let text: string;
  try {
    text = utf8
      .decode(bytes)
      .replace(/^\uFEFF/u, '')
      .trim();
  } catch {
    return refuse('这一行不是 UTF-8 编码，请另存为 UTF-8');
  }
  if (text === '') return undefined;
  let question: unknown;
  try {
    question = JSON.parse(text);
  } catch {
    return refuse('这一行不是 JSON，请检查引号、逗号和括号');
  }
  const id = idOf(question);
  const evaluation = evaluateQuestion(question);
  if (!evaluation.ok) return refuse(evaluation.reason, id);
  const { verdict, effectiveCode, shortage, requirements, notCounted, undeterminedBecause, lapsed } =
    evaluation.explanation;
  const answer = {
    ...(id === undefined ? {} : { id }),
    verdict,
    effectiveCode,
    shortage,
    requirements,
    notCounted,
    ...(undeterminedBecause === null ? {} : { undeterminedBecause }),
    ...(lapsed.length === 0
      ? {}
      : { lapsed: lapsed.map(({ person, ...each }) => ({ person, why: lapsedInWords(each) })) }),
  };
  return { text: `${JSON.stringify(answer)}\n`, refused: false };
}

function idOf(question: unknown): unknown {
  return typeof question === 'object' && question !== null && 'id' in question ? question.id : undefined;
}

/** Standard output in larger pieces, waiting whenever the reader is slower. */
class Output {
  private pending: string[] = [];
  private length = 0;

  async write(text: string): Promise<void> {
    this.pending.push(text);
    this.length += text.length;
    if (this.length >= WRITE_SIZE) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.pending.join('');
    this.pending = [];
    this.length = 0;
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  // A reader of standard output that went away is no problem of the file; main.ts ends quietly then.
  return error instanceof Error && 'code' in error && 'syscall' in error && error.syscall !== 'write';
}

function fileProblem(code: string | undefined): string {
  if (code === 'ENOENT') return '文件不存在';
  if (code === 'EISDIR') return '这是文件夹';
  if (code === 'EACCES') return '没有读取权限';
  return `系统报告 ${code ?? '未知错误'}`;
}
