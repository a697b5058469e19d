import { expect, test } from '@playwright/test';
import { signInAs } from './sign-in.ts';

test('SY-2.4, SY-2.5, GX24-5.1a: an order that cannot be served electronically goes by post: batch, list, numbers, receipts by scanner and by file', async ({
  browser,
}) => {
  const person = async (name: string) => {
    const page = await (await browser.newContext()).newPage();
    await signInAs(page, name);
    return page;
  };
  const handler = await person('shiji-jingban');
  await handler.goto('/office?what=issue-order');
  // Rows further down: another test takes the first two.
  const boxes = handler.locator('tbody input[type=checkbox]');
  for (const at of [10, 11, 12]) await boxes.nth(at).check();
  await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  const draft = handler.url();
  const reviewer = await person('shiji-shenhe');
  await reviewer.goto(draft);
  await reviewer.getByRole('button', { name: '同意，送用印' }).click();
  const keeper = await person('shiji-yongyin');
  await keeper.goto(draft);
  await keeper.getByRole('button', { name: '用印，制发文书' }).click();
  await expect(keeper.getByText('制发完毕')).toBeVisible({ timeout: 120_000 });

  await handler.goto('/office/post');
  await expect(handler.getByRole('heading', { name: '邮寄', level: 1 })).toBeVisible();
  await handler.getByRole('button', { name: '全部转为邮寄：邮寄送达责令限期整改通知书' }).click();
  await expect(handler.getByRole('status').first()).toContainText('列入待寄邮件');
  await expect(handler.getByRole('table', { name: '待寄邮件' }).getByRole('row').nth(1)).toContainText(/注册地址|登记/);
  await handler.getByRole('link', { name: /^交寄全部/ }).click();
  await handler.getByLabel('交寄日期').fill('');
  await handler.getByRole('button', { name: '交寄并生成邮寄清单' }).click();
  await expect(handler.getByRole('alert')).toContainText('请填写交寄日期');
  const today = await handler.getByLabel('交寄日期').getAttribute('max');
  await handler.getByLabel('交寄日期').fill(today ?? '');
  await handler.getByRole('button', { name: '交寄并生成邮寄清单' }).click();
  await expect(handler.getByRole('status').first()).toContainText('邮寄清单已生成');
  const batch = handler.url();
  const list = await handler.getByRole('link', { name: '打开邮寄清单（PDF）' }).getAttribute('href');
  const pdf = await handler.request.get(list ?? '');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  // By form: one number is wrong, the other is recorded, and what was typed stays.
  const stamp = String(Date.now()).slice(-9);
  const numbers = handler.getByLabel(/的邮件号$/);
  await numbers.nth(0).fill(`EA${stamp}CN`);
  await numbers.nth(1).fill('短号');
  await handler.getByRole('button', { name: '登记已填写的邮件号' }).click();
  await expect(handler.getByRole('alert').first()).toContainText('短号');
  await expect(handler.getByText(`EA${stamp}CN`)).toBeVisible();
  expect(
    await handler.locator('input[name=waybill]').evaluateAll((all) => all.map((each) => each.getAttribute('value'))),
  ).toContain('短号');

  // By file: the list comes as CSV, is filled in and imported again.
  const csv = await (await handler.request.get(`${batch}/letters`)).text();
  const [head = '', ...lines] = csv.trim().split('\r\n');
  expect(head).toContain('信函编号');
  const filled = lines.map((line, at) => (line.endsWith(',') ? `${line}EB${stamp}${at}CN` : line));
  const waybills = [...filled.join('\n').matchAll(/EB\d+CN/g)].map(([waybill]) => waybill);
  await handler.setInputFiles('input[type=file]', {
    name: '邮件号.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([head, ...filled].join('\r\n')),
  });
  await handler.getByRole('button', { name: '导入', exact: true }).click();
  await expect(handler.getByRole('heading', { name: '导入结果' })).toBeVisible();
  for (const waybill of waybills)
    await expect(handler.getByRole('row', { name: new RegExp(waybill) }).first()).toBeVisible();

  // Scanner: the field has the focus, Enter submits, the next page has the focus again.
  await handler.goto('/office/post/receipts');
  const field = handler.getByLabel('邮件号', { exact: false }).first();
  await expect(field).toBeFocused();
  await handler.keyboard.type('EZ000000000ZZ');
  await handler.keyboard.press('Enter');
  await expect(handler.getByRole('alert').first()).toContainText('系统中没有这个邮件号');
  await expect(field).toHaveValue('EZ000000000ZZ');
  await expect(field).toBeFocused();
  await field.fill(`EA${stamp}CN`);
  await handler.keyboard.press('Enter');
  await expect(handler.getByRole('alert').first()).toContainText('请填写回执上的签收人');
  await expect(field).toHaveValue(`EA${stamp}CN`);
  await handler.getByLabel('签收人', { exact: true }).fill('演示收发员');
  await handler.getByLabel('与收件单位的关系').fill('负责收件的人');
  await handler.getByLabel('回执扫描件或者照片').setInputFiles({
    name: '回执.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.4 演示回执 ${stamp}`),
  });
  await field.press('Enter');
  await expect(handler.getByRole('status').first()).toContainText(`EA${stamp}CN：已登记`);
  await expect(field).toBeFocused();
  await expect(handler.getByRole('row', { name: new RegExp(`EA${stamp}CN`) })).toContainText('签收');

  const [first = '', second = ''] = waybills;
  const lines2 = [
    '邮件号,投递结果,日期',
    `${first},查无此址,${today}`,
    `${second},说不清,${today}`,
    `EY000000000YY,妥投,${today}`,
  ];
  await handler.setInputFiles('input[name=file]', {
    name: '回执.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines2.join('\n')),
  });
  await handler.getByRole('button', { name: '导入', exact: true }).click();
  const results = handler.getByRole('table', { name: '回执导入结果' });
  await expect(results.getByRole('row', { name: new RegExp(first) })).toContainText('已登记');
  await expect(results).toContainText('看不懂投递结果“说不清”');
  await expect(results).toContainText('系统中没有这个邮件号');
  await handler.setInputFiles('input[name=file]', {
    name: '回执.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\u0003\u0004'),
  });
  await handler.getByRole('button', { name: '导入', exact: true }).click();
  await expect(handler.locator('.field-error:not([hidden])').first()).toContainText('不是 CSV 文件');
});
