import { expect, type Page, test } from '@playwright/test';
import { axe } from './axe.ts';
import { signInAs } from './sign-in.ts';

const LEGAL = 'qiye-faren';
const OPERATOR = 'qiye-jingban';

/** The first qualification of the overview that is not met. */
async function failing(page: Page): Promise<{ name: string; address: string }> {
  await page.goto('/enterprise');
  const row = page.locator('tbody tr', { hasText: '不达标' }).first();
  const link = row.getByRole('rowheader').getByRole('link');
  return { name: (await link.textContent()) ?? '', address: (await link.getAttribute('href')) ?? '' };
}

test('SX23-4.1, GX24-4.1a: the overview says what is to be done, and the qualification what is missing, what cures it and what follows otherwise', async ({
  page,
}) => {
  await signInAs(page, OPERATOR);
  await page.goto('/enterprise');
  await expect(page.getByRole('heading', { name: '要办理的事项' })).toBeVisible();
  await expect(page.getByText('不办理的后果').first()).toBeVisible();
  const { name, address } = await failing(page);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(page.getByRole('heading', { name: '怎样恢复达标' })).toBeVisible();
  await expect(page.getByText(/专业.+ \d+ 名/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: '逐条比对' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '未计入的人员及原因' })).toBeVisible();
  // Own people are named in full: the mask of the public pages is not for the enterprise itself.
  await expect(page.getByRole('rowheader').filter({ hasText: '*' })).toHaveCount(0);
});

test('what-if works without script: who is suggested and hired makes the qualification met; nothing is stored', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await signInAs(page, OPERATOR);
  const { name } = await failing(page);
  await page.goto('/enterprise/what-if');
  const said = (await page.getByText(`${name}最少补充`).textContent()) ?? '';
  const hires = [...said.matchAll(/([一-龥]+?)专业([一-龥]+?)（(一级|二级)(?:及以上)?） (\d+) 名/g)];
  expect(hires.length).toBeGreaterThan(0);
  for (const [at, [, specialty, role, grade, number]] of hires.entries()) {
    const first = specialty?.split('或')[0]?.replace(/^.*最少补充/, '') ?? '';
    await page.locator(`#hire-${at}`).selectOption({ label: `${grade}${role} · ${first}` });
    await page.locator(`#number-${at}`).fill(number ?? '');
  }
  await page.getByRole('button', { name: '试算' }).first().click();
  await expect(page.locator('tbody tr', { hasText: name })).toContainText('变为达标');
  await expect(page).toHaveURL(/hire=\d+-\d+/);
  const shared = page.url();
  await page.goto('/enterprise/what-if');
  await expect(page.locator('tbody tr', { hasText: name })).toContainText('不变');
  await page.goto(shared);
  await expect(page.locator('tbody tr', { hasText: name })).toContainText('变为达标');

  await page.goto('/enterprise/what-if');
  await page.getByRole('checkbox', { name: /离职$/ }).first().check();
  await page.locator('#hire-0').selectOption({ index: 1 });
  await page.locator('#number-0').fill('两个');
  await page.getByRole('button', { name: '试算' }).first().click();
  await expect(page.getByRole('alert')).toContainText('第 1 行的人数应为 1 至 99 的整数');
  await expect(page.locator('#number-0')).toHaveValue('两个');
  await expect(page.getByRole('checkbox', { name: /离职$/ }).first()).toBeChecked();
  await context.close();
});

test('look-ahead lists what runs out; the calendar behind its secret address needs no sign-in and a renewed one ends the old', async ({
  page,
  playwright,
}) => {
  await signInAs(page, OPERATOR);
  await page.goto('/enterprise/look-ahead');
  await expect(page.getByRole('heading', { name: '哪些资质将不足' })).toBeVisible();
  await page.getByRole('button', { name: /生成订阅地址|重新生成地址/ }).click();
  const address = await page.getByLabel(/订阅地址/).inputValue();
  const stranger = await playwright.request.newContext();
  const first = await stranger.get(address);
  expect(first.status()).toBe(200);
  expect(first.headers()['content-type']).toContain('text/calendar');
  const calendar = await first.text();
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar).toContain('BEGIN:VEVENT');
  await page.getByRole('button', { name: '重新生成地址' }).click();
  const renewed = await page.getByLabel(/订阅地址/).inputValue();
  expect(renewed).not.toBe(address);
  expect((await stranger.get(address)).status()).toBe(404);
  expect((await stranger.get(renewed)).status()).toBe(200);
  expect((await stranger.get(`${renewed.slice(0, -1)}x`)).status()).toBe(404);
  await stranger.dispose();
});

test('GX24-5.1b: changed contacts are kept with their history; told late it is noted; what is wrong is said beside the field', async ({
  page,
}) => {
  await signInAs(page, OPERATOR);
  await page.goto('/enterprise/contacts');
  const phone = `0771-55${String(Date.now()).slice(-5)}`;
  await page.getByLabel('联系人').fill('演示联系人');
  await page.getByLabel('联系电话').fill('电话');
  await page.getByRole('button', { name: '更新联系信息' }).click();
  await expect(page.getByRole('alert')).toContainText('联系电话有误');
  await expect(page.getByLabel('联系人')).toHaveValue('演示联系人');
  await page.getByLabel('联系电话').fill(phone);
  await page.getByLabel('变更日期').fill(new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('button', { name: '更新联系信息' }).click();
  await expect(page.getByRole('status')).toContainText('联系信息已更新');
  await expect(page.getByRole('status')).toContainText('超过五日');
  await expect(page.locator('tbody tr').first()).toContainText(phone);
  await expect(page.locator('tbody tr').first()).toContainText('企业填写');
});

test('a case of its own: what may not be done now stays with its reason; evidence is judged by its content and kept with its hash', async ({
  page,
}) => {
  await signInAs(page, OPERATOR);
  await page.goto('/enterprise');
  await page.getByRole('link', { name: '案件经过和可办事项' }).first().click();
  const address = page.url();
  await expect(page.locator('.refused-act').first()).toContainText('现在不能办理');
  await page.getByRole('link', { name: '提交整改材料，申请复查' }).click();
  await page.getByRole('button', { name: '提交并申请复查' }).click();
  await expect(page.getByRole('alert')).toContainText('请填写整改情况');
  const words = `已补充注册建造师，变更受理单附后（${Date.now()}）。`;
  await page.getByLabel('整改情况').fill(words);
  await page.getByLabel('证明材料（可不附）').setInputFiles({
    name: '受理单.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ not a document'),
  });
  await page.getByRole('button', { name: '提交并申请复查' }).click();
  await expect(page.getByRole('alert')).toContainText('的内容不是 PDF、PNG 或 JPEG');
  await expect(page.getByLabel('整改情况')).toHaveValue(words);
  const name = `受理单${Date.now()}.pdf`;
  await page.getByLabel('证明材料（可不附）').setInputFiles({
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.7 ${name}`),
  });
  await page.getByRole('button', { name: '提交并申请复查' }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('status')).toContainText('整改材料已提交');
  const link = page.getByRole('link', { name });
  const kept = await page.request.get((await link.getAttribute('href')) ?? '');
  expect((await kept.body()).toString()).toBe(`%PDF-1.7 ${name}`);
  await page.goto('/enterprise/trail');
  await expect(page.locator('tbody tr').first()).toContainText('提交整改材料');
});

test('another enterprise’s case, qualification, document and evidence are not there', async ({ page }) => {
  await signInAs(page, OPERATOR);
  const nobody = '00000000-0000-4000-8000-000000000000';
  for (const address of [
    `/enterprise/cases/${nobody}`,
    `/enterprise/cases/${nobody}/steps/rectify`,
    `/enterprise/cases/${nobody}/evidence/${nobody}`,
    `/enterprise/documents/${nobody}`,
    '/enterprise/qualifications/1',
    '/enterprise/cases/x',
  ]) {
    expect((await page.goto(address))?.status(), address).toBe(404);
  }
});

for (const width of [1280, 390]) {
  test(`axe finds no violation in the enterprise portal and nothing is wider than ${width} px`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    await signInAs(page, LEGAL);
    const { address } = await failing(page);
    await page.goto('/enterprise');
    const inCase = (await page.getByRole('link', { name: '案件经过和可办事项' }).first().getAttribute('href')) ?? '';
    const addresses = [
      '/enterprise',
      address,
      inCase,
      `${inCase}/steps/rectify`,
      `${inCase}/steps/statement`,
      '/enterprise/what-if?hire=1-0&number=0',
      '/enterprise/look-ahead',
      '/enterprise/contacts',
      '/enterprise/confirmation',
      '/enterprise/inbox',
      '/enterprise/inbox?show=unread',
      '/enterprise/operators',
      '/enterprise/trail',
      '/enterprise/confirmation/email?token=x',
      '/sign-up',
      '/sign-up?as=enterprise',
      '/sign-up?as=individual',
    ];
    for (const each of addresses) {
      await test.step(each, async () => {
        await page.goto(each);
        const { violations } = await axe(page)
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${each}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), each).toBeLessThanOrEqual(width);
      });
    }
    await context.close();
  });
}
