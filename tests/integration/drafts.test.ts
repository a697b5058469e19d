import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  carryOut,
  carryOutSealed,
  draftAct,
  type Officer,
  reviewDraft,
  reviewLegally,
  sealDraft,
  signAsHead,
  takeOut,
} from '#features/drafts/commands.ts';
import { draftOf, previewDraft } from '#features/drafts/queries.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { sealedByThree } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let scoped: ScopedPools;
beforeEach(async () => {
  bench = await serviceBench('45');
  scoped = openScopedPools(bench.database.url, 4);
});
afterEach(async () => {
  await scoped.end();
  await bench.close();
});

const officer = (name: string, division = '4501'): Officer => ({
  accountId: randomUUID(),
  name,
  level: 'city',
  division,
});
const HANDLER = officer('演示经办人');
const REVIEWER = officer('演示审核人');
const SEAL_KEEPER = officer('演示用印人');
const NOW = instant('2026-06-03');
const ORDER = { act: 'issue-order', termMonths: 3 } as const;

const poolOf = ({ accountId, division }: Officer) =>
  scoped.forClaim({ viewer: 'office', scope: division, enterpriseId: null, accountId });

async function warned(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
    await bench.address(id, '南宁市演示路 1 号');
    ids.push(String(id));
  }
  await bench.run('2026-06-01');
  const cases = await Promise.all(ids.map((id) => bench.caseOf(Number(id))));
  return cases.map((each) => String(each?.id));
}

async function drafted(caseIds: readonly string[]): Promise<string> {
  const outcome = await draftAct(poolOf(HANDLER), { content: ORDER, caseIds }, HANDLER, NOW);
  if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.draftId;
}

test('GX24-4.1b: drafted by one, reviewed by another and sealed, the orders are issued under the office’s claim', async () => {
  const caseIds = await warned(3);
  const draftId = await drafted(caseIds);
  const pool = poolOf(SEAL_KEEPER);
  expect(await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '同意' }, REVIEWER, NOW)).toEqual({
    outcome: 'done',
  });
  expect(await sealDraft(pool, draftId, SEAL_KEEPER, NOW)).toEqual({ outcome: 'done' });
  expect(await carryOut({ ...bench.tools, pool }, draftId, () => NOW, 2)).toBe(false);
  expect(await carryOut({ ...bench.tools, pool }, draftId, () => NOW, 2)).toBe(true);
  const shown = await draftOf(pool, draftId);
  expect(shown).toMatchObject({ status: 'finished', done: 3, refused: 0 });
  for (const caseId of caseIds) expect(await bench.documents(caseId)).toContain('order');
  const numbers = await bench.pool.query("select number from official_document where kind = 'order' order by number");
  expect(numbers.rows.map((row) => row.number)).toEqual([1, 2, 3].map((at) => expect.stringContaining(`${at}号`)));
});

test('a sealed draft that cannot be carried out is told, and keeps nobody behind it waiting', async () => {
  const [broken = '', caseId = ''] = await warned(2);
  // Sealed before any other, and its content says of no term.
  const { draftId: unreadable } = await sealedByThree(bench.pool, { act: 'issue-order', caseIds: [broken] });
  const draftId = await drafted([caseId]);
  await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '' }, REVIEWER, NOW);
  await sealDraft(poolOf(SEAL_KEEPER), draftId, SEAL_KEEPER, NOW);
  const failed: string[] = [];
  await carryOutSealed(
    bench.tools,
    () => NOW,
    25,
    (draft) => failed.push(draft),
  );
  expect(failed).toEqual([unreadable]);
  expect(await bench.documents(caseId)).toContain('order');
});

test('once reviewed, no case is put into a draft and no name under it is changed, on the site’s connection either', async () => {
  const [caseId = '', other = ''] = await warned(2);
  const draftId = await drafted([caseId]);
  await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '' }, REVIEWER, NOW);
  await sealDraft(poolOf(SEAL_KEEPER), draftId, SEAL_KEEPER, NOW);
  const pool = poolOf(HANDLER);
  await expect(
    pool.query("insert into draft_case (draft_id, case_id, division_code, position) values ($1, $2, '450103', 2)", [
      draftId,
      other,
    ]),
  ).rejects.toThrow('nothing is put into a draft once it is reviewed');
  for (const change of [
    ["update draft set drafted_by_name = '他人' where id = $1", draftId],
    ["update draft set sealed_by_name = '他人' where id = $1", draftId],
    ["update draft set level = 'province' where id = $1", draftId],
    [`update draft_case set case_id = '${other}' where draft_id = $1`, draftId],
  ] as const) {
    const [text, id] = change;
    await expect(pool.query(text, [id]), text).rejects.toThrow('is not changed afterwards');
  }
});

test('nobody reviews or seals an act of their own, and the database holds it too', async () => {
  const [caseId = ''] = await warned(1);
  const draftId = await drafted([caseId]);
  const own = await reviewDraft(poolOf(HANDLER), draftId, { result: 'approve', opinion: '' }, HANDLER, NOW);
  expect(own).toMatchObject({ outcome: 'refused', faults: [{ text: expect.stringContaining('本人拟制') }] });
  await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '' }, REVIEWER, NOW);
  expect(await sealDraft(poolOf(HANDLER), draftId, HANDLER, NOW)).toMatchObject({ outcome: 'refused' });
  await expect(
    bench.pool.query("update draft set sealed_by = drafted_by, status = 'sealed' where id = $1", [draftId]),
  ).rejects.toThrow('draft_two_persons_check');
});

test('pressed several times at once, a case is drafted once', async () => {
  const caseIds = await warned(2);
  const others = Array.from({ length: 4 }, (_, at) => officer(`演示经办人${at}`));
  const all = await Promise.all(
    others.map((by, at) =>
      draftAct(poolOf(by), { content: ORDER, caseIds: at % 2 === 0 ? caseIds : caseIds.toReversed() }, by, NOW),
    ),
  );
  expect(all.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
});

test('a case that is none, or another office’s, is refused in words', async () => {
  for (const caseIds of [['x'], [randomUUID()], ['12bc70f8-ec2f-3bcf-c30b-f3a86e2cf8ed2']]) {
    expect(await draftAct(poolOf(HANDLER), { content: ORDER, caseIds }, HANDLER, NOW)).toMatchObject({
      outcome: 'refused',
      faults: [{ field: 'cases', text: expect.stringContaining('不在本机关管辖范围内') }],
    });
  }
});

test('whoever reviewed an act does not seal it, whatever other role he holds', async () => {
  const [caseId = ''] = await warned(1);
  const draftId = await drafted([caseId]);
  await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '' }, REVIEWER, NOW);
  expect(await sealDraft(poolOf(REVIEWER), draftId, REVIEWER, NOW)).toMatchObject({
    outcome: 'refused',
    faults: [{ text: expect.stringContaining('用印须由他人办理') }],
  });
  // Pressed by two at once it is sealed by one of them.
  const other = officer('演示另一用印人');
  const sealed = await Promise.all([SEAL_KEEPER, other].map((by) => sealDraft(poolOf(by), draftId, by, NOW)));
  expect(sealed.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
});

const LEGAL_REVIEWER = officer('演示法制审核人员');
const HEAD = officer('演示负责人');
const AGREED = { result: 'approve', opinion: '同意' } as const;
const SCAN = { name: '集体讨论笔录.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.4') };
const MINUTES = { on: '2026-06-03', present: '演示负责人、演示分管负责人', conclusion: '一致同意撤回。', scan: [SCAN] };
const TIME = { now: NOW, today: '2026-06-03' };

async function draftedWithdrawal(caseId: string): Promise<string> {
  const content = { act: 'decide', result: 'revoke' } as const;
  const outcome = await draftAct(poolOf(HANDLER), { content, caseIds: [caseId] }, HANDLER, NOW);
  if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.draftId;
}

test('行政处罚法 57, 58: a withdrawal goes through legal review and head in this order, each another person, and not without opinion and minutes', async () => {
  const [caseId = ''] = await warned(1);
  const id = await draftedWithdrawal(caseId);
  const status = async () => (await draftOf(poolOf(HANDLER), id))?.status;
  const legal = (by: Officer, opinion = '同意') => reviewLegally(poolOf(by), id, { ...AGREED, opinion }, by, NOW);
  const head = (by: Officer, change = {}) => signAsHead(poolOf(by), id, { ...MINUTES, ...change }, by, TIME);
  const seal = (by: Officer) => sealDraft(poolOf(by), id, by, NOW);
  const refused = { outcome: 'refused' };
  for (const early of [legal(LEGAL_REVIEWER), head(HEAD), seal(SEAL_KEEPER)])
    expect(await early).toMatchObject(refused);
  await reviewDraft(poolOf(REVIEWER), id, AGREED, REVIEWER, NOW);
  expect(await status()).toBe('reviewed');
  for (const early of [head(HEAD), seal(SEAL_KEEPER)]) expect(await early).toMatchObject(refused);
  expect(await legal(LEGAL_REVIEWER, ' ')).toMatchObject({ faults: [{ field: 'legalOpinion' }] });
  for (const twice of [HANDLER, REVIEWER, { ...LEGAL_REVIEWER, name: '演示 审核人' }])
    expect(await legal(twice)).toMatchObject(refused);
  expect(await legal(LEGAL_REVIEWER)).toEqual({ outcome: 'done' });
  expect(await seal(SEAL_KEEPER)).toMatchObject(refused);
  expect(await head(HEAD, { scan: [] })).toMatchObject({ faults: [{ field: 'minutes' }] });
  expect(await head(HEAD, { on: '2026-06-04' })).toMatchObject({ faults: [{ field: 'on' }] });
  expect(await head(HEAD, { present: '' })).toMatchObject({ faults: [{ field: 'present' }] });
  expect(await head(LEGAL_REVIEWER)).toMatchObject(refused);
  expect(await head(HEAD)).toEqual({ outcome: 'done' });
  for (const twice of [HANDLER, REVIEWER, LEGAL_REVIEWER, HEAD]) expect(await seal(twice)).toMatchObject(refused);
  expect(await seal(SEAL_KEEPER)).toEqual({ outcome: 'done' });
  expect(await draftOf(poolOf(HANDLER), id)).toMatchObject({
    status: 'sealed',
    signatures: [
      { link: 'legal-review', opinion: '同意' },
      { link: 'head', minutes: { conclusion: '一致同意撤回。' } },
    ],
  });
  await expect(bench.pool.query("update draft_signature set opinion = '不同意'")).rejects.toThrow(
    'not changed afterwards',
  );
});

test('on the site’s connection no link of a longer chain is left out or signed for another', async () => {
  const [caseId = ''] = await warned(1);
  const id = await draftedWithdrawal(caseId);
  const pool = poolOf(REVIEWER);
  const set = (what: string) => pool.query(`update draft set ${what} where id = $1`, [id]);
  await expect(set("links = '{review,seal}'")).rejects.toThrow('leaves out no link');
  await expect(set(`status = 'approved', reviewed_by = '${REVIEWER.accountId}'`)).rejects.toThrow(
    'not changed afterwards',
  );
  await reviewDraft(pool, id, AGREED, REVIEWER, NOW);
  await expect(set("status = 'legal-reviewed'")).rejects.toThrow('leaves out no link');
  const signature = (by: string) =>
    pool.query(
      `insert into draft_signature (draft_id, link, division_code, result, signed_by, signed_by_name, signed_at, opinion)
       values ($1, 'legal-review', '450100', 'approve', $2, '他人', now(), '同意')`,
      [id, by],
    );
  await expect(signature(randomUUID())).rejects.toThrow('whoever is signed in');
  await expect(signature(REVIEWER.accountId)).rejects.toThrow('nobody stands twice');
});

test('a draft of a withdrawal from before the longer chain waits for its next link; nothing is sealed with fewer', async () => {
  const cases = await warned(4);
  const ids = await Promise.all(cases.map(draftedWithdrawal));
  const [, reviewed, sealed, begun] = ids;
  await bench.pool.query('alter table draft disable trigger user');
  const as = (id: string | undefined, more: string) =>
    bench.pool.query(
      `update draft set reviewed_by = $2, reviewed_by_name = '演示审核人', reviewed_at = now(), ${more} where id = $1`,
      [id, REVIEWER.accountId],
    );
  await bench.pool.query("update draft set links = '{review,seal}'");
  await as(reviewed, "status = 'approved'");
  for (const id of [sealed, begun])
    await as(
      id,
      `status = 'sealed', sealed_by = '${SEAL_KEEPER.accountId}', sealed_by_name = '演示用印人', sealed_at = now()`,
    );
  await bench.pool.query('alter table draft enable trigger user');
  await bench.pool.query(
    `insert into draft_case (draft_id, case_id, division_code, position, status) values ($1, $2, '450103', 2, 'done')`,
    [begun, cases[0]],
  );
  const migration = await readFile(
    'prisma/migrations/20261128210000_longer_chain_of_a_withdrawal/migration.sql',
    'utf8',
  );
  const carried = /-- Drafts that wait to be signed[\s\S]*?(?=-- A draft goes from link to link)/.exec(migration)?.[0];
  await bench.pool.query(carried ?? 'no such part');
  const stand = await bench.pool.query('select id, status, array_length(links, 1) as links, sealed_by from draft');
  const of = (id: string | undefined) => stand.rows.find((row) => row.id === id);
  expect(of(ids[0])).toMatchObject({ status: 'drafted', links: 4 });
  for (const id of [reviewed, sealed]) expect(of(id)).toMatchObject({ status: 'reviewed', links: 4, sealed_by: null });
  expect(of(begun)).toMatchObject({ status: 'finished', links: 2 });
  const rest = await bench.pool.query("select reason from draft_case where draft_id = $1 and status = 'refused'", [
    begun,
  ]);
  expect(rest.rows).toEqual([{ reason: expect.stringContaining('重新拟稿') }]);
  expect(await reviewLegally(poolOf(LEGAL_REVIEWER), sealed ?? '', AGREED, LEGAL_REVIEWER, NOW)).toEqual({
    outcome: 'done',
  });
});

test('an office of another place sees neither the case nor the draft', async () => {
  const [caseId = ''] = await warned(1);
  const draftId = await drafted([caseId]);
  const elsewhere = officer('外市经办人', '4502');
  expect(await draftOf(poolOf(elsewhere), draftId)).toBeUndefined();
  const tried = await draftAct(poolOf(elsewhere), { content: ORDER, caseIds: [caseId] }, elsewhere, NOW);
  expect(tried).toMatchObject({ outcome: 'refused' });
});

test('a case that already is in a standing draft of the same act is not drafted a second time', async () => {
  const caseIds = await warned(2);
  await drafted(caseIds.slice(0, 1));
  const again = await draftAct(poolOf(HANDLER), { content: ORDER, caseIds }, HANDLER, NOW);
  expect(again).toMatchObject({ outcome: 'refused', faults: [{ text: expect.stringContaining('已有同样的文稿') }] });
});

test('GX24-4.1b: the preview shows the order as it would be, and takes back number, step and service', async () => {
  const [caseId = ''] = await warned(1);
  const acting = { name: HANDLER.name, level: 'city' } as const;
  const { result, pdf } = await previewDraft(poolOf(HANDLER), ORDER, [caseId], acting, NOW);
  expect(result.outcome).toBe('done');
  expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-');
  expect(
    await bench.caseOf(
      Number((await bench.pool.query('select enterprise_id from cases where id = $1', [caseId])).rows[0].enterprise_id),
    ),
  ).toMatchObject({ stage: 'warned' });
  expect((await bench.pool.query('select 1 from official_document')).rowCount).toBe(0);
  expect((await bench.pool.query('select 1 from document_sequence')).rowCount).toBe(0);
});

test('a process that died after the order and before its note: the second try finds the order and doubles nothing', async () => {
  const [caseId = ''] = await warned(1);
  const draftId = await drafted([caseId]);
  await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '' }, REVIEWER, NOW);
  await sealDraft(poolOf(SEAL_KEEPER), draftId, SEAL_KEEPER, NOW);
  const tools = { ...bench.tools, pool: poolOf(SEAL_KEEPER) };
  await carryOut(tools, draftId, () => NOW, 1);
  // As if the process had died before its note; by itself no draft comes back from there.
  await bench.pool.query('alter table draft disable trigger draft_signed_in_person');
  await bench.pool.query("update draft set status = 'sealed', finished_at = null where id = $1", [draftId]);
  await bench.pool.query(
    "update draft_case set status = 'waiting', documents = '{}', done_at = null where draft_id = $1",
    [draftId],
  );
  expect(await carryOut(tools, draftId, () => NOW, 1)).toBe(true);
  expect(await draftOf(tools.pool, draftId)).toMatchObject({ status: 'finished', done: 1, refused: 0 });
  expect((await bench.documents(caseId)).filter((kind) => kind === 'order')).toHaveLength(1);
});

test('GX24-3: no order is issued whose own reasons do not bear the verdict out', async () => {
  const [caseId = ''] = await warned(1);
  await bench.pool.query("update verdict set counts = '9/9' where known_to is null");
  const acting = { name: HANDLER.name, level: 'city' } as const;
  const { result } = await previewDraft(poolOf(HANDLER), ORDER, [caseId], acting, NOW);
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('不一致') });
});

test('the reviewer takes one piece out of a batch with the reason: the others are issued, that one can be drafted anew', async () => {
  const caseIds = await warned(3);
  const [first = '', second = '', third = ''] = caseIds;
  const draftId = await drafted(caseIds);
  const out = (caseId: string, reason: string, by: Officer) =>
    takeOut(poolOf(by), draftId, { caseId, reason }, by, NOW);
  expect(await out(first, ' ', REVIEWER)).toMatchObject({ outcome: 'refused', faults: [{ field: 'reason' }] });
  expect(await out(first, '地址不对', HANDLER)).toMatchObject({
    outcome: 'refused',
    faults: [{ text: expect.stringContaining('本人拟制') }],
  });
  expect(await out(first, '地址不对', REVIEWER)).toEqual({ outcome: 'done' });
  expect(await out(first, '地址不对', REVIEWER)).toMatchObject({
    outcome: 'refused',
    faults: [{ text: expect.stringContaining('已不在文稿中') }],
  });
  expect(await out(second, '另行核实', REVIEWER)).toEqual({ outcome: 'done' });
  expect(await out(third, '另行核实', REVIEWER)).toMatchObject({
    outcome: 'refused',
    faults: [{ text: expect.stringContaining('退回经办人') }],
  });
  await expect(
    bench.pool.query("update draft_case set status = 'waiting', taken_out_by = null where case_id = $1", [first]),
  ).rejects.toThrow('taken out of a draft once');
  // It is nobody's draft any more, so whoever drafted it may begin anew.
  await drafted([first]);
  await reviewDraft(poolOf(REVIEWER), draftId, { result: 'approve', opinion: '' }, REVIEWER, NOW);
  expect(await out(third, '晚了', REVIEWER)).toMatchObject({ outcome: 'refused' });
  await sealDraft(poolOf(SEAL_KEEPER), draftId, SEAL_KEEPER, NOW);
  expect(await carryOut({ ...bench.tools, pool: poolOf(SEAL_KEEPER) }, draftId, () => NOW, 5)).toBe(true);
  expect(await draftOf(poolOf(HANDLER), draftId)).toMatchObject({ status: 'finished', cases: 1, done: 1, refused: 0 });
  expect(await bench.documents(third)).toContain('order');
  for (const left of [first, second]) expect(await bench.documents(left)).not.toContain('order');
});
