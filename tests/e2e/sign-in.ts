import { expect, type Page } from '@playwright/test';
import { DEMONSTRATION_PASSWORD, demonstrationSecret } from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';

/** Signs a person of the demonstration in, by the forms that everybody uses. */
export async function signInAs(page: Page, signInName: string, now: Date = new Date()): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('登录名').fill(signInName);
  await page.getByLabel('密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret(signInName), now));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
}

/** The code that the authenticator shows next: the one of now was used up by signing in. */
export const nextCode = (signInName: string) =>
  totpCode(demonstrationSecret(signInName), new Date(Date.now() + 30_000));
