import { dueList, workList } from '#features/casework/queries.ts';
import { openAbsences } from '#features/service/queries.ts';
import { quarterlyDues } from '#features/supervision/queries.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- due [--scope 4501] [--today 2026-11-09] [--limit 200] [--absences] [--office city]

列出主管部门到期应办的事项（逐行 JSON，逾期在前），包括季度汇总报送。

  --scope     行政区划代码前缀，默认全部
  --today     按哪一天计算是否逾期，默认今天
  --office    只列这一级机关应办的：district、city、province、approval-bureau；未开通的市由省级办理（forCity 写明）
  --absences  改为列出每日巡查发现缺失的事项（应有而没有的文书、送达、结果……）

退出码 0 完成，2 用法不对。
`;

const OFFICES = ['district', 'city', 'province', 'approval-bureau'] as const;

function readArguments(args: readonly string[]) {
  const { values } = readOptions(args, {
    options: {
      scope: { type: 'string' },
      today: { type: 'string' },
      limit: { type: 'string' },
      absences: { type: 'boolean' },
      office: { type: 'string' },
    },
  });
  const scope = values.scope ?? '';
  if (!/^(\d{2}){0,3}$/.test(scope)) throw new UsageError('--scope 应为 2、4 或 6 位行政区划代码。');
  const today = values.today ?? legalDayOf(systemClock.now());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new UsageError('--today 应写作 2026-11-09。');
  const limit = Number(values.limit ?? 200);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) throw new UsageError('--limit 应为 1 至 10000 的整数。');
  const office = OFFICES.find((each) => each === values.office);
  if (values.office !== undefined && office === undefined)
    throw new UsageError(`--office 应为 ${OFFICES.join('、')}。`);
  return { scope, today, limit, office, absences: values.absences ?? false };
}

export const due: Command = {
  help,
  async run(args) {
    const { scope, today, limit, office, absences } = readArguments(args);
    const database = await openDatabase();
    const pool = openPool(database.url, 2);
    try {
      if (absences) {
        for (const each of await openAbsences(pool, { scope, limit }))
          process.stdout.write(`${JSON.stringify(each)}\n`);
        return 0;
      }
      const cases =
        office === undefined
          ? await dueList(pool, { scope, today, limit })
          : (await workList(pool, { handlers: [office], division: scope }, { today, limit })).items;
      // The quarterly report is the city's.
      const reports = office === undefined || office === 'city' ? await quarterlyDues(pool, { scope, today }) : [];
      const all = [...cases, ...reports].sort((a, b) => {
        const [left, right] = [a.byDay ?? '9999', b.byDay ?? '9999'];
        return left < right ? -1 : left > right ? 1 : 0;
      });
      for (const each of all.slice(0, limit)) process.stdout.write(`${JSON.stringify(each)}\n`);
      return 0;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
