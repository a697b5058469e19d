import { writeFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { ForeignSecret, refuseForeignSecret } from '#features/installation/commands.ts';
import { type ImportEnvironment, importFile } from '#features/intake/commands.ts';
import { templateFile } from '#features/intake/queries.ts';
import { type Entity, entitySchema, type ImportProgress, UnreadableFile } from '#features/intake/schema.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { dataFolder } from '#platform/project-root.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';
import { readingWords } from './reading-words.ts';
import { rejectedWords } from './rejected-words.ts';

const help = `用法：qualwatch import 种类 文件… [选项]
      qualwatch import template 种类 [文件.csv]

种类：enterprises 企业 · qualifications 资质 · registrations 注册人员 · projects 项目
文件：.xlsx、网页表格（常以 .xls 为名）、CSV（UTF-8、GB18030、UTF-16，逗号、分号或制表符）、NDJSON、省级接口的 XML（原文或 zip；
      多个数据包按顺序列出）；
      - 表示标准输入。按内容识别，不看扩展名。次序：先企业，再资质和注册人员。

  --feed 名称          数据来源，如 national-platform；同一来源才互相比较缺失（默认 file）
  --full               全量：该来源原有而文件中没有的视为注销
  --incremental        增量（默认）：缺失不作任何处理，注销以状态或 UpdateFlag D 为准
  --sheet 名称         工作表名称或序号（默认读表头相同的全部可见工作表；表头不同的须指明；隐藏的工作表只有指明才读）
  --dry-run            照做一遍后全部撤回，只报数字
  --rejected 文件      被拒绝的行写到这里（默认在数据文件夹的 rejected 中）；身份证号打星
  --accept-shrink "姓名：理由"   放行因比例异常而暂停的文件，记入审计

标准输出为一行 JSON：reading 读了哪些工作表、哪些列和行没有读，doubtful 导入了但次要内容有误的行数，read 读入行数，added、changed、unchanged、ended 为登记的条数，quarantined 被拒绝的行数，
rejectedFile 被拒绝的行及原因。进度写到标准错误。退出码：0 完成，1 文件不能读或已暂停（未写入任何登记数据），2 用法不对。
被拒绝的行留在隔离区，见 qualwatch quarantine --help。

例：qualwatch import registrations 注册人员.xlsx --feed national-platform --full
`;

function readArgs(args: readonly string[]) {
  return readOptions(args, {
    allowPositionals: true,
    options: {
      feed: { type: 'string' },
      full: { type: 'boolean' },
      incremental: { type: 'boolean' },
      sheet: { type: 'string' },
      'dry-run': { type: 'boolean' },
      rejected: { type: 'string' },
      'accept-shrink': { type: 'string' },
    },
  });
}

export function readEntity(text: string | undefined): Entity {
  const parsed = entitySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    text === undefined
      ? '请写明数据种类，如 registrations。'
      : `没有“${text}”这种数据，请用 ${entitySchema.options.join('、')}。`,
  );
}

function readRelease(text: string | undefined): { by: string; reason: string } | undefined {
  if (text === undefined) return undefined;
  const [by = '', ...reason] = text.split(/[：:]/);
  if (by.trim() === '' || reason.join('：').trim().length < 2) {
    throw new UsageError('--accept-shrink 请写成“姓名：理由”，如 --accept-shrink "某某：省厅已确认批量注销"。');
  }
  return { by: by.trim(), reason: reason.join('：').trim() };
}

const STEPS: Readonly<Record<ImportProgress['step'], string>> = {
  reading: '读入',
  checking: '核对',
  writing: '写入登记库',
};

/** One line that is rewritten on a terminal; elsewhere a line every few seconds. */
export function progressLine(output: NodeJS.WriteStream): (progress: ImportProgress) => void {
  const started = performance.now();
  let last = 0;
  let step = '';
  return (progress) => {
    const now = performance.now();
    const every = output.isTTY ? 200 : 5_000;
    if (now - last < every && step === progress.step) return;
    if (!output.isTTY && progress.step === 'reading' && now - started < every) return;
    last = now;
    step = progress.step;
    const rate = Math.round(progress.rows / Math.max((now - started) / 1_000, 0.001));
    const refused = progress.refused > 0 ? `，拒绝 ${progress.refused} 行` : '';
    const text = `${STEPS[progress.step]} ${progress.rows} 行（每秒 ${rate} 行）${refused}`;
    output.write(output.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
  };
}

/** Runs with the installation's database, keys and folders; says on standard error why a file was not taken. */
export async function withIntake(work: (environment: ImportEnvironment) => Promise<number>): Promise<number> {
  const keys = identityKeys();
  const database = await openDatabase();
  const pool = openPool(database.url, 4);
  try {
    await refuseForeignSecret(pool, keys, readConfig().QUALWATCH_MODE, systemClock.now());
    return await work({
      pool,
      clock: systemClock,
      keys,
      dataFolder,
      standardInput: process.stdin,
      progress: progressLine(process.stderr),
    });
  } catch (error) {
    if (!(error instanceof UnreadableFile || error instanceof ForeignSecret)) throw error;
    process.stderr.write(`${process.stderr.isTTY ? '\r\u001B[K' : ''}没有导入：${error.message}\n`);
    return 1;
  } finally {
    await pool.end();
    await database.close();
  }
}

async function template(entity: Entity, file: string | undefined): Promise<number> {
  if (file !== undefined && !/\.csv$/i.test(file)) throw new UsageError('模板是 CSV 文件，请用 .csv 作扩展名。');
  const text = templateFile(entity);
  if (file === undefined) process.stdout.write(text);
  else await writeFile(file, text);
  return 0;
}

/** `qualwatch import`: one file into the registry; the summary as one JSON line. */
export const importCommand: Command = {
  help,
  async run(args) {
    const { values, positionals } = readArgs(args);
    const [first, ...rest] = positionals;
    if (first === 'template') return template(readEntity(rest[0]), rest[1]);
    const entity = readEntity(first);
    if (rest.length === 0) throw new UsageError('请指定要导入的文件，或用 - 表示标准输入。');
    if (values.full === true && values.incremental === true)
      throw new UsageError('--full 与 --incremental 只能用一个。');
    const release = readRelease(values['accept-shrink']);
    // Rows live for moments: left to grow, the young generation takes 100 MB more for them without being any faster.
    setFlagsFromString('--semi-space-growth-factor=1');
    return withIntake(async (environment) => {
      const summary = await importFile(
        {
          entity,
          files: rest,
          extent: values.full === true ? 'full' : 'incremental',
          dryRun: values['dry-run'] === true,
          ...(values.feed === undefined ? {} : { feed: values.feed }),
          ...(values.sheet === undefined ? {} : { sheet: values.sheet }),
          ...(values.rejected === undefined ? {} : { rejectedFile: values.rejected }),
          ...(release === undefined ? {} : { release }),
        },
        environment,
      );
      if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
      process.stdout.write(`${JSON.stringify(summary)}\n`);
      if (summary.spared > 0) {
        process.stderr.write(
          `有被拒绝的行认不出所属编号，因此文件中没有的 ${summary.spared} 条暂不注销。请更正这些行后重新导入全量文件。\n`,
        );
      }
      process.stderr.write(rejectedWords(summary, '拒绝'));
      process.stderr.write(readingWords(summary));
      if (summary.status !== 'held') return 0;
      process.stderr.write(
        `已暂停，登记库没有任何改动。${summary.heldReasons.join('')}\n` +
          '核实无误后，用同一命令加 --accept-shrink "姓名：理由" 放行；有误请更正文件后重新导入。\n',
      );
      return 1;
    });
  },
};
