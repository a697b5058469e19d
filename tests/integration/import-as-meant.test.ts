import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listQuarantine } from '#features/intake/queries.ts';
import type { ImportSummary } from '#features/intake/schema.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { type Intake, openIntake, REGISTRATION_HEADER, registrationLine, registrationsCsv } from './import-support.ts';

let intake: Intake;
beforeAll(async () => {
  intake = await openIntake();
  const codes = ['91450103MA5KEAA219', '91450103MA5KEAA41B', '91450103MA5KEAA61D', syntheticUscc(1)];
  await intake.load(
    'enterprises',
    `企业名称,统一社会信用代码,企业注册属地\n${codes.map((code, at) => `演示${'甲乙丙丁'[at]}建设有限公司,${code},450103`).join('\n')}`,
  );
});
afterAll(() => intake.close());

const fixture = (name: string) => readFileSync(path.join('tests/fixtures/intake', name));
const load = (name: string, options = {}) => intake.load('registrations', fixture(name), { name, ...options });
const namesOf = async (pattern: string) =>
  (await intake.rows<{ name: string }>('select name from practitioner where name ~ $1 order by name', [pattern])).map(
    ({ name }) => name,
  );
const untilOf = async (serial: number) =>
  (
    await intake.rows<{ until: string }>(
      "select to_char(valid_until, 'YYYY-MM-DD') as until from registration where known_to is null and key like $1",
      [`%${syntheticSeal(serial).slice(1)}`],
    )
  )[0]?.until;
const readSheets = ({ reading }: ImportSummary) =>
  reading.sheets.map(({ name, state, read, why }) => [name, state, read, why]);

describe('what was read of a file, and what not, is always said', () => {
  it('hidden-sheet.xlsx: the visible sheet; the hidden one is named', async () => {
    const summary = await load('hidden-sheet.xlsx');
    expect(summary).toMatchObject({ added: 1, quarantined: 0 });
    expect(readSheets(summary)).toEqual([
      ['上月', 'hidden', false, 'hidden'],
      ['本月', 'visible', true, null],
    ]);
    expect(await namesOf('^演[旧新]$')).toEqual(['演新']);
  });

  it('a hidden sheet is read where it is asked for by name', async () => {
    expect(await load('hidden-sheet.xlsx', { sheet: '上月' })).toMatchObject({ added: 1 });
  });

  it('a workbook of ExcelJS: hidden and very hidden sheets, a title, a header of two merged rows, a total, a note, a hidden row', async () => {
    const summary = await load('exceljs.xlsx');
    expect(summary).toMatchObject({ added: 3, quarantined: 0 });
    expect(readSheets(summary)).toEqual([
      ['去年', 'hidden', false, 'hidden'],
      ['模板', 'very-hidden', false, 'hidden'],
      ['人员', 'visible', true, null],
    ]);
    expect(summary.reading.leftOut.map(({ line, why }) => [line, why])).toEqual([
      [1, 'above-header'],
      [7, 'total'],
      [8, 'note'],
    ]);
    expect(summary.reading.unknownColumns.map(({ column, heading }) => [column, heading])).toEqual([['J', '备用']]);
    expect(summary.reading.blankColumns.map(({ column }) => column)).toEqual(['E']);
    expect(summary.reading.hiddenRows).toBe(1);
    expect(await namesOf('^演甲')).toEqual(['演甲一', '演甲三', '演甲二']);
    expect(
      await intake.rows("select 1 from registration where valid_until <> '2028-05-01' and key like '%212021004%'"),
    ).toEqual([]);
  });

  it.each([
    ['openpyxl', 'openpyxl.xlsx', ['演欧一', '演欧二'], ['旧数据']],
    ['Excel::Writer::XLSX', 'excel-writer.xlsx', ['演珀一'], ['停用']],
  ])(
    'a workbook of %s: typed dates are days, a merged header of three rows is one, the hidden sheet is named',
    async (_writer, file, people, hidden) => {
      const summary = await load(file);
      expect(summary).toMatchObject({ added: people.length, quarantined: 0 });
      expect(summary.reading.sheets.filter(({ read }) => !read).map(({ name }) => name)).toEqual(hidden);
      for (const name of people) {
        expect(
          await intake.rows(
            `select to_char(r.valid_until, 'YYYY-MM-DD') as until from registration r join practitioner p on p.id = r.practitioner_id
             where p.name = $1 and r.known_to is null`,
            [name],
          ),
        ).toEqual([{ until: '2028-05-01' }]);
      }
    },
  );

  it('a workbook of Gnumeric, which took the identity numbers of a list for numbers: refused with the true cause, nobody is made up', async () => {
    const summary = await load('gnumeric.xlsx');
    expect(summary).toMatchObject({ added: 0, quarantined: 1 });
    const [refused] = await intake.rows<{ reason: string }>(
      'select reason from quarantine_row order by id desc limit 1',
    );
    expect(refused?.reason).toContain('超过 15 位的部分已经丢失');
    expect(await namesOf('^演谷')).toEqual([]);
  });

  it.each(['有效期', '有效期限', '证书有效期', '有效期截止日期', '到期日期', '注册有效期至'])(
    'the end of a certificate is read under the heading %s',
    async (heading) => {
      const file = `企业名称,统一社会信用代码,姓名,身份证号,注册类别,注册专业,注册编号,${heading}\n演示甲建设有限公司,91450103MA5KEAA219,演欧一,990101198001016205,二级注册建造师,建筑工程,桂245201600501,2028-05-01\n`;
      expect((await intake.load('registrations', file)).reading.unknownColumns).toEqual([]);
    },
  );

  it('a workbook of SheetJS: all visible sheets of one header are read, the very hidden one is named', async () => {
    const summary = await load('sheetjs.xlsx');
    expect(summary).toMatchObject({ added: 3, quarantined: 0 });
    expect(readSheets(summary).map(([name, , read]) => [name, read])).toEqual([
      ['青秀区', true],
      ['西乡塘区', true],
      ['草稿', false],
    ]);
    const days = await intake.rows<{ day: string }>(
      "select distinct to_char(r.valid_until, 'YYYY-MM-DD') as day from registration r join practitioner p on p.id = r.practitioner_id where p.name like '演乙%'",
    );
    expect(days).toEqual([{ day: '2028-05-01' }]);
  });

  it('columns without a heading, unknown and empty ones are named; rows of numbers only are no rows', async () => {
    const csv = `序号,姓名,身份证号,统一社会信用代码,注册类别,执业印章号,注册专业,有效期至,星座,,职称\n1,演列,${syntheticIdNumber(601)},${syntheticUscc(1)},二级注册建造师,${syntheticSeal(601)},建筑工程,2028-05-01,白羊,旁注,\n2\n3,,,,,,,,,,\n备注：以上由企业提供,,,\n制表人：演某,,审核人：演某,,日期：2026-11-20,\n共1人`;
    const { reading, ...summary } = await intake.load('registrations', csv);
    expect(summary).toMatchObject({ added: 1, read: 1, quarantined: 0 });
    expect(reading.unknownColumns.map(({ column, heading }) => [column, heading])).toEqual([['I', '星座']]);
    expect(reading.namelessColumns.map(({ column }) => column)).toEqual(['J']);
    expect(reading.blankColumns.map(({ column, heading }) => [column, heading])).toEqual([['K', '职称']]);
    expect(reading.leftOut.map(({ line, why }) => [line, why])).toEqual([3, 4, 5, 6, 7].map((line) => [line, 'note']));
  });

  it('a row with a name alone is no note: it is refused, so that somebody finishes it', async () => {
    expect(await intake.load('registrations', `${REGISTRATION_HEADER}\n演孤`)).toMatchObject({
      read: 1,
      quarantined: 1,
    });
  });
});

describe('web tables under the name .xls', () => {
  it('html-table.xls is read', async () => {
    expect(await load('html-table.xls')).toMatchObject({ added: 1, quarantined: 0 });
    expect(await namesOf('^演卅一$')).toHaveLength(1);
  });

  it('the web table that SheetJS writes is read', async () => {
    expect(await load('sheetjs-table.xls')).toMatchObject({ added: 1, quarantined: 0 });
  });

  const cells = (name: string, serial: number) => [
    name,
    syntheticIdNumber(serial),
    syntheticUscc(1),
    '二级注册建造师',
    syntheticSeal(serial),
    '建筑工程',
    '2028-05-01',
  ];
  const HEADS = ['姓名', '身份证号', '统一社会信用代码', '注册类别', '执业印章号', '注册专业', '有效期至'];
  const tr = (of: readonly string[], tag = 'td') => `<tr>${of.map((each) => `<${tag}>${each}</${tag}>`).join('')}</tr>`;
  const PAGES: readonly (readonly [string, (serial: number) => string | Uint8Array])[] = [
    [
      'inside a table that lays out the page',
      (n) =>
        `<html><body><table><tr><td>首页</td><td><table>${tr(HEADS, 'th')}${tr(cells('演网一', n))}</table></td></tr><tr><td colspan=2>版权所有</td></tr></table></body></html>`,
    ],
    [
      'with a header of two rows and spans',
      (n) =>
        `<table><tr><th rowspan=2>姓名</th><th rowspan=2>身份证号</th><th rowspan=2>统一社会信用代码</th><th colspan=4>注册信息</th></tr><tr><th>类别</th><th>执业印章号</th><th>专业</th><th>有效期至</th></tr>${tr(cells('演网二', n))}</table>`,
    ],
    [
      'of Excel, with formats and conditional comments',
      (n) =>
        `<html xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><style>.xl65{mso-number-format:"\\@";}</style><!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head><body><table x:str>${tr(HEADS)}<tr height=18>${cells(
          '演网三&nbsp;',
          n,
        )
          .map((c) => `<td class=xl65 style='mso-number-format:"\\@"'>${c}</td>`)
          .join('\n')}</tr></table></body></html>`,
    ],
    [
      'without closing tags, in capitals',
      (n) =>
        `<TABLE BORDER=1><TR>${HEADS.map((h) => `<TH>${h}`).join('')}<TR>${cells('演网四', n)
          .map((c) => `<TD>${c}<BR>`)
          .join('')}</TABLE>`,
    ],
    [
      'as XHTML',
      (n) =>
        `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body><table>${tr(HEADS, 'th')}${tr(cells('演网五', n))}</table></body></html>`,
    ],
    [
      'with the header in a table of its own',
      (n) =>
        `<div><table class="head">${tr(HEADS, 'th')}</table></div><div><table>${tr(cells('演网六', n))}</table></div>`,
    ],
    [
      'in UTF-16',
      (n) => Buffer.from(`\uFEFF<html><table>${tr(HEADS, 'th')}${tr(cells('演网七', n))}</table>`, 'utf16le'),
    ],
    ['behind a line of text', (n) => `查询结果如下\n<table>${tr(HEADS, 'th')}${tr(cells('演网八', n))}</table>`],
  ];
  it.each(PAGES.map(([what, page], at) => [what, page, 620 + at] as const))('%s', async (_, page, serial) => {
    const summary = await intake.load('registrations', page(serial), { name: `网页${serial}.xls` });
    expect(
      summary,
      JSON.stringify(await listQuarantine(intake.database.pool, { limit: 1000 }).then((rows) => rows.at(-1))),
    ).toMatchObject({ added: 1, quarantined: 0 });
    expect(await untilOf(serial)).toBe('2028-05-01');
  });

  it('a page in GBK is read as it declares', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<html><head><meta charset=gbk></head><table><tr><th>'),
      // 姓名
      Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]),
      Buffer.from(
        `</th><th>idNumber</th><th>creditCode</th><th>registrationType</th><th>sealNumber</th><th>specialties</th><th>validUntil</th></tr><tr><td>`,
      ),
      // 演国
      Buffer.from([0xd1, 0xdd, 0xb9, 0xfa]),
      Buffer.from(`</td><td>${syntheticIdNumber(640)}</td><td>${syntheticUscc(1)}</td><td>1512</td><td>`),
      // 桂
      Buffer.from([0xb9, 0xf0]),
      Buffer.from(`${syntheticSeal(640).slice(1)}</td><td>`),
      // 建筑工程
      Buffer.from([0xbd, 0xa8, 0xd6, 0xfe, 0xb9, 0xa4, 0xb3, 0xcc]),
      Buffer.from('</td><td>2028-05-01</td></tr></table>'),
    ]);
    expect(await intake.load('registrations', bytes, { name: 'gbk.xls' })).toMatchObject({ added: 1 });
    expect(await namesOf('^演国$')).toHaveLength(1);
  });

  const REFUSED: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['没有表格.xls', '<html><body><p>登录超时</p></body></html>', /网页（HTML）.*没有表格/],
    ['表.mht', 'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n', /网页归档/],
    ['表.xlsx', '<html><body>登录超时</body></html>', /网页（HTML）/],
    ['材料.xls', '%PDF-1.7', /PDF/],
  ];
  it.each(REFUSED)('%s is refused as what it is', async (name, content, reason) => {
    await expect(intake.load('registrations', content, { name })).rejects.toThrow(reason);
  });

  it.each([
    ['sheetjs.ods', /OpenDocument/],
    ['sheetjs.xlsb', /\.xlsb/],
    ['sheetjs.xml.xls', /XML 电子表格 2003/],
    ['sheetjs.biff8.xls', /旧版 \.xls/],
  ] as const)('%s is refused as what it is', async (name, reason) => {
    await expect(load(name)).rejects.toThrow(reason);
  });
});

describe('headers of two and three rows', () => {
  const values = (name: string, serial: number, until = '2028-05-01') =>
    [
      name,
      syntheticIdNumber(serial),
      syntheticUscc(1),
      '二级注册建造师',
      syntheticSeal(serial),
      '建筑工程',
      until,
    ].join(',');
  it('two-row-header.csv is read as the merged workbook is', async () => {
    expect(await load('two-row-header.csv')).toMatchObject({ added: 1, quarantined: 0 });
  });

  const HEADS: readonly (readonly [string, string])[] = [
    [
      'groups over headings',
      '人员信息,,企业信息,注册信息,,,\n姓名,证件号码,统一社会信用代码,注册类别,执业印章号,注册专业,有效期至',
    ],
    ['the end under its group', '姓名,身份证号,统一社会信用代码,注册类别,执业印章号,注册专业,注册有效期\n,,,,,,至'],
    ['headings made of both', '人员,身份证,统一社会信用代码,注册,,,有效期\n姓名,号码,,类别,编号,专业,止'],
    [
      'three rows with a title between',
      '某厅导出\n人员信息,,,,,,\n基本信息,,,注册信息,,,\n姓名,身份证号,统一社会信用代码,注册类别,执业印章号,注册专业,有效期至',
    ],
    [
      'repeated on every printed page',
      '人员信息,,企业信息,注册信息,,,\n姓名,证件号码,统一社会信用代码,注册类别,执业印章号,注册专业,有效期至\n人员信息,,企业信息,注册信息,,,\n姓名,证件号码,统一社会信用代码,注册类别,执业印章号,注册专业,有效期至',
    ],
  ];
  it.each(HEADS.map(([what, head], at) => [what, head, 660 + at] as const))('%s', async (_, head, serial) => {
    const summary = await intake.load('registrations', `${head}\n${values(`演表${serial}`, serial)}`);
    expect(summary).toMatchObject({ added: 1, quarantined: 0 });
    expect(await untilOf(serial)).toBe('2028-05-01');
  });
});

describe('numbers written as text', () => {
  const WRITTEN: readonly (readonly [string, (id: string) => string])[] = [
    ['="…"', (id) => `="${id}"`],
    ['="…" in quotation marks', (id) => `"=""${id}"""`],
    ['a leading apostrophe', (id) => `'${id}`],
    ['a full-width apostrophe', (id) => `＇${id}`],
    ['typographic apostrophes on both sides', (id) => `‘${id}’`],
    ['a tab behind', (id) => `"${id}\t"`],
    ['a tab in front, in =""', (id) => `="\t${id}"`],
    ['blanks that do not break', (id) => `\u00A0${id}\u00A0`],
    ['zero width between', (id) => `${id.slice(0, 6)}\u200B${id.slice(6)}\uFEFF`],
    ['marks of direction around', (id) => `\u202D${id}\u202C`],
    ['groups', (id) => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`],
    ['full-width digits', (id) => id.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d)))],
    ['=T("…")', (id) => `"=T(""${id}"")"`],
  ];
  it.each(WRITTEN.map(([what, write], at) => [what, write, 680 + at] as const))('%s', async (_, write, serial) => {
    const csv = registrationLine({ serial, enterprise: 1 }).replace(
      syntheticIdNumber(serial),
      write(syntheticIdNumber(serial)),
    );
    expect(await intake.load('registrations', `${REGISTRATION_HEADER}\n${csv}`)).toMatchObject({
      added: 1,
      quarantined: 0,
    });
  });

  it.each(['1.10E+17', '9.90101E+17', '１．１０Ｅ＋１７', '1.1e17', '9,90E+17', '1.10E+017', '1.10×10^17'])(
    '%s is refused as what it is: digits lost',
    async (number) => {
      await intake.load('registrations', registrationsCsv([{ serial: 700, enterprise: 1, idNumber: number }]));
      const last = (await listQuarantine(intake.database.pool, { limit: 1000 })).at(-1);
      expect(last?.reason).toMatch(/科学计数.*已经丢失/);
    },
  );
});

describe('error words of spreadsheets', () => {
  const WORDS =
    '#REF! #N/A #NAME? #VALUE! #DIV/0! #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA #BEZUG! #WERT! #¡REF! #NOM? #NV #¿NOMBRE? #¡DIV/0! #RIF! #ССЫЛКА! #Н/Д #ЗНАЧ! #ADR! #NAZWA? #VERW! #WAARDE! Err:502 错误:508 ＃ＲＥＦ！ #引用! ##### #FIELD! #BLOCKED! #UNKNOWN! #ref! #YOK'.split(
      ' ',
    );
  it.each(WORDS)('%s as text in a name is an error of the spreadsheet, nobody of that name', async (word) => {
    expect(
      await intake.load('registrations', registrationsCsv([{ serial: 710, enterprise: 1, name: word }])),
    ).toMatchObject({ added: 0, quarantined: 1 });
    const last = (await listQuarantine(intake.database.pool, { limit: 10_000 })).at(-1);
    expect([last?.field, last?.reason]).toEqual(['姓名', expect.stringContaining('错误值')]);
  });

  it('names that only look a little like it are names', async () => {
    expect(
      await intake.load(
        'registrations',
        registrationsCsv([
          { serial: 711, enterprise: 1, name: 'Ref演' },
          { serial: 712, enterprise: 1, name: '演N/A' },
        ]),
      ),
    ).toMatchObject({ added: 2, quarantined: 0 });
  });
});

describe('a moment in time is a day in Shanghai', () => {
  it.each([
    ['2028-04-30T16:00:00.000Z', '2028-05-01'],
    ['2028-04-30T18:00:00+02:00', '2028-05-01'],
    ['/Date(1840723200000)/', '2028-05-01'],
    ['1840723200', '2028-05-01'],
    ['1840723200000', '2028-05-01'],
    ['46874.25', '2028-05-01'],
    ['2028/5/1 16:00:00', '2028-05-01'],
    ['2028年5月1日 下午4:00', '2028-05-01'],
    ['２０２８．５．１', '2028-05-01'],
    ['Mon May 01 2028 00:00:00 GMT+0800 (中国标准时间)', '2028-05-01'],
    ['Sun, 30 Apr 2028 16:00:00 GMT', '2028-05-01'],
    ['二〇二八年五月一日', '2028-05-01'],
  ] as const)('%s is %s', async (written, day) => {
    await intake.load('registrations', registrationsCsv([{ serial: 720, enterprise: 1, validUntil: '2027-01-31' }]));
    await intake.load('registrations', registrationsCsv([{ serial: 720, enterprise: 1, validUntil: written }]));
    expect(await untilOf(720)).toBe(day);
  });

  it('a moment wrapped by a document database is one too', async () => {
    const row = {
      姓名: '演文',
      身份证号: syntheticIdNumber(721),
      统一社会信用代码: syntheticUscc(1),
      注册类别: '二级注册建造师',
      执业印章号: syntheticSeal(721),
      注册专业: '建筑工程',
      有效期至: { $date: { $numberLong: '1840723200000' } },
    };
    expect(await intake.load('registrations', JSON.stringify(row), { name: 'a.ndjson' })).toMatchObject({ added: 1 });
    expect(await untilOf(721)).toBe('2028-05-01');
  });
});

describe('a secondary field never sinks the row', () => {
  it('two-mail-addresses.csv: the enterprise comes in with the first address', async () => {
    expect(await intake.load('enterprises', fixture('two-mail-addresses.csv'))).toMatchObject({
      added: 1,
      quarantined: 0,
    });
    expect(await intake.rows("select email from enterprise_contact where email like 'a@%'")).toEqual([
      { email: 'a@example.com' },
    ]);
  });
});
