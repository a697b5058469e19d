import { discardHeldRun, releaseHeldRun } from '#features/verification/commands.ts';
import { latestRuns } from '#features/verification/queries.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- run list [--limit 12]
      npm run -s qualwatch -- run release 编号 --by 姓名 --reason 理由
      npm run -s qualwatch -- run discard 编号 --by 姓名 --reason 理由

list     列出最近的核查（逐行 JSON），含每次的统计、标准版本、结论散列值和暂停原因
release  放行一次被合理性检查暂停的核查：结果自放行时生效，放行人与理由记入审计
discard  作废一次被暂停的核查：不产生任何结果，该月可以重新核查
`;

interface Arguments {
  readonly action: 'list' | 'release' | 'discard';
  readonly run: number;
  readonly by: string;
  readonly reason: string;
  readonly limit: number;
}

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = readOptions(args, {
    allowPositionals: true,
    options: { by: { type: 'string' }, reason: { type: 'string' }, limit: { type: 'string' } },
  });
  const [action, run] = positionals;
  const limit = Number(values.limit ?? 12);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit 应为正整数。');
  if (action === 'list') return { action, run: 0, by: '', reason: '', limit };
  if (action !== 'release' && action !== 'discard') throw new UsageError('请写明 list、release 或 discard。');
  const number = Number(run);
  if (!Number.isInteger(number) || number < 1) throw new UsageError('请写明核查编号，可用 run list 查看。');
  const by = values.by?.trim() ?? '';
  const reason = values.reason?.trim() ?? '';
  if (by === '' || reason === '')
    throw new UsageError('请用 --by 写明经办人姓名，用 --reason 写明理由；两者都会记入审计。');
  return { action, run: number, by, reason, limit };
}

export const run: Command = {
  help,
  async run(args) {
    const given = readArguments(args);
    const database = await openDatabase();
    const pool = openPool(database.url, 3);
    try {
      switch (given.action) {
        case 'list':
          for (const each of await latestRuns(pool, given.limit)) process.stdout.write(`${JSON.stringify(each)}\n`);
          return 0;
        case 'release': {
          const settlement = await releaseHeldRun(
            pool,
            given.run,
            { by: given.by, reason: given.reason, now: systemClock.now() },
            readConfig().QUALWATCH_PROVINCE,
          );
          process.stdout.write(`${JSON.stringify({ run: given.run, ...settlement })}\n`);
          if (settlement.outcome === 'settled') return 0;
          process.stderr.write(`编号 ${given.run} 的核查没有处于暂停状态，未作改变。\n`);
          return 1;
        }
        case 'discard': {
          const discarded = await discardHeldRun(pool, given.run, {
            by: given.by,
            reason: given.reason,
            now: systemClock.now(),
          });
          process.stdout.write(
            `${JSON.stringify({ run: given.run, outcome: discarded ? 'discarded' : 'unchanged' })}\n`,
          );
          if (discarded) return 0;
          process.stderr.write(`编号 ${given.run} 的核查没有处于暂停状态，未作改变。\n`);
          return 1;
        }
      }
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
