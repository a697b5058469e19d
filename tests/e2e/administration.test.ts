import { expect, type Page, test } from '@playwright/test';
import { demonstrationSecret } from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { axe } from './axe.ts';
import { mailTo } from './mailbox.ts';
import { signInAs } from './sign-in.ts';

async function isSound(page: Page, addresses: readonly string[]): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of addresses) {
      await page.goto(address);
      const { violations } = await axe(page).analyze();
      expect([address, violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)]).toEqual([address, []]);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([address, width, over]).toEqual([address, width, 0]);
    }
  }
}

test('L3-CES1-08: an account is asked for by one administrator, confirmed by another, and entered by a link to the person', async ({
  page,
  browser,
}) => {
  // Three sign-ins and a mail that the worker sends.
  await signInAs(page, 'anquan');
  await page.goto('/security');
  await page.getByRole('link', { name: '新设账号' }).click();
  await page.getByLabel('登录名').fill('yanshi.xinren');
  await page.getByLabel('姓名').fill('演示新人');
  await page.getByLabel('角色').selectOption('handler');
  await page.getByLabel('机关层级').selectOption('district');
  await page.getByLabel('管辖区划').selectOption('4501');
  await page.getByLabel('本人的电子邮箱').fill('xinren@demo.invalid');
  await page.getByLabel('理由').fill('演示任职文件〔2026〕1号');
  await page.getByRole('button', { name: '申请设立' }).click();
  await expect(page.getByRole('alert')).toContainText('管辖区划与“区县主管部门”不符');
  await expect(page.getByLabel('登录名')).toHaveValue('yanshi.xinren');
  await page.getByLabel('管辖区划').selectOption('450102');
  await page.getByRole('button', { name: '申请设立' }).click();
  await expect(page.getByRole('status')).toContainText('由另一名安全管理员确认');
  await page.getByRole('link', { name: /设立账号：经办人/ }).click();
  await expect(page.getByText('须由另一名安全管理员确认')).toBeVisible();
  await expect(page.getByRole('button', { name: '确认并办理' })).toHaveCount(0);
  const second = await (await browser.newContext()).newPage();
  await signInAs(second, 'anquan-fuhe');
  await second.goto('/security/requests');
  await second.getByRole('link', { name: /设立账号：经办人/ }).click();
  await second.getByLabel('动态验证码').fill('000000');
  await second.getByRole('button', { name: '确认并办理' }).click();
  await expect(second.getByRole('alert')).toContainText('动态口令不正确');
  await second.getByLabel('动态验证码').fill(totpCode(demonstrationSecret('anquan-fuhe'), new Date()));
  await second.getByRole('button', { name: '确认并办理' }).click();
  await expect(second.getByRole('status')).toContainText('已确认并办理');
  await isSound(second, ['/security/requests']);
  const mail = await mailTo('xinren@demo.invalid', '设置登录密码');
  const token = /sign-in\/password\?token=([\w-]+)/.exec(mail)?.[1] ?? '';
  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto(`/sign-in/password?token=${token}`);
  await fresh.getByLabel(/^新密码/).fill('Benren#2026x');
  await fresh.getByLabel('再填一次新密码').fill('Benren#2026x');
  await fresh.getByRole('button', { name: '设置密码' }).click();
  await fresh.getByLabel('登录名').fill('yanshi.xinren');
  await fresh.getByLabel('密码').fill('Benren#2026x');
  await fresh.getByRole('button', { name: '下一步' }).click();
  await expect(fresh).toHaveURL(/second-factor/);
  await page.goto('/security?q=yanshi.xinren');
  await page.getByRole('link', { name: 'yanshi.xinren' }).click();
  await page.getByLabel('办理理由').fill('演示');
  await page.getByRole('button', { name: '停用账号' }).click();
  await expect(page.getByRole('status')).toContainText('已办理');
});

test('a support view reads what the role reads, acts on nothing, and stands in the audit', async ({
  page,
  browser,
}) => {
  await signInAs(page, 'anquan');
  await page.goto('/security?q=quxian-shenhe');
  await page.getByRole('link', { name: 'quxian-shenhe' }).click();
  await page.getByRole('button', { name: '以此身份只读查看' }).click();
  await expect(page).toHaveURL(/\/office$/);
  const refused = await page.request.post('/office/notices', {
    form: { act: 'read', csrf: 'x' },
    headers: { origin: new URL(page.url()).origin },
  });
  expect([400, 403]).toContain(refused.status());
  await page.goto('/security');
  await expect(page.getByText('不能打开这一页面')).toBeVisible();
  await page.getByRole('button', { name: '结束只读查看' }).click();
  await expect(page).toHaveURL(/\/security$/);
  await expect(page.getByRole('heading', { name: '账号' })).toBeVisible();
  const auditor = await (await browser.newContext()).newPage();
  await signInAs(auditor, 'shenji');
  await auditor.goto('/audit?view=support');
  await expect(auditor.getByRole('cell', { name: '开始只读查看' }).first()).toBeVisible();
});

test('L3-CES1-11: the auditor searches the trail, checks chains and reads the seals', async ({ page }) => {
  await signInAs(page, 'shenji');
  await page.goto('/audit');
  await page.getByLabel('操作', { exact: true }).selectOption('signed-in');
  await page.getByRole('button', { name: '筛选' }).click();
  await expect(page.getByRole('cell', { name: '登录', exact: true }).first()).toBeVisible();
  await page.goto('/audit/chains?case=nonsense');
  await expect(page.getByRole('alert')).toContainText('没有这件案件');
  await page.getByRole('link', { name: '随机抽查 20 件' }).click();
  await expect(page.getByText('核验 20 件，全部完整')).toBeVisible();
  await page.getByRole('button', { name: '核验全部案件' }).click();
  await expect(page.getByText(/核验 \d+ 件，全部完整/).last()).toBeVisible({ timeout: 120_000 });
  await isSound(page, ['/audit', '/audit/chains?sample=5', '/audit/seals']);
});

test('the system administrator sees what works, changes a limit with a reason and records a downtime', async ({
  page,
}) => {
  // Five pages at two widths, each looked at by axe.
  await signInAs(page, 'xitong');
  await expect(page.getByRole('heading', { name: /运行状况/ })).toBeVisible();
  await page.goto('/system/settings');
  await page.getByLabel('项数').fill('-3');
  await page.getByLabel('修改理由').first().fill('演示');
  await page.getByRole('button', { name: '保存“核查的合理界限”' }).click();
  await expect(page.getByRole('alert')).toContainText('不小于 0 的整数');
  await expect(page.getByLabel('项数')).toHaveValue('-3');
  await page.getByLabel('项数').fill('25');
  await page.getByRole('button', { name: '保存“核查的合理界限”' }).click();
  await expect(page.getByRole('status')).toContainText('已修改');
  await page.goto('/system/downtime');
  await page.getByRole('button', { name: '登记停机' }).click();
  await expect(page.getByRole('alert')).toContainText('有 3 处需要修改');
  await page.getByLabel('起始日').fill('2025-01-02');
  await page.getByLabel('结束日').fill('2025-01-03');
  await page.getByLabel('原因').fill('演示停机');
  await page.getByRole('button', { name: '登记停机' }).click();
  await expect(page.getByRole('status')).toContainText('已登记停机');
  await isSound(page, ['/system', '/system/mail', '/system/absences', '/system/settings', '/system/downtime']);
});

test('every page of the security administrator is sound at 1280 and 390 px', async ({ page }) => {
  await signInAs(page, 'anquan');
  await page.goto('/security?q=quxian-jingban');
  const account = (await page.getByRole('link', { name: 'quxian-jingban' }).getAttribute('href')) ?? '';
  await isSound(page, [
    '/security',
    '/security/accounts/new',
    account,
    '/security/requests',
    '/security/sign-ins',
    '/security/sign-ins?view=in',
  ]);
});
