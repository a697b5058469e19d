import { expect, type Page, test } from '@playwright/test';
import { bring } from './bring.ts';
import { signConfirmation } from './confirmation.ts';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '14', district: '140105', issuers: ['province', 'ministry', 'province'] });
});
test.afterAll(() => life.end());

const name = (at: number) => `演示生命周期${at}建设有限公司`;

/** Ticks one enterprise of the list. */
async function tick(page: Page, at: number): Promise<void> {
  await page
    .getByRole('row')
    .filter({ hasText: name(at) })
    .getByRole('checkbox')
    .check();
}

async function isPdf(page: Page, address: string | null): Promise<void> {
  const file = await page.request.get(address ?? '');
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
}

test('SX23-4.2: province-issued is the province’s own procedure, ministry-issued goes to the ministry with a signed report', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [revoked = 0, ministry = 0, kept = 0] = life.enterprises;
  for (const each of life.enterprises) await life.stage(each, 'yellow');
  const [revokedCase = '', ministryCase = '', keptCase = ''] = await Promise.all(
    [revoked, ministry, kept].map((each) => life.caseOf(each)),
  );

  const signing = await life.as(browser, 'qiye-faren');
  await signConfirmation(life, signing);
  await signing.close();

  // SX23-2.2: whoever issued confirms; the city is told that it is not its matter.
  life.later(64);
  for (const each of life.enterprises) await life.stage(each, 'yellow-due');
  const city = await life.as(browser, 'shiji-jingban');
  await city.goto('/office?what=confirm');
  await expect(city.getByText('没有待办事项').first()).toBeVisible();
  let province = await life.as(browser, 'shengji-jingban');
  await province.close();
  const carded = await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto('/office?what=confirm');
    for (const at of [1, 2, 3]) await tick(handler, at);
    await handler.getByRole('button', { name: '拟制资质不达标认定' }).click();
    await handler.getByLabel('认定意见').fill('经核实，注册人员仍不足。');
  });
  expect(await openIssued(carded)).toBe(3);
  for (const each of life.enterprises) await life.stage(each, 'red');
  // Who has signed the confirmation is served by platform and mail; the others by two officers.
  for (const caseId of [ministryCase, keptCase]) {
    await bring(life, browser, { office: 'shengji', caseId, document: '责令限期整改通知书' });
  }

  // SX23-3.5: a month later the province proposes all of them to itself; there is no letter to write.
  life.later(45);
  for (const each of life.enterprises) await life.stage(each, 'red-due');
  for (const each of [revokedCase, ministryCase, keptCase]) await life.owed(each, 'propose');
  const proposed = await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto('/office?what=propose');
    for (const at of [1, 2, 3]) await tick(handler, at);
    await handler.getByRole('button', { name: '拟制撤回建议' }).click();
  });
  expect(await openIssued(proposed)).toBe(0);
  for (const each of life.enterprises) await life.stage(each, 'proposed');

  for (const id of [revokedCase, keptCase]) {
    await draftReviewSeal(life, browser, 'shengji', async (handler) => {
      await handler.goto(`/office/cases/${id}`);
      await handler.getByRole('link', { name: '启动撤回程序' }).click();
      await expect(handler.getByLabel('请示签发人')).toHaveCount(0);
    });
  }
  await life.mail('资质撤回程序启动', name(1));

  // Ministry-issued: the start is the report to the ministry, and somebody signs it.
  await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto(`/office/cases/${ministryCase}`);
    await handler.getByRole('link', { name: '启动撤回程序' }).click();
    await handler.getByLabel('本机关受理文号').fill('演示建受〔2027〕1号');
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('alert').first()).toContainText('报部的请示须写明签发人');
    await expect(handler.getByLabel('本机关受理文号')).toHaveValue('演示建受〔2027〕1号');
    await handler.getByLabel('请示签发人').fill('演示厅长');
  });
  province = await life.as(browser, 'shengji-jingban');
  await province.goto(`/office/cases/${ministryCase}`);
  const report = province.getByRole('region', { name: '文书' });
  await expect(report).toContainText('〔');
  await isPdf(province, await report.getByRole('link', { name: '打开 PDF' }).first().getAttribute('href'));
  for (const each of life.enterprises) await life.stage(each, 'procedure');

  // Reading `heard`: the enterprise states its case in the procedure.
  const enterprise = await life.as(browser, 'qiye3-faren');
  await enterprise.goto(`/enterprise/cases/${keptCase}`);
  await enterprise.getByRole('link', { name: '陈述、申辩' }).click();
  await enterprise.getByLabel('陈述、申辩意见').fill('新聘建造师的注册申请已受理。');
  await enterprise.getByRole('button', { name: '提交陈述申辩意见' }).click();
  await expect(enterprise.getByRole('status').first()).toContainText('已提交');

  // 许可法 7, 44: notice, its service, the time to be heard; the decision is served before it is announced.
  const intent = await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto('/office?what=notify-intent');
    await tick(handler, 1);
    await handler.getByRole('button', { name: '拟制撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBe(1);
  await life.stage(revoked, 'intent-notified');
  life.later(20);
  await life.owed(revokedCase, 'decide');
  const decided = await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto('/office?what=decide');
    await tick(handler, 1);
    await handler.getByRole('button', { name: '拟制撤回（不予撤回）决定' }).click();
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('alert').first()).toContainText('请选择撤回或者不予撤回');
    await handler.getByLabel('撤回该项资质').check();
  });
  expect(await openIssued(decided)).toBe(1);
  await life.owed(revokedCase, 'announce');
  const announced = await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto('/office?what=announce');
    await tick(handler, 1);
    await handler.getByRole('button', { name: '拟制撤回公告' }).click();
  });
  expect(await openIssued(announced)).toBe(1);
  await life.stage(revoked, 'revoked');
  await life.mail('资质撤回结果', name(1));

  const keptDraft = await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    // A decision in the enterprise's favour waits for no notice (reading `keep`).
    await handler.goto(`/office/cases/${keptCase}`);
    await handler.getByRole('link', { name: '作出决定' }).click();
    await expect(handler.getByText('陈述、申辩：新聘建造师的注册申请已受理。')).toBeVisible();
    await handler.getByLabel('不予撤回，保留资质').check();
    await handler.getByLabel('对陈述申辩的审查意见').fill('情况属实，予以采纳。');
  });
  expect(await openIssued(keptDraft)).toBe(2);
  await life.stage(kept, 'kept');
  await life.mail('不予撤回资质', name(3));

  // What the ministry answered is written back by the province and announced: once it was served.
  await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto(`/office/cases/${ministryCase}`);
    await handler.getByRole('link', { name: '反馈撤回结果' }).click();
    await handler.getByLabel('撤回该项资质').check();
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('alert').first()).toContainText('请填写决定文号');
    await expect(handler.getByLabel('撤回该项资质')).toBeChecked();
    await handler.getByLabel('决定文号').fill('建市撤〔2027〕1号');
    await handler.getByLabel('决定日期').fill(life.today());
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('alert').first()).toContainText('送达企业的日期');
    await handler.getByLabel('决定书送达企业的日期').fill(life.today());
  });
  await life.stage(ministry, 'revoked');

  // Everybody finds what concerns them: the public the announcements, the enterprises their documents.
  const visitor = await life.visitor(browser);
  await visitor.goto('/red-list');
  for (const at of [1, 2, 3]) await expect(visitor.getByText(name(at))).toBeHidden();
  await visitor.goto('/notices');
  await expect(visitor.getByRole('rowheader').getByRole('link', { name: '关于撤回有关企业资质的公告' })).toHaveCount(2);
  await expect(visitor.getByRole('rowheader').getByRole('link', { name: /不予撤回/ })).toHaveCount(1);
  const first = await life.as(browser, 'qiye-faren');
  await first.goto('/enterprise/inbox');
  const decision = first.getByRole('link', { name: /决定书/ }).first();
  await isPdf(first, await decision.getAttribute('href'));
  await first.goto(`/enterprise/cases/${revokedCase}`);
  await expect(first.getByText('本案已经办结')).toBeVisible();
});
