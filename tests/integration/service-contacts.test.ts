import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importFile } from '#features/intake/commands.ts';
import { contactAt, contactHistory } from '#features/registry/queries.ts';
import { changeContact, readOfficeNotice } from '#features/service/commands.ts';
import { officeNotices } from '#features/service/queries.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let folder: string;
beforeEach(async () => {
  bench = await serviceBench('45');
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-contacts-'));
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const contact = {
  person: '演示新联系人',
  phone: '0771-0000001',
  email: 'new@demo.invalid',
  address: '南宁市演示路 2 号',
};

async function feedSays(uscc: string, name: string, day: string) {
  const file = path.join(folder, `${day}.csv`);
  await writeFile(
    file,
    `企业名称,统一社会信用代码,企业注册属地,企业类型,联系人,联系电话\n${name},${uscc},450102,建筑业企业,演示来源联系人,0771-9999999\n`,
  );
  return importFile(
    { entity: 'enterprises', files: [file], feed: 'test' },
    {
      pool: bench.pool,
      clock: { now: () => instant(day) },
      keys: identityKeys(Buffer.alloc(32, 7).toString('base64')),
      dataFolder: folder,
      standardInput: Readable.from([]),
    },
  );
}

test('GX24-5.1b: a changed contact is the enterprise’s own, the bureau is told, no feed replaces it, and the past reads as it was', async () => {
  const name = '演示联系信息建设有限公司';
  const { id, uscc } = await bench.enterprise({ rows: ['GC-01-3'], email: 'old@demo.invalid', name });
  await bench.confirm(id, '2026-05-01', 'old@demo.invalid');
  const change = { enterpriseId: id, contact, changedOn: '2026-06-01', by: '演示操作员', at: instant('2026-06-04') };
  expect(await changeContact(bench.pool, change)).toMatchObject({
    outcome: 'done',
    late: null,
    confirmationStillNames: 'old@demo.invalid',
  });
  const told = await officeNotices(bench.pool, { scope: '4501', limit: 5 });
  expect(told).toMatchObject([{ kind: 'contact-changed', level: 'city', readAt: null }]);
  expect(told[0]?.text).toContain('电子邮箱：old@demo.invalid → new@demo.invalid');
  const read = { id: told[0]?.id ?? 0, by: '演示市局经办人', at: instant('2026-06-05') };
  expect(await readOfficeNotice(bench.pool, { ...read, scope: '4502' })).toBe(false);
  expect(await readOfficeNotice(bench.pool, { ...read, scope: '4501' })).toBe(true);
  expect(await officeNotices(bench.pool, { scope: '4501', unread: true, limit: 5 })).toEqual([]);
  await feedSays(uscc, name, '2026-06-10');
  expect(await contactAt(bench.pool, id, instant('2026-06-11'))).toMatchObject({
    ...contact,
    source: 'enterprise:演示操作员',
    changedOn: '2026-06-01',
  });
  expect(await contactAt(bench.pool, id, instant('2026-06-03'))).toMatchObject({
    email: 'old@demo.invalid',
    phone: null,
  });
  expect(await contactHistory(bench.pool, id)).toHaveLength(2);
});

test('GX24-5.1b: told later than five days, past days off, it is taken with a note; what is wrong is said', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'] });
  // The fifth day after 29 September lies in the National Day holiday: the last day is 8 October.
  const change = { enterpriseId: id, contact, changedOn: '2026-09-29', by: '演示操作员' };
  expect(await changeContact(bench.pool, { ...change, at: instant('2026-10-08') })).toMatchObject({ late: null });
  const again = { ...change, contact: { ...contact, phone: '0771-0000002' } };
  const late = await changeContact(bench.pool, { ...again, at: instant('2026-10-09') });
  expect(late).toMatchObject({ outcome: 'done', late: expect.stringContaining('应于 2026-10-08 前更新') });
  expect((await contactHistory(bench.pool, id))[0]?.note).toContain('超过五日');
  const reasonOf = async (more: object) => {
    const answer = await changeContact(bench.pool, { ...again, at: instant('2026-10-10'), ...more });
    return answer.outcome === 'refused' ? answer.refusal.reason : answer.outcome;
  };
  expect(await reasonOf({})).toContain('无须更新');
  expect(await reasonOf({ changedOn: '2026-10-11' })).toContain('晚于今天');
  expect(await reasonOf({ contact: { ...contact, email: 'nobody' } })).toContain('电子邮箱有误');
  expect(await reasonOf({ contact: { ...contact, phone: '', email: '' } })).toContain('至少填写一项');
});
