import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, unifyIdeographs } from '#law/identifiers/folding.ts';
import { nameFoldingData } from '#tests/tools/name-folding-data.ts';

/** Each row: one name in ways in which it is written. */
const SAME: readonly (readonly string[])[] = [
  ['演明', '演　明', ' 演 明', '演\u00A0明', '演\u200B明', '演\u3000 明\uFEFF', '演\u2009明'],
  [
    '买买提·艾力',
    '买买提•艾力',
    '买买提・艾力',
    '买买提．艾力',
    '买买提.艾力',
    '买买提‧艾力',
    '买买提 · 艾力',
    '買買提·艾力',
    '买买提･艾力',
    '买买提—艾力',
    '买买提-艾力',
  ],
  ['马人工', '⻢⼈⼯', '馬人工', '⾺⼈⼯'],
  ['金龙', '⾦⻰', '金龍', '金竜'],
  ['二〇', '二○', '二◯'],
  ['陈国华', '陳國華', '陳国華', '陈\uFE00国华'],
  ['峰', '峯'],
  [
    '南宁（建工）集团',
    '南宁(建工)集团',
    '南宁【建工】集团',
    '南宁〔建工〕集團',
    '南宁建工集团',
    '南宁 建工 集团',
    '南宁“建工”集团',
  ],
  ['ABC建筑', 'ａｂｃ建筑', 'abc 建筑', 'Abc建築', 'A.B.C.建筑'],
  ['神', '\uFA19'],
];

/** Different names, however alike they look. */
const DIFFERENT: readonly (readonly [string, string])[] = [
  ['王乾', '王干'],
  ['张芸', '张艺'],
  ['未央', '末央'],
  ['南宁一建', '南宁二建'],
  ['甲公司', '乙公司'],
];

describe('the folding of names', () => {
  it.each(SAME.map((names) => [names[0] ?? '', names] as const))(
    '%s is the same in every way it is written',
    (_, names) => {
      expect(new Set(names.map(foldName)).size).toBe(1);
    },
  );

  it.each(DIFFERENT)('%s is not %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  it('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => foldName(foldName(text)) === foldName(text)),
      { numRuns: 2_000 },
    );
  });

  it('a name is kept with its ideographs unified and its other signs as they are', () => {
    expect(unifyIdeographs('⻢⼈（⼯）·Ａ')).toBe('马人（工）·Ａ');
  });

  it('its data are those of Unicode and OpenCC, made anew', () => {
    const kept: unknown = JSON.parse(readFileSync('src/law/identifiers/data/name-folding.json', 'utf8'));
    expect(kept).toEqual(nameFoldingData());
  });
});
