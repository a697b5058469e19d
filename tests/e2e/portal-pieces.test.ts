import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Gallery, serveGallery } from '../tools/portal-gallery/serve.ts';
import { axe } from './axe.ts';

// One gallery for the file: its tests run one after another in one worker.
test.describe.configure({ mode: 'default' });

const PAGES = ['list', 'empty', 'form', 'confirm', 'case', 'figures', 'progress', 'sign-in'];
const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-gallery-'));
let gallery: Gallery;

test.beforeAll(async () => {
  gallery = await serveGallery(folder);
});
test.afterAll(() => {
  gallery.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page; anything that the content policy or the script objects to fails the test. */
async function open(page: Page, name: string): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) throw new Error(message.text());
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${gallery.address}/${name}.html`);
}

for (const width of [1280, 390]) {
  test(`every portal piece at ${width} px: axe finds nothing, nothing is wider than the screen`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const name of PAGES) {
      await open(page, name);
      const { violations } = await axe(page).analyze();
      expect(violations.map(({ id, nodes }) => [name, id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
    }
  });
}

test('keys: j and k go through rows, x ticks, / searches, ? lists the keys; none acts while typing', async ({
  page,
}) => {
  await open(page, 'list');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByRole('row').nth(2).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(page.getByText('已选 1 行')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByLabel('企业或信用代码')).toBeFocused();
  await page.keyboard.type('jx?');
  await expect(page.getByLabel('企业或信用代码')).toHaveValue('jx?');
  await expect(page.getByText('已选 1 行')).toBeVisible();
  await page.locator('h1').click();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: '键盘操作' });
  await expect(keys).toBeVisible();
  await keys.getByLabel('在本机停用单键操作').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(keys).toBeHidden();
});

test('keys: Enter opens the row that j went to', async ({ page }) => {
  await open(page, 'list');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/case\.html\?id=A-1$/);
});

test('rows are ticked by page, by Shift and all that match; the bar says how many, and posts them once', async ({
  page,
}) => {
  await open(page, 'list');
  const button = page.getByRole('button', { name: '下达通知书' });
  await button.click();
  await expect(page.getByText('请先勾选要办理的行')).toBeVisible();
  const boxes = page.locator('tbody input[type=checkbox]');
  await boxes.nth(2).click();
  await boxes.nth(5).click({ modifiers: ['Shift'] });
  await expect(page.getByText('已选 4 行')).toBeVisible();
  await page.getByLabel('勾选本页全部行').check();
  await expect(page.getByText('已选 17 行')).toBeVisible();
  await page.getByLabel('选中符合条件的全部 412 行').check();
  await expect(page.getByText('已选符合条件的全部 412 行')).toBeVisible();
  const before = gallery.posted.length;
  await button.dblclick();
  // The page that answers has nothing ticked; by then a second post would have come.
  await expect(page.getByText('勾选要办理的行，一次最多 500 行')).toBeVisible();
  expect(gallery.posted).toHaveLength(before + 1);
  const body = new URLSearchParams(gallery.posted.at(-1));
  expect(body.get('act')).toBe('order');
  expect(body.get('all-matching')).toBe('yes');
  expect(body.get('matching')).toBe('stage=order');
  expect(body.getAll('row')).toHaveLength(17);
});

test('a form: errors take the focus and lead to their fields; a large file and a signature are dealt with at once', async ({
  page,
}) => {
  await open(page, 'form');
  const summary = page.getByRole('alert').filter({ hasText: '有 5 处需要修改' });
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: /请选择送达方式/ }).click();
  await expect(page.getByLabel('电子邮件', { exact: true })).toBeFocused();
  // From disk, as the user's own: sent through the test it would take longer than all the rest.
  const large = path.join(folder, '扫描.pdf');
  writeFileSync(large, Buffer.alloc(21 * 1024 * 1024));
  await page.getByLabel('证明材料').setInputFiles(large);
  await expect(page.getByText('“扫描.pdf”为 21 MB，超过 20 MB 的上限')).toBeVisible();
  await page.getByLabel('证明材料').setInputFiles([]);

  const canvas = page.getByRole('img', { name: '手写签名框' });
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('the pad is not seen');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 90, { steps: 5 });
  await page.mouse.up();
  await expect(page.locator('input[name=signature]')).toHaveValue(/^data:image\/png;base64,.{200}/);
  await page.getByRole('button', { name: '清除重签' }).click();
  await expect(page.locator('input[name=signature]')).toHaveValue('');
});

test('what was typed is not left behind without a question, and is sent without one', async ({ page }) => {
  await open(page, 'confirm');
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    dialog.accept();
  });
  await page.getByLabel('办理意见').fill('同意');
  await page.getByRole('link', { name: '取消，不办理' }).click();
  await expect(page).toHaveURL(/list\.html/);
  expect(questions).toEqual(['beforeunload']);
  await page.goto(`${gallery.address}/confirm.html`);
  await page.getByLabel('办理意见').fill('同意');
  await page.getByRole('button', { name: '下达通知书' }).click();
  await page.waitForLoadState();
  expect(questions).toEqual(['beforeunload']);
  expect(new URLSearchParams(gallery.posted.at(-1)).getAll('row')).toEqual(['A-1', 'A-3']);
});

test.describe('with script disabled', () => {
  test.use({ javaScriptEnabled: false });

  test('ticked rows and all that match are posted, the signature is uploaded, no dead control is shown', async ({
    page,
  }) => {
    await page.goto(`${gallery.address}/list.html`);
    await page.locator('tbody input[type=checkbox]').nth(2).check();
    await page.getByRole('button', { name: '转交他人' }).click();
    const body = new URLSearchParams(gallery.posted.at(-1));
    expect([body.get('act'), body.getAll('row'), body.get('csrf')]).toEqual(['assign', ['A-3'], 'token']);
    await expect(page.getByLabel('勾选本页全部行')).toBeHidden();
    await expect(page.getByRole('button', { name: /键盘操作/ })).toBeHidden();
    await page.goto(`${gallery.address}/form.html`);
    await expect(page.getByRole('img', { name: '手写签名框' })).toBeHidden();
    await expect(page.getByLabel('上传签名或印章图片')).toBeVisible();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.locator('summary', { hasText: '菜单' }).click();
    await expect(
      page.getByRole('navigation', { name: '主菜单（展开）' }).getByRole('link', { name: /全部案件/ }),
    ).toBeVisible();
  });
});
