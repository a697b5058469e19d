import { recordDowntime } from '#features/casework/commands.ts';
import { downtimes } from '#features/casework/queries.ts';
import { systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- downtime --from 2026-11-20 --to 2026-11-21 --reason 机房断电 --by 姓名 [--scope 4501]
      npm run -s qualwatch -- downtime list

登记平台停机（首日、末日都在内），并逐案记入停机所涉的在办案件：期限的最后一日在停机期间的，移到停机结束后的
第一个工作日。中途中断的，重新执行同一命令即可补完；已经记入的案件不会重复。事先登记的停机，也适用于此后立案的案件。

  --scope  停机所涉的行政区划代码前缀，默认全部
  list     列出历次停机和已记入的案件数（逐行 JSON）

退出码 0 完成，1 没有登记（原因在标准错误），2 用法不对。
`;

function readArguments(args: readonly string[]) {
  return readOptions(args, {
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      reason: { type: 'string' },
      by: { type: 'string' },
      scope: { type: 'string' },
    },
  });
}

export const downtime: Command = {
  help,
  async run(args) {
    const { values, positionals } = readArguments(args);
    const [action, ...more] = positionals;
    if (more.length > 0 || (action !== undefined && action !== 'list')) throw new UsageError('只能写 list 或者不写。');
    const { from, to, reason, by, scope } = values;
    if (action === undefined && (from === undefined || to === undefined || reason === undefined || by === undefined)) {
      throw new UsageError('请写明 --from、--to、--reason 和 --by。');
    }
    const database = await openDatabase();
    const pool = openPool(database.url, 2);
    try {
      if (action === 'list') {
        for (const each of await downtimes(pool)) process.stdout.write(`${JSON.stringify(each)}\n`);
        return 0;
      }
      const result = await recordDowntime(pool, {
        scope: scope ?? '',
        from: from ?? '',
        to: to ?? '',
        reason: reason ?? '',
        by: by ?? '',
        at: systemClock.now(),
      });
      if (result.outcome === 'refused') {
        process.stderr.write(`${result.reason}\n`);
        return 1;
      }
      process.stdout.write(`${JSON.stringify({ downtime: result.id, cases: result.cases })}\n`);
      return 0;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
