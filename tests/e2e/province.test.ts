import { expect, type Page, test } from '@playwright/test';
import { axe } from './axe.ts';
import { signInAs } from './sign-in.ts';

/** Nothing that axe finds, and nothing wider than the screen, on each address. */
async function isSound(page: Page, addresses: readonly string[]): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of addresses) {
      const response = await page.goto(address);
      expect([address, response?.status()]).toEqual([address, 200]);
      const { violations } = await axe(page).analyze();
      expect([address, violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)]).toEqual([address, []]);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([address, width, over]).toEqual([address, width, 0]);
    }
  }
}

test('GX24-2: a run is read with its difference to the month before, and the list of it taken away', async ({
  page,
}) => {
  await signInAs(page, 'shengji-jingban');
  await page.goto('/province/runs');
  await expect(page.getByRole('row')).not.toHaveCount(1);
  await page.getByRole('table', { name: '月度核查' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: /与 \d{4}-\d{2} 相比/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出逐项名单' }).click();
  expect((await download).suggestedFilename()).toMatch(/^核查变化 .*\.csv$/);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a trial run is asked for, shows how far it is and ends with its figures', async ({ page }) => {
    await signInAs(page, 'shengji-jingban');
    await page.goto('/province/runs');
    await page.getByRole('button', { name: '试算一次' }).click();
    await expect(page.getByRole('heading', { name: /试算核查/ })).toBeVisible();
    await expect(page.getByText('已完成', { exact: true })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText('没有产生任何结果')).toBeVisible();
  });
});

test('a draft of the policy is previewed: what would change, by city and one by one, and nothing changes', async ({
  page,
}) => {
  await signInAs(page, 'shengji-jingban');
  await page.goto('/province/standards');
  await page.getByRole('link', { name: '测算政策改动的影响' }).click();
  await page.getByLabel('年龄不超过').fill('200');
  await page.getByRole('button', { name: '开始测算' }).click();
  await expect(page.getByRole('alert')).toContainText('有 2 处需要修改');
  await expect(page.getByLabel('年龄不超过')).toHaveValue('200');
  await page.getByLabel('年龄不超过').fill('45');
  await page.getByLabel('草案名称').fill('演示：年龄不超过 45 周岁');
  await page.getByRole('button', { name: '开始测算' }).click();
  await expect(page.getByRole('heading', { name: /年龄不超过 45 周岁/ })).toBeVisible();
  await expect(page.getByText('达标 → 不达标').first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('table', { name: '结论会改变的资质' }).getByRole('row')).not.toHaveCount(1);
  await isSound(page, [new URL(page.url()).pathname]);
});

test('a holiday notice is looked at before it is recorded; what was typed wrong stays', async ({ page }) => {
  await signInAs(page, 'shengji-jingban');
  await page.goto('/province/holidays');
  await page.getByLabel('年份').fill('2031');
  await page.getByLabel('通知文号').fill('演示文号');
  await page.getByLabel('放假日期').fill('2031-13-01');
  await page.getByRole('button', { name: '先看登记后的变化' }).click();
  await expect(page.getByRole('alert')).toContainText('2031-13-01');
  await expect(page.getByLabel('放假日期')).toHaveValue('2031-13-01');
  await page.getByLabel('放假日期').fill('2031-01-01\n2031-10-01 至 2031-10-07');
  await page.getByRole('button', { name: '先看登记后的变化' }).click();
  await expect(page.getByText('登记后的变化')).toBeVisible();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('2031 年的放假安排已登记');
  await expect(page.getByRole('rowheader', { name: '2031' })).toBeVisible();
});

test('an office is changed with checks, and only by who drafts', async ({ page, browser }) => {
  await signInAs(page, 'shengji-jingban');
  await page.goto('/province/offices/4501');
  const mark = await page.getByLabel('发文代字').inputValue();
  await page.getByLabel('发文代字').fill('广西建');
  await page.getByLabel('电子邮箱').fill('不是邮箱');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('电子邮箱')).toHaveValue('不是邮箱');
  await page.getByLabel('发文代字').fill(mark);
  await page.getByLabel('电子邮箱').fill('zhujianju@demo.invalid');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status')).toContainText('登记已保存');
  const other = await (await browser.newContext()).newPage();
  await signInAs(other, 'shengji-shenhe');
  await other.goto('/province/offices/4501');
  await expect(other.getByText('zhujianju@demo.invalid')).toBeVisible();
  await expect(other.getByRole('button', { name: '保存' })).toHaveCount(0);
});

test('every page of the province is sound at 1280 and 390 px', async ({ page }) => {
  await signInAs(page, 'shengji-shenhe');
  await isSound(page, [
    '/province/runs',
    '/province/imports',
    '/province/quarantine',
    '/province/figures',
    '/province/standards',
    '/province/standards/impact',
    '/province/regimes',
    '/province/regimes/shanxi-2023',
    '/province/holidays',
    '/province/offices',
    '/province/offices/45',
  ]);
});

test('figures of a city are those of its districts', async ({ page }) => {
  await signInAs(page, 'shiji-shenhe');
  await page.goto('/office/figures');
  await expect(page.getByText('各区县在办案件有多少')).toBeVisible();
  await isSound(page, ['/office/figures']);
});
