import { type Cell, cellText, isBlank } from './raw-row.ts';

const TOTAL = /^(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*数|平均)([:：(（].*)?$/;
const NOTE =
  /^([*＊※]|注[\s0-9一二三四五]*[:：、.．]|备\s*注[:：]|说\s*明[:：]|填表说明|填报说明|附\s*注|以上|以下空白|本表|共\s*\d+\s*(人|家|项|条|行|页|个)|第\s*\d+\s*页|打印|导出|制\s*表|填\s*表|填\s*报|审\s*核|复\s*核|联\s*系\s*(人|电话)[:：]|单位[（(]?(公章|盖章|负责人)|负责人[:：]|经办人?[:：]|日\s*期[:：]|数据来源|统计(时间|日期)|截至|截止|—+\s*完|此表)/;
const LABELLED = /[:：]/;

/**
 * Whether a row below a header is no data: a total, or a note as people write them below a table. `isKey`: whether a column belongs to
 * what identifies a row; a lone value there is a row that was not finished, and is refused as such.
 */
export function leftOutAs(cells: readonly Cell[], isKey: (column: number) => boolean): 'note' | 'total' | undefined {
  const filled = cells.flatMap((cell, at) => (isBlank(cell) ? [] : [{ text: cellText(cell).trim(), at }]));
  const [first] = filled;
  if (first === undefined) return undefined;
  const beyondFirst = filled.slice(1);
  if (
    TOTAL.test(first.text) &&
    !beyondFirst.some(({ text, at }) => isKey(at) && !/^[\d.,]+\s*(人|家|项|条|个)?$/.test(text))
  )
    return 'total';
  if (filled.length === 1) return NOTE.test(first.text) || !isKey(first.at) ? 'note' : undefined;
  if (NOTE.test(first.text) && filled.length <= 2 && !beyondFirst.some(({ at }) => isKey(at))) return 'note';
  return filled.every(({ text }) => LABELLED.test(text) && NOTE.test(text)) ? 'note' : undefined;
}
