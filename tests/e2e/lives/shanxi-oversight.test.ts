import { expect, test } from '@playwright/test';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '14', district: '140105', enterprises: 3 });
});
test.afterAll(() => life.end());

const PDF = { name: '证据.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n演示\n%%EOF\n') };

test('SX23-2.2, SX23-3.0, SX23-3.3, SX23-4.1, SX23-4.3: a finding, a credit record, a city that hands its duties back, the quarter’s report and the province’s criticism', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [waiting = 0, found = 0, dishonest = 0] = life.enterprises;
  for (const each of life.enterprises) await life.stage(each, 'yellow');

  // SX23-2.2: found in daily supervision, with evidence; red from this day.
  const carded = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office/find?q=演示生命周期2');
    await handler.getByRole('link', { name: '演示生命周期2建设有限公司' }).click();
    await handler.getByRole('link', { name: /^登记对/ }).click();
    await handler.getByLabel('发现的情况').fill('现场检查发现注册人员均不在岗。');
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('alert').first()).toContainText('须附证据');
    await expect(handler.getByLabel('发现的情况')).toHaveValue('现场检查发现注册人员均不在岗。');
    await handler.getByLabel('证据').setInputFiles(PDF);
  });
  expect(await openIssued(carded)).toBe(1);
  const city = await life.as(browser, 'shiji-jingban');
  await life.stage(found, 'red');
  await city.goto('/office/supervision');
  await expect(city.getByRole('row').filter({ hasText: '演示生命周期2' })).toBeVisible();
  await expect(city.getByRole('row').filter({ hasText: '演示生命周期1' })).toHaveCount(0);

  // SX23-3.0: falsified rectification goes on the record with evidence, and is withdrawn with a reason.
  await city.goto(`/office/cases/${await life.caseOf(dishonest)}`);
  const uscc = /[0-9A-Z]{18}/.exec((await city.locator('.page-head').textContent()) ?? '')?.[0] ?? '';
  await city.goto(`/office/credit?q=${uscc}`);
  await city.getByRole('link', { name: /记入信用档案$/ }).click();
  await city.getByLabel('所涉案件').selectOption({ index: 1 });
  await city.getByLabel('弄虚作假、虚假整改').check();
  await city.getByLabel('查明的事实').fill('提交的社会保险缴费证明经核实系伪造。');
  await city.getByRole('button', { name: '记入信用档案' }).click();
  await expect(city.getByRole('alert').first()).toContainText('须附证据');
  await expect(city.getByLabel('查明的事实')).toHaveValue('提交的社会保险缴费证明经核实系伪造。');
  await city.getByLabel('证据').setInputFiles(PDF);
  await city.getByRole('button', { name: '记入信用档案' }).click();
  await expect(city.getByRole('status').first()).toContainText('已记入信用档案');
  await life.mail('记入企业信用档案');
  await city.getByRole('link', { name: /^撤销/ }).click();
  await city.getByRole('button', { name: '撤销记录' }).click();
  await expect(city.getByRole('alert').first()).toContainText('请写明撤销记录的理由');
  await city.getByLabel('撤销的理由').fill('经复核，证明属实。');
  await city.getByRole('button', { name: '撤销记录' }).click();
  await expect(city.getByText('经复核，证明属实。')).toBeVisible();

  // SX23-4.1: the city hands its duties back; they stand on the province's list and the province acts, named as standing in.
  await city.goto('/office/cities');
  await city.getByRole('link', { name: /^停用/ }).click();
  await city.getByLabel('起始日期').fill('2020-01-01');
  await city.getByRole('button', { name: '停用' }).click();
  await expect(city.getByRole('alert').first()).toContainText('起始日期早于今天');
  await city.getByLabel('起始日期').fill(life.today());
  await city.getByRole('button', { name: '停用' }).click();
  await expect(city.getByRole('row').nth(1)).toContainText('未开通');

  life.later(64);
  await life.stage(waiting, 'yellow-due');
  const cityLater = await life.as(browser, 'shiji-jingban');
  await cityLater.goto('/office?what=confirm');
  await expect(cityLater.getByText('没有待办事项').first()).toBeVisible();
  const province = await life.as(browser, 'shengji-jingban');
  await province.goto('/office?what=confirm');
  await expect(province.getByText('未开通，由省级代办').first()).toBeVisible();
  const waitingCase = await life.caseOf(waiting);
  await draftReviewSeal(life, browser, 'shengji', async (handler) => {
    await handler.goto(`/office/cases/${waitingCase}`);
    await handler.getByRole('link', { name: '认定不达标' }).click();
    await handler.getByLabel('认定意见').fill('经核实，注册人员仍不足，认定不达标。');
  });
  await life.stage(waiting, 'red');
  await province.goto(`/office/cases/${waitingCase}`);
  await expect(province.getByText('（省级代办）').first()).toBeVisible();

  // SX23-4.3: the city reports the quarter; the province sees who has, and records its criticism.
  await cityLater.goto('/office/quarters');
  await expect(cityLater.getByText('逾期未报')).toBeVisible();
  await cityLater.getByRole('button', { name: '签发并报送季度汇总' }).click();
  await expect(cityLater.getByRole('alert').first()).toContainText('请写明签发人');
  await cityLater.getByLabel('签发人').fill('演示局长');
  await cityLater.getByRole('button', { name: '签发并报送季度汇总' }).click();
  await expect(cityLater.getByRole('status').first()).toContainText('已签发并报送');
  const report = await cityLater.getByRole('link', { name: '打开报告' }).first().getAttribute('href');
  const pdf = await cityLater.request.get(report ?? '');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await province.goto('/office/quarters');
  await expect(province.getByRole('row').filter({ hasText: '太原市' }).first()).toContainText('已报送');
  await province.getByLabel('市', { exact: false }).first().selectOption({ label: '太原市' });
  await province.getByLabel('通报批评').check();
  await province.locator('#content').fill('未按期报送季度汇总。');
  await province.getByRole('button', { name: '登记', exact: true }).click();
  await expect(province.getByRole('alert').first()).toContainText('通报批评须写明文号');
  await province.getByLabel('文号').fill('演示建函〔2027〕1号');
  await province.getByRole('button', { name: '登记', exact: true }).click();
  await cityLater.goto('/office/quarters');
  await expect(cityLater.getByText('演示建函〔2027〕1号')).toBeVisible();
});
