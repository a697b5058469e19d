import { readFile } from 'node:fs/promises';
import { type HolidayNotice, parseHolidayNotices } from '#law/periods/holiday-notice.ts';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { parseTermLength, reckonPeriod, type Term } from '#law/periods/period.ts';
import { workCalendar } from '#law/periods/work-calendar.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：qualwatch deadline --from 日期 (--months N | --days N | --working-days N) [--not-rolled] [--holidays 文件]

计算法定期间的届满日：开始当日不计入（民法典 201），月以到期月对应日、无对应日以月末日为最后一日（202），
最后一日为法定休假日的顺延到下一个工作日（203）；以工作日计的期限不含法定节假日（行政许可法 82）。

  --from 日期          起算事由发生之日，如 2026-11-30；today 表示北京时间今天
  --months N           N 个月
  --days N             N 日（自然日）
  --working-days N     N 个工作日
  --not-rolled         届满日不因节假日顺延（如公告期满视为送达）；不能与 --working-days 同用
  --holidays 文件      补充或替换年度放假安排的 JSON：
                       {"year": 2027, "holidays": ["2027-01-01"], "workdays": [], "source": "通知文号"} 或其数组

输出一行 JSON：last 最后一日，nominal 顺延前的最后一日，provisional 是否暂定（涉及放假安排尚未公布的年份），
basis 逐条依据。

例：qualwatch deadline --from 2026-11-30 --months 3
`;

const UNITS = ['months', 'days', 'working-days'] as const;

function readArgs(args: readonly string[]) {
  return readOptions(args, {
    options: {
      from: { type: 'string' },
      months: { type: 'string' },
      days: { type: 'string' },
      'working-days': { type: 'string' },
      'not-rolled': { type: 'boolean' },
      holidays: { type: 'string' },
    },
  }).values;
}

type Values = ReturnType<typeof readArgs>;

function readFrom(text: string | undefined): LegalDate {
  if (text === undefined) throw new UsageError('请用 --from 给出起算日期，如 --from 2026-11-30。');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
  const parsed = parseLegalDate(text === 'today' || text === '今天' ? today.format(new Date()) : text);
  if (!parsed.ok) throw new UsageError(parsed.reason);
  return parsed.value;
}

function readTerm(values: Values): Term {
  const given = UNITS.flatMap((unit) => (values[unit] === undefined ? [] : [{ unit, text: values[unit] }]));
  const [only, ...others] = given;
  if (only === undefined || others.length > 0) {
    throw new UsageError('请给出一种且只给出一种期间单位：--months、--days 或 --working-days。');
  }
  const length = parseTermLength(only.text, only.unit);
  if (!length.ok) throw new UsageError(length.reason);
  const notRolled = values['not-rolled'] === true;
  if (only.unit !== 'working-days') return { unit: only.unit, length: length.value, rolled: !notRolled };
  if (notRolled) throw new UsageError('工作日期间本来就不会止于节假日，--not-rolled 只用于 --months 和 --days。');
  return { unit: only.unit, length: length.value };
}

async function readNotices(file: string): Promise<readonly HolidayNotice[]> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`读不了放假安排文件 ${file}：${error instanceof Error ? error.message : String(error)}`);
  }
  const notices = parseHolidayNotices(json);
  if (!notices.ok) throw new UsageError(notices.reason);
  return notices.value;
}

/** `qualwatch deadline`: one legal period, as one JSON line. */
export const deadline: Command = {
  help,
  async run(args) {
    const values = readArgs(args);
    const from = readFrom(values.from);
    const term = readTerm(values);
    const calendar = workCalendar(values.holidays === undefined ? [] : await readNotices(values.holidays));
    const { last, nominal, provisional, basis } = reckonPeriod(from, term, calendar);
    process.stdout.write(`${JSON.stringify({ last, nominal, provisional, basis })}\n`);
    return 0;
  },
};
