import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { makeDossier } from '#features/service/commands.ts';
import { systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- dossier 案件编号 [文件.zip|文件.pdf] [--by 姓名]

生成一件案件的卷宗：每一步、每份文书、每次送达、每件证据及其散列值。
.pdf 是整卷一个文件：目录、正卷（按办理顺序）、副卷，逐页编号并签名；.zip 另含全部原件、摘要和核对方法。默认 案件编号.zip。
两种都可以用 verify 核验。

  --by  经办人姓名，记入审计；默认当前系统用户

退出码 0 完成且事件链完整，1 没有该案件或者链不完整（文件仍然写出），2 用法不对。
`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const dossier: Command = {
  help,
  async run(args) {
    const { values, positionals } = readOptions(args, { allowPositionals: true, options: { by: { type: 'string' } } });
    const [caseId, given] = positionals;
    if (caseId === undefined || !UUID.test(caseId))
      throw new UsageError('请写明案件编号；可用 case list 统一社会信用代码 查找。');
    const file = given ?? `${caseId}.zip`;
    const form = /\.(pdf|zip)$/i.exec(file)?.[1]?.toLowerCase();
    if (form !== 'pdf' && form !== 'zip') throw new UsageError('文件名应以 .zip 或 .pdf 结尾。');
    const database = await openDatabase();
    const pool = openPool(database.url, 3);
    try {
      const made = await makeDossier(pool, {
        caseId,
        form,
        by: values.by?.trim() || userInfo().username,
        at: systemClock.now(),
      });
      if (made === undefined) {
        process.stderr.write(`没有编号为 ${caseId} 的案件。\n`);
        return 1;
      }
      await writeFile(file, made.bytes);
      process.stdout.write(`${JSON.stringify({ file, bytes: made.bytes.length, chain: made.fault ?? 'whole' })}\n`);
      return made.fault === null ? 0 : 1;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
