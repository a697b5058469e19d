import { spawnSync } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { checkStatement, type Statement } from '#features/lookup/queries.ts';
import { runMonth } from '#features/verification/commands.ts';
import { trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import { writeWorkbook } from '../load/xlsx-writer.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise } from './registry-fixture.ts';
import { formWithFile, sent, siteRoutes } from './site-routes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-lookup-'));
let database: TestDatabase;
let routes: Awaited<ReturnType<typeof siteRoutes<'lookup' | 'receipt' | 'pdf' | 'json' | 'check'>>>;
const usccs = [8101, 8102, 8103, 8104].map((each) => syntheticUscc(each));

beforeAll(async () => {
  database = await createTestDatabase();
  routes = await siteRoutes(
    database,
    {
      lookup: () => import('../../src/app/lookup/route.tsx'),
      receipt: () => import('../../src/app/receipts/[id]/route.tsx'),
      pdf: () => import('../../src/app/receipts/[id]/pdf/route.ts'),
      json: () => import('../../src/app/receipts/[id]/json/route.ts'),
      check: () => import('../../src/app/documents/route.tsx'),
    },
    { QUALWATCH_BASE_URL: 'https://qualwatch.demo.invalid' },
  );
  const added = [
    await addEnterprise(database.pool, { rows: ['GC-02-3'], missing: 1, name: '演示石桥公路工程有限公司' }),
    await addEnterprise(database.pool, { rows: ['GC-01-3'], name: '演示云杉建设有限公司' }),
    await addEnterprise(database.pool, { rows: [], name: '演示同名建筑有限公司' }),
    await addEnterprise(database.pool, { rows: [], name: '演示同名建筑有限公司' }),
  ];
  for (const [at, { id }] of added.entries())
    await database.pool.query('update enterprise set uscc = $2 where id = $1', [id, usccs[at]]);
  await runMonth(
    database.url,
    database.pool,
    { month: '2026-06', scope: '', asOf: '2026-06-01', instant: new Date('2026-06-01T02:10:00+08:00') },
    { province: '45' },
  );
});
afterAll(async () => {
  await routes?.close();
  await database?.drop();
});

function listed(list: string, asOf = '2026-06-02'): FormData {
  const form = new FormData();
  form.set('list', list);
  form.set('asOf', asOf);
  return form;
}

/** Posts a list; answers the receipt's id. */
async function issued(form: FormData): Promise<string> {
  const response = await routes.call('lookup', '/lookup', await sent(form));
  const text = await response.text();
  expect(response.status, text).toBe(303);
  return response.headers.get('location')?.replace('/receipts/', '') ?? '';
}

async function refused(form: FormData): Promise<string> {
  const response = await routes.call('lookup', '/lookup', await sent(form));
  expect(response.status).toBe(400);
  return (await response.text()).replaceAll('<!-- -->', '');
}

async function fileOf(id: string, form: 'pdf' | 'json'): Promise<Buffer> {
  const response = await routes.call(form, `/receipts/${id}/${form}`, { params: { id } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function statementOf(id: string): Promise<Statement> {
  const { statement, intact, trusted } = checkStatement(await fileOf(id, 'json'), trustedAuthorities());
  expect({ intact, trusted }).toEqual({ intact: true, trusted: true });
  if (statement === null) throw new Error('no statement');
  return statement;
}

describe('/lookup', () => {
  test('SX23-4.4: a former name is never taken for the enterprise, the receipt names who bore it', async () => {
    await database.pool.query("update enterprise set former_names = '{演示旧石桥路桥公司}' where uscc = $1", [
      usccs[0],
    ]);
    const id = await issued(listed('演示旧石桥路桥公司'));
    expect((await statementOf(id)).entries).toMatchObject([
      { result: 'ambiguous', candidates: [{ uscc: usccs[0], formerName: '演示旧石桥路桥公司' }], more: false },
    ]);
    const page = await (await routes.call('receipt', `/receipts/${id}`, { params: { id } })).text();
    expect(page.replaceAll('<!-- -->', '')).toContain('曾用名：演示旧石桥路桥公司');
  });

  test('SX23-4.4: a receipt names the enterprise as it was called on the day, and what it is called today', async () => {
    const kept = await database.pool.query<{ name: string; at: Date }>(
      'select name, recorded_at as at from enterprise where uscc = $1',
      [usccs[0]],
    );
    const [then] = kept.rows;
    const rename = (name: string, at: Date) =>
      database.pool.query('update enterprise set name = $2, recorded_at = $3 where uscc = $1', [usccs[0], name, at]);
    await rename('演示改名路桥有限公司', new Date('2026-06-10T10:00:00+08:00'));
    const id = await issued(listed(usccs[0] ?? ''));
    expect((await statementOf(id)).entries).toMatchObject([
      { result: 'found', enterprise: { name: then?.name, nameNow: '演示改名路桥有限公司' } },
    ]);
    const page = await (await routes.call('receipt', `/receipts/${id}`, { params: { id } })).text();
    expect(page.replaceAll('<!-- -->', '')).toContain('现名称：演示改名路桥有限公司');
    await rename(then?.name ?? '', new Date('2026-06-11T10:00:00+08:00'));
  });

  test('SX23-4.4: names and codes as of a day: found with state and mark, ambiguous, not found', async () => {
    const list = [
      '企业名称',
      `1\t演示石桥公路工程有限公司\t备注`,
      usccs[1]?.toLowerCase(),
      '演示同名建筑有限公司',
      '云杉建设',
      '没有这样的公司',
      `${usccs[1]?.slice(0, 17)}${usccs[1]?.endsWith('0') ? '1' : '0'}`,
      '演示石桥公路工程有限公司',
    ].join('\r\n');
    const id = await issued(listed(list));
    const statement = await statementOf(id);
    expect(statement.counts).toEqual({ asked: 6, found: 2, ambiguous: 2, notFound: 2, marked: 1 });
    expect(statement).toMatchObject({
      asOf: '2026-06-02',
      instant: '2026-06-02T15:59:59.999Z',
      page: `https://qualwatch.demo.invalid/receipts/${id}`,
      entries: [
        {
          result: 'found',
          enterprise: { uscc: usccs[0] },
          qualifications: [
            {
              verdict: 'not-met',
              mark: { since: '2026-06-01', clause: { id: 'GX24-4.1a' } },
              checkedAsOf: '2026-06-01',
            },
          ],
        },
        { result: 'found', enterprise: { uscc: usccs[1] }, qualifications: [{ verdict: 'met', mark: null }] },
        { result: 'ambiguous', candidates: [{ uscc: usccs[2] }, { uscc: usccs[3] }] },
        { result: 'ambiguous', candidates: [{ name: '演示云杉建设有限公司' }] },
        { result: 'not-found' },
        { result: 'not-found' },
      ],
    });
    const page = await routes.call('receipt', `/receipts/${id}`, { params: { id } });
    const html = (await page.text()).replaceAll('<!-- -->', '');
    expect(html).toContain('不达标·异常标注');
    expect(html).toContain('不能确定是哪一家');
  });

  test('the same list before the first mark is refused by day, and nothing typed is lost', async () => {
    const html = await refused(listed('演示石桥公路工程有限公司\n第二家<b>公司', '2026-05-01'));
    expect(html).toContain('没有 2026 年 5 月 1 日 的记录');
    expect(html).toMatch(/演示石桥公路工程有限公司\r?\n第二家&lt;b&gt;公司</);
    expect(await refused(listed('演示石桥公路工程有限公司', '2100-01-01'))).toContain('尚未到来');
    expect(await refused(listed(' \n\n'))).toContain('每行填写一家企业');
    expect(await refused(listed(Array.from({ length: 501 }, (_, at) => `演示${at}公司`).join('\n')))).toContain(
      '最多查询 500 家',
    );
    expect(await refused(listed('桥'))).toContain('只有一个字');
  });

  test('a list is read from .txt in GB18030, .csv and .xlsx, with or without a header', async () => {
    const gb = Buffer.concat([
      Buffer.from('d1ddcabecaafc7c5b9abc2b7b9a4b3ccd3d0cfdeb9abcbbe', 'hex'),
      Buffer.from('\r\n'),
    ]);
    const csv = Buffer.from(`序号,投标人名称,统一社会信用代码\n1,随便写的,${usccs[0]}\n2,演示云杉建设有限公司,\n`);
    const book = path.join(folder, 'bidders.xlsx');
    await writeWorkbook(book, [{ name: '投标人', rows: [['演示石桥公路工程有限公司'], ['演示云杉建设有限公司']] }]);
    for (const [name, bytes, found] of [
      ['名单.txt', gb, 1],
      ['名单.csv', csv, 2],
      ['名单.xlsx', readFileSync(book), 2],
    ] as const) {
      const form = formWithFile('file', name, bytes);
      form.set('asOf', '2026-06-02');
      const statement = await statementOf(await issued(form));
      expect(statement.counts, name).toMatchObject({ asked: found, found });
    }
    for (const [name, bytes, reason] of [
      ['名单.pdf', Buffer.from('%PDF-1.7'), '这是 PDF 文件'],
      ['名单.xlsx', Buffer.from('504b0304ffff', 'hex'), '无法打开'],
      ['空.txt', Buffer.alloc(0), '空文件'],
    ] as const) {
      const form = formWithFile('file', name, bytes);
      form.set('asOf', '2026-06-02');
      expect(await refused(form), name).toContain(reason);
    }
  });

  test('SX23-2.1: a yellow card is no more in a receipt than on the page of the enterprise', async () => {
    const { lookUp } = await import('../../src/features/lookup/look-up.ts');
    const { asOfNow } = await import('#features/registry/queries.ts');
    const other = await createTestDatabase();
    try {
      const ids = [];
      for (const missing of [0, 1]) {
        const { id } = await addEnterprise(other.pool, {
          rows: ['GC-01-3'],
          missing,
          divisionCode: '140105',
          name: `演示晋阳${missing}有限公司`,
        });
        await other.pool.query('update enterprise set uscc = $2 where id = $1', [id, syntheticUscc(8200 + missing)]);
        ids.push(id);
      }
      const instant = new Date('2026-06-01T02:10:00+08:00');
      await runMonth(
        other.url,
        other.pool,
        { month: '2026-06', scope: '', asOf: '2026-06-01', instant },
        { province: '14' },
      );
      const open = await other.pool.query('select enterprise_id as id, stage from cases');
      expect(open.rows).toEqual([{ id: ids[1], stage: 'yellow' }]);
      const at = { asOf: asOfNow(new Date('2026-06-05T10:00:00+08:00')), province: '14' };
      const [met, yellow] = await lookUp(other.pool, ['演示晋阳0有限公司', '演示晋阳1有限公司'], at);
      const state = (entry: typeof met) =>
        entry?.result === 'found' ? entry.qualifications.map(({ id: _id, ...each }) => each) : entry;
      expect(state(yellow)).toEqual(state(met));
      expect(state(yellow)).toMatchObject([{ verdict: 'no-public-warning', mark: null, checkedAsOf: null }]);
    } finally {
      await other.drop();
    }
  });
});

describe('the receipt', () => {
  test('is a JWS that any library checks, and a signed PDF; one changed sign and neither holds', async () => {
    const id = await issued(listed('演示云杉建设有限公司'));
    const json = await fileOf(id, 'json');
    const pdf = await fileOf(id, 'pdf');
    // As RFC 7515 says, with nothing of ours.
    const jws = JSON.parse(json.toString());
    const header = JSON.parse(Buffer.from(jws.protected, 'base64url').toString());
    const certificate = new X509Certificate(Buffer.from(header.x5c[0], 'base64'));
    const covered = Buffer.from(`${jws.protected}.${jws.payload}`);
    expect(verify('sha256', covered, certificate.publicKey, Buffer.from(jws.signature, 'base64url'))).toBe(true);
    const forged = {
      ...jws,
      payload: Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(jws.payload, 'base64url').toString()), asOf: '2026-06-03' }),
      ).toString('base64url'),
    };
    expect(checkStatement(Buffer.from(JSON.stringify(forged)), trustedAuthorities())).toMatchObject({
      intact: false,
      statement: null,
    });
    expect(checkStatement(json, [])).toMatchObject({ intact: true, trusted: false });
    expect(pdf.toString('latin1')).toContain(
      `qualwatch-receipt:${id}:${createHash('sha256').update(json).digest('hex')}`,
    );
  });

  test('qualwatch verify checks both files offline, without a database', async () => {
    const id = await issued(listed('演示云杉建设有限公司'));
    const run = (name: string, bytes: Buffer) => {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      const { DATABASE_URL: _none, ...env } = process.env;
      const done = spawnSync(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', 'verify', file],
        {
          encoding: 'utf8',
          // A server that is not there: whoever asked it would fail.
          env: { ...env, DATABASE_URL: 'postgres://127.0.0.1:1/none' },
        },
      );
      return { status: done.status, said: done.stdout + done.stderr };
    };
    const json = await fileOf(id, 'json');
    const pdf = await fileOf(id, 'pdf');
    expect(run('a.json', json)).toMatchObject({ status: 0, said: expect.stringContaining('截至 2026-06-02') });
    expect(run('a.pdf', pdf)).toMatchObject({ status: 0, said: expect.stringContaining('核验通过') });
    const changed = Buffer.from(pdf);
    changed[2_000] = (changed[2_000] ?? 0) ^ 1;
    expect(run('b.pdf', changed)).toMatchObject({ status: 1, said: expect.stringContaining('改动过') });
  });

  test('核验文书 answers for both files, and for a forged one', async () => {
    const id = await issued(listed('演示云杉建设有限公司'));
    const check = async (name: string, bytes: Buffer) =>
      (await routes.call('check', '/documents', await sent(formWithFile('file', name, bytes)))).text();
    for (const form of ['pdf', 'json'] as const) {
      const html = await check(`回执.${form}`, await fileOf(id, form));
      expect(html, form).toContain('完整，未被改动');
      expect(html, form).toContain('可以确认');
      expect(html, form).toContain(`/receipts/${id}`);
    }
    const json = (await fileOf(id, 'json')).toString();
    expect(await check('假.json', Buffer.from(json.replace(/"signature": "..../, '"signature": "AAAA')))).not.toContain(
      '可以确认',
    );
  });

  test('cannot be changed or taken away in the database', async () => {
    await issued(listed('演示云杉建设有限公司'));
    await expect(database.pool.query("update lookup_receipt set as_of = '2026-01-01'")).rejects.toThrow('append-only');
    await expect(database.pool.query('delete from lookup_receipt')).rejects.toThrow('append-only');
  });
});
