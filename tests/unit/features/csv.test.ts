import { describe, expect, test } from 'vitest';
import { readWaybills } from '#features/service/commands.ts';
import { csvCell, csvFile } from '#platform/files/csv-writer.ts';

describe('a file for a spreadsheet', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '\t=1', '＝1+1', '\r=1'])(
    'a text that would run as a formula is a text: %j',
    (text) => {
      expect(csvCell(text).replaceAll('"', '').startsWith("'")).toBe(true);
    },
  );

  test('commas, quotes and line breaks stay within their cell', () => {
    expect(csvCell('甲,乙')).toBe('"甲,乙"');
    expect(csvCell('称“甲”"乙"')).toBe('"称“甲”""乙"""');
    expect(csvFile(['企业', '期限'], [['演示\n公司', '2026-11-09']])).toBe(
      '\uFEFF企业,期限\r\n"演示\n公司",2026-11-09\r\n',
    );
  });
});

describe('SY-2.4: numbers of the post by file', () => {
  const file = (...lines: string[]) =>
    Buffer.from(
      csvFile(
        lines[0]?.split(',') ?? [],
        lines.slice(1).map((line) => line.split(',')),
      ),
    );

  test('a line without a number is left for later, one without a letter is named', () => {
    expect(
      readWaybills(file('信函编号,收件单位,邮件号', 'a:1,甲,EB123456789CS', 'a:2,乙,', ',丙,EB223456789CS')),
    ).toEqual({
      rows: [{ line: 2, attempt: 'a:1', waybill: 'EB123456789CS' }],
      refused: [{ line: 4, reason: '没有信函编号。' }],
    });
  });

  test('a file of other columns is refused as a whole, with what to do', () => {
    expect(readWaybills(file('邮件号,结果', 'EB123456789CS,妥投'))).toEqual({
      problem: expect.stringContaining('下载本批次的信函清单'),
    });
  });
});
