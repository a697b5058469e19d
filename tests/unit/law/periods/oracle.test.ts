import { describe, expect, test } from 'vitest';
import { PUBLISHED_NOTICES } from '#law/periods/holiday-notice.ts';
import { addMonths, fromDayNumber, toDayNumber } from '#law/periods/legal-date.ts';
import { reckonPeriod } from '#law/periods/period.ts';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { date } from './date.ts';
import { afterDays, afterMonths, afterWorkingDays, isWorked, NOTICES, nextDay, rolled } from './oracle.ts';

const FIRST = '2023-01-03';
const CASES = 200_000;

/** A small generator with a fixed seed, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('独立的慢算法', () => {
  test('2023—2026 年每一天是否上班，与手工录入的国务院办公厅通知一致', () => {
    for (let day = '2023-01-01'; day < '2027-01-01'; day = nextDay(day)) {
      expect([day, PUBLISHED_CALENDAR.isWorkingDay(date(day))]).toEqual([day, isWorked(day)]);
    }
  });

  test(`${CASES} 个随机期间，结果逐一相同`, () => {
    const random = numbers(20261109);
    const days: string[] = [];
    for (let day = FIRST; day < '2026-04-01'; day = nextDay(day)) days.push(day);
    for (let done = 0; done < CASES; done += 1) {
      const from = days[random(days.length)] ?? FIRST;
      const kind = random(4);
      const length = 1 + random(kind === 0 ? 6 : 45);
      const day = date(from);
      switch (kind) {
        case 0: {
          const nominal = afterMonths(from, length);
          const got = reckonPeriod(day, { unit: 'months', length, rolled: true });
          if (got.nominal !== nominal || got.last !== rolled(nominal) || got.provisional)
            throw new Error(`${from} ${length} months: ${got.last}`);
          break;
        }
        case 1: {
          const nominal = afterDays(from, length);
          const got = reckonPeriod(day, { unit: 'days', length, rolled: true });
          if (got.nominal !== nominal || got.last !== rolled(nominal) || got.provisional)
            throw new Error(`${from} ${length} days: ${got.last}`);
          break;
        }
        case 2: {
          const got = reckonPeriod(day, { unit: 'days', length, rolled: false });
          if (got.last !== afterDays(from, length)) throw new Error(`${from} ${length} days, not rolled: ${got.last}`);
          break;
        }
        default: {
          const got = reckonPeriod(day, { unit: 'working-days', length });
          if (got.last !== afterWorkingDays(from, length))
            throw new Error(`${from} ${length} working days: ${got.last}`);
        }
      }
    }
    expect(days.length).toBeGreaterThan(1000);
  });

  test('日序数往返 1900—2199 年每一天，且与 Date 一致', () => {
    const last = Date.UTC(2199, 11, 31) / 86_400_000;
    for (let day = Date.UTC(1900, 0, 1) / 86_400_000; day <= last; day += 1) {
      const text = fromDayNumber(day);
      if (text !== new Date(day * 86_400_000).toISOString().slice(0, 10) || toDayNumber(text) !== day) {
        throw new Error(`${day} ${text}`);
      }
    }
    expect(toDayNumber(date('1970-01-01'))).toBe(0);
  });

  test('加月与慢算法在各月末、闰日都一致', () => {
    for (let day = '2023-12-01'; day < '2024-04-01'; day = nextDay(day)) {
      for (let months = 1; months <= 30; months += 1) {
        expect([day, months, addMonths(date(day), months)]).toEqual([day, months, afterMonths(day, months)]);
      }
    }
  });

  test('已知的通知覆盖 2004—2026 年，2027 年尚无', () => {
    expect(PUBLISHED_NOTICES.map((notice) => notice.year)).toEqual(Array.from({ length: 23 }, (_, at) => 2004 + at));
    expect(PUBLISHED_CALENDAR.isCovered(2027)).toBe(false);
    expect(Object.keys(NOTICES)).toHaveLength(4);
  });
});
