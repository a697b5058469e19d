import { expect, test } from '@playwright/test';
import { signInAs } from './sign-in.ts';

test('GX24-4.1b: the city drafts orders for ticked cases, another reviews, a third seals; documents can be opened', async ({
  browser,
}) => {
  const person = async (name: string) => {
    const page = await (await browser.newContext()).newPage();
    await signInAs(page, name);
    return page;
  };
  const handler = await person('shiji-jingban');
  await handler.goto('/office?what=issue-order');
  await expect(handler.getByRole('heading', { level: 1 })).toContainText('待办');
  const boxes = handler.locator('tbody input[type=checkbox]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
  await handler.getByLabel('2 个月').check();
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status')).toContainText('文稿已拟制，共 2 件');
  await expect(handler.getByText('本人拟制的文稿须由他人办理以后各环节')).toBeVisible();
  const address = handler.url();
  const sample = await handler.request.get(`${address}/preview`);
  expect(sample.headers()['content-type']).toBe('application/pdf');

  const reviewer = await person('shiji-shenhe');
  await reviewer.goto('/office/drafts?status=drafted');
  await reviewer.goto(address);
  await reviewer.getByRole('button', { name: '同意，送用印' }).click();
  await expect(reviewer.getByRole('status').first()).toContainText('等待用印');

  const sealer = await person('shiji-yongyin');
  await sealer.goto(address);
  await sealer.getByRole('button', { name: '用印，制发文书' }).click();
  await expect(sealer.getByText('制发完毕')).toBeVisible({ timeout: 120_000 });
  const link = sealer.getByRole('link', { name: '打开文书' }).first();
  const order = await sealer.request.get((await link.getAttribute('href')) ?? '');
  expect((await order.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await sealer.getByRole('rowheader').first().getByRole('link').click();
  await expect(sealer.getByRole('heading', { name: '办理经过' })).toBeVisible();
  await expect(sealer.getByText('发出责令限期整改通知书').first()).toBeVisible();
});

test('an office of another level finds neither case nor draft of the city', async ({ page }) => {
  await signInAs(page, 'shenpi-jingban');
  await page.goto('/office/drafts');
  await expect(page.getByText('没有文稿')).toBeVisible();
});
