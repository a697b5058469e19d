import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDossier } from '#features/service/commands.ts';
import { verifyDossier } from '#features/service/queries.ts';
import { trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import { Archive } from '../../src/features/intake/readers/zip.ts';
import { zip } from '../../src/features/service/dossier/zip.ts';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let folder: string;
beforeEach(async () => {
  bench = await serviceBench('45');
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-dossier-attacks-'));
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const AT = instant('2026-06-10');

async function ordered() {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01');
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const actor = { name: '演示市局经办人', role: 'city' } as const;
  const on = { onDay: '2026-06-03', recordedAt: instant('2026-06-03') };
  const issued = await issueOrder(bench.tools, { caseId, termMonths: 1, actor, ...on });
  if (issued.outcome !== 'done') throw new Error(JSON.stringify(issued));
  return caseId;
}

async function handIn(caseId: string, mediaType: string, bytes: Buffer) {
  await bench.pool.query(
    `insert into case_evidence (id, case_id, division_code, kind, name, media_type, source, taken_on, bytes, sha256, recorded_at, recorded_by)
     select gen_random_uuid(), $1, division_code, 'objection', '企业材料', $2, '演示', '2026-06-03', $3, sha256($3), now(), '演示' from cases where id = $1`,
    [caseId, mediaType, bytes],
  );
}

async function zipOf(caseId: string): Promise<Buffer> {
  return (await makeDossier(bench.pool, { caseId, by: '演示', at: AT, form: 'zip' }))?.bytes ?? Buffer.alloc(0);
}

async function entriesIn(bytes: Buffer): Promise<Map<string, Buffer>> {
  const file = path.join(folder, 'dossier.zip');
  writeFileSync(file, bytes);
  const archive = await Archive.open(file);
  const entries = new Map<string, Buffer>();
  for (const name of archive.names) {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.read(name)) chunks.push(Buffer.from(chunk));
    entries.set(name, Buffer.concat(chunks));
  }
  return entries;
}

/** Packed anew with a list of hashes that fits, as whoever alters a dossier would. */
function packed(entries: ReadonlyMap<string, Buffer>): Buffer {
  const files = [...entries].filter(([name]) => name !== 'SHA256SUMS.txt');
  const sums = files
    .map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`)
    .join('');
  const all = [...files, ['SHA256SUMS.txt', Buffer.from(sums)] as const];
  return zip(
    all.map(([name, content]) => ({ name, content })),
    AT,
  );
}

const verified = async (bytes: Buffer) => verifyDossier(bench.pool, bytes, trustedAuthorities());

/** A picture of a few bytes that claims to be enormous. */
function hugePicture(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(1_000));
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const PAGES = '%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n';

test('no file that an enterprise hands in keeps the dossier of its case from being made', async () => {
  const caseId = await ordered();
  const pdf = (text: string) => handIn(caseId, 'application/pdf', Buffer.from(text));
  await pdf('%PDF-1.5\n1 0 obj\n[[[[\nendobj\n');
  await pdf(`${PAGES}<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\ntrailer\n<</Root 1 0 R>>\n`);
  await pdf(`${PAGES}<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n`);
  await pdf(
    `${PAGES}<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page>>\nendobj\ntrailer\n<</Root 1 0 R>>\n`,
  );
  const page = (entries: string) =>
    pdf(
      `${PAGES}<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]${entries}>>\nendobj\ntrailer\n<</Root 1 0 R>>\n`,
    );
  await page('/Contents(no)/Resources 7');
  await page('/Resources<</Font[1 2]/XObject(no)>>');
  await page('/QualwatchCase (00000000-0000-0000-0000-000000000000:1:0)');
  await handIn(caseId, 'image/png', hugePicture(20_000));
  await handIn(caseId, 'image/png', Buffer.from([0x89, 0x50]));
  const made = await zipOf(caseId);
  expect([...(await entriesIn(made)).keys()].filter((name) => name.includes('证据第'))).toHaveLength(9);
  expect((await verified(made)).ok).toBe(true);
});

test('whoever changes, adds or takes away a file of a dossier and mends its list of hashes is found out', async () => {
  const caseId = await ordered();
  await handIn(caseId, 'application/pdf', Buffer.from('%PDF- 原件'));
  const made = await zipOf(caseId);
  expect((await verified(made)).ok).toBe(true);
  const whole = await entriesIn(made);
  const evidence = [...whole.keys()].find((name) => name.includes('证据第')) ?? '';
  const other = (change: (entries: Map<string, Buffer>) => void) => {
    const entries = new Map(whole);
    change(entries);
    return packed(entries);
  };
  const forged: Record<string, Buffer> = {
    changed: other((entries) => entries.set(evidence, Buffer.from('%PDF- 另一件'))),
    added: other((entries) => entries.set('正卷/99-证据第9号-多出.pdf', Buffer.from('%PDF- 多出'))),
    'taken away': other((entries) => entries.delete(evidence)),
    service: other((entries) => entries.set('送达.json', Buffer.from('[]'))),
    'broken record': other((entries) => entries.set('案件.json', Buffer.from('{'))),
  };
  for (const [how, bytes] of Object.entries(forged)) {
    const { ok, checks } = await verified(bytes);
    expect([how, ok]).toEqual([how, false]);
    expect(checks.map(({ text }) => text)).toContain(
      '摘要清单与签名的卷宗不一致：卷内文件在卷宗签名之后被增减或者改动过。',
    );
  }
  expect((await verified(packed(whole))).ok).toBe(true);
});
