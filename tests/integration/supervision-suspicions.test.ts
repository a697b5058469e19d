import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerSuspicion } from '#features/supervision/commands.ts';
import { suspicionList } from '#features/supervision/queries.ts';
import { addPerson, KNOWN } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('21');
});
afterEach(() => bench.close());

const BUILDER = { kind: 2, specialties: 1 };
const TODAY = '2026-10-01';
const of = (scope: string, today = TODAY) => suspicionList(bench.pool, { scope, today, limit: 20 });
const kindsOf = async (scope: string, today = TODAY) => (await of(scope, today)).map(({ kind }) => kind);

async function enterprise(options: { missing?: number; divisionCode?: string } = {}) {
  return bench.enterprise({ rows: ['GC-01-3'], divisionCode: '210102', ...options });
}

async function leave(enterpriseId: number, count: number, at: string) {
  await bench.pool.query(
    `update registration set known_to = $3 where id in (select id from registration where enterprise_id = $1 and known_to is null order by id limit $2)`,
    [enterpriseId, count, instant(at)],
  );
}

async function project(number: string, uscc: string, startedOn: string, finishedOn: string | null) {
  await bench.pool.query(
    `insert into project (number, name, division_code, builder_uscc, started_on, finished_on, content, feed, recorded_at)
     values ($1, '演示工程', '210102', $2, $3, $4, '{}', 'test', '2026-01-01')`,
    [number, uscc, startedOn, finishedOn],
  );
}

test('SY-G: an empty shell is asked about only where works are known at all; an answer settles it until the data change', async () => {
  const shell = await enterprise({ missing: 99 });
  const working = await enterprise({ missing: 99 });
  const staffed = await enterprise();
  expect(await of('2101')).toEqual([]);
  await project('2101000000000001', working.uscc, '2026-02-01', null);
  await project('2101000000000002', shell.uscc, '2023-02-01', '2025-08-31');
  const [found, ...others] = await of('2101');
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    kind: 'zombie',
    uscc: shell.uscc,
    answer: null,
    data: { registrations: 0, lastWork: '2025-08-31' },
  });
  expect(found?.question).toMatch(/请核实/);
  const answer = { key: found?.key ?? '', scope: '2101', actor: { name: '演示市局' }, at: instant(TODAY) };
  expect(await answerSuspicion(bench.pool, { ...answer, answer: 'watched', note: ' ' })).toMatchObject({
    outcome: 'refused',
  });
  expect(
    await answerSuspicion(bench.pool, { ...answer, scope: '2102', answer: 'watched', note: '已电话核实' }),
  ).toMatchObject({
    outcome: 'refused',
  });
  expect(await answerSuspicion(bench.pool, { ...answer, answer: 'watched', note: '已电话核实，企业称拟注销' })).toEqual(
    {
      outcome: 'answered',
    },
  );
  expect(await of('2101')).toEqual([]);
  expect(await suspicionList(bench.pool, { scope: '2101', today: TODAY, limit: 5, all: true })).toMatchObject([
    { kind: 'zombie', answer: { answer: 'watched' } },
  ]);
  await bench.pool.query(`update project set finished_on = '2025-09-30' where number = '2101000000000002'`);
  expect(await kindsOf('2101')).toEqual(['zombie']);
  // Nothing followed from question or answer.
  expect((await bench.pool.query('select 1 from cases')).rowCount).toBe(0);
  expect(staffed.uscc).not.toBe(shell.uscc);
});

test('SY-G: persons at two employers, abnormal insurance and old age raise questions with their names, in the scope only', async () => {
  const one = await enterprise();
  const other = await enterprise({ divisionCode: '210202' });
  const practitioner = await addPerson(bench.pool, one.id, BUILDER);
  await addPerson(bench.pool, other.id, BUILDER, { practitioner });
  const insured = await addPerson(bench.pool, one.id, BUILDER);
  await bench.pool.query('update registration set insurance = 2 where practitioner_id = $1', [insured]);
  const old = await addPerson(bench.pool, one.id, BUILDER);
  await bench.pool.query(`update registration set birth_date = '1961-10-01' where practitioner_id = $1`, [old]);
  const found = await of('2101');
  expect(found.map(({ kind, uscc }) => [kind, uscc])).toEqual([
    ['double-registration', one.uscc],
    ['insurance-abnormal', one.uscc],
    ['over-age', one.uscc],
  ]);
  expect(found[0]?.data).toMatchObject({ persons: [{ practitioner, alsoAt: [expect.stringContaining('演示企业')] }] });
  expect(await kindsOf('2102')).toEqual(['double-registration']);
  expect(await kindsOf('2101', '2026-09-30')).toEqual(['double-registration', 'insurance-abnormal']);
});

test('SY-G: three employers within a year, and a staff exchanged within half a year, are asked about; the first import is no arrival', async () => {
  const [first, second, third] = [await enterprise(), await enterprise(), await enterprise()];
  expect(await of('2101')).toEqual([]);
  const practitioner = await addPerson(bench.pool, first.id, BUILDER, { knownFrom: KNOWN });
  await bench.pool.query('update registration set known_to = $2 where practitioner_id = $1', [
    practitioner,
    instant('2026-03-01'),
  ]);
  await addPerson(bench.pool, second.id, BUILDER, { practitioner, knownFrom: instant('2026-03-02') });
  await bench.pool.query('update registration set known_to = $2 where practitioner_id = $1 and known_to is null', [
    practitioner,
    instant('2026-06-01'),
  ]);
  expect(await of('2101')).toEqual([]);
  await addPerson(bench.pool, third.id, BUILDER, { practitioner, knownFrom: instant('2026-06-02') });
  expect((await of('2101')).map(({ kind, uscc }) => [kind, uscc])).toEqual([['employer-changes', third.uscc]]);
  await leave(first.id, 4, '2026-07-01');
  expect(await kindsOf('2101')).toEqual(['employer-changes']);
  for (let at = 0; at < 4; at++) await addPerson(bench.pool, first.id, BUILDER, { knownFrom: instant('2026-07-02') });
  const exchanged = (await of('2101')).filter(({ kind }) => kind === 'staff-replaced');
  expect(exchanged).toMatchObject([{ uscc: first.uscc, data: { gone: 4, come: 4 } }]);
});

test('SY-G: a legal representative who changed twice within twelve months is asked about, with the names in their order', async () => {
  const sold = await enterprise();
  const calm = await enterprise();
  const change = (id: number, representative: string, on: string) =>
    bench.pool.query('update enterprise set legal_representative = $2, recorded_at = $3 where id = $1', [
      id,
      representative,
      instant(on),
    ]);
  await change(sold.id, '演示甲', '2025-03-01');
  await change(sold.id, '演示乙', '2026-02-01');
  await change(calm.id, '演示戊', '2025-03-01');
  await change(calm.id, '演示己', '2025-04-01');
  await change(calm.id, '演示庚', '2026-04-01');
  expect(await of('2101')).toEqual([]);
  await change(sold.id, '演示丙', '2026-08-01');
  expect(await of('2101')).toMatchObject([
    {
      kind: 'representative-changes',
      uscc: sold.uscc,
      data: { changes: 2, persons: ['演示甲', '演示乙', '演示丙'] },
      answer: null,
    },
  ]);
  expect(await of('2101', '2026-07-31')).toEqual([]);
  expect(await of('2101', '2027-03-01')).toEqual([]);
});
