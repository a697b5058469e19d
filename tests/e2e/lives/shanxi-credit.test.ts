import { expect, test } from '@playwright/test';
import { axe } from '../axe.ts';
import { beginLife, type Life } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '14', district: '140105' });
});
test.afterAll(() => life.end());

const pdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n${name}\n%%EOF\n`),
});

test('SX23-3.0: what is put on the credit record, the enterprise reads with its evidence and answers with its own; the office reads the answer and withdraws, and the enterprise is told', async ({
  browser,
}) => {
  const [enterprise = 0] = life.enterprises;
  await life.stage(enterprise, 'yellow');
  const city = await life.as(browser, 'shiji-jingban');
  await city.goto(`/office/cases/${await life.caseOf(enterprise)}`);
  const uscc = /[0-9A-Z]{18}/.exec((await city.locator('.page-head').textContent()) ?? '')?.[0] ?? '';
  await city.goto(`/office/credit?q=${uscc}`);
  await city.getByRole('link', { name: /记入信用档案$/ }).click();
  await city.getByLabel('所涉案件').selectOption({ index: 1 });
  await city.getByLabel('隐瞒有关情况').check();
  await city.getByLabel('查明的事实').fill('整改期间隐瞒注册人员已经离职的情况。');
  await city.getByLabel('证据').setInputFiles(pdf('核对记录.pdf'));
  await city.getByRole('button', { name: '记入信用档案' }).click();
  await expect(city.getByText('没有陈述')).toBeVisible();
  await life.mail('记入企业信用档案');

  // The operator may: a statement binds nobody.
  const operator = await life.as(browser, 'qiye-jingban');
  await operator.goto('/enterprise');
  await operator.getByRole('link', { name: '可以陈述意见' }).click();
  await expect(operator.getByText('整改期间隐瞒注册人员已经离职的情况。')).toBeVisible();
  const evidence = await operator.request.get(
    (await operator.getByRole('link', { name: '核对记录.pdf' }).getAttribute('href')) ?? '',
  );
  expect((await evidence.body()).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await axe(operator).analyze()).violations).toEqual([]);
  await operator.getByRole('button', { name: '提交陈述' }).click();
  await expect(operator.getByRole('alert').first()).toContainText('请写明陈述的意见');
  await operator.getByLabel('陈述的意见').fill('该人员于认定之日后才离职，附离职证明。');
  await operator.getByLabel('证明材料').setInputFiles({ ...pdf('离职证明.pdf'), buffer: Buffer.from('不是 PDF') });
  await operator.getByRole('button', { name: '提交陈述' }).click();
  await expect(operator.getByRole('alert').first()).toContainText('内容不是 PDF');
  await expect(operator.getByLabel('陈述的意见')).toHaveValue('该人员于认定之日后才离职，附离职证明。');
  await operator.getByLabel('证明材料').setInputFiles(pdf('离职证明.pdf'));
  await operator.getByRole('button', { name: '提交陈述' }).click();
  await expect(operator.getByRole('status').first()).toContainText('陈述的意见已提交');
  await expect(operator.getByRole('link', { name: '离职证明.pdf' })).toBeVisible();
  await operator.goto('/enterprise/trail');
  await expect(operator.locator('tbody')).toContainText('对信用记录陈述意见');

  await city.goto('/office/notices');
  await expect(city.getByText('对信用记录陈述意见').first()).toBeVisible();
  await city.goto(`/office/credit?q=${uscc}`);
  await expect(city.getByText('该人员于认定之日后才离职，附离职证明。')).toBeVisible();
  const answer = await city.request.get(
    (await city.getByRole('link', { name: '离职证明.pdf' }).getAttribute('href')) ?? '',
  );
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  const auditor = await life.as(browser, 'shenji');
  await auditor.goto(`/office/credit?q=${uscc}`);
  await expect(auditor.getByRole('link', { name: '离职证明.pdf' })).toBeVisible();
  await expect(auditor.getByRole('link', { name: /^撤销/ })).toHaveCount(0);

  await city.getByRole('link', { name: /^撤销/ }).click();
  await city.getByLabel('撤销的理由').fill('经复核，离职证明属实。');
  await city.getByRole('button', { name: '撤销记录' }).click();
  await life.mail('撤销信用记录');
  await operator.goto('/enterprise');
  await expect(operator.getByRole('row').filter({ hasText: '隐瞒有关情况' })).toContainText('已撤销');
  await operator.getByRole('link', { name: '隐瞒有关情况' }).click();
  await expect(operator.getByText('经复核，离职证明属实。')).toBeVisible();
  await expect(operator.getByRole('button', { name: '提交陈述' })).toHaveCount(0);
});
