import { expect, test } from '@playwright/test';
import { signInAs } from './sign-in.ts';

test('GX21-A1: signed in by password and second factor, the session is listed and can be ended elsewhere', async ({
  page,
  browser,
}) => {
  await signInAs(page, 'shiji-jingban');
  await page.goto('/account');
  await expect(page.getByText('本次登录')).toBeVisible();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signInAs(other, 'shiji-jingban');
  await page.reload();
  await page.getByRole('button', { name: '令其他登录全部退出' }).click();
  await expect(page.getByRole('status')).toContainText('其他登录退出');
  await other.goto('/account');
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await elsewhere.close();
});

test('L3-CES1-01: a wrong password and a wrong code are refused in the same page, with what to do', async ({
  page,
}) => {
  await page.goto('/sign-in');
  await page.getByLabel('登录名').fill('shiji-shenhe');
  await page.getByLabel('密码').fill('Falsch-2026x');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByRole('alert')).toContainText('登录名或密码不正确');
  await expect(page.getByLabel('登录名')).toHaveValue('shiji-shenhe');
  await page.getByLabel('密码').fill('Yanshi-2026');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('动态口令').fill('000000');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('验证码不正确');
});

test('a page behind the sign-in leads to the sign-in and back to itself', async ({ page }) => {
  await page.goto('/account/factors');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount%2Ffactors/);
});
