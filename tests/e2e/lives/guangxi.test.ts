import { expect, test } from '@playwright/test';
import { signConfirmation } from './confirmation.ts';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';
import { readRecord } from './record.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '45', district: '450102' });
});
test.afterAll(() => life.end());

const NAME = '演示生命周期1建设有限公司';

test('GX24-4.1a, GX24-4.1b, GX24-4.1e, GX24-5.1a, GX24-A.1, GX24-A.2: from the warning to the announcement', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [enterprise = 0] = life.enterprises;
  // GX24-2, 4.1a: the month's run of the worker warns and marks; the mail is in the mailbox.
  await life.stage(enterprise, 'warned');
  expect(await life.mail('预警')).toContain(NAME);
  const caseId = await life.caseOf(enterprise);

  const legal = await life.as(browser, 'qiye-faren');
  await legal.goto('/enterprise');
  await expect(legal.getByText('尚缺', { exact: false }).first()).toBeVisible();
  await signConfirmation(life, legal);

  // GX24-4.1b: term of three months, issued by the city.
  const keeper = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=issue-order');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
  });
  expect(await openIssued(keeper)).toBe(1);
  // GX24-A.2: platform and mail have both arrived, and with them the term begins.
  await life.stage(enterprise, 'rectifying');
  expect(await life.mail('责令限期整改通知书')).toContain('责令限期整改通知书');
  await legal.goto('/enterprise/inbox');
  await expect(legal.getByText('责令限期整改通知书').first()).toBeVisible();

  // GX24-4.1e: three months later still not met.
  life.later(105);
  await life.stage(enterprise, 'overdue');
  const intent = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=notify-intent');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBe(1);
  await life.stage(enterprise, 'intent-notified');

  // The enterprise is heard before anything is decided.
  const operator = await life.as(browser, 'qiye-jingban');
  await operator.goto(`/enterprise/cases/${caseId}`);
  await operator.getByRole('link', { name: '陈述、申辩' }).click();
  await operator.getByLabel('陈述、申辩意见').fill('已招聘一名注册建造师，正在办理注册。');
  await operator.getByRole('button', { name: '提交陈述申辩意见' }).click();
  await expect(operator.getByRole('status').first()).toContainText('陈述申辩意见已提交');

  life.later(20);
  await life.owed(caseId, 'decide');
  const decision = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await expect(handler.getByRole('listitem').filter({ hasText: '陈述申辩' }).last()).toBeVisible();
    await handler.goto('/office?what=decide');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回（不予撤回）决定' }).click();
    await handler.getByLabel('撤回该项资质').check();
    await expect(handler.getByText('陈述、申辩：已招聘一名注册建造师，正在办理注册。')).toBeVisible();
    await handler.getByLabel('对陈述申辩的审查意见').fill('注册尚未完成，经核查仍不足，不予采纳。');
  });
  expect(await openIssued(decision)).toBe(1);
  // 许可法 44: platform and mail have both arrived, so it is served and may be announced.
  await life.owed(caseId, 'announce');

  const announced = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=announce');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回公告' }).click();
  });
  expect(await openIssued(announced)).toBe(1);
  await life.stage(enterprise, 'revoked');

  const visitor = await life.visitor(browser);
  await visitor.goto('/notices');
  await visitor.getByRole('rowheader').getByRole('link', { name: /撤回/ }).first().click();
  await expect(visitor.getByText(NAME).first()).toBeVisible();

  await readRecord(life, browser, {
    office: 'shiji',
    caseId,
    kinds: ['order', 'intent', 'decision', 'announcement'],
  });

  // Nothing of all this has shown a resident-ID number to anybody: pages, exports, mails, logs.
  const office = await life.as(browser, 'shiji-jingban');
  for (const address of [
    '/office/export',
    '/office/cases',
    `/office/cases/${caseId}`,
    `/office/cases/${caseId}/dossier`,
  ]) {
    await office.request.get(address);
    if (!address.endsWith('dossier') && !address.endsWith('export')) await office.goto(address);
  }
  const exported = await (await office.request.get('/office/export')).text();
  expect(exported).not.toMatch(/990000(?:19|20)\d{9}[\dXx]/);
  expect(await life.leaks()).toEqual([]);
});
