import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { enterprisesCsv, type Intake, openIntake, registrationsCsv } from './import-support.ts';

let intake: Intake;
beforeAll(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(3));
});
afterAll(() => intake.close());

const persons = (serial: number) =>
  intake.rows<{ name: string; numbered: boolean }>(
    `select p.name, p.id_number_hash is not null as numbered from practitioner p
     where p.id in (select practitioner_id from registration where key like '%' || $1) order by p.id`,
    [syntheticSeal(serial).slice(1)],
  );

describe('names are folded alike everywhere', () => {
  const WRITTEN: readonly (readonly [string, string])[] = [
    ['演　明', '演明'],
    ['演·明', '演•明'],
    ['演⼯⻢', '演工马'],
    ['演國華', '演国华'],
    ['演二○', '演二〇'],
    ['演．艾力', '演・艾力'],
    ['演-艾', '演—艾'],
    ['演ａ', '演A'],
  ];
  it.each(WRITTEN.map(([first, then], at) => [first, then, 100 + at] as const))(
    '%s, then %s under the same seal and without a number: one person, nothing refused',
    async (first, then, serial) => {
      const row = (name: string) => registrationsCsv([{ serial, enterprise: 1, name, idNumber: '' }]);
      expect(await intake.load('registrations', row(first))).toMatchObject({ quarantined: 0, added: 1 });
      expect(await intake.load('registrations', row(then))).toMatchObject({ quarantined: 0, unchanged: 1 });
      expect(await persons(serial)).toHaveLength(1);
    },
  );

  it('one number in one file under two ways of writing the name is one person', async () => {
    const summary = await intake.load(
      'registrations',
      registrationsCsv([
        { serial: 120, enterprise: 1, name: '演甲國·明' },
        { serial: 121, enterprise: 1, name: '演甲国•明', idNumber: syntheticIdNumber(120) },
      ]),
    );
    expect(summary).toMatchObject({ quarantined: 0, added: 2 });
    expect(await intake.rows("select 1 from practitioner where name like '演甲%'")).toHaveLength(1);
  });

  it('equal names with different identity numbers stay two persons, also under one seal', async () => {
    const load = (serial: number, idNumber: string) =>
      intake.load('registrations', registrationsCsv([{ serial, enterprise: 1, name: '演双', idNumber }]));
    await load(130, syntheticIdNumber(130));
    await load(131, syntheticIdNumber(131));
    await load(130, syntheticIdNumber(132));
    expect(await intake.rows("select 1 from practitioner where name = '演双'")).toHaveLength(3);
  });

  it('another name under the seal of a person without a number is still refused', async () => {
    const row = (name: string) => registrationsCsv([{ serial: 140, enterprise: 1, name, idNumber: '' }]);
    await intake.load('registrations', row('演干'));
    expect(await intake.load('registrations', row('演乾'))).toMatchObject({ quarantined: 1 });
  });

  it('an employer named without a code is found however its name is written; of two that fold alike, the one written so', async () => {
    const csv = (name: string, serial: number) =>
      `姓名,身份证号,聘用企业,注册类别,注册号（执业印章号）,注册专业,有效期至\n人员${serial},${syntheticIdNumber(serial)},${name},二级注册建造师,${syntheticSeal(serial)},建筑工程,2027-05-14`;
    await intake.load(
      'enterprises',
      `企业名称,统一社会信用代码,企业注册属地\n演示（南宁）建設有限公司,${syntheticUscc(50)},450103`,
    );
    expect(await intake.load('registrations', csv('演示(南宁) 建设有限公司', 150))).toMatchObject({
      quarantined: 0,
      added: 1,
    });
    await intake.load(
      'enterprises',
      `企业名称,统一社会信用代码,企业注册属地\n演示南宁建设有限公司,${syntheticUscc(51)},450103`,
    );
    expect(await intake.load('registrations', csv('演示南宁建设有限公司', 151))).toMatchObject({
      quarantined: 0,
      added: 1,
    });
    const employer = await intake.rows<{ uscc: string }>(
      'select e.uscc from registration r join enterprise e on e.id = r.enterprise_id where r.key like $1',
      [`%${syntheticSeal(151).slice(1)}`],
    );
    expect(employer).toEqual([{ uscc: syntheticUscc(51) }]);
    expect(await intake.load('registrations', csv('演示【南宁】建设有限公司', 152))).toMatchObject({ quarantined: 1 });
  });
});
