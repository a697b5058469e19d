import { expect, test } from '@playwright/test';
import { axe } from './axe.ts';
import { mailTo } from './mailbox.ts';
import { signInAs } from './sign-in.ts';
import { situations } from './situations.ts';

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

test('GX21-A1: an individual signs up by the code of a text message, keeps what was typed when something is wrong, and finds the own registrations after a real-name check', async ({
  page,
}) => {
  const { person } = situations();
  const serial = String(Date.now() % 100_000_000).padStart(8, '0');
  const phone = `138${serial}`;
  const name = `geren${serial}`;
  await page.goto('/sign-in');
  await page.getByRole('main').getByRole('link', { name: '注册' }).click();
  await page.getByRole('link', { name: '个人注册' }).click();
  expect((await axe(page).analyze()).violations).toEqual([]);
  await page.getByLabel('姓名').fill(person.name);
  await page.getByLabel('手机号码').fill('1380000');
  await page.getByRole('button', { name: '下一步，获取验证码' }).click();
  await expect(page.getByRole('alert')).toContainText('手机号码应为 11 位数字');
  await expect(page.getByLabel('姓名')).toHaveValue(person.name);
  await page.getByLabel('手机号码').fill(phone);
  await page.getByRole('button', { name: '下一步，获取验证码' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('设立账号');

  const message = await mailTo(`${phone}@sms`, '短信验证码');
  await page.getByLabel('验证码').fill('000000');
  await page.getByLabel('登录名').fill('zhaobiao');
  await page.locator('#password').fill('Yanshi#20261');
  await page.getByLabel('再填一次密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '设立账号' }).click();
  await expect(page.getByRole('alert')).toContainText('还可以填写 4 次');
  // Whether a name is taken is told to whoever has the code only.
  await expect(page.getByRole('alert')).not.toContainText('该登录名已被使用');
  const first = /验证码 (\d{6})/.exec(message)?.[1] ?? '';
  await page.getByLabel('验证码').fill(first);
  await page.locator('#password').fill('Yanshi#20261');
  await page.getByLabel('再填一次密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '设立账号' }).click();
  await expect(page.getByRole('alert')).toContainText('该登录名已被使用');
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('验证码').fill(first);
  await page.locator('#password').fill('Yanshi#20261');
  await page.getByLabel('再填一次密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '设立账号' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('绑定身份验证器');
  await page.getByRole('link', { name: '以后再绑定，先登录' }).click();

  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: /^发送验证码到 138/ }).click();
  const second = /验证码 (\d{6})/.exec(await mailTo(`${phone}@sms`, '短信验证码', '正在登录'))?.[1] ?? '';
  await page.getByLabel('短信验证码').fill(second);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('关注名单');

  // Nobody's registrations are shown before it is proved whose they are.
  await page.getByRole('navigation', { name: '主菜单', exact: true }).getByRole('link', { name: '本人的注册' }).click();
  await page.getByLabel('身份证号码').fill(person.idNumber.slice(0, 17));
  await page.getByRole('button', { name: '核验，获取验证码' }).click();
  await expect(page.getByRole('alert')).toContainText('18 位');
  await expect(page.getByLabel('身份证号码')).toHaveValue(person.idNumber.slice(0, 17));
  await page.getByLabel('身份证号码').fill(person.idNumber);
  await page.getByRole('button', { name: '核验，获取验证码' }).click();
  await expect(page.getByText(person.idNumber)).toHaveCount(0);
  await page.getByLabel('验证码').fill('000000');
  await page.getByRole('button', { name: '完成核验' }).click();
  await expect(page.getByRole('alert')).toContainText('验证码不对');
  const proof = /验证码 (\d{6})/.exec(await mailTo(`${phone}@sms`, '实名核验'))?.[1] ?? '';
  await page.getByLabel('验证码').fill(proof);
  await page.getByRole('button', { name: '完成核验' }).click();
  await expect(page.getByRole('status').first()).toContainText('实名核验已完成');
  await expect(page.getByRole('heading', { level: 2, name: person.enterprise })).toBeVisible();
  await expect(page.getByText('已过有效期').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: '登记有误或者没有列出的' })).toBeVisible();
  expect((await axe(page).analyze()).violations).toEqual([]);
  await page.getByText('解除实名核验').first().click();
  await page.getByRole('button', { name: '解除实名核验' }).click();
  await expect(page.getByLabel('身份证号码')).toBeVisible();
  // And nothing of an enterprise.
  expect((await page.goto('/enterprise'))?.status()).toBe(403);
});
