import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFile, releaseHeldImport } from '#features/intake/commands.ts';
import { kindOf, specialtyNames } from '#law/standards/index.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { enterprisesCsv, type Intake, openIntake, REGISTRATION_HEADER, registrationLine } from './import-support.ts';

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(2));
});
afterEach(() => intake.close());

interface Stored {
  readonly kind: number;
  readonly specialties: number;
  readonly registered_on: string | null;
  readonly valid_until: string | null;
  readonly specialty_from: (string | null)[] | null;
  readonly specialty_until: (string | null)[] | null;
}

/** `建筑工程 市政公用工程<2025-03-01 | 2028-05-01`: what the register holds, one text a certificate. */
async function register(): Promise<string[]> {
  const rows = await intake.rows<Stored>(
    `select kind, specialties, registered_on, valid_until, specialty_from::text[] as specialty_from, specialty_until::text[] as specialty_until
     from registration where known_to is null order by key`,
  );
  return rows.map((row) => {
    const names = specialtyNames(row.kind, row.specialties).map((name, at) => {
      const from = row.specialty_from?.[at] ?? null;
      const until = row.specialty_until?.[at] ?? null;
      return `${name}${from === null ? '' : `>${from}`}${until === null ? '' : `<${until}`}`;
    });
    expect(kindOf(row.kind)).toBeDefined();
    return `${names.join(' ')} | ${row.valid_until ?? '长期'}`;
  });
}

const DATED = ['建筑工程 市政公用工程<2025-03-01 | 2028-05-01'];
const HEAD = '姓名,身份证号,统一社会信用代码,注册类别,执业印章号';
const person = `人员1,${syntheticIdNumber(1)},${syntheticUscc(1)},二级注册建造师,${syntheticSeal(1)}`;
const given = {
  姓名: '人员1',
  身份证号: syntheticIdNumber(1),
  统一社会信用代码: syntheticUscc(1),
  注册类别: '二级注册建造师',
  执业印章号: syntheticSeal(1),
};

describe('each specialty has its own end, however the file says it', () => {
  test.each([
    [
      'one row each, the ended one first',
      `${HEAD},注册专业,注册有效期\n${person},市政公用工程,2025-03-01\n${person},建筑工程,2028-05-01`,
    ],
    [
      'one row each, the ended one last',
      `${HEAD},注册专业,注册有效期\n${person},建筑工程,2028-05-01\n${person},市政公用工程,2025-03-01`,
    ],
    ['in the cell', `${HEAD},注册专业\n${person},"建筑工程（有效期：2028-05-01）,市政公用工程（有效期：2025-03-01）"`],
    ['in the cell, half width', `${HEAD},注册专业\n${person},市政公用工程(2025/3/1)；建筑工程(2028/5/1)`],
    [
      'in the cell, the certificate beside it',
      `${HEAD},注册专业,注册有效期\n${person},建筑工程、市政公用工程（至2025年3月1日）,2028-05-01`,
    ],
    ['in the cell without brackets', `${HEAD},注册专业\n${person},建筑工程 2028-05-01 市政公用工程 2025-03-01`],
    [
      'in the cell, each behind a comma',
      `${HEAD},注册专业\n${person},"建筑工程，有效期至2028-05-01；市政公用工程，有效期至2025-03-01"`,
    ],
    [
      'column pairs 专业一',
      `${HEAD},专业一,有效期一,专业二,有效期二\n${person},建筑工程,2028-05-01,市政公用工程,2025-03-01`,
    ],
    [
      'column pairs 专业1有效期',
      `${HEAD},专业1,专业1有效期,专业2,专业2有效期\n${person},市政公用工程,2025.3.1,建筑工程,2028.5.1`,
    ],
    [
      'column pairs 注册专业1有效期至',
      `${HEAD},注册专业1,注册专业1有效期至,注册专业2,注册专业2有效期至,注册专业3,注册专业3有效期至\n${person},市政公用工程,2025-03-01,建筑工程,2028-05-01,,`,
    ],
    [
      'column pairs 第一专业',
      `${HEAD},第一专业,第一专业有效期,第二专业,第二专业有效期\n${person},建筑工程,2028-05-01,市政公用工程,2025-03-01`,
    ],
    [
      'column pairs 主项增项',
      `${HEAD},主项专业,主项专业有效期,增项专业,增项专业有效期\n${person},建筑工程,2028-05-01,市政公用工程,2025-03-01`,
    ],
    [
      'column pairs side by side',
      `${HEAD},专业,有效期至,专业,有效期至\n${person},市政公用工程,2025-03-01,建筑工程,2028-05-01`,
    ],
    [
      'one row each with a column of its own',
      `${HEAD},注册专业,专业有效期,有效期至\n${person},市政公用工程,2025-03-01,2028-05-01\n${person},建筑工程,2028-05-01,2028-05-01`,
    ],
    [
      'columns 1–8 of the 2014 standard',
      `${HEAD},RegTradeTypeNum1,ValidDate1,RegTradeTypeNum2,ValidDate2\n${person},10401001,2028-05-01,10401010,2025-03-01`,
    ],
  ])('%s', async (_name, csv) => {
    expect(await intake.load('registrations', csv)).toMatchObject({ added: 1, quarantined: 0 });
    expect(await register()).toEqual(DATED);
    expect(await intake.load('registrations', csv)).toMatchObject({ unchanged: 1, changed: 0 });
  });

  test.each([
    [
      'objects',
      {
        注册专业: [
          { specialty: '建筑工程', validUntil: '2028-05-01' },
          { specialty: '市政公用工程', validUntil: '2025-03-01' },
        ],
      },
    ],
    [
      'a name and an object',
      { specialties: ['建筑工程', { specialty: '市政公用工程', validUntil: '2025-03-01' }], validUntil: '2028-05-01' },
    ],
    [
      'objects in Chinese',
      {
        注册专业: [
          { 专业: '市政公用工程', 有效期: '2025-03-01' },
          { 专业: '建筑工程', 有效期: '2028-05-01' },
        ],
      },
    ],
    [
      'the keys of the message',
      {
        专业: [
          { RegMajorCode: '1507', RegMajorDesc: '', RegValidDate: '2025-03-01' },
          { RegMajorCode: '1501', RegValidDate: '2028-05-01' },
        ],
      },
    ],
    ['names as keys', { 注册专业: { 建筑工程: '2028-05-01', 市政公用工程: '2025-03-01' } }],
    ['texts with their days', { 注册专业: ['建筑工程（2028-05-01）', '市政公用工程（2025-03-01）'] }],
  ])('NDJSON: %s', async (_name, more) => {
    const line = JSON.stringify({ ...given, ...more });
    expect(await intake.load('registrations', line, { name: 'a.ndjson' })).toMatchObject({ added: 1, quarantined: 0 });
    expect(await register()).toEqual(DATED);
  });

  test('a range gives the beginning as well, and a certificate that nothing bounds runs from the first to the last', async () => {
    const csv = `${HEAD},注册专业\n${person},"建筑工程（2025-05-02至2028-05-01）,市政公用工程（2022-03-02至2025-03-01）"`;
    expect(await intake.load('registrations', csv)).toMatchObject({ added: 1, quarantined: 0 });
    expect(await register()).toEqual(['建筑工程>2025-05-02 市政公用工程<2025-03-01 | 2028-05-01']);
    expect(await intake.rows('select registered_on from registration')).toEqual([{ registered_on: '2022-03-02' }]);
  });

  test('a certificate ends before its specialties only where the file says so', async () => {
    const csv = `${HEAD},注册专业,注册有效期\n${person},建筑工程（2029-05-01）,2028-05-01`;
    expect(await intake.load('registrations', csv)).toMatchObject({ added: 1 });
    expect(await register()).toEqual(['建筑工程<2029-05-01 | 2028-05-01']);
  });

  test('a specialty said twice has the later end in any order, and the row with the earlier one is refused and names the other', async () => {
    const lines = ['建筑工程,2025-03-01', '市政公用工程,2027-03-01', '建筑工程,2028-05-01'].map(
      (end) => `${person},${end}`,
    );
    for (const order of [lines, [...lines].reverse()]) {
      await intake.rows('truncate registration, practitioner cascade');
      expect(await intake.load('registrations', [`${HEAD},注册专业,注册有效期`, ...order].join('\n'))).toMatchObject({
        added: 1,
        quarantined: 1,
      });
      expect(await register()).toEqual(['建筑工程 市政公用工程<2027-03-01 | 2028-05-01']);
      const [refused] = await intake.rows<{ line: number; reason: string }>(
        'select line, reason from quarantine_row order by id desc limit 1',
      );
      const lineOf = (end: string) => order.findIndex((line) => line.includes(end)) + 2;
      expect(refused?.line).toBe(lineOf('2025-03-01'));
      expect(refused?.reason).toContain(
        `与第 ${lineOf('2028-05-01')} 行是同一注册证书的同一专业，有效期却不同（2028-05-01、2025-03-01）`,
      );
    }
  });

  test('one row each, one of them cancelled: the other stands without it', async () => {
    const csv = `${HEAD},注册专业,注册有效期,注册状态\n${person},市政公用工程,2027-03-01,注销\n${person},建筑工程,2028-05-01,有效`;
    expect(await intake.load('registrations', csv)).toMatchObject({ added: 1, quarantined: 0 });
    expect(await register()).toEqual(['建筑工程 | 2028-05-01']);
  });

  test('days that cannot be read are refused with the specialty and what would be read', async () => {
    const csv = `${HEAD},注册专业\n${person},建筑工程（有效期：2028-13-01）`;
    const summary = await intake.load('registrations', csv, { dryRun: true });
    expect(summary.refusals?.[0]).toMatchObject({ field: '注册专业' });
    expect(summary.refusals?.[0]?.reason).toContain('“建筑工程”的有效期“有效期：2028-13-01”');
    expect(summary.refusals?.[0]?.reason).toContain('建筑工程（有效期：2028-05-01）');
  });
});

describe('what is known and what a file leaves unsaid', () => {
  const load = (csv: string) => intake.load('registrations', csv, { release: { by: '李某', reason: '已核对' } });

  test('a file that names no specialty leaves their days; one that names them under an end dates them', async () => {
    await load(
      `${HEAD},注册专业\n${person},建筑工程（2028-05-01）,市政公用工程（2027-03-01）`
        .replace('建筑工程（2028-05-01）,市', '"建筑工程（2028-05-01）,市')
        .concat('"'),
    );
    expect(await register()).toEqual(['建筑工程 市政公用工程<2027-03-01 | 2028-05-01']);
    await load(`${HEAD},有效期至\n${person},2029-05-01`);
    expect(await register()).toEqual(['建筑工程 市政公用工程<2027-03-01 | 2029-05-01']);
    await load(`${HEAD},注册专业\n${person},建筑工程、市政公用工程`);
    expect(await register()).toEqual(['建筑工程 市政公用工程<2027-03-01 | 2029-05-01']);
    await load(`${HEAD},注册专业,有效期至\n${person},建筑工程、市政公用工程,2029-05-01`);
    expect(await register()).toEqual(['建筑工程 市政公用工程 | 2029-05-01']);
    expect(await intake.rows('select count(*)::int as n from registration')).toEqual([{ n: 3 }]);
  });

  test('specialties that had ended already are listed to an official before they no longer count', async () => {
    const undated = [
      REGISTRATION_HEADER,
      ...[1, 2].map((serial) => registrationLine({ serial, enterprise: 1, specialties: '建筑工程,市政公用工程' })),
    ];
    await intake.load('registrations', undated.join('\n'));
    const before = await register();
    const dated = [
      REGISTRATION_HEADER,
      registrationLine({ serial: 1, enterprise: 1, specialties: '建筑工程,市政公用工程（2025-03-01）' }),
      registrationLine({ serial: 2, enterprise: 1, specialties: '建筑工程,市政公用工程（2026-12-01）' }),
    ].join('\n');
    const trial = await intake.load('registrations', dated, { dryRun: true });
    expect(trial.heldReasons.join()).toContain('市政公用工程至 2025-03-01');
    const held = await intake.load('registrations', dated, { name: 'held.csv' });
    expect(held).toMatchObject({ status: 'held' });
    expect(held.heldReasons.join()).toContain('人员1');
    expect(held.heldReasons.join()).not.toContain('人员2');
    expect(await register()).toEqual(before);
    const released = await releaseHeldImport(
      { importId: held.importId ?? 0, file: `${intake.folder}/held.csv`, by: '李某', reason: '已与注册中心核对' },
      intake.environment,
    );
    expect(released).toMatchObject({ status: 'applied', changed: 2 });
    expect(await register()).toEqual([
      '建筑工程 市政公用工程<2025-03-01 | 2027-05-14',
      '建筑工程 市政公用工程<2026-12-01 | 2027-05-14',
    ]);
    expect(await intake.load('registrations', dated)).toMatchObject({ status: 'applied', unchanged: 2 });
  });
});

test('the files as they came', async () => {
  const cases = 'tests/integration/specialty-files';
  await intake.load(
    'enterprises',
    '企业名称,统一社会信用代码,企业注册属地,企业类型\n广西演示专有限公司,91450103MA5KEAA61D,450103,建筑业企业',
  );
  for (const file of ['specialty-dates.xml', 'specialty-dates-expired-first.csv']) {
    await intake.rows('truncate registration, practitioner cascade');
    const place = await intake.file(file, await readFile(`${cases}/${file}`));
    const summary = await importFile({ entity: 'registrations', files: [place], feed: 'province' }, intake.environment);
    expect(summary).toMatchObject({ added: 1, quarantined: 0 });
    expect((await register()).map((text) => text.replaceAll(/>\d{4}-\d\d-\d\d/gu, ''))).toEqual(DATED);
  }
});
