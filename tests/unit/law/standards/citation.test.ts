import { expect, test } from 'vitest';
import { rowCodes, rowOn, standardCitation } from '#law/standards/index.ts';

test('row 14: a document cites the article of the standard, 建市〔2014〕159号 §1.3.2 and 建设部令第158号 art. 7', () => {
  const cited = (code: string) => standardCitation(rowOn(code)?.source ?? '');
  expect(cited('GC-01-3')).toBe('《建筑业企业资质标准》（建市〔2014〕159号）第1.3.2条');
  expect(cited('JL-ZH')).toBe('《工程监理企业资质管理规定》（建设部令第158号）第七条第（一）项第4目');
  expect(cited('JL-09-B')).toBe('《工程监理企业资质管理规定》（建设部令第158号）第七条第（二）项第2目（3）');
  expect(cited('GC-01-T')).toBe('《施工总承包企业特级资质标准》（建市〔2007〕72号）第二条第4项');
});

test('row 14: no citation of any row that asks for people names an annex, or leaves the article out', () => {
  const rows = rowCodes.flatMap((code) => rowOn(code) ?? []).filter(({ requirements }) => requirements.length > 0);
  expect(rows.length).toBeGreaterThan(100);
  for (const { code, source } of rows) {
    const citation = standardCitation(source);
    expect(citation, code).toMatch(/^《[^》]+》（[^）]+）第.+[条项目）]$/u);
    expect(citation, code).not.toMatch(/附表|§/u);
  }
});

test('a source that is written otherwise is not guessed at', () => {
  expect(standardCitation('某标准 附表1')).toBeUndefined();
});
