import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMonth } from '#features/verification/commands.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { publishDocument } from '../../src/features/service/public-notice.ts';
import { day, OFFICE, press } from '../unit/features/documents/print.ts';
import { SAMPLES } from '../unit/features/documents/samples.ts';
import { actByThree, issueDocument } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise } from './registry-fixture.ts';
import { siteRoutes } from './site-routes.ts';

const AT = new Date('2026-08-03T02:00:00Z');
let database: TestDatabase;
let routes: Awaited<ReturnType<typeof siteRoutes<'list' | 'notice' | 'file' | 'red'>>>;

async function issued(kind: 'public-notice' | 'announcement' | 'order', factId: string, onDay = '2026-08-03') {
  return inTransaction(database.pool, async (db) => {
    const document = await issueDocument(db, press, kind, SAMPLES[kind], {
      factId,
      office: OFFICE,
      divisionCode: '450100',
      issuedOn: day(onDay),
      issuedBy: '演示经办人',
      recordedAt: AT,
    });
    if (kind !== 'order')
      await publishDocument(db, document, {
        kind,
        title: kind === 'announcement' ? '关于撤回有关企业资质的公告' : '关于送达文书的公告',
        divisionCode: '450100',
        office: OFFICE.name,
        onDay,
        at: AT,
        actor: '演示经办人',
      });
    return document;
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  routes = await siteRoutes(
    database,
    {
      list: () => import('../../src/app/notices/route.tsx'),
      notice: () => import('../../src/app/notices/[id]/route.tsx'),
      file: () => import('../../src/app/notices/[id]/file/route.ts'),
      red: () => import('../../src/app/red-list/route.tsx'),
    },
    { QUALWATCH_PROVINCE: '14' },
  );
});
afterAll(async () => {
  await routes?.close();
  await database?.drop();
});

async function html(response: Response): Promise<string> {
  return (await response.text()).replaceAll('<!-- -->', '').replaceAll('&amp;', '&');
}

describe('/notices', () => {
  test('SY-2.5, GX24-4.1e: lists by day, page by page, filtered by kind; the text and the signed file are there', async () => {
    expect(await html(await routes.call('list', '/notices'))).toContain('目前没有公告');
    const announcement = await issued('announcement', 'test:announcement', '2026-09-01');
    for (let each = 0; each < 22; each++) await issued('public-notice', `test:notice:${each}`);
    const first = await html(await routes.call('list', '/notices'));
    expect(first.indexOf(announcement.number ?? '-')).toBeGreaterThan(0);
    const next = /href="(\/notices\?cursor=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = await html(await routes.call('list', next));
    const idsOf = (text: string) => [...text.matchAll(/href="\/notices\/([0-9a-f-]{36})"/g)].map((match) => match[1]);
    expect(idsOf(first)).toHaveLength(20);
    expect(idsOf(second)).toHaveLength(3);
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(23);
    expect(idsOf(await html(await routes.call('list', '/notices?kind=announcement')))).toEqual([announcement.id]);

    const { id } = announcement;
    const text = await html(await routes.call('notice', `/notices/${id}`, { params: { id } }));
    expect(text).toContain('该项资质');
    expect(text).not.toContain('作废');
    expect(text).toContain(announcement.number);
    const file = await routes.call('file', `/notices/${id}/file`, { params: { id } });
    expect(file.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(announcement.sha256.toString('hex'));
  });

  test('a document that was not published is neither a notice nor a file to fetch', async () => {
    const { id } = await issued('order', 'test:order');
    expect((await routes.call('notice', `/notices/${id}`, { params: { id } })).status).toBe(404);
    expect((await routes.call('file', `/notices/${id}/file`, { params: { id } })).status).toBe(404);
  });

  test('a broken cursor is said to be broken, with the way back', async () => {
    for (const cursor of ['x', Buffer.from('["2026-13-45","1"]').toString('base64url')]) {
      const response = await routes.call('list', `/notices?cursor=${cursor}`);
      expect(response.status).toBe(400);
      expect(await html(response)).toContain('从第一页重新查看');
    }
  });
});

describe('/red-list', () => {
  test('SX23-2.1, SX23-3.1: a yellow card is not listed; a red one is, by place, with its restrictions', async () => {
    const name = (each: number) => `演示晋阳${each}建设有限公司`;
    const yellow = await addEnterprise(database.pool, {
      rows: ['GC-01-3'],
      missing: 1,
      divisionCode: '140105',
      name: name(1),
    });
    await runMonth(
      database.url,
      database.pool,
      { month: '2026-06', scope: '', asOf: '2026-06-01', instant: new Date('2026-06-01T02:10:00+08:00') },
      { province: '14' },
    );
    const open = await database.pool.query('select stage, public from cases where enterprise_id = $1', [yellow.id]);
    expect(open.rows).toEqual([{ stage: 'yellow', public: false }]);
    const before = await html(await routes.call('red', '/red-list'));
    expect(before).toContain('目前没有公开标注的资质');
    expect(before).not.toContain(name(1));
    const found = await database.pool.query<{ id: string }>('select id from cases');
    await inTransaction(database.pool, (transaction) =>
      actByThree(transaction, {
        caseId: found.rows[0]?.id ?? '',
        command: { do: 'find' },
        actor: '演示',
        onDay: '2026-06-10',
        recordedAt: new Date('2026-06-10T10:00:00+08:00'),
      }),
    );
    const after = await html(await routes.call('red', '/red-list?division=1401'));
    expect(after).toContain(name(1));
    expect(after).toContain('2026-06-10');
    expect(after).not.toContain('2026-06-01');
    expect(after).toContain('山西省太原市（1 项）');
    expect(await html(await routes.call('red', '/red-list?division=1402'))).toContain('所选注册地目前没有');
    expect((await routes.call('red', "/red-list?division=14'")).status).toBe(400);
    expect((await routes.call('red', '/red-list?cursor=x')).status).toBe(400);
  });
});
