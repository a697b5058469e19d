import { type Browser, expect, type Page, test } from '@playwright/test';
import { beginLife, draftReviewSeal, type Life } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({
    province: '14',
    district: '140105',
    issuers: ['city', 'city', 'province', 'province'],
  });
});
test.afterAll(() => life.end());

const PDF = { name: '注册证书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n演示\n%%EOF\n') };
const name = (at: number) => `演示生命周期${at}建设有限公司`;

/** The enterprise looks at its case, finds the objection among what it may do, and hands it in with evidence. */
async function objects(browser: Browser, who: string, caseId: string, claim: string): Promise<Page> {
  const enterprise = await life.as(browser, who);
  await enterprise.goto(`/enterprise/cases/${caseId}`);
  await enterprise.getByRole('link', { name: '提出异议（信息修复）' }).click();
  await enterprise.getByLabel('异议内容').fill(claim);
  await enterprise.getByRole('button', { name: '提交异议' }).click();
  await expect(enterprise.getByRole('alert').first()).toContainText('请附证明材料');
  await expect(enterprise.getByLabel('异议内容')).toHaveValue(claim);
  await enterprise.getByLabel('证明材料').setInputFiles(PDF);
  await enterprise.getByRole('button', { name: '提交异议' }).click();
  await expect(enterprise.getByRole('status').first()).toContainText('异议已提交');
  await expect(enterprise.getByText(/提出，等待.级主管部门(审查|核实)/)).toBeVisible();
  return enterprise;
}

/** An office finds the case on its list, reads what was said, opens the file and drafts its answer; two others review and seal it. */
async function answers(
  browser: Browser,
  office: string,
  of: { what: string; caseId: string; step: string; said: string; result: string; reason: string },
): Promise<void> {
  await draftReviewSeal(life, browser, office, async (page) => {
    await page.goto(`/office?what=${of.what}`);
    await page.locator(`tbody a[href="/office/cases/${of.caseId}"]`).first().click();
    await page.getByRole('link', { name: of.step }).click();
    await expect(page.getByText(`异议内容：${of.said}`)).toBeVisible();
    const file = await page.request.get(
      (await page.getByRole('link', { name: PDF.name }).first().getAttribute('href')) ?? '',
    );
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByLabel('理由').fill(of.reason);
    await page.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(page.getByRole('alert').first()).toContainText('请选择一项结论');
    await expect(page.getByLabel('理由')).toHaveValue(of.reason);
    await page.getByLabel(of.result, { exact: true }).check();
  });
}

test('SX23-4.5, SX23-3.0: objections by both routes, upheld and refused, seen and told at every step', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [upheld = 0, disagreed = 0, direct = 0, refused = 0] = life.enterprises;
  for (const each of life.enterprises) await life.stage(each, 'yellow');
  const cases = await Promise.all([upheld, disagreed, direct, refused].map((each) => life.caseOf(each)));
  const [upheldCase = '', disagreedCase = '', directCase = '', refusedCase = ''] = cases;

  // One of them is red when it objects, so that there is something to lift.
  const city = await life.as(browser, 'shiji-jingban');
  await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office/find?q=演示生命周期1');
    await handler.getByRole('link', { name: name(1) }).click();
    await handler.getByRole('link', { name: /^登记对/ }).click();
    await handler.getByLabel('发现的情况').fill('现场检查发现注册人员不在岗。');
    await handler.getByLabel('证据').setInputFiles(PDF);
  });
  await life.stage(upheld, 'red');
  await life.mail('红牌预警', '现场检查发现注册人员不在岗');
  const visitor = await life.visitor(browser);
  await visitor.goto('/red-list');
  await expect(visitor.getByText(name(1))).toBeVisible();

  const first = await objects(browser, 'qiye-faren', upheldCase, '演示甲已于上月注册到本单位，平台未更新。');
  await objects(browser, 'qiye2-faren', disagreedCase, '人数已满足。');
  await objects(browser, 'qiye3-faren', directCase, '注册证书有效期登记错误。');
  const fourth = await objects(browser, 'qiye4-faren', refusedCase, '标准适用有误。');
  // A second one while the first is open is refused with the reason.
  await fourth.goto(`/enterprise/cases/${refusedCase}/steps/object`);
  await expect(fourth.getByText('已有一件异议在办理')).toBeVisible();

  // City-issued: the province cannot pass the city by.
  const province = await life.as(browser, 'shengji-jingban');
  await province.goto(`/office/cases/${upheldCase}`);
  await province.getByText('现在不能办理的事项及原因').click();
  await expect(province.getByText('须先由市住房城乡建设主管部门审查同意').first()).toBeVisible();
  const opinion = { what: 'opinion', step: '出具异议审查意见' };
  await answers(browser, 'shiji', {
    ...opinion,
    caseId: upheldCase,
    said: '演示甲已于上月注册到本单位',
    result: '同意修复',
    reason: '经核对注册证书，情况属实。',
  });
  await life.mail('异议审查意见', '经核对注册证书，情况属实');
  await answers(browser, 'shiji', {
    ...opinion,
    caseId: disagreedCase,
    said: '人数已满足。',
    result: '不同意修复',
    reason: '所附证书已过有效期。',
  });
  // The opinion is a document of the city; opened from the case, and the draft stands there as carried out.
  await city.goto(`/office/cases/${disagreedCase}`);
  await expect(city.getByRole('region', { name: '文稿' })).toContainText('已办结');
  await expect(city.getByText('不同意').first()).toBeVisible();
  const written = await city.request.get(
    (await city.locator('a[href^="/office/documents/"]').first().getAttribute('href')) ?? '',
  );
  expect((await written.body()).subarray(0, 5).toString()).toBe('%PDF-');

  // The province decides what the city agreed to and what it issued itself; what the city refused is not on its list.
  await province.goto('/office?what=decide-objection');
  await expect(province.getByRole('row').filter({ hasText: name(2) })).toHaveCount(0);
  const decide = { what: 'decide-objection', step: '核实异议' };
  await answers(browser, 'shengji', {
    ...decide,
    caseId: upheldCase,
    said: '演示甲已于上月注册到本单位',
    result: '异议成立，予以修复',
    reason: '数据已修复。',
  });
  await life.stage(upheld, 'cleared');
  await life.mail('异议核实结论', '异议成立');
  await answers(browser, 'shengji', {
    ...decide,
    caseId: directCase,
    said: '注册证书有效期登记错误。',
    result: '异议成立，予以修复',
    reason: '登记确有错误。',
  });
  await life.stage(direct, 'cleared');
  await answers(browser, 'shengji', {
    ...decide,
    caseId: refusedCase,
    said: '标准适用有误。',
    result: '异议不成立',
    reason: '标准适用正确。',
  });
  await life.stage(refused, 'yellow');
  await life.mail('异议核实结论', '标准适用正确');

  // Upheld: the red card is off the public list, and the notice lies in the inbox.
  const after = await life.visitor(browser);
  await after.goto('/red-list');
  await expect(after.getByText(name(1))).toBeHidden();
  await first.goto('/enterprise/inbox');
  await first
    .getByRole('link', { name: /取消资质异常标注/ })
    .first()
    .click();
  await first.goto(`/enterprise/cases/${upheldCase}`);
  await expect(first.getByText('理由：数据已修复。')).toBeVisible();
  await expect(first.getByText('理由：经核对注册证书，情况属实。')).toBeVisible();

  // Refused: the card stands as it stood, the reason is there, and a new objection may be made.
  await fourth.goto(`/enterprise/cases/${refusedCase}`);
  await expect(fourth.getByText('理由：标准适用正确。')).toBeVisible();
  await fourth.getByRole('link', { name: '提出异议（信息修复）' }).click();
  await expect(fourth.getByLabel('异议内容')).toBeVisible();
});
