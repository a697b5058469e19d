/** How a row of the standards is cited in a document: title, number and article, never an annex (附表). */

const SOURCE =
  /^(?<number>建市〔\d{4}〕\d+号|建设部令第\d+号)《(?<title>[^》]+)》 (?:§(?<section>[\d.]+)|(?<article>第[一二三四五六七八九十百]+条)(?:（(?<paragraph>[一二三四五六七八九十]+)）)?(?<item>\d+|第\d+[项目])?(?:\((?<point>\d+)\))?)/u;

/**
 * 建市〔2014〕159号《建筑业企业资质标准》 §1.3.2 → 《建筑业企业资质标准》（建市〔2014〕159号）第1.3.2条. Undefined for a source that is not
 * written as those of the data are; the proof of the standards refuses such a row.
 */
export function standardCitation(source: string): string | undefined {
  const read = SOURCE.exec(source)?.groups;
  if (read === undefined) return undefined;
  const { number, title, section, article, paragraph, item, point } = read;
  const where =
    section === undefined
      ? [
          article ?? '',
          paragraph === undefined ? '' : `第（${paragraph}）项`,
          item === undefined ? '' : item.startsWith('第') ? item : `第${item}目`,
          point === undefined ? '' : `（${point}）`,
        ].join('')
      : `第${section}条`;
  return `《${title}》（${number}）${where}`;
}
