import { expect, test } from '@playwright/test';
import { axe } from './axe.ts';
import { signInAs } from './sign-in.ts';
import { WORKS } from './works.ts';

const PDF = { name: '检查记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n演示\n%%EOF\n') };

test('GX24-5.2: a spot check of a work here, also of an enterprise registered elsewhere; what is missing is named, what was typed stays', async ({
  page,
}) => {
  await signInAs(page, 'quxian-jingban');
  await page.goto('/office/supervision');
  await expect(page.getByText('注册在外地，在本地有在建工程').first()).toBeVisible();
  const foreign = page.getByRole('row').filter({ hasText: WORKS.foreign });
  // Its cases are another city's: named, not linked.
  await expect(foreign.getByRole('link')).toHaveCount(1);
  await page.getByRole('link', { name: `登记对${WORKS.foreign}的抽查` }).click();
  await page.getByLabel('检查情况').fill('项目经理未到岗。');
  await page.getByRole('button', { name: '登记抽查' }).click();
  await expect(page.getByRole('alert').first()).toContainText('请填写检查人员');
  await expect(page.getByRole('alert').first()).toContainText('请至少选择一项检查内容');
  await expect(page.getByLabel('检查情况')).toHaveValue('项目经理未到岗。');
  await page.getByLabel('检查人员').fill('演示甲、演示乙');
  await page.getByLabel('人员到岗履职').check();
  await page.getByLabel('发现问题，责令改正').check();
  await page.getByLabel('检查记录或者照片').setInputFiles(PDF);
  await page.getByRole('button', { name: '登记抽查' }).click();
  await expect(page.getByRole('status').first()).toContainText('已登记');
  const row = page.getByRole('row').filter({ hasText: WORKS.foreign }).first();
  await expect(row).toContainText('人员到岗履职');
  const file = await page.request.get((await row.getByRole('link').getAttribute('href')) ?? '');
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('SY-G, 待核实: an official question and a suspicion are answered with a reason', async ({ page }) => {
  await signInAs(page, 'shiji-jingban');
  await page.goto('/office/questions?unanswered=1');
  await page.getByRole('link', { name: /^核实/ }).first().click();
  await page.getByRole('button', { name: '登记核实结果' }).click();
  await expect(page.getByRole('alert').first()).toContainText('请选择核实结论');
  await page.getByLabel('经核实确有不足').check();
  await page.getByLabel('核实的经过和理由').fill('已核对印发文本，确少 1 人。');
  await page.getByRole('button', { name: '登记核实结果' }).click();
  await expect(page.getByRole('status').first()).toContainText('核实结果已登记');
  await expect(page.getByText('经核实确有不足：已核对印发文本，确少 1 人。')).toBeVisible();

  await page.goto('/office/suspicions?kind=double-registration');
  await page.getByRole('link', { name: /^核实/ }).first().click();
  await page.getByLabel('继续关注').check();
  await page.getByRole('button', { name: '登记核实结果' }).click();
  await expect(page.getByRole('alert').first()).toContainText('请写明核实的经过和理由');
  await page.getByLabel('核实的经过和理由').fill('已电话询问，等待社保记录。');
  await page.getByRole('button', { name: '登记核实结果' }).click();
  await page.goto('/office/suspicions?kind=double-registration&all=1');
  await expect(page.getByText('继续关注：已电话询问').first()).toBeVisible();
});

test('GX24-5.1b: the office reads of a changed contact, opens the enterprise with what was known before, and marks the notice', async ({
  browser,
}) => {
  const person = async (name: string) => {
    const page = await (await browser.newContext()).newPage();
    await signInAs(page, name);
    return page;
  };
  const enterprise = await person('qiye-faren');
  const phone = `0773-66${String(Date.now()).slice(-5)}`;
  await enterprise.goto('/enterprise/contacts');
  await enterprise.getByLabel('联系人').fill('演示联系人丙');
  await enterprise.getByLabel('联系电话').fill(phone);
  await enterprise.getByLabel('变更日期').fill(new Date().toISOString().slice(0, 10));
  await enterprise.getByRole('button', { name: '更新联系信息' }).click();
  await expect(enterprise.getByRole('status')).toContainText('联系信息已更新');

  const city = await person('shiji-shenhe');
  await city.goto('/office/notices?unread=1');
  const notice = city.getByRole('listitem').filter({ hasText: phone });
  await notice.getByRole('link', { name: /^打开企业信息/ }).click();
  await expect(city.getByRole('table', { name: '联系信息的变化' }).getByRole('row').nth(1)).toContainText(phone);
  await city.goto('/office/notices?unread=1');
  await notice.getByRole('button', { name: /^标为已读/ }).click();
  await expect(city.getByRole('status').first()).toContainText('已标为已读');
  await expect(notice).toHaveCount(0);
});

test('SY-1, SX23-2.2, 3.0, 4.1, 4.3: what the regime of this province does not know is said, and refused where it is asked for', async ({
  page,
}) => {
  await signInAs(page, 'shiji-jingban');
  await page.goto('/office/quarters');
  await expect(page.getByText('本省没有季度汇总的规定')).toBeVisible();
  await page.goto('/office/cities');
  await expect(page.getByText('没有需要开通的市')).toBeVisible();
  await page.goto('/office/find');
  await expect(page.getByRole('note')).toContainText('没有“日常监管发现即予认定”的规定');
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  // Whoever has the address of the form all the same is told by the law.
  await page.goto('/office/find?q=建设');
  await page.getByRole('table').getByRole('link').first().click();
  await page
    .getByRole('link', { name: /^登记对/ })
    .first()
    .click();
  await page.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(page.getByRole('alert').first()).toContainText('须附证据');
  await page.getByLabel('发现的情况').fill('抽查发现人员不在岗。');
  await page.getByLabel('证据').setInputFiles(PDF);
  await page.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(page.getByRole('alert').first()).toContainText('不能');
  await expect(page.getByLabel('发现的情况')).toHaveValue('抽查发现人员不在岗。');
  const uscc = new URL(page.url()).searchParams.get('uscc') ?? '';
  await page.goto(`/office/credit?record=${uscc}`);
  await expect(page.getByText('没有可以据以记录的案件')).toBeVisible();

  await page.goto('/office/campaigns');
  await page.getByLabel('名称').fill('演示专项行动');
  await page.getByLabel('开始日期').fill('2026-06-01');
  await page.getByLabel('结束日期').fill('2026-05-01');
  await page.getByRole('button', { name: '开始专项行动' }).click();
  await expect(page.getByRole('alert').first()).toContainText('结束日期早于开始日期');
  await page.getByLabel('结束日期').fill('');
  await page.getByRole('button', { name: '开始专项行动' }).click();
  await expect(page.getByRole('heading', { name: '演示专项行动' })).toBeVisible();
  await expect(page.getByRole('figure')).toContainText('案件走到了哪一步');
});

test('SY-2.4, SY-5: the district’s list is drafted with two officers, reviewed, sealed, and agrees with the system', async ({
  browser,
}) => {
  const person = async (name: string) => {
    const page = await (await browser.newContext()).newPage();
    await signInAs(page, name);
    return page;
  };
  const handler = await person('quxian-jingban');
  await handler.goto('/office/lists');
  await handler.getByLabel('异常企业清单').check();
  for (const at of [1, 2]) await handler.locator(`#officer${at}`).fill('演示甲');
  await handler.locator('#certificate1').fill('A1');
  await handler.locator('#certificate2').fill('A2');
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('alert').first()).toContainText('两名不同的执法人员');
  await expect(handler.locator('#certificate2')).toHaveValue('A2');
  await handler.locator('#officer2').fill('演示乙');
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status').first()).toContainText('清单文稿已拟制');
  const draft = handler.url();
  const reviewer = await person('quxian-shenhe');
  await reviewer.goto(draft);
  await reviewer.getByRole('button', { name: '同意，送用印' }).click();
  const keeper = await person('quxian-yongyin');
  await keeper.goto(draft);
  await keeper.getByRole('button', { name: '用印，制发文书' }).click();
  await expect(keeper.getByText('已办结')).toBeVisible({ timeout: 120_000 });
  await handler.goto('/office/lists');
  await handler.getByRole('link', { name: /^核对/ }).first().click();
  await expect(handler.getByText('与系统重新导出的结果逐行一致')).toBeVisible();
});

test('the work list comes as a file, with the filter in force', async ({ page }) => {
  await signInAs(page, 'shiji-jingban');
  await page.goto('/office?what=issue-order');
  const address = await page.getByRole('link', { name: '导出为 CSV' }).getAttribute('href');
  const file = await page.request.get(address ?? '');
  expect(file.headers()['content-type']).toContain('text/csv');
  const lines = (await file.text()).trim().split('\r\n');
  expect(lines[0]).toContain('事项,企业,统一社会信用代码');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toMatch(/^发出责令限期整改通知书,/);
});

const PAGES: Readonly<Record<string, readonly string[]>> = {
  'shiji-jingban': [
    '/office/post',
    '/office/post/receipts',
    '/office/lists',
    '/office/questions',
    '/office/suspicions',
    '/office/suspicions?kind=double-registration',
    '/office/find',
    '/office/find?q=建设',
    '/office/supervision',
    '/office/supervision/checks',
    '/office/quarters',
    '/office/campaigns',
    '/office/credit',
    '/office/notices',
    '/office/cities',
  ],
  'quxian-jingban': ['/office/lists', '/office/supervision', '/office/questions', '/office/campaigns'],
  'shengji-jingban': [
    '/office/supervision',
    '/office/campaigns',
    '/office/credit',
    '/office/quarters',
    '/office/cities',
  ],
};

for (const width of [1280, 390]) {
  test(`axe finds nothing on the offices’ other screens and nothing is wider than ${width} px`, async ({ browser }) => {
    for (const [name, addresses] of Object.entries(PAGES)) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
      await signInAs(page, name);
      for (const address of addresses) {
        await test.step(`${name} ${address}`, async () => {
          expect((await page.goto(address))?.status(), address).toBe(200);
          const { violations } = await axe(page)
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .analyze();
          expect(violations.map(({ id, nodes }) => `${address}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(width);
        });
      }
      await page.context().close();
    }
  });
}
