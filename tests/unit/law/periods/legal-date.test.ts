import { getSolarDateFromLunar, getSolarTermDate } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { daysBetween, formatChineseDate, parseLegalDate, weekday } from '#law/periods/legal-date.ts';
import { parseTermLength } from '#law/periods/period.ts';
import { statutoryHolidays } from '#law/periods/statutory-holidays.ts';
import lunar from '../../../../src/law/periods/data/lunar-festivals.json' with { type: 'json' };
import { date } from './date.ts';

describe('日期的写法', () => {
  test.each([
    ['2026-11-09', '2026-11-09'],
    ['2026-11-9', '2026-11-09'],
    ['2026/11/9', '2026-11-09'],
    ['2026.11.09', '2026-11-09'],
    ['2026年11月9日', '2026-11-09'],
    ['２０２６ 年 １１ 月 ９ 日', '2026-11-09'],
    [' 2024-02-29 ', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
  ])('%s 读作 %s', (text, value) => {
    expect(parseLegalDate(text)).toEqual({ ok: true, value, notes: [] });
  });

  test.each([
    ['', '不是日期'],
    ['2026', '不是日期'],
    ['2026-11', '不是日期'],
    ['2026-11/09', '不是日期'],
    ['昨天', '不是日期'],
    ['2026-02-29', '没有 2026 年 2 月 29 日'],
    ['1900-02-29', '没有 1900 年 2 月 29 日'],
    ['2026-04-31', '没有 2026 年 4 月 31 日'],
    ['2026-13-01', '没有 2026 年 13 月 1 日'],
    ['2026-00-01', '没有 2026 年 0 月 1 日'],
    ['2026-01-00', '没有 2026 年 1 月 0 日'],
    ['0026-01-01', '年份应在'],
    ['9999-01-01', '年份应在'],
  ])('“%s”被拒绝：%s', (text, reason) => {
    const parsed = parseLegalDate(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  test('中文写法、星期与间隔', () => {
    expect(formatChineseDate(date('2026-11-09'))).toBe('2026 年 11 月 9 日');
    expect(weekday(date('2026-11-09'))).toBe('周一');
    expect(weekday(date('2026-11-08'))).toBe('周日');
    expect(weekday(date('1969-12-31'))).toBe('周三');
    expect(daysBetween(date('2024-02-28'), date('2024-03-01'))).toBe(2);
  });

  test.each(['0', '-1', '1.5', '', 'x', '1201', '99999999'])('期间长度“%s”个月被拒绝', (text) => {
    expect(parseTermLength(text, 'months').ok).toBe(false);
  });
});

describe('法定节日', () => {
  test('2027 年十三天', () => {
    expect(statutoryHolidays(2027)).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
  });

  test('2100 年以后没有农历资料，只给固定日期', () => {
    expect(statutoryHolidays(2150)).toHaveLength(6);
  });

  test('数据文件与来源库（北京时间下）一致', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Shanghai';
    for (const [year, days] of Object.entries(lunar.years)) {
      expect([year, ...days]).toEqual([
        year,
        getSolarDateFromLunar(`${year}-01-01`).date.slice(5),
        getSolarTermDate(Number(year), 4, 'pure_brightness').slice(5),
        getSolarDateFromLunar(`${year}-05-05`).date.slice(5),
        getSolarDateFromLunar(`${year}-08-15`).date.slice(5),
      ]);
    }
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  test('与 ICU 农历历法一致，朔在子夜前后的两年除外', () => {
    const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
    const differing: string[] = [];
    for (const [year, [spring, , dragonBoat, midAutumn]] of Object.entries(lunar.years)) {
      const read = (monthDay: string | undefined): string => chinese.format(new Date(`${year}-${monthDay}T12:00:00Z`));
      if (read(spring) !== '1/1') differing.push(year);
      expect([year, read(dragonBoat), read(midAutumn)]).toEqual([year, '5/5', '8/15']);
    }
    // New moons of 2027-02-06 23:56 and 2030-02-03 00:07 Beijing time: ICU's astronomy is some minutes off, the calendar is not.
    expect(differing).toEqual(['2027', '2030']);
  });
});
