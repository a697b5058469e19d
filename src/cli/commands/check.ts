import { takeSourcesAsComplete } from '#features/intake/commands.ts';
import { sourcesInHand } from '#features/intake/queries.ts';
import { bringWhatTimeBrings, runMonth, trialRun } from '#features/verification/commands.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { inTransaction, openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- check --month 2026-11 [--province 45] [--dry-run]

核查一个月：冻结数据时点，逐项评定，结算差异，对新不达标的资质预警并标注，对恢复达标的取消标注。
每个月、每个范围只运行一次；中断后再次运行即接着完成。
运行核查即表示本月的注册人员数据已经到齐：增量导入、没有声明范围的来源（feed --help）视为到此刻为止完整，记入审计；
还没有注册人员来源的类别和地域，结论是“待核查”，不预警。来源声明过的，按声明。

  --month     核查月份（必填），如 2026-11
  --province  只核查注册地行政区划代码以此开头的企业，如 45、4501；默认全部
  --dry-run   只评定，不写入任何结果

进度写到标准错误，结果（JSON）写到标准输出。退出码 0 完成，1 被合理性检查拦下，2 用法不对。
`;

const ACTOR = '命令行';

export const check: Command = {
  help,
  async run(args) {
    const { month, scope, dryRun } = readArguments(args);
    const config = readConfig();
    const database = await openDatabase();
    const pool = openPool(database.url);
    try {
      const now = systemClock.now();
      const asOf = legalDayOf(now);
      if (dryRun) {
        const assumed = await inTransaction(pool, (transaction) =>
          sourcesInHand(transaction, { scope, at: now, by: ACTOR }),
        );
        const trial = await trialRun(database.url, pool, { scope, asOf, now, assumed });
        const { counts, verdictHash } = trial.evaluation;
        const result = {
          dryRun: true,
          month,
          asOf,
          ...counts,
          changed: trial.changed,
          flips: trial.flips,
          verdictHash,
        };
        process.stdout.write(`${JSON.stringify(result)}\n`);
        return 0;
      }
      await bringWhatTimeBrings(database.url, pool, { province: config.QUALWATCH_PROVINCE, now, waits: true });
      const sources = await takeSourcesAsComplete(pool, { scope, at: now, by: ACTOR });
      if (sources.length > 0) {
        process.stderr.write(`本次核查视以下来源的注册人员数据到此刻为止完整：${sources.join('、')}\n`);
      }
      const { run, settlement } = await runMonth(
        database.url,
        pool,
        { month, scope, asOf, now: systemClock.now() },
        {
          province: config.QUALWATCH_PROVINCE,
          progress: ({ done, partitions }) => process.stderr.write(`已评定 ${done}/${partitions} 个分区\n`),
        },
      );
      switch (settlement.outcome) {
        case 'settled':
          process.stdout.write(`${JSON.stringify({ month, outcome: 'settled', ...settlement.report })}\n`);
          return 0;
        case 'held':
          process.stdout.write(
            `${JSON.stringify({ month, outcome: 'held', run: run.id, reason: settlement.reason })}\n`,
          );
          process.stderr.write(
            `核查已暂停，未发出任何预警：${settlement.reason}\n放行：npm run -s qualwatch -- run release ${run.id} --by 姓名 --reason 理由\n`,
          );
          return 1;
        case 'already':
          process.stdout.write(
            `${JSON.stringify({ month, outcome: 'already', run: run.id, status: settlement.status })}\n`,
          );
          process.stderr.write(
            `${month} 的核查此前已经运行（编号 ${run.id}，状态 ${settlement.status}），本次没有改变任何结果。\n`,
          );
          return settlement.status === 'held' ? 1 : 0;
        case 'unfinished':
          throw new Error('a run that was worked to its end is unfinished');
      }
    } finally {
      await pool.end();
      await database.close();
    }
  },
};

function readArguments(args: readonly string[]): { month: string; scope: string; dryRun: boolean } {
  const { values } = readOptions(args, {
    options: { month: { type: 'string' }, province: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  });
  const month = values.month;
  if (month === undefined || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new UsageError('请用 --month 写明核查月份，格式如 2026-11。');
  }
  const scope = values.province ?? '';
  if (!/^\d{0,6}$/.test(scope)) throw new UsageError('--province 应为行政区划代码的前几位数字，如 45 或 4501。');
  return { month, scope, dryRun: values['dry-run'] ?? false };
}
