import { expect, type Page, test } from '@playwright/test';
import { beginLife, type Life } from './life.ts';
import { registrationFile } from './registration-file.ts';

const ENTERPRISES = 30;
let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '45', district: '450102', enterprises: ENTERPRISES, missing: 99 });
});
test.afterAll(() => life.end());

/** Reloads until the newest run of a list stands there as awaited. */
async function shows(page: Page, address: string, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 120_000 });
}

async function startMonth(handler: Page): Promise<void> {
  await handler.goto('/province/runs');
  await handler.getByRole('button', { name: '现在进行本月核查' }).click();
  await expect(handler.getByRole('status').first()).toContainText('已安排');
}

test('GX24-2: what flips implausibly many verdicts waits for the reviewer, who discards it or releases it with a reason', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const stages = () => life.stages();
  await expect.poll(stages, { timeout: 120_000 }).toEqual(Array(ENTERPRISES).fill('warned'));

  // A file that gives everybody their staff back: applied, but the re-check of it waits.
  const people = Array.from({ length: ENTERPRISES * 5 }, (_, at) => ({
    serial: at,
    enterprise: 1 + (at % ENTERPRISES),
  }));
  const { code, answer } = await life.command('import', 'registrations', registrationFile('注册人员.csv', people));
  expect([code, answer]).toEqual([0, expect.stringContaining('"added":150')]);

  const handler = await life.as(browser, 'shengji-jingban');
  await shows(handler, '/province/runs', '有 1 次核查因结论变化过多被暂停');
  await handler
    .getByRole('link', { name: /数据变更复核/ })
    .first()
    .click();
  await expect(handler.getByText('现有 30 项核查结论中有 30 项')).toBeVisible();
  await expect(handler.getByText('由省级审核人放行或者作废')).toBeVisible();
  await expect(handler.getByRole('button', { name: /放行|作废/ })).toHaveCount(0);
  const list = handler.waitForEvent('download');
  await handler.getByRole('link', { name: '导出逐项名单' }).click();
  expect((await list).suggestedFilename()).toContain('待放行的变化');
  expect(await stages()).toEqual(Array(ENTERPRISES).fill('warned'));

  // The reviewer does not believe it: nothing comes of it, and the page says who and why.
  const reviewer = await life.as(browser, 'shengji-shenhe');
  await reviewer.goto(new URL(handler.url()).pathname);
  await reviewer.getByLabel('理由').fill('不可信');
  await reviewer.getByRole('button', { name: '作废' }).click();
  await expect(reviewer.getByRole('alert')).toContainText('不少于 5 个字');
  await expect(reviewer.getByLabel('理由')).toHaveValue('不可信');
  await reviewer.getByLabel('理由').fill('数据来源尚未核对，先不采信。');
  await reviewer.getByRole('button', { name: '作废' }).click();
  await expect(reviewer.getByRole('status').first()).toContainText('已作废，没有产生任何结果');
  await expect(reviewer.getByText('数据来源尚未核对，先不采信。')).toBeVisible();
  await expect(reviewer.getByRole('button', { name: '作废' })).toHaveCount(0);
  expect(await stages()).toEqual(Array(ENTERPRISES).fill('warned'));

  // The month after compares the whole register, and stops at the same.
  life.later(20);
  const december = await life.as(browser, 'shengji-jingban');
  await startMonth(december);
  await shows(december, '/province/runs', '有 1 次核查因结论变化过多被暂停');
  await december
    .getByRole('link', { name: /^\d{4}-\d{2} 核查/ })
    .first()
    .click();
  const held = new URL(december.url()).pathname;

  // Two reviewers have it open; the first discards it, the second is told so and changes nothing.
  const [first, second] = [await life.as(browser, 'shengji-shenhe'), await life.as(browser, 'shengji-shenhe')];
  await first.goto(held);
  await second.goto(held);
  await first.getByLabel('理由').fill('等待数据来源单位书面确认。');
  await first.getByRole('button', { name: '作废' }).click();
  await expect(first.getByRole('status').first()).toContainText('本月可以重新核查');
  await second.getByLabel('理由').fill('已核对，可以放行。');
  await second.getByRole('button', { name: '放行，使结论生效' }).click();
  await expect(second.getByRole('status').first()).toContainText('已由演示省级审核人办理');
  await expect(second.getByText('等待数据来源单位书面确认。')).toBeVisible();
  expect(await stages()).toEqual(Array(ENTERPRISES).fill('warned'));

  // The month is run again, held again, and released: everything of it takes effect at once.
  await startMonth(december);
  await shows(december, '/province/runs', '有 1 次核查因结论变化过多被暂停');
  await december
    .getByRole('link', { name: /^\d{4}-\d{2} 核查/ })
    .first()
    .click();
  await second.goto(new URL(december.url()).pathname);
  await second.getByRole('button', { name: '放行，使结论生效' }).click();
  await expect(second.getByRole('alert')).toContainText('请写明理由');
  await second.getByLabel('理由').fill('来源单位书面确认，注册人员数据属实。');
  await second.getByRole('button', { name: '放行，使结论生效' }).click();
  await expect(second.getByText(`达标销案 ${ENTERPRISES} 件`)).toBeVisible({ timeout: 120_000 });
  await second.getByRole('link', { name: '返回这次核查' }).click();
  await expect(second.getByText('已生效')).toBeVisible();
  await expect(second.getByText('来源单位书面确认，注册人员数据属实。')).toBeVisible();
  await expect(second.getByRole('main').getByText('演示省级审核人')).toBeVisible();
  await expect.poll(stages, { timeout: 120_000 }).toEqual(Array(ENTERPRISES).fill('cleared'));
  await december.goto('/province/runs');
  await expect(december.getByText('待放行')).toHaveCount(0);
  const enterprise = await life.as(browser, 'qiye-jingban');
  await enterprise.goto('/enterprise');
  await expect(enterprise.getByRole('table', { name: '各项资质的核查结论' }).getByText('达标')).toBeVisible();
});
