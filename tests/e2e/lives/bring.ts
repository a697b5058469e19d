import { type Browser, expect } from '@playwright/test';
import type { Life } from './life.ts';

/** The receipt of this one service: no two have the same bytes. */
const receipt = (of: string) => ({
  name: '送达回证.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n演示 ${of}\n%%EOF\n`),
});

/** 民事诉讼法 88: two officers bring a document, and what came of it is recorded on the page of the case. */
export async function bring(
  life: Life,
  browser: Browser,
  by: {
    readonly office: string;
    readonly caseId: string;
    readonly document: string;
    readonly outcome?: '签收' | '受送达人不在';
  },
): Promise<void> {
  const page = await life.as(browser, `${by.office}-jingban`);
  await page.goto(`/office/cases/${by.caseId}`);
  await page.getByRole('link', { name: `登记直接送达（${by.document}）` }).click();
  await page.getByRole('button', { name: '登记送达结果' }).click();
  await expect(page.getByRole('alert').first()).toContainText('请选择送达的结果');
  const outcome = by.outcome ?? '签收';
  await page.getByLabel(outcome, { exact: true }).check();
  await page.getByLabel('送达日期').fill(life.today());
  await page.getByLabel('送达地点').fill('演示路 1 号');
  await page.getByLabel('在其他地点送达的理由').fill('企业来电告知在此办公');
  if (outcome === '签收') {
    await page.getByLabel('签收人', { exact: true }).fill('演示收件人');
    await page.getByLabel('签收人与受送达人的关系').fill('负责收件的人');
  }
  await page.getByLabel('送达的经过').fill('两次敲门，门卫转告。');
  for (const [at, name] of [
    ['1', '送达甲'],
    ['2', '送达乙'],
  ] as const) {
    await page.locator(`[name=officer${at}]`).fill(name);
    await page.locator(`[name=certificate${at}]`).fill(`4500000000${at}`);
  }
  await page
    .locator('input[type=file]')
    .setInputFiles(receipt(`${by.caseId} ${by.document} ${life.today()} ${outcome}`));
  await page.getByRole('button', { name: '登记送达结果' }).click();
  await expect(page.getByRole('status').first()).toContainText('送达结果已登记');
  await page.close();
}
