import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { axe } from '../axe.ts';
import { beginLife, type Life } from './life.ts';
import { idNumberOf, misread, type Registered, registrationFile } from './registration-file.ts';

// One product serves both.
test.describe.configure({ mode: 'default' });
let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '45', district: '450102', enterprises: 2, missing: 99 });
});
test.afterAll(() => life.end());

const FEED = ['--feed', '注册中心', '--full'];
const PEOPLE: readonly Registered[] = Array.from({ length: 40 }, (_, at) => ({
  serial: at + 1,
  enterprise: 1 + (at % 2),
}));

/** A person whose row is misread: the check digit of the one, the kind of certificate of another. */
function delivered({ serial, ...person }: Registered): Registered {
  if (serial === 3) return { serial, ...person, idNumber: misread(idNumberOf(serial)) };
  if (serial === 5 || serial === 7) return { serial, ...person, type: '注册炼丹师' };
  return { serial, ...person };
}

/** Whatever is wrong for a reader of screens, and whether a phone would have to scroll sideways; both at two widths. */
async function isSoundAt(page: Page): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await axe(page).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: test.info().outputPath(`${Date.now()}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function rowOf(page: Page, line: string): Promise<void> {
  await page.goto('/province/quarantine');
  await page.getByRole('link', { name: line, exact: true }).click();
}

test('rows that were refused are corrected and replayed on their page or as a file, or dismissed with a reason', async ({
  browser,
}) => {
  const { code, answer } = await life.command(
    'import',
    'registrations',
    registrationFile('注册中心 11 月.csv', PEOPLE.map(delivered)),
    ...FEED,
  );
  expect([code, answer]).toEqual([0, expect.stringContaining('"quarantined":3')]);

  // From the file to its rows.
  const handler = await life.as(browser, 'shengji-jingban');
  await handler.goto('/province/imports');
  await handler.getByRole('link', { name: '注册中心 11 月.csv' }).click();
  await handler.getByRole('link', { name: '3 行待处理' }).click();
  await expect(handler.getByRole('table', { name: '隔离行' }).getByRole('row')).toHaveCount(4);

  // Corrected wrongly: it is said why, and what was typed stands in the form.
  await rowOf(handler, '第 4 行');
  await expect(handler.getByText('第 18 位校验不符').first()).toBeVisible();
  await expect(handler.getByLabel('身份证号')).toHaveValue(/\*/);
  await handler.getByLabel('姓名').fill('演示更正三');
  await handler.getByRole('button', { name: '重放这一行' }).click();
  await expect(handler.getByText('仍未通过')).toBeVisible({ timeout: 120_000 });
  await handler.getByRole('link', { name: '返回这一行' }).click();
  await expect(handler.getByLabel('姓名')).toHaveValue('演示更正三');
  await handler.getByLabel('姓名').fill('演示注册3');
  await handler.getByLabel('身份证号').fill(idNumberOf(3));
  await handler.getByRole('button', { name: '重放这一行' }).click();
  await expect(handler.getByText('更正的行都已登记')).toBeVisible({ timeout: 120_000 });
  await handler.getByRole('link', { name: '返回这一行' }).click();
  await expect(handler.getByText('已更正')).toBeVisible();
  await expect(handler.getByRole('main').getByText('演示省级经办人')).toBeVisible();

  // Dismissed: a reason is asked for, and whoever is late is told who was first.
  const late = await life.as(browser, 'shengji-jingban');
  await rowOf(late, '第 6 行');
  await rowOf(handler, '第 6 行');
  await handler.getByRole('button', { name: '不再处理这一行' }).click();
  await expect(handler.getByRole('alert')).toContainText('请写明不再处理的理由');
  await handler.getByLabel('理由').fill('来源单位确认该证书不存在。');
  await handler.getByRole('button', { name: '不再处理这一行' }).click();
  await expect(handler.getByRole('status').first()).toContainText('第 6 行不再处理');
  await late.getByRole('button', { name: '重放这一行' }).click();
  await expect(late.getByRole('status').first()).toContainText('由演示省级经办人已决定不再处理');
  const reviewer = await life.as(browser, 'shengji-shenhe');
  await reviewer.goto(new URL(late.url()).pathname);
  await expect(reviewer.getByRole('button', { name: '不再处理这一行' })).toHaveCount(0);

  // The last one as a file: taken away with masked numbers, corrected, brought back.
  await handler.goto('/province/quarantine');
  const download = handler.waitForEvent('download');
  await handler.getByRole('link', { name: '导出注册人员的待处理行' }).click();
  const file = await (await download).path();
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain(idNumberOf(7));
  expect(text.trim().split('\n')).toHaveLength(2);
  const corrected = registrationFile('更正.csv', []);
  writeFileSync(corrected, text.replaceAll('注册炼丹师', '二级注册建造师'));
  await handler.getByText('成批更正').click();
  await handler.getByLabel('更正后的文件').setInputFiles(corrected);
  await handler.getByRole('button', { name: '重放', exact: true }).click();
  await expect(handler.getByText('更正的行都已登记')).toBeVisible({ timeout: 120_000 });
  await handler.goto('/province/quarantine');
  await expect(handler.getByText('没有隔离行')).toBeVisible();
  await handler.getByRole('link', { name: '已更正' }).click();
  await expect(handler.getByRole('table', { name: '隔离行' }).getByRole('row')).toHaveCount(3);
  await handler.getByRole('link', { name: '不再处理', exact: true }).click();
  await expect(handler.getByRole('table', { name: '隔离行' }).getByRole('row')).toHaveCount(2);
  // The reason stands with the row.
  await expect(handler.getByRole('table', { name: '隔离行' })).toContainText('来源单位确认该证书不存在。');
});

test('a file that would end most of a source is held; the reviewer brings the very file and releases it', async ({
  browser,
}) => {
  const whole = PEOPLE.map(({ serial, enterprise }) => ({ serial: serial + 100, enterprise }));
  await life.command(
    'import',
    'registrations',
    registrationFile('注册中心 全.csv', whole),
    '--feed',
    '另一来源',
    '--full',
  );
  const file = registrationFile('注册中心 12 月.csv', whole.slice(0, 10));
  const { code, answer } = await life.command('import', 'registrations', file, '--feed', '另一来源', '--full');
  expect([code, answer]).toEqual([1, expect.stringContaining('"status":"held"')]);

  const handler = await life.as(browser, 'shengji-jingban');
  await handler.goto('/province/imports');
  await expect(handler.getByText('有 1 个文件超过合理界限被暂停')).toBeVisible();
  await handler.getByRole('link', { name: '查看被暂停的文件' }).click();
  await handler.getByRole('link', { name: '注册中心 12 月.csv' }).click();
  await expect(handler.getByText('暂停原因')).toBeVisible();
  await expect(handler.getByText('由省级审核人放行')).toBeVisible();
  await expect(handler.getByRole('button', { name: '放行导入' })).toHaveCount(0);

  const reviewer = await life.as(browser, 'shengji-shenhe');
  await reviewer.goto(new URL(handler.url()).pathname);
  await reviewer.getByLabel('理由').fill('已核对');
  await reviewer.getByRole('button', { name: '放行导入' }).click();
  await expect(reviewer.getByRole('alert')).toContainText('有 2 处需要修改');
  await expect(reviewer.getByLabel('理由')).toHaveValue('已核对');
  // Not the file that was held: nothing is written, and the page of the import still waits.
  await reviewer.getByLabel('原文件').setInputFiles(registrationFile('别的.csv', whole.slice(0, 5)));
  await reviewer.getByLabel('理由').fill('来源单位确认批量注销。');
  await reviewer.getByRole('button', { name: '放行导入' }).click();
  await expect(reviewer.getByText('上传的不是当时被暂停的文件')).toBeVisible({ timeout: 120_000 });
  await reviewer.getByRole('link', { name: '返回这次导入' }).click();
  await expect(reviewer.getByText('已暂停，待放行')).toBeVisible();

  const late = await life.as(browser, 'shengji-shenhe');
  await late.goto(new URL(reviewer.url()).pathname);
  await reviewer.getByLabel('原文件').setInputFiles(file);
  await reviewer.getByLabel('理由').fill('来源单位确认批量注销。');
  await reviewer.getByRole('button', { name: '放行导入' }).click();
  await expect(reviewer.getByText('已放行，文件中的数据已经登记')).toBeVisible({ timeout: 120_000 });
  await expect(reviewer.getByText('来源单位确认批量注销。')).toBeVisible();
  await reviewer.getByRole('link', { name: '返回这次导入' }).click();
  await expect(reviewer.getByText('已放行', { exact: true })).toBeVisible();
  await expect(reviewer.getByRole('table', { name: '放行记录' }).getByText('数据已经登记')).toBeVisible();
  await late.getByLabel('原文件').setInputFiles(file);
  await late.getByLabel('理由').fill('来源单位确认批量注销。');
  await late.getByRole('button', { name: '放行导入' }).click();
  await expect(late.getByRole('status').first()).toContainText('已由他人办理');
  await handler.goto('/province/imports');
  await expect(handler.getByText('超过合理界限被暂停，没有写入')).toHaveCount(0);
  expect(await life.leaks()).toEqual([]);
});

test('the province tries a file, imports it, and corrects the row that was refused', async ({ browser }) => {
  const handler = await life.as(browser, 'shengji-jingban');
  await handler.goto('/province/imports');
  await handler.getByRole('link', { name: '导入文件' }).click();
  const template = handler.waitForEvent('download');
  await handler.getByRole('link', { name: '注册人员模板（CSV）' }).click();
  expect(readFileSync(await (await template).path(), 'utf8')).toContain('姓名');

  // Nothing chosen: each is asked for, and what was typed stands.
  await handler.getByLabel('新来源的名称').fill('省厅 网页');
  await handler.getByLabel('数据来源').selectOption({ label: '新的来源（在下面写明名称）' });
  await handler.getByRole('button', { name: '试导入' }).click();
  await expect(handler.getByRole('alert').first()).toContainText('有 4 处需要修改');
  await expect(handler.getByLabel('新来源的名称')).toHaveValue('省厅 网页');
  await isSoundAt(handler);

  // What is no table of registrations is answered in words.
  const bring = async (file: string, feed: string, extent: string) => {
    await handler.goto('/province/imports/new');
    await handler.getByLabel('注册人员', { exact: true }).check();
    await handler.getByLabel('数据来源').selectOption({ label: feed });
    if (feed.startsWith('新的来源')) await handler.getByLabel('新来源的名称').fill('省厅网页');
    await handler.getByLabel(extent, { exact: true }).check();
    await handler.getByLabel(/^文件/).setInputFiles(file);
    await handler.getByRole('button', { name: '试导入' }).click();
  };
  const strange = registrationFile('不是名单.csv', []);
  writeFileSync(strange, '甲,乙\n1,2\n');
  await bring(strange, '新的来源（在下面写明名称）', '全量');
  await expect(handler.getByText('没有写入任何数据')).toBeVisible({ timeout: 120_000 });
  await expect(handler.getByRole('link', { name: '下载注册人员模板' })).toBeVisible();

  // Too large for a page: before it is sent and after, it is said what to do instead.
  // The browser reads it from disk, as it would the user's own; sent through the test it would take longer than all the rest.
  const large = registrationFile('全省.csv', []);
  writeFileSync(large, Buffer.alloc(26 * 1024 * 1024 + 1, 'a'));
  await handler.goto('/province/imports/new');
  await handler.getByLabel(/^文件/).setInputFiles(large);
  await expect(handler.getByText('在服务器上用命令行导入：qualwatch import')).toBeVisible();
  const refused = await handler.request.post('/province/imports/new', {
    multipart: { act: 'try', file: createReadStream(large) },
  });
  expect([refused.status(), await refused.text()]).toEqual([413, expect.stringContaining('qualwatch import')]);

  // A trial: what would come of it, and why a row is refused; a reload shows the same.
  const people = PEOPLE.map(({ serial, enterprise }) => ({ serial: serial + 200, enterprise }));
  const wrong = { serial: 250, enterprise: 1, type: '注册炼丹师' };
  await bring(registrationFile('省厅 11 月.csv', [...people, wrong]), '新的来源（在下面写明名称）', '全量');
  await expect(handler.getByRole('heading', { name: '导入将会怎样' })).toBeVisible({ timeout: 120_000 });
  await handler.reload();
  await expect(handler.getByRole('table', { name: '被拒绝的 1 行' })).toContainText('第 42 行');
  await isSoundAt(handler);
  const trial = new URL(handler.url()).pathname;
  const reviewer = await life.as(browser, 'shengji-shenhe');
  await reviewer.goto(trial);
  await expect(reviewer.getByText('由省级经办人决定导入还是放弃')).toBeVisible();
  await expect(reviewer.getByRole('button', { name: '导入', exact: true })).toHaveCount(0);
  const late = await life.as(browser, 'shengji-jingban');
  await late.goto(trial);
  await handler.getByRole('button', { name: '导入', exact: true }).click();
  await expect(handler.getByText('由演示省级经办人导入')).toBeVisible({ timeout: 120_000 });
  await isSoundAt(handler);
  await late.getByRole('button', { name: '放弃' }).click();
  await expect(late.getByRole('status').first()).toContainText('您的操作没有改变它');

  // The refused row waits in quarantine and is corrected there.
  await handler.getByRole('link', { name: '更正被拒绝的 1 行' }).click();
  await handler.getByRole('link', { name: '第 42 行', exact: true }).click();
  await handler.getByLabel('注册类别').fill('二级注册建造师');
  await handler.getByRole('button', { name: '重放这一行' }).click();
  await expect(handler.getByText('更正的行都已登记')).toBeVisible({ timeout: 120_000 });

  // Of the next full file it is said how many it would end; it is dropped, and nothing was written.
  await bring(registrationFile('省厅 12 月.csv', people.slice(0, 39)), '省厅网页', '全量');
  await expect(handler.getByText('将注销 2 条')).toBeVisible({ timeout: 120_000 });
  await handler.getByRole('button', { name: '放弃' }).click();
  await expect(handler.getByRole('status').first()).toContainText('已放弃导入“省厅 12 月.csv”');
  await expect(handler.getByRole('table', { name: '最近的试导入' })).toContainText('已放弃');
  await isSoundAt(handler);

  // One that would end most of it says that it will wait for the reviewer, and does.
  await bring(registrationFile('省厅 残.csv', people.slice(0, 10)), '省厅网页', '全量');
  await expect(handler.getByText('将被暂停')).toBeVisible({ timeout: 120_000 });
  await handler.getByRole('button', { name: '导入，交审核人放行' }).click();
  await expect(handler.getByText('放行时须再次上传原文件')).toBeVisible({ timeout: 120_000 });
  await reviewer.goto('/province/imports?status=held');
  await reviewer.getByRole('region', { name: '导入的文件' }).getByRole('link', { name: '省厅 残.csv' }).click();
  await expect(reviewer.getByRole('button', { name: '放行导入' })).toBeVisible();
  expect(await life.leaks()).toEqual([]);
});
