import { runBatch } from '#features/documents/batch.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openServerForBenchmark } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- documents batch [--count 5000] [--threads 2]

在一个临时数据库里成批签发责令限期整改通知书（合成数据）：编号、排版、签名、入库，测量用时；完成后删除临时数据库。

  --count     份数，默认 5000
  --threads   排版和签名的线程数，默认 2

进度写到标准错误，结果（一行 JSON）写到标准输出。退出码 0 完成，2 用法不对。
`;

const MOST = 100_000;

function wholeNumber(text: string | undefined, fallback: number, most: number, name: string): number {
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new UsageError(`--${name} 应为 1 至 ${most} 的整数。`);
  return value;
}

function readArguments(args: readonly string[]): { count: number; threads: number } {
  const [action, ...rest] = args;
  if (action !== 'batch') throw new UsageError('请写明要做什么：documents batch。');
  const { values } = readOptions(rest, { options: { count: { type: 'string' }, threads: { type: 'string' } } });
  return {
    count: wholeNumber(values.count, 5000, MOST, 'count'),
    threads: wholeNumber(values.threads, 2, 64, 'threads'),
  };
}

export const documents: Command = {
  help,
  async run(args) {
    const { count, threads } = readArguments(args);
    const today = parseLegalDate(legalDayOf(systemClock.now()));
    if (!today.ok) throw new Error(today.reason);
    const server = await openServerForBenchmark();
    try {
      const result = await runBatch(server.url, {
        count,
        threads,
        issuedOn: today.value,
        now: () => systemClock.now(),
        baseUrl: readConfig().QUALWATCH_BASE_URL,
        progress: (done, all) => {
          if (done % 500 === 0 || done === all) process.stderr.write(`已签发 ${done}/${all} 份\n`);
        },
      });
      process.stdout.write(`${JSON.stringify(result)}\n`);
      return 0;
    } finally {
      await server.close();
    }
  },
};
