import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dismissQuarantineRow, type ImportEnvironment, replayQuarantine } from '#features/intake/commands.ts';
import { exportQuarantine, findQuarantineRow, listQuarantine, waitingQuarantine } from '#features/intake/queries.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';
import { readEntity, withIntake } from './import.ts';
import { rejectedWords } from './rejected-words.ts';

const help = `用法：qualwatch quarantine list [--entity 种类] [--import 编号] [--after 编号] [--limit 行数]
      qualwatch quarantine show 编号
      qualwatch quarantine export 种类 [文件.csv] [--import 编号]
      qualwatch quarantine replay 文件 --by 姓名
      qualwatch quarantine dismiss 编号 --by 姓名 --reason 理由

导入时被拒绝的行留在隔离区，直到更正后重放，或有人写明理由不再处理。
list 逐行输出 JSON；export 输出 CSV，可在表格软件中更正后用 replay 重放：请保留“隔离编号”一列。
身份证号一律打星；重放时没有改动的打星号码按原号码读取，改正的请填写完整号码。
`;

function readArgs(args: readonly string[]) {
  return readOptions(args, {
    allowPositionals: true,
    options: {
      entity: { type: 'string' },
      import: { type: 'string' },
      after: { type: 'string' },
      limit: { type: 'string' },
      by: { type: 'string' },
      reason: { type: 'string' },
    },
  });
}

type Values = ReturnType<typeof readArgs>['values'];

function readNumber(text: string | undefined, what: string): number {
  const value = Number(text);
  if (text === undefined || !Number.isSafeInteger(value) || value <= 0) throw new UsageError(`${what}应为正整数。`);
  return value;
}

function optionalNumber(text: string | undefined, what: string): number | undefined {
  return text === undefined ? undefined : readNumber(text, what);
}

async function list(environment: ImportEnvironment, values: Values): Promise<number> {
  const rows = await listQuarantine(environment.pool, {
    entity: values.entity === undefined ? undefined : readEntity(values.entity),
    importId: optionalNumber(values.import, '导入编号'),
    after: optionalNumber(values.after, '编号'),
    limit: optionalNumber(values.limit, '行数') ?? 100,
  });
  for (const { content: _, ...row } of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
  for (const waiting of await waitingQuarantine(environment.pool)) {
    process.stderr.write(`待处理：${waiting.entity}，来源 ${waiting.feed}，共 ${waiting.rows} 行\n`);
  }
  return 0;
}

function masked(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, typeof value === 'string' ? value : '（已加密）']),
  );
}

async function show(environment: ImportEnvironment, id: number): Promise<number> {
  const row = await findQuarantineRow(environment.pool, id);
  if (row === undefined) {
    process.stderr.write(`隔离区没有编号为 ${id} 的行。\n`);
    return 1;
  }
  process.stdout.write(`${JSON.stringify({ ...row, content: masked(row.content) }, null, 2)}\n`);
  return 0;
}

async function exportRows(
  environment: ImportEnvironment,
  values: Values,
  entityText: string | undefined,
  file: string | undefined,
): Promise<number> {
  const entity = readEntity(entityText);
  const rows = exportQuarantine(environment.pool, entity, environment.keys, optionalNumber(values.import, '导入编号'));
  if (file === undefined) for await (const line of rows) process.stdout.write(line);
  else await pipeline(Readable.from(rows), createWriteStream(file, { mode: 0o600 }));
  return 0;
}

async function dismiss(environment: ImportEnvironment, values: Values, id: number): Promise<number> {
  const { by, reason } = values;
  if (by === undefined || reason === undefined) throw new UsageError('请用 --by 写明姓名，用 --reason 写明理由。');
  if (await dismissQuarantineRow({ id, by, reason }, environment)) return 0;
  process.stderr.write(`编号 ${id} 的行不在待处理之列。\n`);
  return 1;
}

async function replay(environment: ImportEnvironment, values: Values, file: string | undefined): Promise<number> {
  if (file === undefined) throw new UsageError('请指定更正后的文件。');
  if (values.by === undefined) throw new UsageError('请用 --by 写明更正人姓名。');
  const summary = await replayQuarantine(file, values.by, environment);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  process.stderr.write(rejectedWords(summary, '未通过'));
  return summary.status === 'held' ? 1 : 0;
}

/** `qualwatch quarantine`: what imports refused, until it is corrected or dismissed. */
export const quarantine: Command = {
  help,
  async run(args) {
    const { values, positionals } = readArgs(args);
    const [action, first, second] = positionals;
    switch (action) {
      case 'list':
        return withIntake((environment) => list(environment, values));
      case 'show': {
        const id = readNumber(first, '编号');
        return withIntake((environment) => show(environment, id));
      }
      case 'export':
        return withIntake((environment) => exportRows(environment, values, first, second));
      case 'dismiss': {
        const id = readNumber(first, '编号');
        return withIntake((environment) => dismiss(environment, values, id));
      }
      case 'replay':
        return withIntake((environment) => replay(environment, values, first));
      default:
        throw new UsageError('请写明要做什么：list、show、export、replay 或 dismiss。');
    }
  },
};
