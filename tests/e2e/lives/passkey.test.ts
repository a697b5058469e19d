import { expect, test } from '@playwright/test';
import { DEMONSTRATION_PASSWORD } from '#features/accounts/commands.ts';
import { beginLife, type Life } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  life = await beginLife({ province: '45', district: '450102' });
});
test.afterAll(() => life.end());

test('GX17-9: a passkey is added, signs in beside the password, and can be taken away again', async ({ browser }) => {
  const page = await life.as(browser, 'shiji-jingban');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  await page.goto('/account/factors');
  await page.getByLabel('名称').fill('办公室电脑');
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await expect(page.getByRole('status').first()).toContainText('通行密钥已添加');
  await page.getByRole('button', { name: '退出登录' }).click();

  await page.getByLabel('登录名').fill('shiji-jingban');
  await page.getByLabel('密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '使用通行密钥' }).click();
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('row').filter({ hasText: '本次登录' })).toContainText('通行密钥');

  await page.goto('/account/factors');
  await page.getByRole('row').filter({ hasText: '办公室电脑' }).getByRole('button', { name: '解除' }).click();
  await expect(page.getByRole('status').first()).toContainText('已解除');
});
