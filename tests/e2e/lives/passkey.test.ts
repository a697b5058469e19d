import { expect, type Page, test } from '@playwright/test';
import { DEMONSTRATION_PASSWORD } from '#features/accounts/commands.ts';
import { syntheticResidentId } from '#features/demo/synthetic-identifiers.ts';
import { pngOf } from '../../integration/png.ts';
import { signInAs } from '../sign-in.ts';
import { beginLife, type Life } from './life.ts';

// One product for both.
test.describe.configure({ mode: 'default' });

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '45', district: '450102' });
});
test.afterAll(() => life.end());

/** A key of the computer that makes sure who holds it, without a finger to be laid on. */
async function addAuthenticator(
  page: Page,
): Promise<{ readonly refuse: () => Promise<void>; readonly agree: () => Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  const verified = (isUserVerified: boolean) =>
    devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { refuse: async () => void (await verified(false)), agree: async () => void (await verified(true)) };
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/account/factors');
  await expect(page.getByRole('button', { name: '添加通行密钥' })).toHaveCount(0);
  await page.getByLabel('当前密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByLabel('名称').fill(name);
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await expect(page.getByRole('status').first()).toContainText('通行密钥已添加');
}

test('GX17-9: a passkey is added, signs in beside the password, and can be taken away again', async ({ browser }) => {
  const page = await life.as(browser, 'shiji-jingban');
  await addAuthenticator(page);
  await addPasskey(page, '办公室电脑');
  await page.getByRole('button', { name: '退出登录' }).click();

  await page.getByLabel('登录名').fill('shiji-jingban');
  await page.getByLabel('密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '使用通行密钥' }).click();
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('row').filter({ hasText: '本次登录' })).toContainText('通行密钥');

  // A new session proves the password anew.
  await page.goto('/account/factors');
  await page.getByLabel('当前密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('row').filter({ hasText: '办公室电脑' }).getByRole('button', { name: '解除' }).click();
  await expect(page.getByRole('status').first()).toContainText('已解除');
});

test('GX24-A.1, GX17-9: the confirmation is signed with a passkey, for this form alone, and says so; nothing is signed where the key did not make sure', async ({
  browser,
}) => {
  const page = await life.as(browser, 'qiye-faren');
  const key = await addAuthenticator(page);
  await addPasskey(page, '法定代表人手机');
  await page.goto('/enterprise/confirmation');
  const idNumber = syntheticResidentId('1980-01-01', 7);
  await page.getByLabel('法定代表人身份证号码').fill(idNumber);
  await page.getByLabel('接收文书的电子邮箱').fill('songda@demo.invalid');
  await page.getByRole('button', { name: '发送验证邮件' }).click();
  const code = /\b\d{6}\b/.exec((await life.mail('电子邮箱验证')).replace(/<style[\s\S]*?<\/style>/g, ''))?.[0] ?? '';
  await page.getByLabel('邮件中的 6 位验证码').fill(code);
  await page.getByRole('button', { name: '验证邮箱' }).click();
  await expect(page.getByRole('status').first()).toContainText('已验证');
  await page
    .getByLabel('上传签字盖章页（不手写签名时）')
    .setInputFiles({ name: '签章页.png', mimeType: 'image/png', buffer: pngOf(600, 800, true) });

  await key.refuse();
  await page.getByRole('button', { name: '用通行密钥验证并签署' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '没有完成通行密钥的验证' })).toBeVisible();
  await key.agree();
  // What was signed is not what is sent: somebody changed the form on the way.
  await page.route('**/enterprise/confirmation', async (route) => {
    const body = route
      .request()
      .postDataBuffer()
      ?.toString('latin1')
      .replace('songda@demo.invalid', 'Songda@demo.invalid');
    await route.continue(body === undefined ? {} : { postData: Buffer.from(body, 'latin1') });
  });
  await page.getByRole('button', { name: '用通行密钥验证并签署' }).click();
  await expect(page.getByRole('alert').first()).toContainText('通行密钥的验证没有通过');
  await page.unroute('**/enterprise/confirmation');

  await page.getByLabel('接收文书的电子邮箱').fill('songda@demo.invalid');
  await page
    .getByLabel('上传签字盖章页（不手写签名时）')
    .setInputFiles({ name: '签章页.png', mimeType: 'image/png', buffer: pngOf(600, 800, true) });
  await page.getByRole('button', { name: '用通行密钥验证并签署' }).click();
  await expect(page.getByRole('status').first()).toContainText('送达确认书已签署');
  await expect(page.locator('tbody tr').first()).toContainText('通行密钥');

  // Without script the authenticator's code is the way, as before.
  const plain = await (await browser.newContext({ baseURL: life.address, javaScriptEnabled: false })).newPage();
  await signInAs(plain, 'qiye-faren', life.now());
  await plain.goto('/enterprise/confirmation');
  await expect(plain.getByRole('button', { name: '用通行密钥验证并签署' })).toBeHidden();
});
