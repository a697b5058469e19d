import { expect, type Page } from '@playwright/test';
import { demonstrationSecret } from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { syntheticResidentId } from '../../../src/features/demo/synthetic-identifiers.ts';
import type { Life } from './life.ts';

/** GX24-A.1: the form, the mail there and back, the hand-drawn signature, the second factor. */
export async function signConfirmation(life: Life, page: Page): Promise<void> {
  await page.goto('/enterprise/confirmation');
  await page.getByLabel('法定代表人', { exact: false }).first().fill('演示法人');
  await page.getByLabel('法定代表人身份证号码').fill(syntheticResidentId('1980-01-01', 1));
  await page.getByLabel('接收文书的电子邮箱').fill('wenshu@demo.invalid');
  await page.getByRole('button', { name: '发送验证邮件' }).click();
  const mail = await life.mail('电子邮箱验证');
  await page.getByLabel('邮件中的 6 位验证码').fill(/验证码：(\d{6})/.exec(mail)?.[1] ?? '');
  await page.getByRole('button', { name: '验证邮箱' }).click();
  const pad = page.getByRole('img', { name: '手写签名框' });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('no signature pad');
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  for (let at = 1; at <= 20; at++) await page.mouse.move(box.x + 30 + at * 12, box.y + 30 + (at % 2) * 40);
  await page.mouse.up();
  await page.getByLabel('法定代表人身份证号码').fill(syntheticResidentId('1980-01-01', 1));
  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret('qiye-faren'), life.now()));
  await page.getByRole('button', { name: '签署送达确认书' }).click();
  await expect(page.getByRole('status').first()).toContainText('签署');
}
