import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { openDocumentFile, openPress, withdrawDocument } from '#features/documents/commands.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { day, developmentSigning, OFFICE, press } from '../unit/features/documents/print.ts';
import { SAMPLES } from '../unit/features/documents/samples.ts';
import { issueDocument, issueList } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const RECORDED = new Date('2026-08-03T02:00:00Z');
const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-verify-'));
let database: TestDatabase;

/** Three failing qualifications and one that is met, found by run 1. */
async function fillRegistry(): Promise<void> {
  await database.pool.query(
    `insert into verification_run (id, kind, month, scope, as_of, instant, status, standards_version, policy_version, started_at, settled_at)
     values (1, 'month', '2026-08', '', '2026-08-01', '2026-08-01T00:00:00Z', 'settled', 's', 'p', '2026-08-01T00:00:00Z', '2026-08-01T00:00:00Z')`,
  );
  for (const id of [1, 2, 3, 4]) {
    await database.pool.query(
      `insert into enterprise (id, uscc, name, former_names, kinds, division_code, address, feed, recorded_at)
       values ($1, $2, $3, '{}', '{construction}', '450103', $4, 'test', '2026-01-01')`,
      [id, syntheticUscc(id), `广西演示第${id}建设工程有限公司`, `演示路${id}号`],
    );
    await database.pool.query(
      `insert into enterprise_contact (enterprise_id, person, phone, email, address, source, known_from)
       values ($1, '李联络', '0771-0000000', 'a@qualwatch.invalid', $2, 'test', '2026-01-01')`,
      [id, `确认书载明的地址${id}`],
    );
    await database.pool.query(
      `insert into qualification (id, enterprise_id, division_code, key, standard_row, name, series, category, level, feed, recorded_at)
       values ($1, $1, '450103', 'D101T', 'GC-01-3', '建筑工程施工总承包三级', '施工总承包', '建筑工程', '三级', 'test', '2026-01-01')`,
      [id],
    );
    await database.pool.query(
      `insert into verdict (qualification_id, enterprise_id, division_code, verdict, effective_row, shortage, counts, run_id, as_of, known_from)
       values ($1, $1, '450103', $2, 'GC-01-3', $3, '', 1, '2026-08-01', '2026-08-01T00:00:00Z')`,
      [id, id === 4 ? 'met' : 'not-met', id === 4 ? 0 : id],
    );
  }
}

function issuing(factId: string) {
  return {
    factId,
    office: OFFICE,
    divisionCode: '450100',
    issuedOn: day('2026-08-03'),
    issuedBy: '测试',
    recordedAt: RECORDED,
  };
}

async function fileOf(id: string): Promise<Buffer> {
  const file = await inTransaction(database.pool, (db) => openDocumentFile(db, id, { actor: '测试', at: RECORDED }));
  if (file === undefined) throw new Error(`no file ${id}`);
  return file;
}

async function issuedOrder(factId: string): Promise<{ id: string; pdf: Buffer }> {
  const { id } = await inTransaction(database.pool, (db) =>
    issueDocument(db, press, 'order', SAMPLES.order, issuing(factId)),
  );
  return { id, pdf: await fileOf(id) };
}

async function issuedList(factId: string): Promise<Buffer> {
  const { id } = await inTransaction(database.pool, (db) =>
    issueList(
      db,
      press,
      'abnormal-list',
      { of: 'failing', runId: 1, scope: '4501' },
      { area: '南宁市', verifiedOn: '2026-08-01', officers: SAMPLES['abnormal-list'].officers },
      issuing(factId),
    ),
  );
  return fileOf(id);
}

/** `qualwatch verify` as an official runs it. */
function verify(pdf: Buffer, ...options: string[]) {
  const file = path.join(folder, 'document.pdf');
  writeFileSync(file, pdf);
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', 'verify', file, ...options],
    {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url, QUALWATCH_DATA: developmentSigning.dataFolder },
    },
  );
  return { status: run.status, said: run.stdout, errors: run.stderr };
}

beforeAll(async () => {
  database = await createTestDatabase();
  await fillRegistry();
});
afterAll(() => database?.drop());

describe('qualwatch verify', () => {
  test('an original holds', async () => {
    const { pdf } = await issuedOrder('verify: original');
    const { status, said, errors } = verify(pdf);
    expect(errors).toBe('');
    expect(said).toContain('✓ 数字签名有效');
    expect(said).toContain('✓ 文件与存档一致：责令限期整改通知书南住建责改〔2026〕');
    expect(said).toContain('核验通过');
    expect(status).toBe(0);
  });

  test('a tampered file fails, and it is said which document it claims to be', async () => {
    const { pdf } = await issuedOrder('verify: tampered');
    pdf[4_000] = (pdf[4_000] ?? 0) ^ 1;
    const { status, said } = verify(pdf);
    expect(said).toContain('✗ 数字签名无效');
    expect(said).toContain('✗ 文件自称为 责令限期整改通知书');
    expect(status).toBe(1);
  });

  test('a byte changed within the signature is caught by the stored hash', async () => {
    const { pdf } = await issuedOrder('verify: within the signature');
    const at = pdf.indexOf('/Contents <', 0, 'latin1') + 40;
    pdf.write(pdf.toString('latin1', at, at + 1) === '0' ? '1' : '0', at, 'latin1');
    const { status, said } = verify(pdf);
    expect(said).toContain('与存档的文件不一致');
    expect(status).toBe(1);
  });

  test('a foreign file, signed by somebody else, fails on signer and store', async () => {
    const foreign = openPress({
      baseUrl: 'http://localhost:3000',
      signing: { ...developmentSigning, dataFolder: mkdtempSync(path.join(tmpdir(), 'qualwatch-foreign-')) },
    });
    const elsewhere = await createTestDatabase();
    try {
      const pdf = await inTransaction(elsewhere.pool, async (db) => {
        const { id } = await issueDocument(db, foreign, 'order', SAMPLES.order, issuing('verify: foreign'));
        return openDocumentFile(db, id, { actor: '测试', at: RECORDED });
      });
      const { status, said } = verify(pdf ?? Buffer.alloc(0));
      expect(said).toContain('✓ 数字签名有效');
      expect(said).toContain('✗ 签名证书不是本系统信任的机构签发的');
      expect(said).toContain('✗ 本系统没有签发过这个文件');
      expect(status).toBe(1);
    } finally {
      await elsewhere.drop();
    }
  });

  test('no PDF at all, no file, no argument', () => {
    expect(verify(Buffer.from('hello')).said).toContain('✗ 文件没有数字签名');
    const none = spawnSync(process.execPath, ['src/cli/main.ts', 'verify', path.join(folder, 'none.pdf')], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url },
    });
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('读不了文件');
  });

  test('a withdrawn document is authentic but no longer stands', async () => {
    const { id, pdf } = await issuedOrder('verify: withdrawn');
    await inTransaction(database.pool, (db) =>
      withdrawDocument(db, { id, on: day('2026-08-10'), by: '测试', because: '送达地址有误' }),
    );
    const { status, said } = verify(pdf);
    expect(said).toContain('✓ 文件与存档一致');
    expect(said).toContain('✗ 该文书已于 2026-08-10 被收回：送达地址有误');
    expect(status).toBe(1);
  });
});

describe('lists (SY-5)', () => {
  test('a list holds as of its run, with later runs noted, and fails once the system gives other rows', async () => {
    const pdf = await issuedList('verify: list');
    const fresh = verify(pdf, '--json');
    const report = JSON.parse(fresh.said);
    expect(report.checks.map((check: { name: string }) => check.name)).toContain('rows');
    expect(report).toMatchObject({ ok: true, document: { kind: 'abnormal-list', number: null }, differences: null });
    expect(pdf.toString('latin1')).toContain('qualwatch-run:1');

    // The next month finds enterprise 1 met again: the list of August is still what August gave.
    await database.pool.query(
      `insert into verification_run (id, kind, month, scope, as_of, instant, status, standards_version, policy_version, started_at, settled_at)
       values (2, 'month', '2026-09', '', '2026-09-01', '2026-09-01T00:00:00Z', 'settled', 's', 'p', '2026-09-01T00:00:00Z', '2026-09-01T00:00:00Z')`,
    );
    await database.pool.query("update verdict set known_to = '2026-09-01T00:00:00Z' where qualification_id = 1");
    const later = verify(pdf);
    expect(later.status).toBe(0);
    expect(later.said).toContain('· 清单依据核查编号 1；此后已有新的核查（编号 2，2026-09-01）');

    // Somebody changes what the system said in August.
    await database.pool.query('update verdict set shortage = 9 where qualification_id = 2');
    const outdated = verify(pdf);
    expect(outdated.status).toBe(1);
    expect(outdated.said).toContain('✗ 清单与系统重新导出的结果不一致：清单有而系统没有 1 行，系统有而清单没有 1 行');
    expect(outdated.said).toContain('广西演示第2建设工程有限公司');
    await database.pool.query('update verdict set shortage = 2 where qualification_id = 2');
  });

  test('the scope of a list is its office’s, and only what is not met is on it', async () => {
    const listed = await inTransaction(database.pool, async (db) => {
      const { id } = await issueList(
        db,
        press,
        'abnormal-list',
        { of: 'failing', runId: 1, scope: '4502' },
        { area: '柳州市', verifiedOn: '2026-08-01', officers: SAMPLES['abnormal-list'].officers },
        issuing('verify: other city'),
      );
      return db.query<{ data: { rows: string[][] } }>('select data from official_document where id = $1', [id]);
    });
    expect(listed.rows[0]?.data.rows).toEqual([]);
    const own = await database.pool.query<{ data: { rows: string[][] } }>(
      "select data from official_document where fact_id = 'verify: list'",
    );
    expect(own.rows[0]?.data.rows.map((row) => row[5]).sort()).toEqual(['1', '2', '3']);
  });

  test('SY-2.4: the posting list has the address known at the time, one row an enterprise with all its papers', async () => {
    const list = await inTransaction(database.pool, async (db) => {
      const ofEnterprise = (factId: string) => ({ ...issuing(factId), enterpriseId: 2 });
      const notice = await issueDocument(
        db,
        press,
        'inspection-notice',
        SAMPLES['inspection-notice'],
        ofEnterprise('post: notice'),
      );
      const order = await issueDocument(db, press, 'order', SAMPLES.order, ofEnterprise('post: order'));
      const { id } = await issueList(
        db,
        press,
        'posting-list',
        { of: 'posted', runId: 1, documents: [notice.id, order.id], instant: '2026-08-05T00:00:00.000Z' },
        { postedOn: '2026-08-05', sender: '沈阳市城乡建设局' },
        issuing('post: list'),
      );
      const stored = await db.query<{ data: { rows: string[][] } }>(
        'select data from official_document where id = $1',
        [id],
      );
      return { id, order, notice, rows: stored.rows[0]?.data.rows };
    });
    expect(list.rows).toEqual([
      [
        '广西演示第2建设工程有限公司',
        '确认书载明的地址2',
        '李联络 0771-0000000',
        `${list.notice.number}\n${list.order.number}`,
      ],
    ]);
    // A new address does not change what was posted where.
    await database.pool.query("update enterprise_contact set known_to = '2026-08-20' where enterprise_id = 2");
    await database.pool.query(
      `insert into enterprise_contact (enterprise_id, address, source, known_from) values (2, '新地址', 'test', '2026-08-20')`,
    );
    expect(verify(await fileOf(list.id)).status).toBe(0);
  });

  test('SY-3.1: the overdue list shows the cases overdue at its instant', async () => {
    const caseId = '00000000-0000-8000-8000-000000000003';
    await database.pool.query(
      `insert into cases (id, qualification_id, enterprise_id, division_code, regime, stage, opened_on, marked, public, restrictions, subject, last_sequence, last_hash)
       values ($1, 3, 3, '450103', 'shenyang-2024', 'overdue', '2026-08-01', false, false, '{}', '{}', 2, '\\x00')`,
      [caseId],
    );
    const event = (sequence: number, at: string, stage: string) =>
      database.pool.query(
        `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash)
         values ($1, $2, $3, $4::date, $4, 'x', 'platform', 'SY-2.6', $5, '\\x00', '\\x00')`,
        [caseId, sequence, `${caseId}:${sequence}`, at, JSON.stringify({ event: { move: { to: stage } } })],
      );
    await event(1, '2026-08-01T00:00:00Z', 'rectifying');
    await event(2, '2026-11-10T00:00:00Z', 'overdue');
    const issue = (instant: string) =>
      inTransaction(database.pool, async (db) => {
        const { id } = await issueList(
          db,
          press,
          'overdue-list',
          { of: 'overdue', runId: 2, scope: '4501', instant },
          { area: '南宁市', verifiedOn: '2026-11-20', officers: SAMPLES['abnormal-list'].officers },
          issuing(`overdue: ${instant}`),
        );
        const stored = await db.query<{ data: { rows: string[][] } }>(
          'select data from official_document where id = $1',
          [id],
        );
        return { id, rows: stored.rows[0]?.data.rows ?? [] };
      });
    expect((await issue('2026-11-01T00:00:00.000Z')).rows).toEqual([]);
    const list = await issue('2026-11-20T00:00:00.000Z');
    expect(list.rows.map((row) => row[0])).toEqual(['广西演示第3建设工程有限公司']);
    await event(3, '2026-12-01T00:00:00Z', 'cleared');
    expect(verify(await fileOf(list.id)).status).toBe(0);
  });
});
