import lunar from './data/lunar-festivals.json' with { type: 'json' };
import { addDays, type LegalDate, parseLegalDate } from './legal-date.ts';

const FESTIVALS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(lunar.years));
// 全国年节及纪念日放假办法 (as amended with effect from 2025-01-01) art. 2: New Year 1 day, Labour Day 2, National Day 3.
const FIXED = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

function known(text: string): LegalDate[] {
  const parsed = parseLegalDate(text);
  return parsed.ok ? [parsed.value] : [];
}

/**
 * The thirteen days off for everybody by 全国年节及纪念日放假办法 art. 2, without the shifts (调休) and the days made up
 * for weekends that only the yearly notice fixes. After 2100 the lunar festivals are not known and only fixed dates are given.
 */
export function statutoryHolidays(year: number): readonly LegalDate[] {
  const [spring, qingming, dragonBoat, midAutumn] = (FESTIVALS.get(String(year)) ?? []).flatMap((monthDay) =>
    known(`${year}-${monthDay}`),
  );
  // Spring Festival is four days: New Year's Eve and the first three days of the first lunar month.
  const springDays = spring === undefined ? [] : [-1, 0, 1, 2].map((offset) => addDays(spring, offset));
  const lunarDays = [qingming, dragonBoat, midAutumn].filter((day) => day !== undefined);
  return [...FIXED.flatMap((monthDay) => known(`${year}-${monthDay}`)), ...springDays, ...lunarDays].sort();
}
