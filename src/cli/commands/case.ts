import { readFile } from 'node:fs/promises';
import { type CaseFile, caseFile, caseIdsOf } from '#features/casework/queries.ts';
import {
  demonstrationOffices,
  recordDemonstrationRemedies,
  recordOffices,
  setBounceDays,
} from '#features/service/commands.ts';
import { type AttemptShown, attemptsOfCase, officeList } from '#features/service/queries.ts';
import { systemClock } from '#platform/clock.ts';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- case show 案件编号 [--json]
      npm run -s qualwatch -- case list 统一社会信用代码
      npm run -s qualwatch -- case offices record 文件.json --by 姓名
      npm run -s qualwatch -- case offices demo 45 --by 姓名
      npm run -s qualwatch -- case bounce-days 7 --by 姓名

show     按时间列出一件案件的全部事件、送达，并校验事件链；链不完整时退出码为 1
list     列出一家企业的案件（逐行 JSON）
offices  登记发文机关（名称、发文代字、联系方式）；行政复议机关和受理法院由各机关自己登记、两人确认；demo 为一个省生成演示用的机关及其救济机关
bounce-days  电子邮件被收下后多少天内退回的，交主管部门核实送达是否有效（默认 7，1 至 60）

退出码 0 完成且链完整，1 没有该案件或者链不完整，2 用法不对。
`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function story(file: CaseFile, attempts: readonly AttemptShown[]): string {
  return [
    `案件 ${file.caseId}`,
    `${file.enterprise}（${file.uscc}） ${file.qualification}`,
    `制度 ${file.regime}，阶段 ${file.stage}，立案 ${file.openedOn}${file.closedOn === null ? '' : `，结案 ${file.closedOn}`}${file.deadline === null ? '' : `，期限至 ${file.deadline}`}`,
    '',
    ...file.events.map(
      (event) =>
        `${String(event.sequence).padStart(3)}  ${event.onDay}  ${event.act}  ${event.actor}  ${event.clause}  ${event.hash.slice(0, 12)}`,
    ),
    ...(attempts.length === 0 ? [] : ['', '送达：']),
    ...attempts.map(
      (each) =>
        `     ${each.documentKind}  ${each.channel} 第${each.number}次  ${each.status}  ${each.legalDay ?? '—'}  ${each.address}（${each.addressSource}）`,
    ),
    '',
    file.fault === null ? `事件链完整（${file.events.length} 条）。` : `事件链不完整：${file.fault}。`,
    '',
  ].join('\n');
}

async function show(pool: Pool, caseId: string, json: boolean): Promise<number> {
  const file = await caseFile(pool, caseId);
  if (file === undefined) {
    process.stderr.write(`没有编号为 ${caseId} 的案件。\n`);
    return 1;
  }
  const attempts = await attemptsOfCase(pool, caseId);
  process.stdout.write(json ? `${JSON.stringify({ ...file, attempts })}\n` : story(file, attempts));
  return file.fault === null ? 0 : 1;
}

async function readOffices(action: string, given: string): Promise<unknown> {
  if (action === 'demo') return demonstrationOffices(given);
  const text = await readFile(given, 'utf8').catch(() => {
    throw new UsageError(`读不到文件 ${given}，请核对路径。`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${given} 不是有效的 JSON。`);
  }
}

type Arguments =
  | { readonly action: 'show'; readonly caseId: string; readonly json: boolean }
  | { readonly action: 'list'; readonly uscc: string }
  | { readonly action: 'offices'; readonly offices: unknown; readonly demo: boolean; readonly by: string }
  | { readonly action: 'bounce-days'; readonly days: number; readonly by: string };

async function readArguments(args: readonly string[]): Promise<Arguments> {
  const { values, positionals } = readOptions(args, {
    allowPositionals: true,
    options: { json: { type: 'boolean' }, by: { type: 'string' } },
  });
  const [action, first, second] = positionals;
  if (action === 'show') {
    if (first === undefined || !UUID.test(first))
      throw new UsageError('请写明案件编号；可用 case list 统一社会信用代码 查找。');
    return { action, caseId: first, json: values.json ?? false };
  }
  if (action === 'list') {
    if (first === undefined) throw new UsageError('请写明统一社会信用代码。');
    return { action, uscc: first };
  }
  const by = values.by?.trim() ?? '';
  if (action === 'bounce-days') {
    if (first === undefined || !/^\d+$/.test(first))
      throw new UsageError('请写明天数，如 case bounce-days 7 --by 姓名。');
    if (by === '') throw new UsageError('请用 --by 写明登记人姓名。');
    return { action, days: Number(first), by };
  }
  if (action !== 'offices') throw new UsageError('请写明 show、list、offices 或 bounce-days。');
  if ((first !== 'record' && first !== 'demo') || second === undefined)
    throw new UsageError('请写明 offices record 文件 或 offices demo 省级代码。');
  if (by === '') throw new UsageError('请用 --by 写明登记人姓名。');
  return { action, offices: await readOffices(first, second), demo: first === 'demo', by };
}

export const caseCommand: Command = {
  help,
  async run(args) {
    const given = await readArguments(args);
    const database = await openDatabase();
    const pool = openPool(database.url, 2);
    try {
      switch (given.action) {
        case 'show':
          return await show(pool, given.caseId, given.json);
        case 'list':
          for (const each of await caseIdsOf(pool, given.uscc)) process.stdout.write(`${JSON.stringify(each)}\n`);
          return 0;
        case 'bounce-days': {
          const set = await setBounceDays(pool, { days: given.days, by: given.by, at: systemClock.now() });
          if (set.outcome === 'done') return 0;
          process.stderr.write(`${set.outcome === 'refused' ? set.refusal.reason : '没有登记。'}\n`);
          return 1;
        }
        case 'offices': {
          const recorded = await recordOffices(pool, given.offices, { name: given.by, at: systemClock.now() });
          if (typeof recorded === 'number') {
            if (given.demo) await recordDemonstrationRemedies(pool, await officeList(pool), systemClock.now());
            process.stdout.write(`${JSON.stringify({ recorded })}\n`);
            return 0;
          }
          process.stderr.write(`${recorded.problem}\n`);
          return 1;
        }
      }
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
