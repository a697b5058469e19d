import { afterEach, beforeEach, expect, test } from 'vitest';
import { caseHead, caseOptions } from '#features/casework/queries.ts';
import { heldQualifications, judgeStaff, smallestHires, staffOf } from '#features/forecast/queries.ts';
import { changeContact, handInRectification, object, openFromInbox } from '#features/service/commands.ts';
import { evidenceOfCase, inboxOf, inboxPart, officeNotices, unreadInInbox } from '#features/service/queries.ts';
import { standingForEnterprise } from '#features/supervision/queries.ts';
import { trailOf } from '#features/trail/queries.ts';
import { standingVerdicts } from '#features/verification/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { insertAnyRow } from './any-row.ts';
import { issueOrder } from './by-three.ts';
import { addPerson } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

const TODAY = '2026-06-10';

let bench: ServiceBench;
let scoped: ScopedPools;

async function open(province: string) {
  bench = await serviceBench(province);
  scoped = openScopedPools(bench.database.url, 3);
}
beforeEach(() => open('45'));
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

/** The database as somebody of the enterprise sees it. */
function own(enterpriseId: number, readOnly = false) {
  return scoped.forClaim({
    viewer: 'enterprise',
    scope: null,
    enterpriseId,
    accountId: `11111111-1111-4111-8111-${String(enterpriseId).padStart(12, '0')}`,
    readOnly,
  });
}

const evidence = (text: string) => ({
  kind: 'other' as const,
  name: '变更受理单.pdf',
  mediaType: 'application/pdf',
  source: '演示企业',
  takenOn: TODAY,
  bytes: Buffer.from(`%PDF-1.7 ${text}`),
});

const step = (caseId: string) => ({
  caseId,
  actor: { name: '演示经办人', role: 'enterprise' },
  onDay: TODAY,
  recordedAt: instant(TODAY),
});

test('SX23-3.0, GX24-4.1d: rectification handed in under the enterprise’s own claim: files kept, looked at again, the city told, the trail its own', async () => {
  const mine = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  const other = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(mine.id)).id);
  const pool = own(mine.id);
  const done = await handInRectification(
    { pool },
    { ...step(caseId), evidence: [evidence('a')], account: '已补充一人。' },
  );
  expect(done.outcome).toBe('done');
  expect((await evidenceOfCase(pool, caseId)).map(({ name }) => name)).toEqual(['变更受理单.pdf']);
  const asked = await bench.pool.query('select reason from recheck_request where enterprise_id = $1', [mine.id]);
  expect(asked.rows).toEqual([{ reason: 'rectification' }]);
  const told = await officeNotices(bench.pool, { scope: '4501', level: 'city', limit: 5 });
  expect(told[0]?.subject).toContain('提交整改材料');
  const trail = await trailOf(pool, { enterpriseId: mine.id, limit: 10 });
  expect(trail.entries.map(({ action }) => action)).toContain('rectification');
  expect((await trailOf(own(other.id), { enterpriseId: mine.id, limit: 10 })).entries).toEqual([]);

  const stranger = own(other.id);
  expect(await caseHead(stranger, caseId)).toBeUndefined();
  expect(await evidenceOfCase(stranger, caseId)).toEqual([]);
  expect(await handInRectification({ pool: stranger }, { ...step(caseId), evidence: [], account: '他人' })).toEqual({
    outcome: 'unknown-case',
  });
  const contact = await changeContact(stranger, {
    enterpriseId: mine.id,
    contact: { person: '他人', phone: '0771-5550000', email: '', address: '' },
    changedOn: TODAY,
    by: '他人',
    at: instant(TODAY),
  });
  expect(contact).toMatchObject({ outcome: 'refused' });
});

test('GX24-A.2: the first opening of a document is its receipt, once; who only looks leaves none; nobody else can open it', async () => {
  const mine = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  const other = await bench.enterprise({ rows: ['GC-01-3'] });
  await bench.confirm(mine.id, '2026-05-01');
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(mine.id)).id);
  const officers = [
    { name: '演示甲', certificate: '45010001' },
    { name: '演示乙', certificate: '45010002' },
  ];
  const issued = await issueOrder(bench.tools, {
    caseId,
    actor: { name: '演示市局经办人', role: 'city' },
    onDay: '2026-06-05',
    recordedAt: instant('2026-06-05'),
    termMonths: 3,
    officers,
  });
  expect(issued.outcome).toBe('done');
  const pool = own(mine.id);
  const [message] = await inboxOf(pool, mine.id, 10);
  if (message === undefined) throw new Error('nothing in the inbox');
  const asked = { documentId: message.documentId, enterpriseId: mine.id, by: '演示经办人' };
  const looked = await openFromInbox(own(mine.id, true), { ...asked, at: instant('2026-06-06') }, 'look');
  expect(looked).toMatchObject({ first: false, kind: 'order' });
  expect((await inboxOf(pool, mine.id, 10))[0]?.readAt).toBeNull();
  const first = await openFromInbox(pool, { ...asked, at: instant('2026-06-07') }, 'read');
  if (first === undefined || first === 'sealed') throw new Error('not opened');
  expect(first.first).toBe(true);
  expect(first.pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const again = await openFromInbox(pool, { ...asked, at: instant('2026-06-08') }, 'read');
  expect(again).toMatchObject({ first: false });
  expect((await inboxOf(pool, mine.id, 10))[0]?.readAt).toEqual(instant('2026-06-07'));
  await inTransaction(bench.pool, async (transaction) => {
    // Files are append-only; a sealed one is put on stage by looking away from that.
    await transaction.query('set local session_replication_role = replica');
    await transaction.query('update official_document_file set sealed = true where document_id = $1', [
      message.documentId,
    ]);
  });
  expect(await openFromInbox(own(mine.id, true), { ...asked, at: instant('2026-06-09') }, 'look')).toBe('sealed');
  expect(await openFromInbox(own(other.id), { ...asked, at: instant('2026-06-09') }, 'read')).toBeUndefined();
});

test('GX24-3: what the portal foresees and suggests is what the run finds, with the person who is registered elsewhere', async () => {
  const mine = await bench.enterprise({ rows: ['GC-01-3'] });
  const other = await bench.enterprise({ rows: ['GC-01-3'] });
  const shared = await bench.pool.query<{ practitioner_id: number; kind: number; specialties: number }>(
    'select practitioner_id, kind, specialties from registration where enterprise_id = $1 order by practitioner_id limit 1',
    [mine.id],
  );
  const [person] = shared.rows;
  if (person === undefined) throw new Error('no staff');
  await addPerson(bench.pool, other.id, person, { practitioner: Number(person.practitioner_id) });
  await bench.run('2026-06-01');
  const pool = own(mine.id);
  // The other enterprise's row is not the enterprise's to see: the register itself is asked.
  const staff = await staffOf(bench.pool, mine.id);
  expect((await staffOf(pool, mine.id)).every(({ elsewhereUntil }) => elsewhereUntil === null)).toBe(true);
  const held = await heldQualifications(pool, mine.id);
  const judged = judgeStaff(staff, held, '2026-06-01');
  const run = await standingVerdicts(pool, mine.id, instant('2026-06-02'));
  expect(run.map(({ verdict, shortage, counts }) => ({ verdict, shortage, counts }))).toEqual(
    judged.map(({ finding: { verdict, shortage, counts } }) => ({ verdict, shortage, counts })),
  );
  expect(run[0]).toMatchObject({ verdict: 'not-met', shortage: 1 });
  const [qualification] = held;
  if (qualification === undefined) throw new Error('no qualification');
  expect(smallestHires(staff, qualification, '2026-06-01').map(({ count }) => count)).toEqual([1]);
});

test('SX23-2.1, 4.1, 4.5: the enterprise sees its own yellow card and objects with evidence under its own claim', async () => {
  await scoped.end();
  await bench.close();
  await open('14');
  const mine = await bench.enterprise({ rows: ['GC-01-3'], divisionCode: '140105', missing: 1 });
  await bench.run('2026-06-01');
  const pool = own(mine.id);
  const standing = await standingForEnterprise(pool, mine.uscc, TODAY);
  expect(standing).toMatchObject({
    registered: true,
    qualifications: [{ verdict: 'not-met', case: { stage: 'yellow', public: false } }],
  });
  const caseId = String((await bench.caseOf(mine.id)).id);
  const options = await caseOptions(pool, caseId, 'enterprise', TODAY);
  expect(options?.options.find(({ do: name }) => name === 'object')?.refusal).toBeNull();
  const without = await object({ ...bench.tools, pool }, { ...step(caseId), claim: '数据有误', evidence: [] });
  expect(without).toMatchObject({ outcome: 'refused', refusal: { clause: 'SX23-4.5' } });
  const done = await object(
    { ...bench.tools, pool },
    { ...step(caseId), claim: '演示人员已完成变更注册。', evidence: [{ ...evidence('b'), kind: 'objection' }] },
  );
  expect(done.outcome).toBe('done');
  const after = await caseOptions(pool, caseId, 'enterprise', TODAY);
  expect(after?.options.find(({ do: name }) => name === 'object')?.refusal).not.toBeNull();
  await bench.chainIsWhole();
});

test('the inbox is read part by part, none twice and none left out, all or the unread alone; the unread are counted, each enterprise its own', async () => {
  const mine = await bench.enterprise({ rows: ['GC-01-3'] });
  const other = await bench.enterprise({ rows: ['GC-01-3'] });
  const put = async (enterpriseId: number, at: number) => {
    const documentId = `00000000-0000-4000-8000-${String(enterpriseId * 100 + at).padStart(12, '0')}`;
    const place = { divisionCode: '450102', enterpriseId };
    await insertAnyRow(bench.database.url, 'official_document', place, { id: documentId });
    await bench.pool.query(
      `insert into inbox_message (id, enterprise_id, division_code, document_id, put_at, read_at) values ($1, $2, '450102', $3, $4, $5)`,
      // Two and two at the same instant, as what is issued together is.
      [
        `document:${documentId}`,
        enterpriseId,
        documentId,
        instant('2026-06-01', `10:0${Math.floor(at / 2)}:00`),
        at % 3 === 0 ? instant('2026-06-02') : null,
      ],
    );
  };
  for (let at = 0; at < 7; at++) await put(mine.id, at);
  await put(other.id, 0);
  await put(other.id, 1);
  const pool = own(mine.id);
  const all = (await inboxOf(pool, mine.id, 100)).map(({ id }) => id);
  expect(all).toHaveLength(7);
  const parts = async (unread: boolean) => {
    const found: string[] = [];
    let after: string | undefined;
    for (let at = 0; at < 10; at++) {
      const part = await inboxPart(pool, { enterpriseId: mine.id, unread, limit: 2, after });
      found.push(...part.entries.map(({ id }) => id));
      if (part.next === null) return found;
      after = part.next;
    }
    throw new Error('the inbox has no end');
  };
  expect(await parts(false)).toEqual(all);
  expect(await parts(true)).toHaveLength(4);
  expect(await unreadInInbox(pool, mine.id)).toBe(4);
  expect(await unreadInInbox(pool, other.id)).toBe(0);
  expect(await unreadInInbox(own(other.id), other.id)).toBe(1);
  // A cursor that nobody gave is none.
  const first = await inboxPart(pool, { enterpriseId: mine.id, unread: false, limit: 2, after: "2026|';" });
  expect(first.entries.map(({ id }) => id)).toEqual(all.slice(0, 2));
});
