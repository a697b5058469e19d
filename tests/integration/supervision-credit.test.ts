import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { cityIsOn, workList } from '#features/casework/queries.ts';
import { officeNotices } from '#features/service/queries.ts';
import { recordMisconduct, stateOnRecord, switchOnCity, withdrawRecord } from '#features/supervision/commands.ts';
import { creditRecords, standingForEnterprise } from '#features/supervision/queries.ts';
import { trailOf } from '#features/trail/queries.ts';
import { openScopedPools } from '#platform/database/scoped-pool.ts';
import { confirmCard } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('14');
});
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const OFFICER = '22222222-2222-4222-8222-222222222222';

async function yellow(divisionCode = '140105') {
  const { id, uscc } = await bench.enterprise({
    rows: ['GC-01-3'],
    divisionCode,
    missing: 1,
    email: 'qiye@demo.invalid',
  });
  await bench.run('2026-06-01');
  return { enterpriseId: id, uscc, caseId: String((await bench.caseOf(id)).id) };
}

test('SX23-3.0: an authority records falsified rectification with evidence; the enterprise is told and states its view; nothing by itself', async () => {
  const { enterpriseId, uscc, caseId } = await yellow();
  expect((await bench.pool.query('select 1 from credit_record')).rowCount).toBe(0);
  const evidence = [
    {
      kind: 'finding' as const,
      name: '核对记录',
      mediaType: 'text/plain',
      source: '演示市局',
      takenOn: '2026-06-20',
      bytes: Buffer.from('x'),
    },
  ];
  const record = {
    caseId,
    kind: 'falsified-rectification',
    foundOn: '2026-06-20',
    description: '所附注册证书经核对系伪造，人员并未入职。',
    evidence,
    actor: CITY,
    office: '太原市住房和城乡建设局',
    recordedAt: instant('2026-06-20'),
  } as const;
  const reasonOf = async (more: object) => {
    const answer = await recordMisconduct(bench.pool, { ...record, ...more });
    return answer.outcome === 'refused' ? answer.reason : answer.outcome;
  };
  expect(await reasonOf({ evidence: [] })).toContain('须附证据');
  expect(await reasonOf({ actor: { name: '演示企业', role: 'enterprise' } })).toContain('主管部门');
  expect(await reasonOf({ foundOn: '2026-05-01' })).toContain('早于预警之日');
  expect(await reasonOf({ foundOn: '2026-06-21' })).toContain('晚于今天');
  const recorded = await recordMisconduct(bench.pool, record);
  if (recorded.outcome !== 'recorded') throw new Error(recorded.reason);
  expect(await reasonOf({})).toContain('已经记入');
  const mails = await bench.pool.query("select recipient from outbox where key like 'credit-record:%'");
  expect(mails.rows).toEqual([{ recipient: 'qiye@demo.invalid' }]);
  const view = { recordId: recorded.id, enterpriseId, by: '演示操作员', at: instant('2026-06-22') };
  expect(await stateOnRecord(bench.pool, { ...view, statement: '证书系中介提供，本单位不知情。' })).toMatchObject({
    outcome: 'recorded',
  });
  expect(
    await stateOnRecord(bench.pool, { ...view, enterpriseId: enterpriseId + 1, statement: '与我无关' }),
  ).toMatchObject({
    outcome: 'refused',
  });
  expect(await officeNotices(bench.pool, { scope: '1401', level: 'city', limit: 5 })).toMatchObject([
    { kind: 'credit-statement' },
  ]);
  expect(await creditRecords(bench.pool, { scope: '1401', limit: 5 })).toMatchObject([
    {
      uscc,
      clause: 'SX23-3.0',
      evidence: [{ name: '核对记录' }],
      statements: [{ statement: '证书系中介提供，本单位不知情。' }],
    },
  ]);
  expect(await creditRecords(bench.pool, { scope: '1402', limit: 5 })).toEqual([]);
  const back = { recordId: recorded.id, onDay: '2026-07-01', recordedAt: instant('2026-07-01') };
  expect(
    await withdrawRecord(bench.pool, { ...back, reason: '复核属实', actor: { name: '演示', role: 'district' } }),
  ).toMatchObject({ outcome: 'refused' });
  await withdrawRecord(bench.pool, { ...back, reason: '经复核，伪造系他人所为', actor: CITY });
  expect(await creditRecords(bench.pool, { scope: '14', limit: 5 })).toMatchObject([{ withdrawnOn: '2026-07-01' }]);
  await expect(bench.pool.query('delete from credit_statement')).rejects.toThrow('append-only');
});

test('SX23-3.0: the enterprise states its view under its own claim, with files; the office reads both, the trail is its own, nobody else sees anything', async () => {
  const { enterpriseId, uscc, caseId } = await yellow();
  const other = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
  const file = (name: string, text: string) => ({
    kind: 'finding' as const,
    name,
    mediaType: 'application/pdf',
    source: '演示',
    takenOn: '2026-06-20',
    bytes: Buffer.from(`%PDF-1.7 ${text}`),
  });
  const recorded = await recordMisconduct(bench.pool, {
    caseId,
    kind: 'concealment',
    foundOn: '2026-06-20',
    description: '整改期间隐瞒人员已经离职的情况。',
    evidence: [file('核对记录.pdf', 'a')],
    actor: CITY,
    office: '太原市住房和城乡建设局',
    recordedAt: instant('2026-06-20'),
  });
  if (recorded.outcome !== 'recorded') throw new Error(recorded.reason);
  const scoped = openScopedPools(bench.database.url, 2);
  try {
    const as = (id: number) =>
      scoped.forClaim({
        viewer: 'enterprise',
        scope: null,
        enterpriseId: id,
        accountId: '11111111-1111-4111-8111-111111111111',
      });
    const view = { recordId: recorded.id, by: '演示经办人', at: instant('2026-06-22') };
    const statement = {
      ...view,
      enterpriseId,
      statement: '人员于 6 月 21 日才离职。',
      evidence: [{ ...file('离职证明.pdf', 'b'), kind: 'statement' as const }],
    };
    expect(await stateOnRecord(as(other.id), statement)).toMatchObject({ outcome: 'refused' });
    expect(await stateOnRecord(as(other.id), { ...statement, enterpriseId: other.id })).toMatchObject({
      outcome: 'refused',
    });
    expect(await stateOnRecord(as(enterpriseId), statement)).toMatchObject({ outcome: 'recorded' });
    expect(await stateOnRecord(as(enterpriseId), statement)).toMatchObject({ outcome: 'refused' });
    const seen = { scope: '', enterpriseId, recordId: recorded.id, limit: 1 };
    const [own] = await creditRecords(as(enterpriseId), seen);
    expect(own).toMatchObject({
      evidence: [{ name: '核对记录.pdf', bytes: 10 }],
      statements: [{ statement: '人员于 6 月 21 日才离职。', by: '演示经办人', evidence: [{ name: '离职证明.pdf' }] }],
    });
    expect(await creditRecords(as(other.id), seen)).toEqual([]);
    const city = scoped.forClaim({ viewer: 'office', scope: '1401', enterpriseId: null, accountId: OFFICER });
    expect(await creditRecords(city, { scope: '1401', text: uscc, limit: 5 })).toMatchObject([
      { statements: [{ evidence: [{ name: '离职证明.pdf' }] }] },
    ]);
    const trail = await trailOf(as(enterpriseId), { enterpriseId, limit: 5 });
    expect(trail.entries.map(({ action }) => action)).toEqual(['state-on-credit-record']);

    await withdrawRecord(bench.pool, {
      recordId: recorded.id,
      reason: '离职证明属实',
      actor: CITY,
      onDay: '2026-07-01',
      recordedAt: instant('2026-07-01'),
    });
    const late = await stateOnRecord(as(enterpriseId), { ...statement, statement: '再次说明。' });
    expect(late).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('2026-07-01 撤销') });
    const mails = await bench.pool.query<{ content: { text: string } }>(
      "select content from outbox where key like 'credit-record-withdrawn:%'",
    );
    expect(mails.rows.map(({ content }) => content.text)).toEqual([expect.stringContaining('离职证明属实')]);
  } finally {
    await scoped.end();
  }
});

test('SX23-4.1: until a city switches on, its duties are the province’s; then its own; every change is on record', async () => {
  const { caseId } = await yellow();
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  const due = async (office: 'city' | 'province', scope: string, today: string) =>
    (await workList(bench.pool, { handlers: [office], division: scope }, { today, limit: 10 })).items;
  expect(await cityIsOn(bench.pool, '140105', '2026-08-02')).toBe(false);
  expect(await due('city', '1401', '2026-08-02')).toEqual([]);
  expect(await due('province', '14', '2026-08-02')).toMatchObject([{ caseId, what: 'confirm', forCity: '1401' }]);
  const listed = spawnSync(
    process.execPath,
    ['src/cli/main.ts', 'due', '--scope', '14', '--office', 'province', '--today', '2026-08-02'],
    {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: bench.database.url, NODE_NO_WARNINGS: '1' },
    },
  );
  expect(JSON.parse(listed.stdout)).toMatchObject({ what: 'confirm', forCity: '1401' });
  const by = { by: '演示市局', at: instant('2026-08-03') };
  expect(await switchOnCity(bench.pool, { city: '1499', fromDay: '2026-08-05', ...by })).toMatchObject({
    outcome: 'refused',
  });
  expect(await switchOnCity(bench.pool, { city: '4501', fromDay: '2026-08-05', ...by })).toMatchObject({
    outcome: 'refused',
  });
  expect(await switchOnCity(bench.pool, { city: '1401', fromDay: '2026-08-05', ...by })).toMatchObject({
    outcome: 'switched',
  });
  expect(await switchOnCity(bench.pool, { city: '1401', fromDay: '2026-08-06', ...by })).toMatchObject({
    outcome: 'refused',
  });
  expect(await cityIsOn(bench.pool, '140105', '2026-08-04')).toBe(false);
  expect(await due('province', '14', '2026-08-05')).toEqual([]);
  expect(await due('city', '1401', '2026-08-05')).toMatchObject([{ caseId, what: 'confirm', forCity: null }]);
  expect(await due('city', '1402', '2026-08-05')).toEqual([]);
});

test('SX23-4.1: an enterprise finds out whether it is registered, and sees its own yellow card', async () => {
  const { uscc, caseId } = await yellow();
  expect(await standingForEnterprise(bench.pool, '91140100MA00000000', '2026-06-02')).toEqual({ registered: false });
  expect(await standingForEnterprise(bench.pool, uscc, '2026-06-02')).toMatchObject({
    registered: true,
    handledBy: 'province',
    qualifications: [
      {
        verdict: 'not-met',
        case: { caseId, stageName: '黄牌预警', public: false, deadline: '2026-08-01', restrictions: [] },
      },
    ],
    credit: [],
  });
  await elapseCases(bench.pool, '2026-08-02', instant('2026-08-02'));
  const step = { onDay: '2026-08-05', recordedAt: instant('2026-08-05') };
  await confirmCard(bench.tools, { caseId, actor: CITY, note: '属实', ...step });
  expect(await standingForEnterprise(bench.pool, uscc, '2026-08-06')).toMatchObject({
    qualifications: [{ case: { stageName: '红牌预警', public: true } }],
  });
});
