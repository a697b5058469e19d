import { afterEach, beforeEach, expect, test } from 'vitest';
import { importFile } from '#features/intake/commands.ts';
import { listQuarantine } from '#features/intake/queries.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { type SheetCell, writeWorkbook } from '#tests/load/xlsx-writer.ts';
import {
  enterprisesCsv,
  type Intake,
  nameOf,
  openIntake,
  REGISTRATION_HEADER,
  type RegistrationLine,
  registrationLine,
} from './import-support.ts';

let intake: Intake;

beforeEach(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(4));
});

afterEach(() => intake.close());

interface Broken {
  readonly what: string;
  readonly row: string | RegistrationLine;
  readonly field: string;
  readonly reason: RegExp;
}

let next = 1_000;
const line = (changes: Partial<RegistrationLine>): RegistrationLine => ({ serial: next++, enterprise: 1, ...changes });
/** the row with one text in place of another, where the cells themselves must be odd */
const raw = (changes: Partial<RegistrationLine>, from: string | RegExp, to: string): string =>
  registrationLine(line(changes)).replace(from, to);

const wrongCheck = (number: string) => number.slice(0, -1) + (number.endsWith('1') ? '2' : '1');

const BROKEN: readonly Broken[] = [
  {
    what: 'wrong check of the credit code',
    row: raw({}, syntheticUscc(1), wrongCheck(syntheticUscc(1))),
    field: '统一社会信用代码',
    reason: /第 18 位校验不符/,
  },
  {
    what: 'letter O in the credit code',
    row: raw({}, '91450100MA', '9145O100MA'),
    field: '统一社会信用代码',
    reason: /不使用字母/,
  },
  {
    what: 'credit code too short',
    row: raw({}, syntheticUscc(1), '91450100MA'),
    field: '统一社会信用代码',
    reason: /应为 18 位/,
  },
  {
    what: 'credit code as scientific number',
    row: raw({}, syntheticUscc(1), '9.1450E+17'),
    field: '统一社会信用代码',
    reason: /科学计数/,
  },
  { what: 'no enterprise', row: raw({}, syntheticUscc(1), ''), field: '统一社会信用代码', reason: /缺少聘用企业/ },
  { what: 'unknown enterprise', row: line({ enterprise: 777 }), field: '统一社会信用代码', reason: /先导入企业/ },
  {
    what: 'wrong check of the ID number',
    row: line({ idNumber: wrongCheck(syntheticIdNumber(1)) }),
    field: '身份证号',
    reason: /第 18 位校验不符/,
  },
  {
    what: 'ID number of 17 digits',
    row: line({ idNumber: '99000019800101001' }),
    field: '身份证号',
    reason: /应为 18 位/,
  },
  {
    what: 'ID number with an impossible birthday',
    row: line({ idNumber: '990000198013010010' }),
    field: '身份证号',
    reason: /出生日期/,
  },
  {
    what: 'old ID number with an impossible birthday',
    row: line({ idNumber: '990000801301001' }),
    field: '身份证号',
    reason: /15 位/,
  },
  {
    what: 'ID number as scientific number',
    row: line({ idNumber: '9.90000E+17' }),
    field: '身份证号',
    reason: /科学计数/,
  },
  { what: 'no name', row: line({ name: '' }), field: '姓名', reason: /缺少姓名/ },
  { what: 'control character in the name', row: line({ name: '人\u0007员' }), field: '姓名', reason: /控制字符/ },
  { what: 'an endless name', row: line({ name: '长'.repeat(5_000) }), field: '姓名', reason: /误贴/ },
  { what: 'no registration type', row: line({ type: '' }), field: '注册类别', reason: /缺少注册类别/ },
  { what: 'unknown registration type', row: line({ type: '注册炼丹师' }), field: '注册类别', reason: /不认识/ },
  { what: 'type without its grade', row: line({ type: '注册建造师' }), field: '注册类别', reason: /没有填级别/ },
  { what: 'unknown specialty', row: line({ specialties: '星际工程' }), field: '注册专业', reason: /星际工程/ },
  {
    what: 'one unknown specialty of two',
    row: line({ specialties: '建筑工程,星际工程' }),
    field: '注册专业',
    reason: /星际工程/,
  },
  {
    what: 'specialty of another type',
    row: line({ specialties: '房屋建筑工程' }),
    field: '注册专业',
    reason: /房屋建筑工程/,
  },
  {
    what: 'specialty that the grade does not have',
    row: line({ specialties: '铁路工程' }),
    field: '注册专业',
    reason: /没有“铁路工程”/,
  },
  { what: 'no specialty', row: line({ specialties: '' }), field: '注册专业', reason: /缺少注册专业/ },
  { what: 'no seal number', row: line({ seal: '' }), field: '执业印章号', reason: /缺少注册号/ },
  { what: 'seal number of another form', row: line({ seal: '12345678' }), field: '执业印章号', reason: /省份简称/ },
  {
    what: 'seal number of another grade',
    row: line({ seal: '桂1452015201699999' }),
    field: '执业印章号',
    reason: /第二位表示一级/,
  },
  { what: 'end before beginning', row: line({ validUntil: '2023-01-01' }), field: '注册有效期', reason: /早于/ },
  {
    what: 'a day that does not exist',
    row: line({ validUntil: '2027-02-30' }),
    field: '注册有效期',
    reason: /这一天不存在/,
  },
  { what: 'not a date', row: line({ validUntil: '明年' }), field: '注册有效期', reason: /不是可以识别的日期/ },
  {
    what: 'day and month swapped about',
    row: line({ validUntil: '05/04/2027' }),
    field: '注册有效期',
    reason: /看不出哪个是月/,
  },
  { what: 'unknown status', row: line({ status: '待定' }), field: '注册状态', reason: /不认识/ },
  { what: 'more cells than columns', row: raw({}, /$/, ',多,出'), field: '整行', reason: /多于表头/ },
  {
    what: 'a 10 MB cell',
    row: raw({}, /^/, `"${'大'.repeat(10_000_000)}`).replace('大人员', '大"人员'),
    field: '整行',
    reason: /超过 100 万字/,
  },
];

test('a CSV in GB18030 with every kind of broken row: the good are imported, each bad one is listed', async () => {
  const good: RegistrationLine[] = Array.from({ length: 150 }, (_, at) => ({
    serial: at + 1,
    enterprise: 1 + (at % 4),
  }));
  const header = REGISTRATION_HEADER.replace('注册专业', ' 注册专业* ').replace(
    '注册号（执业印章号）',
    '"注册号\n(执业印章号)"',
  );
  const lines = ['注册人员名单（二〇二六年）', header, ...good.map(registrationLine), ''];
  const expected: { what: string; line: number; field: string; reason: RegExp }[] = [];
  // The header takes two lines.
  const lineNumber = () => lines.length + 2;
  for (const { what, row, field, reason } of BROKEN) {
    expected.push({ what, line: lineNumber(), field, reason });
    lines.push(typeof row === 'string' ? row : registrationLine(row));
  }
  expected.push({
    what: 'same certificate, other content',
    line: lineNumber(),
    field: '注册编号',
    reason: /第 4 行是同一注册证书/,
  });
  lines.push(registrationLine({ serial: 1, enterprise: 1, validUntil: '2026-12-31' }));
  expected.push({
    what: 'same ID number, other name',
    line: lineNumber(),
    field: '身份证号',
    reason: /第 5 行的身份证号相同/,
  });
  lines.push(registrationLine({ ...line({}), idNumber: syntheticIdNumber(2), name: '别人' }));
  lines.push(registrationLine({ serial: 3, enterprise: 3 }), '');
  const bytes = encodeGb18030(lines.join('\r\n'));
  const summary = await intake.load('registrations', bytes, { name: '名单.csv' });
  const found = await listQuarantine(intake.database.pool, {});
  for (const each of expected) {
    const row = found.find((candidate) => candidate.line === each.line);
    expect(row?.field, each.what).toBe(each.field);
    expect(row?.reason, each.what).toMatch(each.reason);
  }
  expect(found).toHaveLength(expected.length);
  expect(expected.length).toBeGreaterThanOrEqual(30);
  expect(summary).toMatchObject({ status: 'applied', added: 150, quarantined: expected.length });
  const stored = await intake.rows('select distinct name from practitioner where name like $1', ['人员%']);
  expect(stored).toHaveLength(150);
});

/** GB18030 has no encoder in Node: the characters used here are looked up through the decoder, two bytes each. */
function encodeGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  const bytes = Buffer.alloc(text.length * 2);
  let length = 0;
  for (const char of text) {
    const code = char.charCodeAt(0);
    const pair = code < 0x80 ? [code] : table.get(char);
    if (pair === undefined) throw new Error(`not in GB18030's two-byte part: ${char}`);
    for (const byte of pair) bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

test('a workbook as offices make them: title, empty first sheet, merged blocks, dates, formulas, errors, damaged numbers', async () => {
  const header: SheetCell[] = [
    '序号',
    '企业名称',
    '统一社会信用代码',
    '姓名',
    '身份证号',
    '注册类别',
    '执业印章号',
    '注册专业',
    '注册日期',
    '有效期至',
  ];
  const person = (serial: number): SheetCell[] => [
    `人员${serial}`,
    syntheticIdNumber(serial),
    '二级注册建造师',
    syntheticSeal(serial),
    '建筑工程',
  ];
  const days: SheetCell[] = [
    { number: '45427', style: 'date' },
    { number: '46521', style: 'chinese-date' },
  ];
  const rows: SheetCell[][] = [
    ['某市注册人员汇总表'],
    header,
    ['1', nameOf(1), syntheticUscc(1), ...person(1), ...days],
    ['2', '', '', ...person(2), ...days],
    ['3', '', '', ...person(3), ...days],
    ['4', nameOf(2), syntheticUscc(2), ...person(4), ...days],
    ['5', nameOf(2), syntheticUscc(2), '人员5', { number: '990000198001010000' }, ...person(5).slice(2), ...days],
    ['6', nameOf(2), { formula: 'C3', value: syntheticUscc(2) }, ...person(6), ...days],
    ['7', nameOf(2), syntheticUscc(2), { error: '#N/A' }, ...person(7).slice(1), ...days],
    ['8', nameOf(2), syntheticUscc(2), ...person(8), { formula: 'TODAY()', value: '2024-05-15' }, { number: '46521' }],
    ['9', nameOf(2), syntheticUscc(2), ...person(9), days[0] ?? '', { number: '60.5', style: 'date' }],
    ['10', '', '', ...person(10), ...days],
  ];
  const file = `${intake.folder}/汇总.xlsx`;
  await writeWorkbook(file, [
    { name: 'Sheet1', rows: [] },
    { name: '人员', rows, merges: ['A1:J1', 'B3:B5', 'C3:C5'] },
  ]);
  const summary = await importFile({ entity: 'registrations', files: [file], feed: 'test' }, intake.environment);
  const found = await listQuarantine(intake.database.pool, {});
  expect(found.map(({ line: at, field }) => [at, field])).toEqual([
    [7, '身份证号'],
    [8, '统一社会信用代码'],
    [9, '姓名'],
    [12, '统一社会信用代码'],
  ]);
  expect(found.map((row) => row.reason.slice(0, 12))).toMatchObject(
    [/存成了数字/, /公式/, /错误值/, /缺少聘用企业/].map((form) => expect.stringMatching(form)),
  );
  expect(summary).toMatchObject({ added: 6, quarantined: 4 });
  const stored = await intake.rows<{ uscc: string; n: number }>(
    `select e.uscc, count(*) as n from registration r join enterprise e on e.id = r.enterprise_id
     where r.registered_on = '2024-05-15' group by 1 order by 1`,
  );
  expect(stored).toEqual([
    { uscc: syntheticUscc(1), n: 3 },
    { uscc: syntheticUscc(2), n: 3 },
  ]);
});

test('what is not a register is refused as a whole, with what to do', async () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['a.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /另存为 \.xlsx 或 CSV/],
    ['b.xlsx', 'not a zip', /不是工作簿/],
    ['c.csv', '', /空文件/],
    ['d.csv', '甲,乙\n1,2\n', /没有找到表头/],
    ['e.csv', `${REGISTRATION_HEADER}\n"没有闭合,\n`, /引号没有闭合/],
    ['f.zip', Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.alloc(50)]), /无法打开/],
    ['g.json', '[{}]', /NDJSON/],
    ['h.xml', '<!DOCTYPE a [<!ENTITY b "c">]><ResultSet><a>&b;</a></ResultSet>', /DOCTYPE/],
  ];
  for (const [name, content, reason] of cases) {
    await expect(intake.load('registrations', content, { name }), name).rejects.toThrow(reason);
  }
  expect(await intake.rows('select id from registration')).toEqual([]);
  expect(await intake.rows(`select tablename from pg_tables where schemaname = 'intake_staging'`)).toEqual([]);
});

test('rows of the other kinds: qualifications, enterprises, projects', async () => {
  const quarantined = async () =>
    (await listQuarantine(intake.database.pool, {})).map(({ line: at, field }) => [at, field]);
  await intake.load(
    'qualifications',
    [
      '统一社会信用代码,证书编号,资质名称,发证日期,证书有效期,发证机关等级',
      `${syntheticUscc(1)},D345000010,登月工程施工总承包一级,2024-01-01,2028-01-01,市级`,
      `${syntheticUscc(1)},D545000010,建筑工程施工总承包三级,2024-01-01,2028-01-01,市级`,
      `${syntheticUscc(1)},D345000010,建筑工程施工总承包三级,2024-01-01,2028-01-01,球级`,
      `${syntheticUscc(9)},D345000028,建筑工程施工总承包三级,2024-01-01,2028-01-01,市级`,
      `${syntheticUscc(1)},D345000010,建筑工程施工总承包三级,2027-01-01,2028-01-01,市级`,
      `${syntheticUscc(1)},D345000010,建筑工程施工总承包三级,2024-01-01,2028-01-01,市级`,
      `${syntheticUscc(2)},D345000010,建筑工程施工总承包三级,2024-01-01,2028-01-01,市级`,
    ].join('\n'),
  );
  expect(await quarantined()).toEqual([
    [2, '资质名称'],
    [3, '证书编号'],
    [5, '统一社会信用代码'],
    [6, '资质名称'],
    [8, '证书编号'],
  ]);
  expect(await intake.rows('select key from qualification')).toEqual([{ key: 'D101C' }]);
  await intake.rows('delete from quarantine_row');
  await intake.load(
    'enterprises',
    `企业名称,统一社会信用代码,属地,企业类型\n某某公司,12345678-8,南宁市,建筑业\n,${syntheticUscc(7)},南宁市,建筑业\n某某公司,${syntheticUscc(8)},桃花源,建筑业\n某某公司,${syntheticUscc(8)},南宁市,炼金业`,
  );
  expect(await quarantined()).toEqual([
    [2, '统一社会信用代码'],
    [3, '企业名称'],
    [5, '统一社会信用代码'],
  ]);
});
