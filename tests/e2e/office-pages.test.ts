import { expect, type Page, test } from '@playwright/test';
import { axe } from './axe.ts';
import { signInAs } from './sign-in.ts';

async function isSound(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width}`).toBeLessThanOrEqual(
      width,
    );
    const { violations } = await axe(page)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      `${name} at ${width}`,
    ).toEqual([]);
  }
}

test('axe finds nothing in the casework and the account pages, and nothing is wider than 1280 or 390 px', async ({
  page,
}) => {
  await page.goto('/sign-in');
  await isSound(page, 'sign-in');
  await signInAs(page, 'shiji-jingban');
  for (const address of [
    '/office',
    '/office?what=issue-order',
    '/office?q=没有这家企业',
    '/office/cases',
    '/office/cases?open=1',
    '/office/drafts',
    '/account',
    '/account/password',
    '/account/factors',
  ]) {
    await page.goto(address);
    await isSound(page, address);
  }
  await page.goto('/office?what=issue-order');
  await page.getByRole('rowheader').getByRole('link').last().click();
  await isSound(page, 'case');
  await page.getByRole('link', { name: '发出责令限期整改通知书' }).first().click();
  await isSound(page, 'draft form');
  await page.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(page.getByRole('status').first()).toContainText('等待审核');
  await isSound(page, 'draft');
  await page.getByRole('button', { name: '撤稿' }).click();
  await expect(page.getByRole('status').first()).toContainText('已撤稿');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('GX24-4.1b: signing in, drafting for ticked rows, review and seal need no script', async ({ browser }) => {
    const person = async (name: string) => {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await signInAs(page, name);
      return page;
    };
    const handler = await person('shiji-jingban');
    await handler.goto('/office?what=issue-order');
    await handler.locator('tbody input[type=checkbox]').nth(4).check();
    await handler.locator('tbody input[type=checkbox]').nth(5).check();
    await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
    await handler.getByRole('button', { name: '拟稿并送审' }).click();
    await expect(handler.getByRole('status').first()).toContainText('共 2 件');
    const draft = handler.url();
    const reviewer = await person('shiji-shenhe');
    await reviewer.goto(draft);
    await reviewer.getByRole('button', { name: '退回经办人' }).click();
    await expect(reviewer.getByRole('alert')).toContainText('退回时请写明理由');
    await reviewer.getByRole('button', { name: '同意，送用印' }).click();
    const keeper = await person('shiji-yongyin');
    await keeper.goto(draft);
    await keeper.getByRole('button', { name: '用印，制发文书' }).click();
    await expect
      .poll(
        async () => {
          await keeper.goto(draft);
          return keeper.getByText('制发完毕').isVisible();
        },
        { timeout: 120_000 },
      )
      .toBe(true);
    await expect(keeper.getByRole('link', { name: '打开文书' })).toHaveCount(2);
  });
});
