import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '#features/intake/commands.ts';
import { faultWords, listQuarantine, standingDoubts } from '#features/intake/queries.ts';
import { SheetsToChoose } from '#features/intake/schema.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { writeWorkbook } from '#tests/load/xlsx-writer.ts';
import {
  enterprisesCsv,
  type Intake,
  openIntake,
  REGISTRATION_HEADER,
  registrationLine,
  registrationsCsv,
} from './import-support.ts';

let intake: Intake;
beforeAll(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(3));
});
afterAll(() => intake.close());

const last = async () => (await listQuarantine(intake.database.pool, { limit: 10_000 })).at(-1);
const trial = (csv: string, options = {}) =>
  intake.load('registrations', csv, { dryRun: true, rejectedFile: null, ...options });

describe('a refusal names the cell as the user sees it', () => {
  it('row, column letter, heading, what was read, what would be taken, with an example', async () => {
    await intake.load(
      'registrations',
      `某厅名单\n${registrationsCsv([{ serial: 1, enterprise: 1, validUntil: '2027-02-30' }])}`,
    );
    const row = await last();
    expect(row?.cells).toEqual([
      {
        field: '注册有效期',
        sheet: null,
        row: 3,
        column: 'H',
        heading: '有效期至',
        read: '2027-02-30',
        reason: '“2027-02-30”这一天不存在，请核对后重新填写。',
        accepts: '注册有效期的最后一天',
        example: '2028-05-01',
      },
    ]);
    expect(row?.cells.map(faultWords)).toEqual([
      '第 3 行 H 列“有效期至”，读到“2027-02-30”：“2027-02-30”这一天不存在，请核对后重新填写。可填：注册有效期的最后一天，如 2028-05-01。',
    ]);
  });

  it('every fault of a row has its own cell; an identity number is masked', async () => {
    await intake.load(
      'registrations',
      registrationsCsv([{ serial: 2, enterprise: 1, idNumber: '990000198001010011', type: '注册炼丹师' }]),
    );
    const row = await last();
    expect(row?.cells.map(({ field, column, read }) => [field, column, read])).toEqual([
      ['注册类别', 'D', '注册炼丹师'],
      ['身份证号', 'B', '990*************11'],
    ]);
  });

  it('a fault that only the register shows has its cell too', async () => {
    await intake.load('registrations', registrationsCsv([{ serial: 3, enterprise: 99 }]));
    expect((await last())?.cells).toMatchObject([
      { field: '统一社会信用代码', column: 'C', heading: '统一社会信用代码', read: syntheticUscc(99), row: 2 },
    ]);
  });

  it('on one of several sheets, the sheet is named', async () => {
    const file = `${intake.folder}/几张.xlsx`;
    const head = REGISTRATION_HEADER.split(',');
    const line = (serial: number, changes = {}) => registrationLine({ serial, enterprise: 1, ...changes }).split(',');
    await writeWorkbook(file, [
      { name: '甲县', rows: [head, line(10)] },
      {
        name: '乙县',
        rows: [head, line(11), line(12, { validUntil: '明年' }), line(10, { insurance: '异常' })],
      },
    ]);
    const summary = await importFile({ entity: 'registrations', files: [file], feed: 'test' }, intake.environment);
    expect(summary).toMatchObject({ added: 2, quarantined: 2 });
    const rows = (await listQuarantine(intake.database.pool, { limit: 10_000 })).slice(-2);
    expect(rows.map(({ cells }) => cells[0]).sort((a, b) => (a?.row ?? 0) - (b?.row ?? 0))).toMatchObject([
      { sheet: '乙县', row: 3, column: 'H' },
      { sheet: '乙县', row: 4, reason: expect.stringContaining('工作表“甲县”第 2 行') },
    ]);
  });

  it('a row that could not be told apart into cells says what a row is', async () => {
    await intake.load(
      'registrations',
      `${REGISTRATION_HEADER}\n${registrationLine({ serial: 20, enterprise: 1 })},多,出`,
    );
    expect((await last())?.cells).toMatchObject([{ field: '整行', row: 2, example: expect.stringContaining('姓名') }]);
  });
});

describe('sheets under different headers', () => {
  it('are asked about, by name and number of rows; the one that is named is read, the rest is named in the report', async () => {
    const file = `${intake.folder}/两样.xlsx`;
    const person = (serial: number) => registrationLine({ serial, enterprise: 1 }).split(',');
    await writeWorkbook(file, [
      { name: '建造师', rows: [REGISTRATION_HEADER.split(','), person(30), person(31)] },
      {
        name: '通讯录',
        rows: [
          ['姓名', '聘用企业', '身份证号'],
          ['演某', '某公司', syntheticIdNumber(32)],
        ],
      },
    ]);
    const request = { entity: 'registrations' as const, files: [file], feed: 'test' };
    const asked = await importFile(request, intake.environment).catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(SheetsToChoose);
    expect(asked instanceof SheetsToChoose ? asked.choices : []).toEqual([
      { name: '建造师', rows: 2 },
      { name: '通讯录', rows: 1 },
    ]);
    const summary = await importFile({ ...request, sheet: '建造师' }, intake.environment);
    expect(summary).toMatchObject({ added: 2 });
    expect(summary.reading.sheets).toMatchObject([
      { name: '建造师', read: true },
      { name: '通讯录', read: false, why: 'not-asked-for', rows: 1 },
    ]);
  });
});

describe('the same reason is one, with one act for all', () => {
  const many = (status: string) =>
    registrationsCsv(Array.from({ length: 12 }, (_, at) => ({ serial: 40 + at, enterprise: 1, status })));

  it('312 rows of one reason are one line, whatever stands in them', async () => {
    const lines = Array.from({ length: 312 }, (_, at) => ({
      serial: 60 + at,
      enterprise: 1,
      validUntil: `2027-02-${30 + (at % 2)}`,
    }));
    const { refusals } = await trial(registrationsCsv(lines));
    expect(refusals).toMatchObject([
      { field: '注册有效期', rows: 312, lines: [2, 3, 4, 5, 6], read: null, sample: { column: 'H' } },
    ]);
  });

  it('where the same stands in all of them it is read as something else in all', async () => {
    expect((await trial(many('待定'))).refusals).toMatchObject([{ field: '注册状态', rows: 12, read: '待定' }]);
    const unified = [{ field: '注册状态', from: '待定', to: '有效' }];
    expect(await trial(many('待定'), { unified })).toMatchObject({ quarantined: 0, added: 12 });
  });

  it('a blank is filled in for all rows', async () => {
    const csv = registrationsCsv([50, 51].map((serial) => ({ serial, enterprise: 1, type: '' })));
    expect((await trial(csv)).refusals).toMatchObject([{ field: '注册类别', rows: 2, read: '' }]);
    expect(await trial(csv, { unified: [{ field: '注册类别', from: '', to: '二级注册建造师' }] })).toMatchObject({
      quarantined: 0,
      added: 2,
    });
  });
});

describe('a secondary field never sinks the row', () => {
  const enterprise = (changes: Readonly<Record<string, string>>) => {
    const row = {
      企业名称: '演示次要建设有限公司',
      统一社会信用代码: syntheticUscc(70),
      企业注册属地: '450103',
      ...changes,
    };
    return `${Object.keys(row).join(',')}\n${Object.values(row)
      .map((each) => `"${each}"`)
      .join(',')}`;
  };
  const doubts = async () =>
    (await standingDoubts(intake.database.pool, { limit: 100 }))
      .filter(({ key }) => key === syntheticUscc(70))
      .map(({ cell }) => [cell.field, cell.read]);

  it.each([
    ['联系电话', '见附件'],
    ['联系邮箱', '无邮箱@'],
    ['成立日期', '2015-02-30'],
    ['成立日期', '2099-01-01'],
    ['企业类型', '炼金业'],
    ['企业注册属地', '桃花源'],
    ['联系人', '演\u0007某'],
    ['法定代表人', '#REF!'],
    ['注册资本（万元）', '#N/A'],
  ])(
    '%s “%s”: the enterprise comes in, the field is on the list, and a later row in order takes it off',
    async (field, text) => {
      expect(await intake.load('enterprises', enterprise({ [field]: text }))).toMatchObject({
        quarantined: 0,
        doubtful: 1,
      });
      expect((await doubts()).map(([name]) => name)).toEqual([field]);
      expect(await intake.load('enterprises', enterprise({}))).toMatchObject({ quarantined: 0, doubtful: 0 });
      expect(await doubts()).toEqual([]);
    },
  );

  it('of a registration: insurance, day of registration, day of birth; the certificate counts on', async () => {
    const csv = registrationsCsv([{ serial: 400, enterprise: 1, insurance: '也许', registeredOn: '2099-01-01' }]);
    expect(await intake.load('registrations', csv)).toMatchObject({ added: 1, quarantined: 0, doubtful: 1 });
    const found = await intake.rows(
      "select field, enterprise_id is not null as owned, division_code from field_doubt where entity = 'registrations' order by field",
    );
    expect(found).toEqual([
      { field: '注册日期', owned: true, division_code: '450103' },
      { field: '社保状态', owned: true, division_code: '450103' },
    ]);
    expect(
      await intake.rows('select registered_on, insurance from registration where key like $1', [
        `%${syntheticSeal(400).slice(1)}`,
      ]),
    ).toEqual([{ registered_on: null, insurance: 0 }]);
  });
});
