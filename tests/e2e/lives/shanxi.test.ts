import { expect, test } from '@playwright/test';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  life = await beginLife({ province: '14', district: '140105' });
});
test.afterAll(() => life.end());

test('SX23-2.1, SX23-2.2, SX23-3.1, SX23-3.5, SX23-4.2: yellow card, red card, proposal by letter, procedure, revocation announced', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const [enterprise = 0] = life.enterprises;
  await life.stage(enterprise, 'yellow');
  const caseId = await life.caseOf(enterprise);

  // SX23-2.1: pushed to the enterprise, shown to nobody else.
  let visitor = await life.visitor(browser);
  await visitor.goto('/red-list');
  await expect(visitor.getByText('演示生命周期1建设有限公司')).toBeHidden();

  // SX23-2.2: two months later still abnormal, and the authority confirms.
  life.later(64);
  await life.stage(enterprise, 'yellow-due');
  const city = await life.as(browser, 'shiji-jingban');
  await city.goto(`/office/cases/${caseId}`);
  await city.getByRole('link', { name: '认定不达标' }).click();
  await city.getByRole('button', { name: '认定，转为红牌' }).click();
  await expect(city.getByRole('alert')).toContainText('请写明认定意见');
  await city.getByLabel('认定意见').fill('经核实，注册人员仍不足，认定不达标。');
  await city.getByRole('button', { name: '认定，转为红牌' }).click();
  await expect(city.getByRole('status').first()).toContainText('转为红牌');
  await life.stage(enterprise, 'red');
  visitor = await life.visitor(browser);
  await visitor.goto('/red-list');
  await expect(visitor.getByText('演示生命周期1建设有限公司')).toBeVisible();

  // SX23-3.5, 4.2: red for a month; the city proposes by letter to the approval bureau.
  life.later(34);
  await life.stage(enterprise, 'red-due');
  const keeper = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=propose');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回建议' }).click();
  });
  expect(await openIssued(keeper)).toBe(1);
  await life.stage(enterprise, 'proposed');

  // The approval bureau starts within three working days and writes back the result.
  const bureau = await life.as(browser, 'shenpi-jingban');
  await bureau.goto(`/office/cases/${caseId}`);
  await bureau.getByRole('link', { name: '启动撤回程序' }).click();
  await bureau.getByRole('button', { name: '启动程序' }).click();
  await expect(bureau.getByRole('status').first()).toContainText('已启动');
  await bureau.goto(`/office/cases/${caseId}`);
  await bureau.getByRole('link', { name: '反馈撤回结果' }).click();
  await bureau.getByRole('button', { name: '反馈结果' }).click();
  await expect(bureau.getByRole('alert')).toContainText('请选择一项结论');
  await bureau.getByLabel('撤回该项资质').check();
  await bureau.getByLabel('决定文号').fill('并审批撤〔2026〕1号');
  await bureau.getByLabel('决定日期').fill(life.today());
  await bureau.getByRole('button', { name: '反馈结果' }).click();
  await expect(bureau.getByRole('status').first()).toContainText('结果已反馈');
  await life.stage(enterprise, 'revoked');

  visitor = await life.visitor(browser);
  await visitor.goto('/notices');
  await visitor.getByRole('rowheader').getByRole('link', { name: /撤回/ }).first().click();
  await expect(visitor.getByText('演示生命周期1建设有限公司').first()).toBeVisible();
});
