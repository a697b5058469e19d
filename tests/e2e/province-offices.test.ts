import { expect, type Page, test } from '@playwright/test';
import { axe } from './axe.ts';
import { nextCode, signInAs } from './sign-in.ts';

async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: false }).first().fill(value);
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('an office is added, ended with a reason and taken up again; what hangs on another is said', async ({
    page,
    browser,
  }) => {
    await signInAs(page, 'shengji-jingban');
    await page.goto('/province/offices');
    await page.getByRole('link', { name: '登记机关' }).click();
    await fillIn(page, { 机关名称: '柳州市行政审批局', 发文代字: '柳州建' });
    await page.getByLabel('机关层级').selectOption({ label: '行政审批局' });
    await page.getByLabel('管辖区划').selectOption({ label: '柳州市　城中区' });
    await page.getByRole('button', { name: '登记' }).click();
    await expect(page.getByRole('alert')).toContainText('管辖区划与机关层级不符');
    await expect(page.getByRole('alert')).toContainText('请填写这一项');
    await expect(page.getByLabel('机关名称')).toHaveValue('柳州市行政审批局');
    await expect(page.getByLabel('机关层级')).toHaveValue('approval-bureau');
    await page.getByLabel('管辖区划').selectOption({ label: '柳州市' });
    await fillIn(page, { 联系电话: '0772-0000000' });
    await page.getByRole('button', { name: '登记' }).click();
    await expect(page.getByRole('alert')).toContainText('“柳州建”已由柳州市住房和城乡建设局使用');
    await page.getByLabel('发文代字').fill('柳审批');
    await page.getByRole('button', { name: '登记' }).click();
    await expect(page.getByRole('status').first()).toContainText('柳州市行政审批局已登记');
    await expect(page.getByText('该机关没有制发过文书')).toBeVisible();

    // A second one for the same place would make it unclear who issues.
    await page.goto('/province/offices/new');
    await page.getByLabel('机关层级').selectOption({ label: '行政审批局' });
    await page.getByLabel('管辖区划').selectOption({ label: '柳州市' });
    await fillIn(page, {
      机关名称: '柳州市另一审批局',
      发文代字: '柳另审',
      联系电话: '0772-0000000',
    });
    await page.getByRole('button', { name: '登记' }).click();
    await expect(page.getByRole('alert')).toContainText('已登记同级机关“柳州市行政审批局”');

    await page.goto('/province/offices?q=柳审批');
    await page.getByRole('link', { name: '柳州市行政审批局' }).click();
    await page.getByLabel('停用的理由').fill('撤并');
    await page.getByRole('button', { name: '停用' }).click();
    await expect(page.getByRole('alert')).toContainText('不少于 5 个字');
    await expect(page.getByLabel('停用的理由')).toHaveValue('撤并');
    await page.getByLabel('停用的理由').fill('机构撤并，演示编〔2026〕1号。');
    await page.getByRole('button', { name: '停用' }).click();
    await expect(page.getByRole('status').first()).toContainText('柳州市行政审批局已停用');
    await page.getByRole('link', { name: '柳州市行政审批局' }).click();
    await expect(page.getByText('机构撤并，演示编〔2026〕1号。')).toBeVisible();
    await expect(page.getByRole('button', { name: '保存' })).toHaveCount(0);
    await page.getByRole('button', { name: '恢复' }).click();
    await expect(page.getByRole('status').first()).toContainText('已恢复');

    // On the bureau of a city hang its cases, its enterprises, its people.
    await page.goto('/province/offices/4501');
    await expect(page.getByText('现在不能办理')).toBeVisible();
    await expect(page.getByText(/该地登记企业 \d+ 家/)).toBeVisible();
    await page.goto('/province/offices/45');
    await expect(page.getByText('不能没有这一机关')).toBeVisible();

    const reviewer = await (await browser.newContext()).newPage();
    await signInAs(reviewer, 'shengji-shenhe');
    await reviewer.goto('/province/offices/4502-approval');
    await expect(reviewer.getByRole('button', { name: /停用|恢复|保存/ })).toHaveCount(0);
    expect((await reviewer.goto('/province/offices/new'))?.status()).toBe(403);

    // Row 22: before whom its acts are challenged, one of the office enters and another confirms.
    await page.goto('/office/remedies');
    await expect(page.getByText('示例区人民法院（演示）').first()).toBeVisible();
    await page.getByText('填写', { exact: true }).first().click();
    await fillIn(page, {
      行政复议机关: '广西壮族自治区人民政府',
      行政诉讼受理法院: '南宁演示铁路运输法院',
      依据: '演示集中管辖公告',
      动态口令: '000000',
    });
    await page.getByRole('button', { name: '填写，交他人确认' }).click();
    await expect(page.getByRole('alert')).toContainText('动态口令不正确');
    await expect(page.getByLabel('依据')).toHaveValue('演示集中管辖公告');
    await fillIn(page, { 动态口令: nextCode('shengji-jingban') });
    await page.getByRole('button', { name: '填写，交他人确认' }).click();
    await expect(page.getByText('本人填写的须由他人确认')).toBeVisible();
    await reviewer.goto('/office/remedies');
    await fillIn(reviewer, { 核对情况或者退回理由: '与公告一致', 动态口令: nextCode('shengji-shenhe') });
    await reviewer.getByRole('button', { name: '确认', exact: true }).click();
    await expect(reviewer.getByText('南宁演示铁路运输法院').first()).toBeVisible();
    await page.goto('/province/offices/45');
    await expect(page.getByText('南宁演示铁路运输法院')).toBeVisible();
  });
});

test('the pages of the offices are sound at 1280 and 390 px', async ({ page }) => {
  await signInAs(page, 'shengji-jingban');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of [
      '/province/offices/new',
      '/province/offices/4501',
      '/province/offices/450102',
      '/province/offices?view=ended',
      '/office/remedies',
    ]) {
      await page.goto(address);
      const { violations } = await axe(page).analyze();
      expect([address, violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)]).toEqual([address, []]);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([address, width, over]).toEqual([address, width, 0]);
    }
  }
});
