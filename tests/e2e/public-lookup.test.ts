import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { axe } from './axe.ts';
import { publishedDocuments } from './published-documents.ts';
import { situations } from './situations.ts';

async function isSound(page: Page): Promise<void> {
  const { violations } = await axe(page)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const { width } = page.viewportSize() ?? { width: 0 };
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

for (const width of [1280, 390]) {
  test(`SX23-4.4: a bidder list, without script, at ${width} px: mended after a refusal, receipt, files, verified`, async ({
    browser,
    baseURL,
  }, testInfo) => {
    const { expired, lowest } = situations();
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: false,
      extraHTTPHeaders: { 'x-forwarded-for': `203.0.113.${width % 200}` },
      ...(baseURL ? { baseURL } : {}),
    });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '批量查询' }).click();
    await page.getByLabel('企业名单').fill(`${expired.enterprise}\n${lowest.uscc}\n没有这样的公司\n桥`);
    await page.getByRole('button', { name: '查询并出具回执' }).click();
    await expect(page.getByRole('alert')).toContainText('第 4 行“桥”只有一个字');
    await page.screenshot({ path: testInfo.outputPath('refused.png'), fullPage: true });
    // Nothing typed is lost.
    await expect(page.getByLabel('企业名单')).toHaveValue(new RegExp(expired.enterprise));
    await page.getByLabel('企业名单').fill(`${expired.enterprise}\n${lowest.uscc}\n没有这样的公司`);
    await page.getByLabel('查询的日期').fill(expired.since);
    await page.getByRole('button', { name: '查询并出具回执' }).click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('企业资质核查状态查询回执');
    await expect(page).toHaveURL(/\/receipts\/[0-9a-f-]{36}$/);
    const main = page.getByRole('main');
    await expect(main).toContainText('查询 3 家：找到 2 家，不能确定 0 家，没有找到 1 家');
    await expect(main).toContainText('不达标·异常标注');
    await page.screenshot({ path: testInfo.outputPath('receipt.png'), fullPage: true });

    const files = [];
    for (const name of ['下载回执（PDF，有数字签名）', '下载数据文件（JSON，有数字签名）']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      files.push(await download.path());
    }
    for (const file of files) {
      await page.goto('/documents');
      await page.getByLabel('选择文件').setInputFiles({
        name: '回执',
        mimeType: 'application/octet-stream',
        buffer: readFileSync(file),
      });
      await page.getByRole('button', { name: '核验' }).click();
      await expect(main).toContainText('完整，未被改动');
      await expect(main).toContainText('可以确认');
    }
    await context.close();
  });
}

test('核验文书: the order as it was issued, and with one byte changed; axe and screenshots', async ({
  page,
}, testInfo) => {
  const { file, order } = publishedDocuments();
  const main = page.getByRole('main');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/documents');
    await page.getByLabel('选择文件').setInputFiles(file);
    await page.getByRole('button', { name: '核验' }).click();
    await expect(main).toContainText('完整，未被改动');
    await expect(main).toContainText('仍然有效');
    await isSound(page);
    await page.screenshot({ path: testInfo.outputPath(`checked-${width}.png`), fullPage: true });
  }
  await main.getByRole('link', { name: '查看这份文件的公开页面' }).click();
  await expect(page).toHaveURL(new RegExp(order));
  await expect(main).toContainText('责令限期整改通知书');
  const changed = readFileSync(file);
  changed[3000] = (changed[3000] ?? 0) ^ 1;
  await page.goto('/documents');
  await page.getByLabel('选择文件').setInputFiles({ name: '改动.pdf', mimeType: 'application/pdf', buffer: changed });
  await page.getByRole('button', { name: '核验' }).click();
  await expect(main).toContainText('签名之后被改动过');
  await page.goto('/documents');
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
  await page.getByRole('button', { name: '核验' }).click();
  await expect(page.getByRole('alert')).toContainText('不是 PDF 文件');
  await isSound(page);
});

test('a receipt and a refused list are clean to axe at both widths', async ({ page }, testInfo) => {
  const { expired } = situations();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/lookup');
    await isSound(page);
    await page.screenshot({ path: testInfo.outputPath(`lookup-${width}.png`), fullPage: true });
    await page.getByRole('button', { name: '查询并出具回执' }).click();
    await expect(page.getByRole('alert')).toContainText('每行填写一家企业');
    await isSound(page);
    await page.getByLabel('企业名单').fill(`${expired.uscc}\n建设`);
    await page.getByRole('button', { name: '查询并出具回执' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('企业资质核查状态查询回执');
    await expect(page.getByRole('main')).toContainText('不能确定是哪一家');
    await isSound(page);
    await page.screenshot({ path: testInfo.outputPath(`receipt-${width}.png`), fullPage: true });
  }
});

test('a notice has its text and its signed file; the worker feeds the changes of the demo province', async ({
  page,
  request,
}, testInfo) => {
  const { notice } = publishedDocuments();
  await page.goto('/notices');
  await page.getByRole('link', { name: '关于送达《责令限期整改通知书》的公告' }).click();
  await expect(page).toHaveURL(new RegExp(notice));
  await expect(page.getByRole('main')).toContainText('视为送达');
  const file = await request.get(`/notices/${notice}/file`);
  expect(file.headers()['content-type']).toBe('application/pdf');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of ['/notices', `/notices/${notice}`, '/red-list', `/documents/${notice}`]) {
      await page.goto(address);
      const name = address.replaceAll(/[^a-z]+/g, '-');
      await page.screenshot({ path: testInfo.outputPath(`page${name}-${width}.png`), fullPage: width === 1280 });
    }
  }
  await expect(async () => {
    const feed = await (await request.get('/api/v1/changes?limit=1000')).json();
    expect(feed.changes.some((change: { kind: string }) => change.kind === 'mark-set')).toBe(true);
    expect(feed.changes.some((change: { kind: string }) => change.kind === 'notice')).toBe(true);
    const snapshot = await request.get('/api/v1/snapshot');
    expect(snapshot.status()).toBe(200);
    expect((await snapshot.text()).split('\n')[0]).toContain('"kind":"snapshot"');
  }).toPass({ timeout: 120_000 });
});
