import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideRemedies, enterRemedies, type OneOfOffice } from '#features/service/commands.ts';
import { officeOf, remediesHistory, remediesInForce } from '#features/service/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let portal: ScopedPools;
beforeAll(async () => {
  bench = await serviceBench('45');
  portal = openScopedPools(bench.database.url, 2);
});
afterAll(async () => {
  await portal?.end();
  await bench?.close();
});

const one: OneOfOffice = {
  accountId: '00000000-0000-4000-8000-000000000001',
  name: '演示填写人',
  at: instant('2026-05-01'),
};
const other: OneOfOffice = { ...one, accountId: '00000000-0000-4000-8000-000000000002', name: '演示审核人' };
const ENTRY = {
  reviewBody: '演示市人民政府',
  court: '演示铁路运输法院',
  basis: '演示法院公告〔2026〕1号',
  inForceFrom: '2026-07-01',
};
const office = () => officeOf(bench.pool, '450302', 'city');
const idOf = async (made: ReturnType<typeof enterRemedies>) => {
  const outcome = await made;
  if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
};

describe('row 22: review body and court are the office’s data, settled by two', () => {
  test.each([
    ['a middle court', { court: '桂林市中级人民法院' }, { court: expect.stringContaining('由基层人民法院') }],
    ['no review body', { reviewBody: '' }, { reviewBody: '请填写行政复议机关的全称。' }],
    ['nothing that it rests on', { basis: '' }, { basis: '请写明依据，如文件名称和文号。' }],
    ['no day', { inForceFrom: '七月' }, { inForceFrom: expect.any(String) }],
  ])('%s is not entered', async (_, change, faults) => {
    expect(await enterRemedies(bench.pool, await office(), { ...ENTRY, ...change }, one)).toEqual({
      outcome: 'refused',
      faults,
    });
  });

  test('who enters does not confirm; confirmed by another it is in force from its day, and what was before stays for earlier days', async () => {
    const id = await idOf(enterRemedies(bench.pool, await office(), ENTRY, one));
    const decision = { id, result: 'confirmed', reason: '与公告一致' } as const;
    expect(await enterRemedies(bench.pool, await office(), ENTRY, other)).toMatchObject({ outcome: 'refused' });
    expect(await decideRemedies(bench.pool, await office(), decision, one)).toMatchObject({
      outcome: 'refused',
      faults: { decision: '本人填写的，须由他人确认。' },
    });
    expect(await remediesInForce(bench.pool, '4503', '2026-07-01')).toMatchObject({
      court: '桂林市示例区人民法院（演示）',
    });
    const elsewhere = await officeOf(bench.pool, '450202', 'city');
    expect(await decideRemedies(bench.pool, elsewhere, decision, other)).toMatchObject({ outcome: 'refused' });
    expect(await decideRemedies(bench.pool, await office(), decision, other)).toMatchObject({ outcome: 'done' });
    expect(await decideRemedies(bench.pool, await office(), decision, other)).toMatchObject({ outcome: 'refused' });
    expect(await remediesInForce(bench.pool, '4503', '2026-06-30')).toEqual({
      reviewBody: '桂林市人民政府',
      court: '桂林市示例区人民法院（演示）',
    });
    expect(await remediesInForce(bench.pool, '4503', '2026-07-01')).toEqual({
      reviewBody: ENTRY.reviewBody,
      court: ENTRY.court,
    });
    expect((await remediesHistory(bench.pool, '4503')).map(({ inForceFrom }) => inForceFrom)).toEqual([
      '2026-07-01',
      '2020-01-01',
    ]);
    const trail = await bench.pool.query(
      "select action, actor from audit_entry where subject = 'office:4503' order by id",
    );
    expect(trail.rows).toEqual([
      { action: 'remedies-enter', actor: one.name },
      { action: 'remedies-confirm', actor: other.name },
    ]);
  });

  test('twenty who enter at once make one entry, and twenty who decide it one decision', async () => {
    const place = await officeOf(bench.pool, '450402', 'city');
    const entered = await Promise.all(Array.from({ length: 20 }, () => enterRemedies(bench.pool, place, ENTRY, one)));
    const made = entered.flatMap((each) => (each.outcome === 'done' ? [each.id] : []));
    expect(made).toHaveLength(1);
    const decided = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        decideRemedies(
          bench.pool,
          place,
          { id: made[0] ?? '', result: at % 2 === 0 ? 'confirmed' : 'refused', reason: '已核对' },
          other,
        ),
      ),
    );
    expect(decided.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  });
});

describe('the database itself holds the two apart', () => {
  const insert = (status: string, by: string) =>
    `insert into office_remedies (id, office_id, division_code, review_body, court, basis, in_force_from, status, requested_at, requested_by, requested_by_name)
     values (gen_random_uuid(), '4505', '4505', '演示人民政府', '演示法院', '演示依据', '2026-01-01', '${status}', now(), '${by}', '演示')`;
  const asPortal = (accountId: string, scope = '4505') =>
    portal.forClaim({ viewer: 'office', scope, enterpriseId: null, accountId });

  test.each([
    ['entered as confirmed', insert('confirmed', one.accountId), 'confirmed by a second person'],
    [
      'confirmed by whoever entered',
      `update office_remedies set status = 'confirmed', decided_by = requested_by, decided_by_name = '演示' where office_id = '4505' and status = 'requested'`,
      'two_persons',
    ],
    [
      'confirmed with another court than was entered',
      `update office_remedies set status = 'confirmed', court = '另一演示法院', decided_by = gen_random_uuid(), decided_by_name = '演示乙' where office_id = '4505' and status = 'requested'`,
      'decided once',
    ],
    [
      'changed once confirmed',
      `update office_remedies set court = '另一演示法院' where office_id = '4501'`,
      'decided once',
    ],
    [
      'a middle court',
      insert('requested', one.accountId).replace("'演示法院'", "'演示市中级人民法院'"),
      'office_remedies_court_check',
    ],
  ])('%s: refused', async (_, statement, reason) => {
    await bench.pool.query(`${insert('requested', one.accountId)} on conflict do nothing`);
    await expect(bench.pool.query(statement)).rejects.toThrow(reason);
  });

  test('the portal’s connection enters and confirms in the name of whoever is signed in only, for the own place, and deletes nothing', async () => {
    await bench.pool.query(`${insert('requested', one.accountId)} on conflict do nothing`);
    await expect(asPortal(other.accountId).query(insert('requested', one.accountId))).rejects.toThrow(/row-level/);
    const confirm = (as: string) =>
      `update office_remedies set status = 'confirmed', decided_at = now(), decided_by = '${as}', decided_by_name = '演示乙' where office_id = '4505' and status = 'requested'`;
    await expect(asPortal(one.accountId).query(confirm(other.accountId))).rejects.toThrow(/row-level/);
    expect((await asPortal(other.accountId, '4506').query(confirm(other.accountId))).rowCount).toBe(0);
    await expect(
      asPortal(other.accountId).query("delete from office_remedies where office_id = '4505'"),
    ).rejects.toThrow(/permission denied/);
    expect((await asPortal(other.accountId).query(confirm(other.accountId))).rowCount).toBe(1);
  });
});

test('a document that must name them is refused without, and says where to enter them; it takes those of its day', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450602' });
  await bench.run('2026-06-01');
  const { id: caseId } = await bench.caseOf(id);
  const input = {
    caseId,
    termMonths: 3,
    actor: { name: '演示经办', role: 'city' },
    onDay: '2026-06-02',
    recordedAt: instant('2026-06-02'),
  } as const;
  // The trail of two persons cannot be rubbed out by the product; the test's owner of the tables takes it away.
  await bench.pool.query("delete from office_remedies where office_id = '4506'");
  expect(await issueOrder(bench.tools, input)).toMatchObject({
    outcome: 'refused',
    refusal: {
      clause: '行政复议法-20',
      reason: expect.stringContaining('请本机关经办人在工作台“救济机关”中填写，经审核人确认后再办理'),
    },
  });
  const place = await officeOf(bench.pool, '450602', 'city');
  const settle = async (court: string, inForceFrom: string) => {
    const entered = await idOf(enterRemedies(bench.pool, place, { ...ENTRY, court, inForceFrom }, one));
    await decideRemedies(bench.pool, place, { id: entered, result: 'confirmed', reason: '已核对' }, other);
  };
  await settle('演示甲区人民法院', '2026-06-02');
  await settle('演示乙区人民法院', '2026-06-03');
  expect(await issueOrder(bench.tools, input)).toMatchObject({ outcome: 'done' });
  const issued = await bench.pool.query(
    `select data->'remedies'->>'court' as court from official_document where case_id = $1 and kind = 'order'`,
    [caseId],
  );
  expect(issued.rows).toEqual([{ court: '演示甲区人民法院' }]);
});
