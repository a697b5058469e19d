import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DocumentRefused, documentId, openDocumentFile, withdrawDocument } from '#features/documents/commands.ts';
import { documentsOfCase, publicDocument } from '#features/documents/queries.ts';
import type { DocumentData } from '#features/documents/schema.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { day, developmentSigning, OFFICE, press } from '../unit/features/documents/print.ts';
import { SAMPLES } from '../unit/features/documents/samples.ts';
import { issueDocument } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const RECORDED = new Date('2026-08-03T02:00:00Z');

function issuing(factId: string, issuedOn = '2026-08-03') {
  return {
    factId,
    office: OFFICE,
    divisionCode: '450103',
    issuedOn: day(issuedOn),
    issuedBy: '测试',
    recordedAt: RECORDED,
  };
}

function issueOrder(transaction: Transaction, factId: string, issuedOn?: string) {
  return issueDocument(transaction, press, 'order', SAMPLES.order, issuing(factId, issuedOn));
}

function serial(number: string | null): number {
  return Number(/〕(\d+)号$/.exec(number ?? '')?.[1]);
}

test('64 issued at once: no number is missing, none is given twice, and a rolled-back one leaves no gap', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 64 }, (_, at) =>
      inTransaction(database.pool, async (transaction) => {
        const issued = await issueOrder(transaction, `parallel:${at}`);
        // Every fourth act fails after its document was numbered.
        if (at % 4 === 3) throw new Error('the act failed');
        return issued.number;
      }),
    ),
  );
  const given = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [serial(each.value)] : []));
  expect(given.sort((one, other) => one - other)).toEqual(Array.from({ length: 48 }, (_, at) => at + 1));
  const stored = await database.pool.query<{ number: string }>('select number from official_document');
  expect(stored.rows.map((row) => serial(row.number)).sort((one, other) => one - other)).toEqual(given);
  const next = await inTransaction(database.pool, (transaction) => issueOrder(transaction, 'parallel:next'));
  expect(next.number).toBe('南住建责改〔2026〕49号');
});

test('the same fact, issued many times at once, is one document with one number', async () => {
  const issued = await Promise.all(
    Array.from({ length: 12 }, () =>
      inTransaction(database.pool, (transaction) => issueOrder(transaction, 'one fact')),
    ),
  );
  expect(new Set(issued.map((each) => each.number)).size).toBe(1);
  expect(new Set(issued.map((each) => each.sha256.toString('hex'))).size).toBe(1);
  expect(issued.filter((each) => !each.already)).toHaveLength(1);
  expect(issued[0]?.id).toBe(documentId('one fact'));
  const after = await inTransaction(database.pool, (transaction) => issueOrder(transaction, 'after one fact'));
  expect(serial(after.number)).toBe(serial(issued[0]?.number ?? '') + 1);
});

test('each year, each kind and each office counts from one', async () => {
  const number = (work: (transaction: Transaction) => Promise<{ number: string | null }>) =>
    inTransaction(database.pool, work).then((issued) => issued.number);
  expect(await number((db) => issueOrder(db, 'year 2027', '2027-01-04'))).toBe('南住建责改〔2027〕1号');
  expect(await number((db) => issueDocument(db, press, 'intent', SAMPLES.intent, issuing('an intent')))).toBe(
    '南住建撤告〔2026〕1号',
  );
  const elsewhere = { ...OFFICE, id: '450200-housing', name: '柳州市住房和城乡建设局', mark: '柳住建' };
  expect(
    await number((db) =>
      issueDocument(db, press, 'order', SAMPLES.order, { ...issuing('elsewhere'), office: elsewhere }),
    ),
  ).toBe('柳住建责改〔2026〕1号');
});

test('a document whose facts do not suffice is refused in words and takes no number', async () => {
  const last = () =>
    database.pool
      .query<{ last: number }>(
        "select last from document_sequence where office = $1 and kind = 'order' and year = 2026",
        [OFFICE.id],
      )
      .then((result) => result.rows[0]?.last);
  const before = await last();
  const tooLong: DocumentData['order'] = { ...SAMPLES.order, termMonths: 4 };
  const unsigned: DocumentData['order'] = { ...SAMPLES.order, regime: 'shenyang-2024', officers: null };
  const [officer] = SAMPLES['inspection-notice'].officers;
  const oneOfficer: DocumentData['order'] = { ...SAMPLES.order, officers: [officer, officer] };
  const refusals: [DocumentData['order'], string][] = [
    [tooLong, '最长不超过3个月'],
    [unsigned, '两名执法人员'],
    [oneOfficer, '两名不同的执法人员'],
  ];
  for (const [data, reason] of refusals) {
    const refused = inTransaction(database.pool, (db) => issueDocument(db, press, 'order', data, issuing('refused')));
    await expect(refused).rejects.toThrow(DocumentRefused);
    await expect(refused).rejects.toThrow(reason);
  }
  expect(await last()).toBe(before);
});

test('the public page says number, office, day, hash and standing, and nothing of the enterprise', async () => {
  const issued = await inTransaction(database.pool, (db) => issueOrder(db, 'public page'));
  const page = await publicDocument(database.pool, issued.id);
  expect(page).toEqual({
    id: issued.id,
    kind: 'order',
    title: '责令限期整改通知书',
    number: issued.number,
    office: OFFICE.name,
    issuedOn: '2026-08-03',
    sha256: issued.sha256.toString('hex'),
    status: 'stands',
    withdrawnOn: null,
    withdrawnBecause: null,
  });
  expect(JSON.stringify(page)).not.toContain('广西演示');
  expect(await publicDocument(database.pool, documentId('nothing'))).toBeUndefined();
  expect(await publicDocument(database.pool, 'no id')).toBeUndefined();
});

test('a document is withdrawn once, with a reason, and otherwise never changed', async () => {
  const issued = await inTransaction(database.pool, (db) => issueOrder(db, 'to be withdrawn'));
  const withdrawal = { id: issued.id, on: day('2026-08-10'), by: '测试', because: '企业名称有误' };
  expect(await inTransaction(database.pool, (db) => withdrawDocument(db, withdrawal))).toBe(true);
  expect(await inTransaction(database.pool, (db) => withdrawDocument(db, withdrawal))).toBe(false);
  expect(await publicDocument(database.pool, issued.id)).toMatchObject({
    status: 'withdrawn',
    withdrawnOn: '2026-08-10',
    withdrawnBecause: '企业名称有误',
  });
  const attempts = [
    "update official_document set number = '改' where id = $1",
    "update official_document set status = 'stands', withdrawn_on = null, withdrawn_by = null, withdrawn_because = null where id = $1",
    'delete from official_document where id = $1',
  ];
  for (const sql of attempts) await expect(database.pool.query(sql, [issued.id])).rejects.toThrow('only be withdrawn');
  await expect(
    database.pool.query("update official_document_file set pdf = 'x' where document_id = $1", [issued.id]),
  ).rejects.toThrow('append-only');
});

test('the documents of a case come in the order of their making', async () => {
  const caseId = '00000000-0000-8000-8000-00000000000c';
  await inTransaction(database.pool, async (db) => {
    await issueDocument(db, press, 'order', SAMPLES.order, { ...issuing('case: order'), caseId });
    await issueDocument(db, press, 'intent', SAMPLES.intent, {
      ...issuing('case: intent', '2026-11-12'),
      caseId,
      recordedAt: new Date('2026-11-12T02:00:00Z'),
    });
  });
  const documents = await documentsOfCase(database.pool, caseId);
  expect(documents.map((each) => each.kind)).toEqual(['order', 'intent']);
});

test('GX24-A.1: the confirmation’s file is encrypted at rest, its ID number is in no row, opening it is recorded', async () => {
  const data = SAMPLES['service-confirmation'];
  const issued = await inTransaction(database.pool, (db) =>
    issueDocument(db, press, 'service-confirmation', data, issuing('confirmation')),
  );
  expect(issued.number).toBeNull();
  const row = await database.pool.query<{ data: unknown; pdf: Buffer }>(
    'select d.data, f.pdf from official_document d join official_document_file f on f.document_id = d.id where d.id = $1',
    [issued.id],
  );
  expect(JSON.stringify(row.rows[0]?.data)).not.toContain(data.idNumber);
  expect(row.rows[0]?.pdf.subarray(0, 5).toString('latin1')).not.toBe('%PDF-');
  const opened = await inTransaction(database.pool, (db) =>
    openDocumentFile(db, issued.id, { actor: '测试', at: RECORDED }),
  );
  expect(opened?.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const audit = await database.pool.query('select 1 from audit_entry where subject = $1', [`document:${issued.id}`]);
  expect(audit.rowCount).toBe(1);
});

test('qualwatch documents batch: numbered without a gap, all stored, one JSON line', () => {
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', 'documents', 'batch', '--count', '60'],
    {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url, QUALWATCH_DATA: developmentSigning.dataFolder },
    },
  );
  expect(run.stderr).toBe('已签发 60/60 份\n');
  expect(run.status).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({
    count: 60,
    stored: 60,
    firstNumber: expect.stringMatching(/〕1号$/),
    lastNumber: expect.stringMatching(/〕60号$/),
  });
});
