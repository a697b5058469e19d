import dictionaries from '../data/dictionaries.json' with { type: 'json' };
import { foldTerm } from './text.ts';

const CODES: ReadonlyMap<string, string> = new Map(Object.entries(dictionaries.lists.DCertLevel));
const LEVEL = /^(特级|[一二三四]级|[1-4]级|甲级|乙级|丙级|丁级|不分等级|不分级|无等级|暂定级)$/;
const DIGITS: Readonly<Record<string, string>> = { 1: '一', 2: '二', 3: '三', 4: '四' };

/** Whether a text is a level alone (壹级, 甲级, 11) and not the whole name of a qualification. */
export function isLevelText(text: string): boolean {
  return normaliseLevel(text) !== undefined;
}

/** A level by name or code: 壹级 and 11 are 一级; 不分级 is 不分等级. Undefined where it is none. */
export function normaliseLevel(text: string): string | undefined {
  const named = foldTerm(CODES.get(text.trim()) ?? text);
  if (!LEVEL.test(named)) return undefined;
  if (/^(不分等级|不分级|无等级)$/.test(named)) return '不分等级';
  return named.replace(/^[1-4]/, (digit) => DIGITS[digit] ?? digit);
}
