import { z } from 'zod';
import { declareCoverage, UndeclaredRole } from '#features/intake/commands.ts';
import { coverages, FRESH_DAYS, sourceTroubles } from '#features/intake/queries.ts';
import { kindOf } from '#law/standards/index.ts';
import { systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- feed list
      npm run -s qualwatch -- feed declare 来源 --territory 45 --roles 注册建造师,注册监理工程师 --by 姓名 [选项]

缺人只有在应当知道的来源说没有时才算数：来源覆盖企业的注册地和所缺的注册类别，数据是全量的或者声明完整的，
没有超过更新期限，并且晚于企业进入登记。否则结论是“待核查”，不预警、不标注。

list     列出注册人员各来源覆盖的地域、类别、完整到何时、最近更新（逐行 JSON），异常写到标准错误
declare  声明来源到此刻为止完整（增量分批导入完毕之后用；全量文件无须声明），声明人记入审计
  --territory      行政区划代码的前 2、4 或 6 位；全部用 all
  --roles          注册类别，逗号分隔；只有一个级别的写级别，如 二级注册建造师
  --days           更新期限（天），默认 ${FRESH_DAYS}；超过期限不再据此作新的不利结论
  --keeps-current  今后每个增量文件都使它保持完整

退出码：0 完成，1 被拒绝（写明原因），2 用法不对。
`;

/** `qualwatch feed`: what the sources of registrations are complete for (decision 0022). */
export const feed: Command = {
  help,
  async run(args) {
    const { values, positionals } = readOptions(args, {
      allowPositionals: true,
      options: {
        territory: { type: 'string' },
        roles: { type: 'string' },
        days: { type: 'string' },
        'keeps-current': { type: 'boolean' },
        by: { type: 'string' },
      },
    });
    const [action, name] = positionals;
    if (action !== 'list' && action !== 'declare') throw new UsageError('请写明 list 或 declare。');
    if (action === 'declare' && (name === undefined || values.territory === undefined || values.by === undefined)) {
      throw new UsageError('请写明来源名称、--territory 和 --by。');
    }
    const database = await openDatabase();
    const pool = openPool(database.url, 2);
    try {
      if (action === 'list') {
        for (const { kinds, ...each } of await coverages(pool)) {
          const names = kinds.map((kind) => `${kindOf(kind)?.grade ?? ''}${kindOf(kind)?.role ?? ''}`);
          process.stdout.write(`${JSON.stringify({ ...each, kinds: names })}\n`);
        }
        for (const trouble of await sourceTroubles(pool, systemClock.now())) process.stderr.write(`${trouble}\n`);
        return 0;
      }
      const declared = await declareCoverage(pool, {
        feed: name ?? '',
        territory: values.territory === 'all' ? '' : (values.territory ?? ''),
        roles: (values.roles ?? '').split(/[,，、]/).filter((role) => role.trim() !== ''),
        ...(values.days === undefined ? {} : { freshDays: Number(values.days) }),
        keepsCurrent: values['keeps-current'] ?? false,
        by: values.by ?? '',
        at: systemClock.now(),
      });
      process.stdout.write(`${JSON.stringify(declared)}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof UndeclaredRole || error instanceof z.ZodError)) throw error;
      const why = error instanceof z.ZodError ? error.issues.map((each) => each.message).join('') : error.message;
      process.stderr.write(`没有声明：${why}\n`);
      return 1;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
