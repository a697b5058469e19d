import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { caseFile } from '#features/casework/queries.ts';
import { issueUnmarkNotices, makeDossier, sweepAbsences } from '#features/service/commands.ts';
import { absenceCounts, isDossier, openAbsences, verifyDossier } from '#features/service/queries.ts';
import { checkSignature } from '#platform/pdf/check-signature.ts';
import { trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import { Archive } from '../../src/features/intake/readers/zip.ts';
import { poppler } from '../unit/features/documents/poppler.ts';
import { issueOrder, withdrawCase } from './by-three.ts';
import { addPerson } from './registry-fixture.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let folder: string;
beforeEach(async () => {
  bench = await serviceBench('45');
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-dossier-'));
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const BUILDER = { kind: 2, specialties: 1 };

async function orderOn(id: number) {
  const caseId = String((await bench.caseOf(id)).id);
  const order = { caseId, termMonths: 1, actor: CITY, onDay: '2026-06-03', recordedAt: instant('2026-06-03') };
  const issued = await issueOrder(bench.tools, order);
  if (issued.outcome !== 'done') throw new Error(JSON.stringify(issued));
  return caseId;
}

async function ordered() {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01');
  await bench.run('2026-06-01');
  return { id, caseId: await orderOn(id) };
}

const standing = async (day: string) => {
  const counts = await sweepAbsences(bench.pool, instant(day));
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
};

test('nothing is missing while everything is in time; each absence is found, kept, and gone when it is mended', async () => {
  const served = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(served.id, '2026-05-01');
  const silent = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-06-01');
  const servedCase = await orderOn(served.id);
  const silentCase = await orderOn(silent.id);
  await bench.deliver(instant('2026-06-03', '10:05:00'));
  expect(await standing('2026-06-05')).toEqual({});
  // Without a confirmation, and nobody posts it: after three days the order has no attempt at all.
  expect(await standing('2026-06-07')).toEqual({ 'attempt-missing': 1 });
  expect(await openAbsences(bench.pool, { scope: '4501', limit: 10 })).toMatchObject([
    { kind: 'attempt-missing', caseId: silentCase },
  ]);
  expect(await openAbsences(bench.pool, { scope: '4502', limit: 10 })).toEqual([]);
  // Time that nobody brought: the term ended on 3 July.
  expect(await standing('2026-07-06')).toEqual({ 'time-not-brought': 1, 'attempt-missing': 1 });
  for (const caseId of [servedCase, silentCase]) {
    const day = { onDay: '2026-07-06', recordedAt: instant('2026-07-06') };
    await withdrawCase(bench.tools, { caseId, actor: CITY, reason: '演示', ...day });
  }
  expect(await standing('2026-07-07')).toEqual({});
  expect((await absenceCounts(bench.pool))['attempt-missing']).toBe(0);
  const gone = await bench.pool.query('select kind from absence_finding where gone_at is not null order by kind');
  expect(gone.rows.map(({ kind }) => kind)).toEqual(['attempt-missing', 'time-not-brought']);
});

test('a mail that nobody sends and a document that was never issued are found', async () => {
  const { caseId } = await ordered();
  expect(await standing('2026-06-05')).toMatchObject({ 'outcome-missing': 1, 'mail-not-sent': 2 });
  // The bare step, as if whoever took it had died before the document: the sweep finds the document missing.
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.run('2026-07-01');
  await bench.step(String((await bench.caseOf(id)).id), '2026-07-02', { do: 'issue-order', termMonths: 1 });
  expect(await standing('2026-07-03')).toMatchObject({ 'document-missing': 1 });
  expect(caseId).not.toBe('');
});

test('GX24-4.1d: the platform’s own unmark notice is issued after the mark was lifted, once', async () => {
  const { id, caseId } = await ordered();
  await addPerson(bench.pool, id, BUILDER, { knownFrom: instant('2026-06-10') });
  await bench.run('2026-07-01');
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'cleared' });
  expect(await issueUnmarkNotices(bench.tools, instant('2026-07-01', '03:00:00'), 10)).toEqual({
    issued: 1,
    waiting: 0,
  });
  expect(await issueUnmarkNotices(bench.tools, instant('2026-07-01', '03:01:00'), 10)).toEqual({
    issued: 0,
    waiting: 0,
  });
  expect(await bench.documents(caseId)).toEqual(['order', 'unmark-notice']);
});

test('the dossier holds every original with its hash, and a broken chain is said', async () => {
  const { caseId } = await ordered();
  await bench.deliver(instant('2026-06-03', '10:05:00'));
  const request = { caseId, by: '演示', at: instant('2026-06-10') };
  const made = await makeDossier(bench.pool, { ...request, form: 'zip' });
  expect(made?.fault).toBeNull();
  const file = path.join(folder, 'dossier.zip');
  writeFileSync(file, made?.bytes ?? Buffer.alloc(0));
  const archive = await Archive.open(file);
  expect(archive.names).toEqual([
    '卷宗.pdf',
    '目录.pdf',
    '正卷/01-资质动态核查结果送达确认书.pdf',
    '正卷/02-注册执业人员比对及人员明细（本案第1次比对）.pdf',
    '正卷/03-文书第1号-责令限期整改通知书南宁建责改〔2026〕1号.pdf',
    '正卷/04-案件办理和送达记录.pdf',
    '副卷/01-文稿起草、审核、签发和用印情况.pdf',
    '案件.json',
    '送达.json',
    '核对方法.txt',
    'SHA256SUMS.txt',
  ]);
  const read = async (name: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.read(name)) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  };
  for (const line of (await read('SHA256SUMS.txt')).toString().trim().split('\n')) {
    const [sum, name = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(await read(name))
        .digest('hex'),
    ).toBe(sum);
  }
  // What an enterprise calls its files leads nowhere, and one sign that no face has does not keep the dossier from being made.
  await bench.pool.query(
    `insert into case_evidence (id, case_id, division_code, kind, name, media_type, source, taken_on, bytes, sha256, recorded_at, recorded_by)
     select gen_random_uuid(), $1, division_code, 'other', $2, 'application/pdf', '演示', '2026-06-03', '\\x00', sha256('\\x00'), now(), '演示'
     from cases where id = $1`,
    [caseId, '../../\u{1f600}#read("/etc/passwd")\u202efdp.exe'],
  );
  writeFileSync(file, (await makeDossier(bench.pool, { ...request, form: 'zip' }))?.bytes ?? Buffer.alloc(0));
  const names = (await Archive.open(file)).names.filter((name) => name.includes('证据第'));
  expect(names).toEqual([expect.stringMatching(/^正卷\/\d\d-证据第1号-[^/\\\p{Cf}]+\.pdf$/u)]);
  const index = await makeDossier(bench.pool, { ...request, form: 'pdf' });
  // §4: both forms are checked as a whole, against the case as it is; one byte or one file else and they do not hold.
  const zipped = readFileSync(file);
  const outcome = async (bytes: Buffer) => {
    const { ok, checks } = await verifyDossier(bench.pool, bytes, trustedAuthorities());
    return [ok, checks.filter(({ outcome: each }) => each === 'fails').map(({ text }) => text)];
  };
  expect(isDossier(index?.bytes ?? Buffer.alloc(0))).toBe(true);
  expect(await outcome(index?.bytes ?? Buffer.alloc(0))).toEqual([true, []]);
  expect(await outcome(zipped)).toEqual([true, []]);
  const altered = Buffer.from(index?.bytes ?? Buffer.alloc(0));
  altered[2_000] = (altered[2_000] ?? 0) ^ 1;
  expect((await outcome(altered))[0]).toBe(false);
  expect(await outcome(Buffer.from('PK\u0003\u0004nothing'))).toEqual([
    false,
    ['这个压缩包不是本系统的卷宗，或者已经损坏。'],
  ]);
  // One file with page numbers, each piece beginning where the catalogue says, and nothing in ids.
  const text = poppler('pdftotext', index?.bytes ?? Buffer.alloc(0), '-layout');
  const pages = text.split('\f').slice(0, -1);
  pages.forEach((page, at) => {
    expect(page).toContain(`[${at + 1}]`);
  });
  expect(pages.length).toBeGreaterThan(5);
  expect(pages[0]).toContain('正卷');
  expect(text).toContain('送达确认书');
  expect(text).not.toMatch(/GX24-|\bplatform\b/);
  const report = checkSignature(index?.bytes ?? Buffer.alloc(0), trustedAuthorities());
  expect(report).toMatchObject({ present: true, intact: true, trusted: true });
  expect((await caseFile(bench.pool, caseId))?.fault).toBeNull();
  await bench.pool.query('alter table case_event disable trigger case_event_append_only');
  await bench.pool.query(
    "update case_event set content = replace(content, 'termMonths\":1', 'termMonths\":3') where case_id = $1",
    [caseId],
  );
  expect((await caseFile(bench.pool, caseId))?.fault).toBe('第 2 条：事件内容与散列值不符');
  expect(readFileSync(file).length).toBeGreaterThan(1000);
});
