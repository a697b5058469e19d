import { type Browser, expect, type Page } from '@playwright/test';
import type { Life } from './life.ts';

/** What came back for a letter: whose it was, the number that the post gave it, and how it ended. */
export interface Letter {
  readonly enterprise: string;
  readonly waybill: string;
  readonly outcome: string;
}

/** The city takes over what could not be served electronically, where the regime serves so at all. */
export async function prepareLetters(city: Page, document: string): Promise<void> {
  await city.goto('/office/post');
  await city.getByRole('button', { name: `全部转为邮寄：邮寄送达${document}` }).click();
  await expect(city.getByRole('status').first()).toContainText('列入待寄邮件');
}

/** The city hands to the post what waits, and notes the numbers that the post gave. */
export async function postLetters(city: Page, letters: readonly Omit<Letter, 'outcome'>[]): Promise<void> {
  await city.goto('/office/post');
  await city.getByRole('link', { name: /交寄全部/ }).click();
  await city.getByRole('button', { name: '交寄并生成邮寄清单' }).click();
  await expect(city.getByRole('status').first()).toContainText('邮寄清单已生成');
  await expect(city.locator('input[name=waybill]')).toHaveCount(letters.length);
  for (const { enterprise, waybill } of letters) {
    await city.getByLabel(new RegExp(`^${enterprise}.*的邮件号$`)).fill(waybill);
  }
  await city.getByRole('button', { name: '登记已填写的邮件号' }).click();
  await expect(city.getByRole('status').first()).toBeVisible();
}

/** SY-2.4, 2.5, GX24-5.1a: posted as above, and the receipts scanned. */
export async function postAndScan(life: Life, browser: Browser, letters: readonly Letter[]): Promise<void> {
  const city = await life.as(browser, 'shiji-jingban');
  await postLetters(city, letters);
  await city.goto('/office/post/receipts');
  for (const { waybill, outcome } of letters) {
    await city.locator('#waybill, input[name=waybill]').first().fill(waybill);
    await city.getByLabel('投递结果').selectOption({ label: outcome });
    await city.getByLabel('结果日期').fill(life.today());
    if (outcome === '签收') {
      await city.getByLabel('签收人', { exact: true }).fill('演示收发员');
      await city.getByLabel('与收件单位的关系').fill('负责收件的人');
      await city.getByLabel('回执扫描件或者照片').setInputFiles({
        name: `${waybill}.pdf`,
        mimeType: 'application/pdf',
        buffer: Buffer.from(`%PDF-1.4 演示回执 ${waybill}`),
      });
    }
    await city.getByRole('button', { name: /登记/ }).first().click();
    await expect(city.getByRole('status').first()).toContainText(waybill);
  }
  await city.close();
}
