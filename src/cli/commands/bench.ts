import { runBenchmark, type ScaleName, scales } from '#features/benchmark/commands.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { openServerForBenchmark } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- bench --scale city|province|nation

在一个临时数据库里造出合成数据，做一次真实核查（冻结、评定、结算、立案），再对未变的数据核查一次，
把用时和内存打印成一行 JSON；完成后删除临时数据库。

  --scale   city       2 000 家企业 /     4 000 项资质 /    27 000 条注册
            province  30 000 家企业 /    60 000 项资质 /   400 000 条注册
            nation   800 000 家企业 / 1 600 000 项资质 / 6 000 000 条注册（约需 6 GB 磁盘、数分钟）
`;

function isScale(name: string | undefined): name is ScaleName {
  return name !== undefined && Object.hasOwn(scales, name);
}

export const bench: Command = {
  help,
  async run(args) {
    const { values } = readOptions(args, { options: { scale: { type: 'string' } } });
    const { scale } = values;
    if (!isScale(scale)) throw new UsageError('请用 --scale 指定规模：city、province 或 nation。');
    const server = await openServerForBenchmark();
    try {
      const result = await runBenchmark(server.url, scale, legalDayOf(systemClock.now()), (line) => {
        process.stderr.write(`${line}\n`);
      });
      process.stdout.write(`${JSON.stringify(result)}\n`);
      return 0;
    } finally {
      await server.close();
    }
  },
};
