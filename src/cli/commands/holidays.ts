import { readFile } from 'node:fs/promises';
import { recordHolidayNotices } from '#features/calendar/commands.ts';
import { recordedHolidayNotices } from '#features/calendar/queries.ts';
import { parseHolidayNotices } from '#law/periods/holiday-notice.ts';
import { systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- holidays list
      npm run -s qualwatch -- holidays record 文件.json --by 姓名

list    列出已登记的节假日安排（系统自带的历年安排不在其中）
record  登记国务院办公厅的放假通知；同一年再次登记以后者为准，登记人记入审计
        文件格式：{"year": 2027, "holidays": ["2027-01-01", …], "workdays": ["2027-02-06", …], "source": "国办发明电〔2026〕…号"}

通知尚未公布的年份，涉及该年的期限都标为暂定；登记后即按通知重算。
`;

export const holidays: Command = {
  help,
  async run(args) {
    const { values, positionals } = readOptions(args, { allowPositionals: true, options: { by: { type: 'string' } } });
    const [action, file] = positionals;
    if (action !== 'list' && action !== 'record') throw new UsageError('请写明 list 或 record。');
    const by = values.by?.trim() ?? '';
    if (action === 'record' && (file === undefined || by === ''))
      throw new UsageError('请写明通知文件，并用 --by 写明登记人姓名。');
    const notices = action === 'record' && file !== undefined ? await readNotices(file) : [];
    if (notices === undefined) return 1;
    const database = await openDatabase();
    const pool = openPool(database.url, 2);
    try {
      if (action === 'record') await recordHolidayNotices(pool, notices, by, systemClock.now());
      const shown = action === 'record' ? notices : await recordedHolidayNotices(pool);
      for (const notice of shown) process.stdout.write(`${JSON.stringify(notice)}\n`);
      return 0;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};

async function readNotices(file: string) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    process.stderr.write(`读不到文件 ${file}，请核对路径。\n`);
    return undefined;
  }
  try {
    const parsed = parseHolidayNotices(JSON.parse(text));
    if (parsed.ok) return parsed.value;
    process.stderr.write(`${parsed.reason}\n`);
  } catch {
    process.stderr.write(`${file} 不是有效的 JSON，请按 --help 中的格式填写。\n`);
  }
  return undefined;
}
