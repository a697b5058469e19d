import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFile } from '#features/intake/commands.ts';
import { listQuarantine } from '#features/intake/queries.ts';
import { hashIdNumber } from '#platform/identity-numbers.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import {
  enterprisesCsv,
  type Intake,
  nameOf,
  openIntake,
  REGISTRATION_HEADER,
  registrationLine,
  registrationsCsv,
} from './import-support.ts';

let intake: Intake;

beforeEach(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(4));
});

afterEach(() => intake.close());

const people = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => ({ serial: from + at, enterprise: 1 + ((from + at) % 4) }));

interface StoredRegistration {
  key: string;
  enterprise_id: number;
  practitioner_id: number;
  specialties: number;
  registered_on: string;
  valid_until: string;
  insurance: number;
  known_from: Date;
  known_to: Date | null;
}

const registrations = (where = 'true') =>
  intake.rows<StoredRegistration>(`select * from registration where ${where} order by key, known_from`);

describe('importing again', () => {
  test('the same file changes nothing', async () => {
    const csv = registrationsCsv(people(40));
    expect(await intake.load('registrations', csv)).toMatchObject({ read: 40, added: 40, changed: 0, unchanged: 0 });
    const before = await registrations();
    await intake.rows('delete from recheck_request');
    expect(await intake.load('registrations', csv)).toMatchObject({ added: 0, changed: 0, unchanged: 40, ended: 0 });
    expect(await registrations()).toEqual(before);
    expect(await intake.rows('select * from recheck_request')).toEqual([]);
    expect(await intake.load('enterprises', enterprisesCsv(4))).toMatchObject({ added: 0, changed: 0, unchanged: 4 });
  });

  test('qualifications and projects are the same the second time', async () => {
    const qualifications = [
      '统一社会信用代码,资质证书号,资质名称,发证日期,证书有效期,发证机关',
      `${syntheticUscc(1)},D345000010,"建筑工程施工总承包叁级;市政公用工程施工总承包三级",2024-01-01,2028-12-31,某市行政审批局`,
      `${syntheticUscc(2)},D245000013,公路交通工程专业承包一级,2024-01-01,长期,`,
    ].join('\n');
    expect(await intake.load('qualifications', qualifications)).toMatchObject({ read: 2, added: 3, quarantined: 0 });
    expect(await intake.load('qualifications', qualifications)).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    expect(await intake.rows('select key, standard_row, level from qualification order by key')).toEqual([
      { key: 'D101C', standard_row: 'GC-01-3', level: '三级' },
      { key: 'D110C', standard_row: 'GC-10-3', level: '三级' },
      { key: 'D218A', standard_row: null, level: '一级' },
    ]);
    expect(await intake.rows('select number, authority_level, valid_until from certificate order by number')).toEqual([
      { number: 'D245000013', authority_level: 'province', valid_until: null },
      { number: 'D345000010', authority_level: 'city', valid_until: '2028-12-31' },
    ]);
    const projects = `项目编号,项目名称,项目属地,施工单位统一社会信用代码,数据等级\n4501032401010001,某某学校,南宁市青秀区,${syntheticUscc(1)},b`;
    expect(await intake.load('projects', projects)).toMatchObject({ added: 1, quarantined: 0 });
    expect(await intake.load('projects', projects)).toMatchObject({ added: 0, unchanged: 1 });
    expect(await intake.rows('select division_code, data_level from project')).toEqual([
      { division_code: '450103', data_level: 'B' },
    ]);
  });

  test('a dry run reports and leaves nothing', async () => {
    const csv = registrationsCsv(people(5));
    expect(await intake.load('registrations', csv, { dryRun: true })).toMatchObject({ status: 'dry-run', added: 5 });
    expect(await registrations()).toEqual([]);
    expect(await intake.rows(`select id from import_file where entity = 'registrations'`)).toEqual([]);
  });
});

test('a second registration elsewhere re-checks the first employer too: the person now counts in neither', async () => {
  await intake.load('registrations', registrationsCsv([{ serial: 1, enterprise: 1 }]));
  await intake.rows('delete from recheck_request');
  await intake.load(
    'registrations',
    registrationsCsv([{ serial: 1, enterprise: 2, seal: syntheticSeal(900), idNumber: syntheticIdNumber(1) }]),
  );
  const held = await registrations();
  expect(held.filter((row) => row.known_to === null)).toHaveLength(2);
  const asked = await intake.rows<{ enterprise_id: number }>('select enterprise_id from recheck_request order by 1');
  expect(asked.map((row) => row.enterprise_id)).toEqual(held.map((row) => row.enterprise_id).sort());
});

test('a person who moves closes the old row, and both enterprises are re-checked', async () => {
  await intake.load('registrations', registrationsCsv([{ serial: 1, enterprise: 1 }]));
  await intake.rows('delete from recheck_request');
  expect(await intake.load('registrations', registrationsCsv([{ serial: 1, enterprise: 2 }]))).toMatchObject({
    added: 0,
    changed: 1,
  });
  const [old, now, ...others] = await registrations();
  expect(others).toEqual([]);
  expect(old?.known_to).toEqual(now?.known_from);
  expect(now?.known_to).toBeNull();
  expect(now?.practitioner_id).toBe(old?.practitioner_id);
  expect(now?.enterprise_id).not.toBe(old?.enterprise_id);
  const asked = await intake.rows<{ enterprise_id: number }>('select enterprise_id from recheck_request order by 1');
  expect(asked.map((row) => row.enterprise_id)).toEqual([old?.enterprise_id, now?.enterprise_id].sort());
});

describe('three shapes are one row (formats §3)', () => {
  const seal = syntheticSeal(9);
  const shapes: Readonly<Record<string, { name: string; content: string }>> = {
    'one row per specialty': {
      name: 'a.csv',
      content: [
        REGISTRATION_HEADER,
        registrationLine({ serial: 9, enterprise: 1, specialties: '建筑工程' }),
        registrationLine({ serial: 9, enterprise: 1, specialties: '市政公用工程' }),
      ].join('\n'),
    },
    'joined by commas': {
      name: 'b.ndjson',
      content: JSON.stringify({
        personName: '人员9',
        IDCARD: syntheticIdNumber(9),
        corpName: nameOf(1),
        zclbName: '注册建造师（二级）',
        regZyName: '市政公用工程,建筑工程',
        sealCode: seal,
        regSdate: Date.UTC(2024, 4, 14, 16),
        regEdate: '2027-05-14',
        insurance: 'paid',
      }),
    },
    'columns 1–8': {
      name: 'c.csv',
      content: `PersonName,IDCard18,SpecialtyTypNum,StampNum,AwardDate,EffectDate,CorpCode,RegTradeTypeNum1,RegTradeTypeNum2,社保状态\n人员9,${syntheticIdNumber(9)},82,${seal},2024/5/15,2027年5月14日,${syntheticUscc(1)},10401001,10401010,正常`,
    },
  };

  test('whichever comes first, the others change nothing', async () => {
    const seen: unknown[] = [];
    for (const first of Object.keys(shapes)) {
      await intake.rows('truncate registration, practitioner cascade');
      for (const name of [first, ...Object.keys(shapes).filter((other) => other !== first)]) {
        const shape = shapes[name];
        if (shape === undefined) throw new Error(name);
        const summary = await intake.load('registrations', shape.content, { name: shape.name });
        expect(summary, name).toMatchObject({ quarantined: 0, added: name === first ? 1 : 0, changed: 0 });
      }
      const stored = await registrations();
      expect(stored).toHaveLength(1);
      seen.push(
        stored.map(({ key, specialties, registered_on, valid_until, insurance }) => [
          key,
          specialties,
          registered_on,
          valid_until,
          insurance,
        ]),
      );
    }
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await intake.rows('select id from practitioner')).toHaveLength(1);
  });
});

describe('a person is not doubled', () => {
  test('known by certificate first, by ID number later', async () => {
    const masked = registrationsCsv([{ serial: 3, enterprise: 1, idNumber: '990000********1234' }]);
    expect(await intake.load('registrations', masked)).toMatchObject({ added: 1, quarantined: 0 });
    expect(await intake.load('registrations', registrationsCsv([{ serial: 3, enterprise: 1 }]))).toMatchObject({
      changed: 1,
    });
    expect(await intake.load('registrations', masked)).toMatchObject({ unchanged: 1 });
    const stored = await intake.rows<{ known: boolean }>(
      'select id_number_hash is not null as known from practitioner',
    );
    expect(stored).toEqual([{ known: true }]);
  });

  test('ID numbers are stored neither in the registry nor in quarantine as they are', async () => {
    const idNumber = syntheticIdNumber(5);
    await intake.load(
      'registrations',
      registrationsCsv([
        { serial: 5, enterprise: 1 },
        { serial: 6, enterprise: 1, idNumber, validUntil: '2020-13-01', name: '人员5' },
      ]),
    );
    for (const table of ['practitioner', 'quarantine_row', 'import_file', 'audit_entry']) {
      const rows = await intake.rows<{ text: string }>(`select t::text as text from ${table} t`);
      expect(
        rows.some((row) => row.text.includes(idNumber)),
        table,
      ).toBe(false);
    }
  });
});

describe('a full feed', () => {
  test('ends what is absent, of that feed only', async () => {
    await intake.load('registrations', registrationsCsv(people(30)), { feed: 'a', extent: 'full' });
    await intake.load('registrations', registrationsCsv(people(5, 101)), { feed: 'b', extent: 'full' });
    const summary = await intake.load('registrations', registrationsCsv(people(28)), { feed: 'a', extent: 'full' });
    expect(summary).toMatchObject({ status: 'applied', ended: 2, unchanged: 28 });
    expect(await registrations('known_to is null')).toHaveLength(33);
  });

  test('that would end an implausible share is held, and released by name', async () => {
    await intake.load('registrations', registrationsCsv(people(30)), { extent: 'full' });
    const before = await registrations();
    const half = registrationsCsv(people(15));
    const held = await intake.load('registrations', half, { extent: 'full' });
    expect(held).toMatchObject({ status: 'held' });
    expect(held.heldReasons.join()).toContain('将注销 15 条');
    expect(await registrations()).toEqual(before);
    const release = { by: '李某', reason: '省厅已确认批量注销' };
    expect(await intake.load('registrations', half, { extent: 'full', release })).toMatchObject({
      status: 'applied',
      ended: 15,
    });
    const audit = await intake.rows(
      `select actor, content ->> 'reason' as reason from audit_entry where action = 'import-release'`,
    );
    expect(audit).toEqual([{ actor: '李某', reason: '省厅已确认批量注销' }]);
  });

  test('does not end what a refused row confirms, nor anything while refused rows cannot be told', async () => {
    await intake.load('registrations', registrationsCsv(people(30)), { extent: 'full' });
    const readable = people(30).map((each, at) => (at === 29 ? { ...each, validUntil: '2027-02-30' } : each));
    expect(await intake.load('registrations', registrationsCsv(readable), { extent: 'full' })).toMatchObject({
      ended: 0,
      quarantined: 1,
      unchanged: 29,
    });
    const unreadable = people(29).map((each, at) => (at === 28 ? { ...each, seal: '不清楚' } : each));
    expect(await intake.load('registrations', registrationsCsv(unreadable), { extent: 'full' })).toMatchObject({
      ended: 0,
      spared: 2,
    });
  });

  test('a file of which too much is refused is held', async () => {
    const bad = people(30).map((each, at) => (at < 10 ? { ...each, idNumber: '990000198001010000' } : each));
    const held = await intake.load('registrations', registrationsCsv(bad));
    expect(held.status).toBe('held');
    expect(await registrations()).toEqual([]);
    expect(await intake.rows('select id from quarantine_row')).toHaveLength(10);
  });
});

test('a cancelled registration ends, an incremental absence does not', async () => {
  await intake.load('registrations', registrationsCsv(people(3)));
  expect(
    await intake.load('registrations', registrationsCsv([{ serial: 1, enterprise: 2, status: '注销' }])),
  ).toMatchObject({ ended: 1 });
  expect(await registrations('known_to is null')).toHaveLength(2);
});

test('contacts keep their history (GX24-5.1b)', async () => {
  const csv = (phone: string) =>
    `企业名称,统一社会信用代码,属地,联系人,联系电话\n${nameOf(1)},${syntheticUscc(1)},450103,某某,${phone}`;
  await intake.load('enterprises', csv('0771-5550001'));
  await intake.load('enterprises', csv('0771-5550002'));
  await intake.load('enterprises', csv('0771-5550002'));
  const contacts = await intake.rows(
    'select phone, known_to is null as current from enterprise_contact order by known_from',
  );
  expect(contacts).toEqual([
    { phone: '0771-5550001', current: false },
    { phone: '0771-5550002', current: true },
  ]);
});

test('a killed import leaves nothing, and the next one clears up and completes', async () => {
  const lines = people(60_000);
  const file = await intake.file('killed.csv', registrationsCsv(lines));
  const script = path.join(import.meta.dirname, 'import-child.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, intake.database.url, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = once(child.stdout, 'data');
  await said;
  child.kill('SIGKILL');
  await once(child, 'exit');
  // A loaded server takes a moment to notice that its client is gone; until then the staging is the dead import's.
  await expect
    .poll(
      () =>
        intake.rows(
          `select 1 from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database() where l.locktype = 'advisory'`,
        ),
      { timeout: 30_000 },
    )
    .toEqual([]);
  expect(await registrations()).toEqual([]);
  expect(await intake.rows('select id from quarantine_row')).toEqual([]);
  const summary = await importFile({ entity: 'registrations', files: [file], feed: 'test' }, intake.environment);
  expect(summary).toMatchObject({ status: 'applied', added: 60_000 });
  const left = await intake.rows(`select tablename from pg_tables where schemaname = 'intake_staging'`);
  expect(left).toEqual([]);
  const states = await intake.rows(`select status from import_file where entity = 'registrations' order by id`);
  expect(states).toEqual([{ status: 'refused' }, { status: 'applied' }]);
});

test('where the folder of rejected rows takes no file, the import stands and says where the rows are', async () => {
  const folder = await intake.file('not-a-folder', '');
  const summary = await importFile(
    {
      entity: 'registrations',
      files: [
        await intake.file(
          'one-bad.csv',
          registrationsCsv([
            { serial: 1, enterprise: 1, validUntil: '2027-02-30' },
            { serial: 2, enterprise: 1 },
          ]),
        ),
      ],
      feed: 'test',
    },
    { ...intake.environment, dataFolder: folder },
  );
  expect(summary).toMatchObject({ status: 'applied', added: 1, quarantined: 1, rejectedFile: null });
  expect(summary.rejectedFileProblem).toContain('not-a-folder');
  expect(await intake.rows('select status from quarantine_row')).toEqual([{ status: 'waiting' }]);
});

test('a corrected row is replayed and settles its quarantine row', async () => {
  const { replayQuarantine, dismissQuarantineRow } = await import('#features/intake/commands.ts');
  const summary = await intake.load(
    'registrations',
    registrationsCsv([
      { serial: 1, enterprise: 1, validUntil: '2027-02-30' },
      { serial: 2, enterprise: 1, specialties: '不存在的专业' },
      { serial: 3, enterprise: 1 },
    ]),
    { feed: 'province' },
  );
  expect(summary).toMatchObject({ added: 1, quarantined: 2 });
  const exported = await readFile(summary.rejectedFile ?? '', 'utf8');
  expect(exported).not.toContain(syntheticIdNumber(1));
  const corrected = await intake.file('corrected.csv', exported.replaceAll('2027-02-30', '2027-02-28'));
  expect(await replayQuarantine(corrected, '王某', intake.environment)).toMatchObject({ added: 1, quarantined: 1 });
  const rows = await intake.rows<{ id: number; status: string }>(
    'select id, status, settled_by from quarantine_row order by line',
  );
  expect(rows).toMatchObject([{ status: 'replayed', settled_by: '王某' }, { status: 'waiting' }]);
  const [stored] = await intake.rows<{ feed: string; name: string }>(
    `select r.feed, p.name from registration r join practitioner p on p.id = r.practitioner_id
     where r.seal_number = $1 and p.id_number_hash is not null`,
    [syntheticSeal(1)],
  );
  expect(stored).toEqual({ feed: 'province', name: '人员1' });
  const id = rows[1]?.id ?? 0;
  expect(await dismissQuarantineRow({ id, by: '王某', reason: '来源已更正' }, intake.environment)).toBe(true);
  expect(await dismissQuarantineRow({ id, by: '李某', reason: '再来一次' }, intake.environment)).toBe(false);
  // Why stands with the row: the province cannot read the audit.
  expect(await listQuarantine(intake.environment.pool, { status: 'dismissed' })).toMatchObject([
    { id, settledBy: '王某', settledReason: '来源已更正' },
  ]);
});

test('GX21-A1: of the legal representative’s number a digest stands beside the name it came with; masked, contradictory or of another name it proves nothing', async () => {
  const [one, two] = [syntheticIdNumber(1), syntheticIdNumber(2)];
  const stored = () =>
    intake.rows<{ name: string; hash: Buffer }>(
      `select r.name, r.id_hash as hash from enterprise_representative r join enterprise e on e.id = r.enterprise_id where e.uscc = $1`,
      [syntheticUscc(1)],
    );
  const load = (...lines: readonly (readonly [representative: string, number: string])[]) =>
    intake.load(
      'enterprises',
      `统一社会信用代码,企业名称,企业注册属地,法定代表人,法定代表人证件号码\n${lines
        .map(([representative, number]) => `${syntheticUscc(1)},${nameOf(1)},450103,${representative},${number}`)
        .join('\n')}`,
    );
  expect(await load(['演某', one])).toMatchObject({ quarantined: 0 });
  expect(await stored()).toEqual([{ name: '演某', hash: hashIdNumber(one, intake.keys) }]);
  await load(['演某', `${one.slice(0, 4)}**********${one.slice(-4)}`]);
  expect(await stored()).toMatchObject([{ name: '演某' }]);
  await load(['演二', two], ['演二', one]);
  expect(await stored()).toMatchObject([{ name: '演某' }]);
  await load(['演二', two]);
  expect(await stored()).toEqual([{ name: '演二', hash: hashIdNumber(two, intake.keys) }]);
});
