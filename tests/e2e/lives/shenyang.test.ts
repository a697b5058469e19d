import { type Browser, expect, type Page, test } from '@playwright/test';
import { bring } from './bring.ts';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';
import { registerOnPaper } from './paper.ts';
import { postAndScan, postLetters } from './post.ts';
import { readRecord } from './record.ts';

let life: Life;
test.beforeAll(async () => {
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

async function officers(page: Page, of = '演示执法', certificate = 'SY000'): Promise<void> {
  await page.getByLabel('执法人员一').fill(`${of}甲`);
  await page.getByLabel('执法证号').nth(0).fill(`${certificate}1`);
  await page.getByLabel('执法人员二').fill(`${of}乙`);
  await page.getByLabel('执法证号').nth(1).fill(`${certificate}2`);
}

/** SY-2.3: a number that nobody answers, then one where somebody knows the right address. */
async function telephone(browser: Browser, enterprise: number): Promise<void> {
  const page = await life.as(browser, 'quxian-jingban');
  const caseId = await life.caseOf(enterprise);
  await page.goto(`/office/cases/${caseId}`);
  await page.getByRole('link', { name: '登记电话核对' }).click();
  await page.getByRole('button', { name: '登记通话' }).click();
  await expect(page.getByRole('alert').first()).toContainText('请选择一项结论');
  await page.getByLabel('无人接听').check();
  await page.getByRole('button', { name: '登记通话' }).click();
  await expect(page.getByRole('status').first()).toContainText('通话已登记');
  await page.getByRole('link', { name: '登记电话核对' }).click();
  await page.getByLabel('接听人').fill('演示前台');
  await page.getByLabel('通信地址有变').check();
  await page.getByLabel('核对后的通信地址').fill('');
  await page.getByRole('button', { name: '登记通话' }).click();
  await expect(page.getByRole('alert').first()).toContainText('请写明核对后的通信地址');
  await expect(page.getByLabel('接听人')).toHaveValue('演示前台');
  await page.getByLabel('核对后的通信地址').fill('演示新路 8 号');
  await page.getByRole('button', { name: '登记通话' }).click();
  await expect(page.getByRole('status').first()).toContainText('通话已登记');
  const log = page.getByRole('region', { name: '电话记录' });
  await expect(log.getByRole('listitem').first()).toContainText('000-10000000：无人接听');
  await expect(log.getByRole('listitem').nth(1)).toContainText('接听人 演示前台：通信地址有变，演示新路 8 号');
  // The letter that waits goes to the new address, and says where it is from.
  await expect(page.getByRole('region', { name: '送达' })).toContainText('演示新路 8 号');
  await expect(page.getByRole('region', { name: '送达' })).toContainText('电话核对');
  await page.close();
}

/** SY-3.1: the list of who is overdue, made by the system; the district reviews and seals it, anybody checks it against the system. */
async function overdueList(browser: Browser, named: readonly string[]): Promise<void> {
  const handler = await life.as(browser, 'quxian-jingban');
  await handler.goto('/office/lists');
  await handler.getByLabel('逾期整改未达标企业清单').check();
  await officers(handler);
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status').first()).toContainText('等待审核');
  const draft = handler.url();
  const reviewer = await life.as(browser, 'quxian-shenhe');
  await reviewer.goto(draft);
  for (const each of named) await expect(reviewer.getByText(each).first()).toBeVisible();
  const sample = await reviewer.request.get(
    (await reviewer.getByRole('link', { name: /打开样稿/ }).getAttribute('href')) ?? '',
  );
  expect((await sample.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await reviewer.getByRole('button', { name: '同意，送用印' }).click();
  const keeper = await life.as(browser, 'quxian-yongyin');
  await keeper.goto(draft);
  await keeper.getByRole('button', { name: '用印，制发文书' }).click();
  await keeper.goto('/office/lists');
  const row = keeper.getByRole('row').filter({ hasText: '逾期整改未达标企业清单' });
  await expect(row.getByRole('cell', { name: String(named.length), exact: true })).toBeVisible();
  const file = await keeper.request.get((await row.getByRole('link').first().getAttribute('href')) ?? '');
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await row.getByRole('link', { name: /^核对/ }).click();
  await expect(keeper.getByText('一致', { exact: true })).toBeVisible();
  for (const page of [handler, reviewer, keeper]) await page.close();
}

async function recheck(browser: Browser, office: string, caseId: string): Promise<void> {
  const keeper = await draftReviewSeal(life, browser, office, async (page) => {
    await page.goto(`/office/cases/${caseId}`);
    await page.getByRole('link', { name: '复查', exact: true }).click();
    await page.getByLabel('未达标', { exact: true }).check();
    // SY-3.2: the city's officers and capture are its own.
    if (office === 'shiji') await officers(page, '演示市局', 'SYC00');
    else await officers(page);
    const buffer = Buffer.concat([CAPTURE.buffer, Buffer.from(office)]);
    await page.getByLabel('复查意见').fill('经复查仍未达标。');
    await page.getByLabel(/全国平台截图/).setInputFiles({ ...CAPTURE, buffer });
  });
  expect(await openIssued(keeper)).toBe(1);
  await keeper.close();
}

test('SY-2.1, SY-2.2, SY-2.3, SY-2.4, SY-2.5, SY-2.6, SY-3.1, SY-3.2, SY-4: telephone, order by post, one signed for and one by public notice, re-checks, list of the overdue, intent, decision, announcement', async ({
  browser,
}) => {
  test.setTimeout(900_000);
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

  // SY-2.3: the district telephones; what it hears is the address of the letter that still waits.
  await telephone(browser, returned);

  await postAndScan(life, browser, [
    { enterprise: '演示生命周期1建设有限公司', waybill: 'EA100000001CN', outcome: '签收' },
    { enterprise: '演示生命周期2建设有限公司', waybill: 'EA100000002CN', outcome: '地址不详' },
  ]);
  await life.stage(signed, 'rectifying');
  await life.stage(returned, 'posted');
  // What the post delivered can be read on the platform too.
  const enterprise = await life.as(browser, 'qiye-faren');
  await enterprise.goto(`/enterprise/cases/${caseId}`);
  await expect(enterprise.getByRole('heading', { name: '责令限期整改通知书' })).toBeVisible();
  await enterprise.close();
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
    .poll(async () => (await life.stages()).toSorted().join(), { timeout: 120_000 })
    .toBe('rectifying,rectifying');
  life.later(100);
  await life.stage(signed, 'overdue');
  await recheck(browser, 'quxian', caseId);
  await life.stage(signed, 'rechecked-district');
  // Both are past their terms by now, re-checked or not.
  await overdueList(browser, ['演示生命周期1建设有限公司', '演示生命周期2建设有限公司']);
  await recheck(browser, 'shiji', caseId);
  await life.stage(signed, 'rechecked-city');

  // SY-4: by post and on the web at once; deemed served thirty days later.
  const intent = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=notify-intent');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBeGreaterThanOrEqual(1);
  const poster = await life.as(browser, 'shiji-jingban');
  await postLetters(poster, [{ enterprise: '演示生命周期1建设有限公司', waybill: 'EA300000001CN' }]);
  await poster.close();
  // 行政许可法 7: what is handed over the counter within the time to be heard counts, and the decision answers it.
  life.later(33);
  await registerOnPaper(life, browser, {
    office: 'shiji',
    caseId,
    paper: '陈述申辩意见',
    words: '已与一名注册建造师签订劳动合同。',
  });
  life.later(17);
  await life.owed(caseId, 'decide');
  const decision = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=decide');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回（不予撤回）决定' }).click();
    await handler.getByLabel('撤回该项资质').check();
    await handler.getByLabel('对陈述申辩的审查意见').fill('注册尚未完成，不予采纳。');
  });
  expect(await openIssued(decision)).toBe(1);
  await bring(life, browser, { office: 'shiji', caseId, document: '撤回决定书' });
  await life.owed(caseId, 'announce');
  const announced = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=announce');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回公告' }).click();
  });
  expect(await openIssued(announced)).toBe(1);
  await life.stage(signed, 'revoked');
  await readRecord(life, browser, {
    office: 'shiji',
    caseId,
    kinds: ['inspection-notice', 'order', 'intent', 'decision', 'announcement'],
  });
});
