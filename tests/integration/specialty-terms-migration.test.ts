import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseHeldImport } from '#features/intake/commands.ts';
import { recheckChangedEnterprises, runMonth, trialRun } from '#features/verification/commands.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { enterprisesCsv, type Intake, openIntake, TODAY } from './import-support.ts';

const MIGRATION = 'prisma/migrations/20261128010000_specialty_terms/migration.sql';

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
});
afterEach(() => intake.close());

const HEADER = '姓名,身份证号,统一社会信用代码,注册类别,执业印章号,注册专业,注册有效期';
const line = (serial: number, enterprise: number, specialties: string) =>
  `人员${serial},${syntheticIdNumber(serial)},${syntheticUscc(enterprise)},二级注册建造师,${syntheticSeal(serial)},"${specialties}",2028-05-01`;

/** Five constructors of an enterprise of whom four have 市政公用工程, as 市政公用工程施工总承包三级 asks. */
const staff = (enterprise: number, specialties: (at: number) => string) =>
  Array.from({ length: 5 }, (_, at) => line(enterprise * 10 + at, enterprise, specialties(at)));

const verdicts = () =>
  intake.rows<{ uscc: string; verdict: string; counts: string }>(
    `select e.uscc, v.verdict, v.counts from verdict v join enterprise e on e.id = v.enterprise_id where v.known_to is null order by e.uscc`,
  );
const history = () =>
  intake.rows('select qualification_id, verdict, counts, known_from, known_to from verdict order by id');

test('the register of before migrates without a verdict changed; what had ended is listed before a verdict falls by it', async () => {
  const { database } = intake;
  // The register as it was: the columns, their index and check, and the functions are not there yet.
  await intake.load('enterprises', enterprisesCsv(3));
  const qualifications = [1, 2, 3].map(
    (serial) => `${syntheticUscc(serial)},D34500001${serial},市政公用工程施工总承包三级,2028-12-31`,
  );
  await intake.load(
    'qualifications',
    ['统一社会信用代码,资质证书号,资质名称,证书有效期', ...qualifications].join('\n'),
  );
  const plain = [HEADER, ...[1, 2, 3].flatMap((enterprise) => staff(enterprise, () => '建筑工程、市政公用工程'))].join(
    '\n',
  );
  expect(await intake.load('registrations', plain, { extent: 'full' })).toMatchObject({
    status: 'applied',
    added: 15,
    quarantined: 0,
  });
  await runMonth(database.url, database.pool, { month: '2026-11', scope: '', asOf: TODAY }, { province: '45' });
  const before = await verdicts();
  expect(before.map(({ verdict }) => verdict)).toEqual(['met', 'met', 'met']);
  const pastBefore = await history();

  const registrations =
    'select id, kind, specialties, registered_on, valid_until, known_from, known_to from registration order by id';
  const rowsBefore = await intake.rows(registrations);
  await intake.rows('alter table registration drop column specialty_from, drop column specialty_until');
  await intake.rows('drop function specialty_in_force(date[], date[], date), registration_last_day(date, date[])');
  await intake.rows(await readFile(MIGRATION, 'utf8'));
  expect(await intake.rows(registrations)).toEqual(rowsBefore);
  const trial = await trialRun(database.url, database.pool, { scope: '', asOf: TODAY });
  expect(trial).toMatchObject({ changed: 0, flips: 0, evaluation: { counts: { qualifications: 3, met: 3 } } });
  await runMonth(database.url, database.pool, { month: '2026-12', scope: '', asOf: TODAY }, { province: '45' });
  expect(await history()).toEqual(pastBefore);

  // The feed now dates the specialties: nothing new of the first enterprise, two ended at the second, ends ahead at the third.
  const dated = [
    HEADER,
    ...staff(1, () => '建筑工程（2028-05-01）、市政公用工程（2028-05-01）'),
    ...staff(2, (at) => `建筑工程、市政公用工程（${at < 2 ? '2025-03-01' : '2028-05-01'}）`),
    ...staff(3, () => '建筑工程、市政公用工程（2027-03-01）'),
  ].join('\n');
  const held = await intake.load('registrations', dated, { name: 'dated.csv', extent: 'full' });
  expect(held).toMatchObject({ status: 'held' });
  const [reason = ''] = held.heldReasons;
  expect(reason).toContain('有 2 个专业的注册按此文件早已届满');
  for (const person of ['人员20', '人员21']) expect(reason).toContain(person);
  expect(reason).not.toContain('人员22');
  const recheck = () => recheckChangedEnterprises(database.url, database.pool, { province: '45', asOf: TODAY });
  await recheck();
  expect(await verdicts()).toEqual(before);
  expect(await history()).toEqual(pastBefore);

  await releaseHeldImport(
    { importId: held.importId ?? 0, file: `${intake.folder}/dated.csv`, by: '李某', reason: '已与注册中心核对' },
    intake.environment,
  );
  await recheck();
  expect((await verdicts()).map(({ verdict }) => verdict)).toEqual(['met', 'not-met', 'met']);
  const changed = (await history()).length - pastBefore.length;
  expect(changed).toBe(1);
});
