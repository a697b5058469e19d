import { type Browser, expect, type Page, test } from '@playwright/test';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  life = await beginLife({ province: '21', district: '210102', enterprises: 2 });
});
test.afterAll(() => life.end());

/** The smallest picture that is one: what an officer captured from the national platform. */
const CAPTURE = {
  name: '全国平台截图.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

async function officers(page: Page): Promise<void> {
  await page.getByLabel('执法人员一').fill('演示执法甲');
  await page.getByLabel('执法证号').nth(0).fill('SY0001');
  await page.getByLabel('执法人员二').fill('演示执法乙');
  await page.getByLabel('执法证号').nth(1).fill('SY0002');
}

/** SY-2.4, 2.5: the city posts what waits, notes the numbers that the post gave, and scans the receipts. */
async function post(browser: Browser, receipts: readonly { waybill: string; outcome: string }[]): Promise<void> {
  const city = await life.as(browser, 'shiji-jingban');
  await city.goto('/office/post');
  await city.getByRole('link', { name: /交寄全部/ }).click();
  await city.getByRole('button', { name: '交寄并生成邮寄清单' }).click();
  await expect(city.getByRole('status').first()).toBeVisible();
  const fields = city.locator('input[name=waybill]');
  await expect(fields).toHaveCount(receipts.length);
  for (const [at, { waybill }] of receipts.entries()) await fields.nth(at).fill(waybill);
  await city.getByRole('button', { name: /登记/ }).first().click();
  await expect(city.getByRole('status').first()).toBeVisible();
  await city.goto('/office/post/receipts');
  for (const { waybill, outcome } of receipts) {
    await city.locator('#waybill, input[name=waybill]').first().fill(waybill);
    await city.getByLabel('投递结果').selectOption({ label: outcome });
    await city.getByLabel('结果日期').fill(life.today());
    await city.getByRole('button', { name: /登记/ }).first().click();
    await expect(city.getByText(waybill).first()).toBeVisible();
  }
  await city.context().close();
}

async function recheck(browser: Browser, office: string, caseId: string): Promise<void> {
  const page = await life.as(browser, `${office}-jingban`);
  await page.goto(`/office/cases/${caseId}`);
  await page.getByRole('link', { name: '复查', exact: true }).click();
  await page.getByLabel('未达标', { exact: true }).check();
  await officers(page);
  await page.getByLabel('复查意见').fill('经复查仍未达标。');
  await page.getByLabel(/全国平台截图/).setInputFiles(CAPTURE);
  await page.getByRole('button', { name: '完成复查' }).click();
  await expect(page.getByRole('status').first()).toContainText('复查已完成');
  await page.context().close();
}

test('SY-2.1, SY-2.2, SY-2.4, SY-2.5, SY-2.6, SY-3.1, SY-3.2, SY-4: order by post, one signed for and one by public notice, re-checks, intent, decision, announcement', async ({
  browser,
}) => {
  test.setTimeout(400_000);
  const [signed = 0, returned = 0] = life.enterprises;
  await life.stage(signed, 'listed');
  await life.stage(returned, 'listed');
  const caseId = await life.caseOf(signed);

  // SY-2.2: printed with the district's seal and two different officers.
  const keeper = await draftReviewSeal(life, browser, 'quxian', async (handler) => {
    await handler.goto('/office?what=issue-order');
    for (const box of await handler.locator('tbody input[type=checkbox]').all()) await box.check();
    await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
    await officers(handler);
  });
  expect(await openIssued(keeper)).toBe(4);
  await life.stage(signed, 'posted');

  await post(browser, [
    { waybill: 'EA100000001CN', outcome: '签收' },
    { waybill: 'EA100000002CN', outcome: '地址不详' },
  ]);

  // Which letter was whose is the post's own order: one of the two is served, the other goes by public notice.
  await expect.poll(async () => (await life.stages()).toSorted().join()).toBe('posted,rectifying');
  const noticed = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=publish-order');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制送达公告' }).click();
  });
  expect(await openIssued(noticed)).toBe(1);
  const visitor = await life.visitor(browser);
  await visitor.goto('/notices');
  await expect(visitor.getByRole('rowheader').first()).toBeVisible();

  // SY-2.5: served on the thirtieth day; SY-2.6: three months from the right start for each.
  life.later(32);
  await expect
    .poll(async () => (await life.stages()).toSorted().join(), { timeout: 30_000 })
    .toBe('rectifying,rectifying');
  life.later(100);
  await life.stage(signed, 'overdue');
  await recheck(browser, 'quxian', caseId);
  await life.stage(signed, 'rechecked-district');
  await recheck(browser, 'shiji', caseId);
  await life.stage(signed, 'rechecked-city');

  // SY-4: by post and on the web at once; deemed served thirty days later.
  const intent = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=notify-intent');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBeGreaterThanOrEqual(1);
  life.later(50);
  await life.owed(caseId, 'decide');
  const decision = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=decide');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回（不予撤回）决定' }).click();
    await handler.getByLabel('撤回该项资质').check();
    await handler.getByLabel('企业在期限内没有陈述申辩，也没有申请听证').check();
  });
  expect(await openIssued(decision)).toBe(1);
  const announced = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=announce');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回公告' }).click();
  });
  expect(await openIssued(announced)).toBe(1);
  await life.stage(signed, 'revoked');
});
