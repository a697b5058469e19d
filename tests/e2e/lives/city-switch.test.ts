import { expect, type Page, test } from '@playwright/test';
import { beginLife, type Life } from './life.ts';

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '14', district: '140105' });
});
test.afterAll(() => life.end());

const DAY_MS = 86_400_000;
const row = (page: Page, city: string) =>
  page.getByRole('table', { name: '各市开通情况' }).getByRole('row', { name: city });

async function choose(page: Page, what: '开通' | '停用', city: string, fromDay: string): Promise<void> {
  await page.goto('/office/cities');
  await page.getByRole('link', { name: `${what}${city}` }).click();
  await page.getByLabel('起始日期').fill(fromDay);
  await page.getByRole('button', { name: what }).click();
}

test('SX23-4.1: a city switches on for a day to come; until then the province stands in, from then on the city’s list has its cases', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [enterprise = 0] = life.enterprises;
  await life.stage(enterprise, 'yellow');
  const dayAhead = (days: number) => new Date(life.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);

  // The city of the life was switched on when it began; it hands back, and asks for its accounts again from a later day.
  const city = await life.as(browser, 'shiji-jingban');
  await choose(city, '停用', '太原市', life.today());
  await expect(city.getByRole('status').first()).toContainText(`太原市自 ${life.today()} 起停用`);
  await choose(city, '开通', '太原市', '2020-01-01');
  await expect(city.getByRole('alert').first()).toContainText('起始日期早于今天');
  await expect(city.getByLabel('起始日期')).toHaveValue('2020-01-01');
  await city.getByLabel('起始日期').fill('');
  await city.getByRole('button', { name: '开通' }).click();
  await expect(city.getByRole('alert').first()).toContainText('请填写起始日期');
  const from = dayAhead(90);
  await choose(city, '开通', '太原市', from);
  await expect(city.getByRole('status').first()).toContainText(`太原市自 ${from} 起开通`);
  await expect(row(city, '太原市')).toContainText('未开通');
  await expect(row(city, '太原市')).toContainText(`${from} 起开通`);
  await choose(city, '开通', '太原市', dayAhead(95));
  await expect(city.getByRole('alert').first()).toContainText('无须再办');
  // A city sees itself alone; the reviewer sees and does not switch.
  await expect(city.getByRole('table', { name: '各市开通情况' }).getByRole('row')).toHaveCount(2);
  const reviewer = await life.as(browser, 'shiji-shenhe');
  await reviewer.goto('/office/cities');
  await expect(row(reviewer, '太原市')).toContainText('由经办人办理');

  // The province sees all of them and may switch on another.
  const province = await life.as(browser, 'shengji-jingban');
  await province.goto('/office/cities');
  await expect(row(province, '太原市')).toContainText('未开通');
  await expect(row(province, '大同市')).toContainText('未开通');
  await choose(province, '开通', '大同市', life.today());
  await expect(province.getByRole('status').first()).toContainText('大同市');
  await expect(row(province, '大同市')).toContainText('已开通');

  // Two months on the confirmation is due, and it is the province's while the city is off.
  life.later(64);
  await life.stage(enterprise, 'yellow-due');
  const [cityBefore, provinceBefore] = [
    await life.as(browser, 'shiji-jingban'),
    await life.as(browser, 'shengji-jingban'),
  ];
  await cityBefore.goto('/office?what=confirm');
  await expect(cityBefore.getByText('没有待办事项').first()).toBeVisible();
  await provinceBefore.goto('/office?what=confirm');
  await expect(provinceBefore.getByText('未开通，由省级代办').first()).toBeVisible();

  // From the day on it is the city's, with the term as it was, and no longer the province's.
  life.later(30);
  const [cityAfter, provinceAfter] = [
    await life.as(browser, 'shiji-jingban'),
    await life.as(browser, 'shengji-jingban'),
  ];
  await cityAfter.goto('/office/cities');
  await expect(row(cityAfter, '太原市')).toContainText('已开通');
  await expect(row(cityAfter, '太原市')).toContainText('1');
  await cityAfter.goto('/office?what=confirm');
  await expect(cityAfter.getByRole('link', { name: '演示生命周期1建设有限公司' }).first()).toBeVisible();
  await expect(cityAfter.getByText('由省级代办')).toHaveCount(0);
  await provinceAfter.goto('/office?what=confirm');
  await expect(provinceAfter.getByText('没有待办事项').first()).toBeVisible();
});
