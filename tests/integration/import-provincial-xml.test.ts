import { afterEach, beforeEach, expect, test } from 'vitest';
import { importFile } from '#features/intake/commands.ts';
import type { ImportRequest } from '#features/intake/schema.ts';
import { parseOrganisationCode } from '#law/identifiers/organisation-code.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { ZipWriter } from '#tests/load/zip-writer.ts';
import { type Intake, nameOf, openIntake } from './import-support.ts';

let intake: Intake;

beforeEach(async () => {
  intake = await openIntake();
});

afterEach(() => intake.close());

type Fields = Readonly<Record<string, string>>;

function node(name: string, fields: Fields): string {
  const inner = Object.entries(fields).map(([key, value]) => `<${key}>${value}</${key}>`);
  return `<${name}>${inner.join('')}</${name}>`;
}

function packet(records: readonly string[], last = true, status = '0', description = ''): string {
  const info = node('ReturnInfo', { Status: status, LastPacket: String(last), Description: description });
  return `<?xml version="1.0" encoding="UTF-8"?><ResultSet>${info}${records.join('')}</ResultSet>`;
}

const organisation = (serial: number) => `${syntheticUscc(serial).slice(8, 16)}-${syntheticUscc(serial).slice(16, 17)}`;

const enterprise = (serial: number, more: Fields = {}) =>
  node('TCorpBasicInfo', {
    CorpName: nameOf(serial),
    CorpCode: organisation(serial),
    OrganID: syntheticUscc(serial),
    ProvinceCode: '450000',
    CityCode: '450100',
    CountyCode: '450103',
    LegalMan: '某某',
    FoundDate: '2015-06-01',
    ...more,
  });

const certificate = (serial: number, code: string) =>
  node('TCorpCertInfo', {
    CertCode: code,
    OrganID: syntheticUscc(serial),
    CertType: '04',
    IssueLevel: '3',
    IssueDate: '2024-01-01',
    ValidDate: '2028-12-31',
    Status: '1',
  });

const qualification = (serial: number, code: string, more: Fields = {}) =>
  node('TCorpCertQual', {
    CertCode: code,
    CorpCode: organisation(serial),
    OrganID: syntheticUscc(serial),
    CertType: '04',
    TradeType: '104010',
    MajorType: '1040A010',
    TitleLevel: '13',
    Status: '1',
    UpdateDate: '2024-01-02',
    ...more,
  });

const registration = (serial: number, employer: number, more: Fields = {}) =>
  node('TPersonRegCert', {
    IDCardType: '身份证',
    IDCardNo: syntheticIdNumber(serial),
    PersonName: `人员${serial}`,
    RegType: '1512',
    RegNo: `0${serial}345678`.slice(0, 8),
    StampNo: syntheticSeal(serial),
    IssueDate: '',
    ValidDate: '2027-05-14',
    OrganID: syntheticUscc(employer),
    Status: '1',
    ...more,
  });

const major = (serial: number, code: string) =>
  node('TPersonRegMajor', {
    IDCardType: '1',
    IDCardNo: syntheticIdNumber(serial),
    PersonName: `人员${serial}`,
    RegType: '二级注册建造师',
    RegMajorCode: code,
    RegMajorDesc: '',
  });

async function load(entity: ImportRequest['entity'], packets: readonly string[], options: Partial<ImportRequest> = {}) {
  const files = await Promise.all(packets.map((content, at) => intake.file(`packet-${at}.xml`, content)));
  return importFile({ entity, files, feed: 'province', ...options }, intake.environment);
}

async function loadAll(): Promise<void> {
  await load('enterprises', [packet([enterprise(1), enterprise(2)])]);
  const held = [certificate(1, 'D345000010'), qualification(1, 'D345000010')];
  const old = qualification(1, 'D345000010', {
    MajorType: '市政公用工程',
    TradeType: '施工总承包',
    TitleLevel: '叁级',
  });
  await load('qualifications', [packet([...held, old])]);
  await load('registrations', [packet([registration(1, 1), major(1, '1501'), major(1, '1507')])]);
}

test('one answer of several packets, in files and zipped, codes and names mixed', async () => {
  await loadAll();
  expect(await intake.rows('select key, approved_on, valid_until from qualification order by key')).toEqual([
    { key: 'D101C', approved_on: '2024-01-01', valid_until: '2028-12-31' },
    { key: 'D110C', approved_on: '2024-01-01', valid_until: '2028-12-31' },
  ]);
  expect(await intake.rows('select authority_level from certificate')).toEqual([{ authority_level: 'city' }]);
  expect(await intake.rows('select key, specialties, valid_until from registration')).toEqual([
    { key: `2:${syntheticSeal(1)}`, specialties: 0b1000_0001, valid_until: '2027-05-14' },
  ]);
  const packets = [packet([registration(2, 2)], false), packet([major(2, '1510')])];
  const file = `${intake.folder}/answer.zip`;
  const zip = new ZipWriter(file);
  await zip.add('part10.xml', [packets[1] ?? '']);
  await zip.add('part2.xml', [packets[0] ?? '']);
  await zip.close();
  const summary = await importFile({ entity: 'registrations', files: [file], feed: 'province' }, intake.environment);
  expect(summary).toMatchObject({ added: 1, quarantined: 0 });
});

test('one file with every kind of record: each import takes its own', async () => {
  const all = packet([
    enterprise(1),
    certificate(1, 'D345000010'),
    qualification(1, 'D345000010'),
    registration(1, 1),
    major(1, '1501'),
  ]);
  expect(await load('enterprises', [all])).toMatchObject({ read: 1, added: 1, otherRecords: 4 });
  expect(await load('qualifications', [all])).toMatchObject({ read: 2, added: 1, otherRecords: 3 });
  expect(await load('registrations', [all])).toMatchObject({ read: 2, added: 1, otherRecords: 3 });
});

test('an increment changes, ends by status, and leaves the rest', async () => {
  await loadAll();
  const moved = packet([registration(1, 2), major(1, '1501')]);
  expect(await load('registrations', [moved])).toMatchObject({ changed: 1, ended: 0 });
  const cancelled = packet([qualification(1, 'D345000010', { Status: '0', CancelDate: '2026-10-01' })]);
  expect(await load('qualifications', [cancelled])).toMatchObject({ ended: 1 });
  expect(await intake.rows('select key, status, ended_on from qualification order by key')).toEqual([
    { key: 'D101C', status: 'ended', ended_on: '2026-10-01' },
    { key: 'D110C', status: 'in-force', ended_on: null },
  ]);
  // A certificate node alone keeps the specialties that stand.
  expect(await load('registrations', [packet([registration(1, 2, { ValidDate: '2029-05-14' })])])).toMatchObject({
    changed: 1,
  });
  expect(await intake.rows('select specialties, valid_until from registration where known_to is null')).toEqual([
    { specialties: 1, valid_until: '2029-05-14' },
  ]);
});

test('an old organisation code finds the enterprise; one without certificate node goes to quarantine', async () => {
  // Only one in eleven made-up codes has an organisation code that passes its own check.
  const employer =
    Array.from({ length: 100 }, (_, at) => at + 1).find((serial) => parseOrganisationCode(organisation(serial)).ok) ??
    0;
  await load('enterprises', [packet([enterprise(employer)])]);
  const old = registration(1, employer, { OrganID: organisation(employer) });
  expect(await load('registrations', [packet([old, major(1, '1501'), major(9, '1501')])])).toMatchObject({
    added: 1,
    quarantined: 1,
  });
});

test('a failed or unfinished answer is refused as a whole', async () => {
  await load('enterprises', [packet([enterprise(1)])]);
  const one = [registration(1, 1), major(1, '1501')];
  await expect(load('registrations', [packet(one, false)])).rejects.toThrow(/最后一个数据包/);
  await expect(load('registrations', [packet(one, true), packet(one)])).rejects.toThrow(/顺序/);
  await expect(load('registrations', [packet(one, true, '-1', '查询失败')])).rejects.toThrow(/查询失败/);
  await expect(load('registrations', [packet(one).replace('</ResultSet>', '')])).rejects.toThrow(/XML 不完整/);
  expect(await intake.rows('select id from registration')).toEqual([]);
});
