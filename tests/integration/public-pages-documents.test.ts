import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDocumentFile, withdrawDocument } from '#features/documents/commands.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { day, developmentSigning, OFFICE, press } from '../unit/features/documents/print.ts';
import { SAMPLES } from '../unit/features/documents/samples.ts';
import { issueDocument } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { formWithFile, sent, siteRoutes } from './site-routes.ts';

const AT = new Date('2026-08-03T02:00:00Z');
let database: TestDatabase;
let routes: Awaited<ReturnType<typeof siteRoutes<'check' | 'document'>>>;
let order: { id: string; pdf: Buffer };

async function issued(kind: 'order' | 'intent'): Promise<{ id: string; pdf: Buffer }> {
  return inTransaction(database.pool, async (db) => {
    const { id } = await issueDocument(db, press, kind, SAMPLES[kind], {
      factId: `test:${kind}`,
      office: OFFICE,
      divisionCode: '450100',
      issuedOn: day('2026-08-03'),
      issuedBy: '演示经办人',
      recordedAt: AT,
    });
    const pdf = await openDocumentFile(db, id, { actor: '演示', at: AT });
    if (pdf === undefined) throw new Error(`no file ${id}`);
    return { id, pdf };
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  routes = await siteRoutes(
    database,
    {
      check: () => import('../../src/app/documents/route.tsx'),
      document: () => import('../../src/app/documents/[id]/route.tsx'),
    },
    { QUALWATCH_SIGNING_TRUST: path.join(developmentSigning.dataFolder, 'signing-development.pem') },
  );
  order = await issued('order');
});
afterAll(async () => {
  await routes?.close();
  await database?.drop();
});

async function upload(name: string, bytes: Uint8Array) {
  const response = await routes.call('check', '/documents', await sent(formWithFile('file', name, bytes)));
  return { status: response.status, html: (await response.text()).replaceAll('<!-- -->', '') };
}

describe('the page behind a QR code', () => {
  test('SX23-2.1: says number, kind, office, date, hash and that it stands, and nothing about whom it concerns', async () => {
    const letter = await issued('intent');
    for (const { id } of [order, letter]) {
      const response = await routes.call('document', `/documents/${id}`, { params: { id } });
      expect(response.status).toBe(200);
      const html = await response.text();
      const stored = await database.pool.query<{ number: string; subject: string; hash: string }>(
        `select number, subject, encode(sha256, 'hex') as hash from official_document where id = $1`,
        [id],
      );
      const [row] = stored.rows;
      expect(html).toContain(row?.number);
      expect(html).toContain(row?.hash);
      expect(html).toContain('仍然有效');
      expect(row?.subject.length).toBeGreaterThan(3);
      expect(html).not.toContain(row?.subject);
      expect(html).not.toContain('演示经办人');
    }
  });

  test('an id that names nothing is refused in words', async () => {
    for (const id of ['0198c0de-0000-8000-8000-000000000000', 'x', "'"]) {
      const response = await routes.call('document', '/documents/x', { params: { id } });
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('没有签发过');
    }
  });
});

describe('核验文书', () => {
  test('a file as it was issued: whole, stands, by whom', async () => {
    const { status, html } = await upload('责令限期整改通知书.pdf', order.pdf);
    expect(status).toBe(200);
    expect(html).toContain('完整，未被改动');
    expect(html).toContain('仍然有效');
    expect(html).toContain('可以确认');
    expect(html).toContain(OFFICE.name);
    expect(html).toContain(`href="/documents/${order.id}"`);
  });

  test('one changed byte: not whole, and the other two questions are not answered for it', async () => {
    const changed = Buffer.from(order.pdf);
    changed[Math.floor(changed.length / 3)] = (changed[Math.floor(changed.length / 3)] ?? 0) ^ 1;
    const { html } = await upload('改动.pdf', changed);
    expect(html).toContain('签名之后被改动过');
    expect(html).not.toContain('完整，未被改动');
    expect(html).toContain('无法回答');
    expect(html).not.toContain('可以确认');
  });

  test('a withdrawn document is whole and no longer stands, with the day and the reason', async () => {
    await inTransaction(database.pool, (db) =>
      withdrawDocument(db, { id: order.id, on: day('2026-08-20'), by: '演示审核人', because: '文书编号有误' }),
    );
    const { html } = await upload('收回.pdf', order.pdf);
    expect(html).toContain('完整，未被改动');
    expect(html).toContain('已经失效');
    const page = await routes.call('document', '/documents/x', { params: { id: order.id } });
    const text = (await page.text()).replaceAll('<!-- -->', '');
    expect(text).toContain('2026 年 8 月 20 日收回');
    expect(text).toContain('文书编号有误');
    expect(text).not.toContain('演示审核人');
  });

  test('what is no PDF, empty, missing or too large is refused with what to do', async () => {
    expect(await upload('照片.jpg', Buffer.from('ffd8ffe0', 'hex'))).toMatchObject({ status: 400 });
    expect((await upload('照片.jpg', Buffer.from('ffd8ffe0', 'hex'))).html).toContain('不是 PDF 文件');
    expect((await upload('空.pdf', Buffer.alloc(0))).html).toContain('空文件');
    const none = await routes.call('check', '/documents', await sent(new FormData()));
    expect(none.status).toBe(400);
    expect(await none.text()).toContain('请先选择要核验的文件');
    const large = await upload('大.pdf', Buffer.alloc(21 * 1024 * 1024));
    expect(large.status).toBe(413);
    expect(large.html).toContain('20 MB');
    const text = await routes.call('check', '/documents', { method: 'POST', body: 'x' });
    expect(text.status).toBe(400);
  });

  test('a signed-looking file of somebody else is not ours', async () => {
    const { html } = await upload('他人.pdf', Buffer.from('%PDF-1.7\n%%EOF\n'));
    expect(html).toContain('没有数字签名');
    expect(html).toContain('没有签发过这个文件');
  });
});
