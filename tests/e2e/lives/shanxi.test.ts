import { expect, test } from '@playwright/test';
import { bring } from './bring.ts';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';
import { readRecord } from './record.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '14', district: '140105' });
});
test.afterAll(() => life.end());

test('SX23-2.1, SX23-2.2, SX23-3.1, SX23-3.5, SX23-4.2: yellow card, red card as a served order, proposal by letter, the bureau’s notice and decision, each served, revocation announced', async ({
  browser,
}) => {
  test.setTimeout(900_000);
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
  const carded = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await handler.getByRole('link', { name: '认定不达标' }).click();
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('alert').first()).toContainText('请写明认定意见');
    await handler.getByLabel('认定意见').fill('经核实，注册人员仍不足，认定不达标。');
  });
  expect(await openIssued(carded)).toBe(1);
  await life.stage(enterprise, 'red');
  visitor = await life.visitor(browser);
  await visitor.goto('/red-list');
  await expect(visitor.getByText('演示生命周期1建设有限公司')).toBeVisible();

  // 部令22号 28: the card is the order; its month runs from its service.
  await bring(life, browser, { office: 'shiji', caseId, document: '责令限期整改通知书' });

  // SX23-3.5, 4.2: red for a month; the city proposes by letter to the approval bureau.
  life.later(45);
  await life.stage(enterprise, 'red-due');
  await life.owed(caseId, 'propose');
  const keeper = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=propose');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回建议' }).click();
  });
  expect(await openIssued(keeper)).toBe(1);
  await life.stage(enterprise, 'proposed');

  // The approval bureau starts within three working days, gives notice, hears, decides; the city announces what was served.
  await draftReviewSeal(life, browser, 'shenpi', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await handler.getByRole('link', { name: '启动撤回程序' }).click();
  });
  await life.stage(enterprise, 'procedure');
  const intent = await draftReviewSeal(life, browser, 'shenpi', async (handler) => {
    await handler.goto('/office?what=notify-intent');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBe(1);
  await bring(life, browser, { office: 'shenpi', caseId, document: '撤回告知书' });
  await life.stage(enterprise, 'intent-notified');
  life.later(20);
  await life.owed(caseId, 'decide');
  const decided = await draftReviewSeal(life, browser, 'shenpi', async (handler) => {
    await handler.goto('/office?what=decide');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回（不予撤回）决定' }).click();
    await handler.getByLabel('撤回该项资质').check();
  });
  expect(await openIssued(decided)).toBe(1);
  const before = await life.as(browser, 'shiji-jingban');
  await before.goto('/office?what=announce');
  await expect(before.getByText('没有待办事项').first()).toBeVisible();
  await bring(life, browser, { office: 'shenpi', caseId, document: '撤回决定书' });
  await life.owed(caseId, 'announce');
  const announced = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=announce');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回公告' }).click();
  });
  expect(await openIssued(announced)).toBe(1);
  await life.stage(enterprise, 'revoked');
  await readRecord(life, browser, {
    office: 'shiji',
    caseId,
    kinds: ['order', 'intent', 'decision', 'announcement'],
  });

  visitor = await life.visitor(browser);
  await visitor.goto('/notices');
  await visitor.getByRole('rowheader').getByRole('link', { name: /撤回/ }).first().click();
  await expect(visitor.getByText('演示生命周期1建设有限公司').first()).toBeVisible();
});
