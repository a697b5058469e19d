import { type Browser, expect } from '@playwright/test';
import type { Life } from './life.ts';

const original = (of: string) => ({
  name: '原件.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n演示原件 ${of}\n%%EOF\n`),
});

/** What an enterprise handed over the counter is registered by the office, with its day and its scan, and counts like its own step on the platform. */
export async function registerOnPaper(
  life: Life,
  browser: Browser,
  by: { readonly office: string; readonly caseId: string; readonly paper: string; readonly words?: string },
): Promise<void> {
  const page = await life.as(browser, `${by.office}-jingban`);
  await page.goto(`/office/cases/${by.caseId}`);
  await page.getByRole('link', { name: `登记纸质${by.paper}` }).click();
  await page.getByLabel('柜台收到日期').fill(life.today());
  await page.getByLabel('递交人').fill('演示法人（法定代表人）');
  if (by.words !== undefined) await page.getByLabel('陈述、申辩意见').fill(by.words);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  // Without the original nothing is registered, and what was typed stays.
  await expect(page.getByRole('alert').first()).toContainText('原件的扫描件');
  await expect(page.getByLabel('递交人')).toHaveValue('演示法人（法定代表人）');
  await page.locator('input[type=file]').setInputFiles(original(`${by.caseId} ${by.paper} ${life.today()}`));
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('status').first()).toContainText(`纸质${by.paper}已登记`);
  await page.close();
}
