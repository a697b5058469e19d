import { expect, type Page, test } from '@playwright/test';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { axe } from './axe.ts';
import { publishedDocuments } from './published-documents.ts';
import { type Situation, situations } from './situations.ts';

const enterprisePath = (of: Situation) => `/enterprises/${of.uscc}`;
const qualificationPath = (of: Situation) => `${enterprisePath(of)}/qualifications/${of.qualificationId}`;

/** Every page that a visitor can meet, and the status it answers with. */
function everyPage(): [name: string, address: string, status: number][] {
  const { expired, lowest, unmapped, notAssessed, largest } = situations();
  const { notice, announcement, order } = publishedDocuments();
  return [
    ['home', '/', 200],
    ['search, empty', '/enterprises', 200],
    ['search, many', '/enterprises?q=工程', 200],
    ['search, nothing', '/enterprises?q=没有此名', 200],
    ['search, one character', '/enterprises?q=南', 400],
    ['search, broken cursor', '/enterprises?q=工程&cursor=x', 400],
    ['enterprise', enterprisePath(expired), 200],
    ['enterprise, past', `${enterprisePath(expired)}?asOf=${expired.before}`, 200],
    ['enterprise, refused day', `${enterprisePath(expired)}?asOf=2100-01-01`, 400],
    ['enterprise, wrong code', '/enterprises/91990000999999990M', 400],
    ['enterprise, unknown', `/enterprises/${syntheticUscc(98_765_432)}`, 404],
    ['qualification, failing', qualificationPath(expired), 200],
    ['qualification, lowest level', qualificationPath(lowest), 200],
    ['qualification, unmapped', qualificationPath(unmapped), 200],
    ['qualification, not assessed', qualificationPath(notAssessed), 200],
    ['qualification, many people', qualificationPath(largest), 200],
    ['marked list', '/red-list', 200],
    ['marked list, one city', '/red-list?division=4501', 200],
    ['marked list, empty', '/red-list?division=9900', 200],
    ['marked list, broken cursor', '/red-list?cursor=x', 400],
    ['notices', '/notices', 200],
    ['notices, of a kind', '/notices?kind=announcement', 200],
    ['notice', `/notices/${notice}`, 200],
    ['announcement', `/notices/${announcement}`, 200],
    ['document', `/documents/${order}`, 200],
    ['document, unknown', '/documents/0198c0de-0000-8000-8000-000000000000', 404],
    ['check of documents', '/documents', 200],
    ['look-up', '/lookup', 200],
    ['receipt, unknown', '/receipts/0198c0de-0000-4000-8000-000000000000', 404],
    ['standards', '/standards', 200],
    ['standard', '/standards/GC-01-3', 200],
    ['about', '/about', 200],
    ['problem kind', '/problems/invalid-uscc', 200],
    ['not found', '/nowhere', 404],
  ];
}

async function journey(page: Page): Promise<void> {
  const { expired } = situations();
  // Two characters that stand in the name.
  const term = expired.enterprise.replace(/（.*$/, '').slice(-2);
  await page.goto('/');
  await page.getByRole('main').getByRole('searchbox').fill(term);
  await page.getByRole('main').getByRole('button', { name: '查询' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toContainText(/找到|名称含/);
  const row = page.getByRole('row').filter({ hasText: expired.uscc });
  await expect(row).toContainText('异常标注');
  await row.getByRole('link').click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(expired.enterprise);
  const qualification = page.getByRole('row').filter({ has: page.getByRole('link', { name: expired.qualification }) });
  await expect(qualification).toContainText('不达标·异常标注');
  await expect(qualification).toContainText('第四条');
  await qualification.getByRole('link').click();

  const main = page.getByRole('main');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(expired.qualification);
  await expect(main).toContainText(/应不少于 \d+ 人，现计入 \d+ 人，尚缺 1 人/);
  await expect(main).toContainText('至少补充 1 名');
  const notCounted = page.getByRole('table', { name: /未计入的人员/ });
  await expect(notCounted).toContainText('已过有效期');
  await expect(main).toContainText('条文经转载件核对，未与印发文本核对');

  // The day before: met, and no mark.
  await page.getByLabel('查看其他日期').fill(expired.before);
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page).toHaveURL(new RegExp(`asOf=${expired.before}`));
  await expect(main).toContainText('当日记录');
  await expect(main.locator('.verdict')).toHaveText('达标');
  await expect(main).not.toContainText('异常标注');
  await expect(main.locator('.timeline')).toHaveCount(0);
  await page.getByRole('link', { name: '回到今日' }).click();
  await expect(main.locator('.verdict')).toHaveText('不达标·异常标注');
}

test('SX23-4.4: search by two characters, read which clause fails by how many and why, change the day', async ({
  page,
}) => {
  await journey(page);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the same journey works', async ({ page }) => {
    await journey(page);
  });
});

test('the journey by keyboard alone', async ({ page }) => {
  const { expired } = situations();
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('searchbox')).toBeFocused();
  await page.keyboard.type(expired.uscc.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '找到 1 家企业' })).toBeVisible();
  const focusOn = async (name: string) => {
    for (let tabs = 0; tabs < 30; tabs++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return;
    }
    throw new Error(`no way to ${name} by Tab`);
  };
  await focusOn(expired.enterprise);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth);
  expect(outline).toBe('3px');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(expired.enterprise);
  await focusOn(expired.qualification);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(expired.qualification);
});

for (const width of [1280, 390]) {
  test(`axe finds no violation and nothing is wider than ${width} px`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    for (const [name, address, status] of everyPage()) {
      await test.step(name, async () => {
        const response = await page.goto(address);
        expect(response?.status(), name).toBe(status);
        const { violations } = await axe(page)
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      });
    }
    await context.close();
  });
}

test('a first visit weighs at most 50 KB, everything included', async ({ browser, baseURL }) => {
  for (const [name, address] of everyPage()) {
    const context = await browser.newContext(baseURL ? { baseURL } : {});
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    let scripts = 0;
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts++;
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    const icon = await page.request.get('/favicon.svg');
    bytes += (await icon.body()).length + 300;
    expect(bytes, `${name}: ${bytes} bytes`).toBeLessThanOrEqual(50 * 1024);
    expect(bytes, `${name} was measured`).toBeGreaterThan(2000);
    expect(scripts, name).toBe(0);
    console.log(`${(bytes / 1024).toFixed(1).padStart(6)} KB  ${name}`);
    await context.close();
  }
});

test('the printed sheet carries the address and the time of the query', async ({ page }) => {
  const { expired } = situations();
  await page.goto(qualificationPath(expired));
  await expect(page.getByText('查询时间')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('查询时间')).toBeVisible();
  await expect(page.getByText('查询时间')).toContainText(qualificationPath(expired));
  await expect(page.getByRole('button', { name: '查看' })).toBeHidden();
});

test('pages follow by cursor and lead back to the first', async ({ page }) => {
  await page.goto('/enterprises?q=工程');
  const rows = page.getByRole('rowheader');
  await expect(rows).toHaveCount(20);
  const first = await rows.allTextContents();
  await page.getByRole('link', { name: '下一页' }).click();
  // A click ends before the next page has arrived: wait for what only that page has.
  await page.getByRole('link', { name: '回到第一页' }).waitFor();
  await expect(rows).toHaveCount(20);
  const second = await rows.allTextContents();
  expect(second.filter((name) => first.includes(name))).toEqual([]);
  await page.getByRole('link', { name: '回到第一页' }).click();
  await expect(rows).toHaveText(first);
});

test('a day that lies ahead is refused in words beside its field', async ({ page }) => {
  const { expired } = situations();
  await page.goto(`${enterprisePath(expired)}?asOf=2100-12-31`);
  await expect(page.getByRole('alert')).toContainText('尚未到来');
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByLabel('查看其他日期')).toBeFocused();
});
