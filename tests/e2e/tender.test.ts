import { expect, test } from '@playwright/test';
import { axe } from './axe.ts';
import { mailTo } from './mailbox.ts';
import { signInAs } from './sign-in.ts';
import { situations } from './situations.ts';

test('a tenderer saves a list, proves a mail address, sets a webhook; wrong input keeps what was typed', async ({
  page,
}) => {
  await signInAs(page, 'zhaobiao');
  await page.goto('/tender');
  await page.getByRole('button', { name: '新建名单' }).click();
  await expect(page.getByRole('alert')).toContainText('请填写名单名称');
  const name = `投标人名单 ${Date.now()}`;
  await page.getByLabel('名单名称').fill(name);
  await page.getByRole('button', { name: '新建名单' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);

  const { expired } = situations();
  await page.getByLabel('企业名称或统一社会信用代码').fill(`${expired.uscc}\n没有这一家公司`);
  await page.getByRole('button', { name: '加入名单' }).click();
  await expect(page.getByRole('alert')).toContainText('没有这一家公司');
  await expect(page.getByLabel('企业名称或统一社会信用代码')).toHaveValue(/没有这一家公司/);
  await page.getByLabel('企业名称或统一社会信用代码').fill(expired.uscc);
  await page.getByRole('button', { name: '加入名单' }).click();
  await expect(page.getByRole('status').first()).toContainText('已加入 1 家企业');
  await expect(page.getByRole('cell', { name: expired.uscc })).toBeVisible();

  const address = `zhaobiao.${Date.now()}@demo.invalid`;
  await page.getByLabel('电子邮箱').fill(address);
  await page.getByRole('button', { name: '发送验证码' }).click();
  const mail = await mailTo(address, '邮箱验证码');
  await page.getByLabel('邮件中的 6 位验证码').fill(/验证码：(\d{6})/.exec(mail)?.[1] ?? '');
  await page.getByRole('button', { name: '启用邮件通知' }).click();
  await expect(page.getByRole('status').first()).toContainText(address);

  await page.getByLabel('接收地址').fill('没有这样的地址');
  await page.getByRole('button', { name: '保存接收地址' }).click();
  await expect(page.getByRole('alert')).toContainText('地址格式有误');
  await page.getByLabel('接收地址').fill('https://bidder.example/hook');
  await page.getByRole('button', { name: '保存接收地址' }).click();
  await expect(page.getByText(/qw_[\w-]{20,}/)).toBeVisible();

  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect((await axe(page).analyze()).violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([]);
  }
});

test('a watch list that tells nobody says so, and is deleted only after it was asked once more', async ({ page }) => {
  await signInAs(page, 'zhaobiao');
  await page.goto('/tender');
  const name = `待删除的名单${Date.now()}`;
  await page.getByLabel('名单名称').fill(name);
  await page.getByRole('button', { name: '新建名单' }).click();
  await expect(page.getByText('还没有通知方式')).toHaveCount(0);
  await page.getByLabel('企业名称或统一社会信用代码').fill(situations().expired.uscc);
  await page.getByRole('button', { name: '加入名单' }).click();
  await expect(page.getByText('还没有通知方式')).toBeVisible();
  await expect(page.getByRole('button', { name: /确认删除/ })).toBeHidden();
  await page.getByText('删除名单', { exact: true }).click();
  await page.getByRole('button', { name: `确认删除“${name}”` }).click();
  await expect(page.getByText(name)).toHaveCount(0);
});
