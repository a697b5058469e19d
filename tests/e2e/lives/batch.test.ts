import { expect, test } from '@playwright/test';
import { beginLife, type Life } from './life.ts';

const CASES = 60;
let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '45', district: '450102', enterprises: CASES, missing: 99 });
});
test.afterAll(() => life.end());

test('GX24-4.1b: a batch of orders from the work list: wrong selections are said, progress moves, nothing times out, each order can be opened', async ({
  browser,
}) => {
  await life.stage(life.enterprises.at(-1) ?? 0, 'warned');
  const handler = await life.as(browser, 'shiji-jingban');
  const begin = async () => {
    await handler.goto('/office?what=issue-order');
    await handler.getByLabel(`选中符合条件的全部 ${CASES} 行`).check();
    await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
  };

  // Nothing ticked: said, and the list is still the list.
  await handler.goto('/office?what=issue-order');
  await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
  await expect(handler.getByText('请先勾选').first()).toBeVisible();
  await expect(handler.getByRole('checkbox').first()).toBeVisible();

  // Half an officer: said where, and what was chosen stays.
  await begin();
  await expect(handler.getByText(`共 ${CASES} 件`)).toBeVisible();
  await handler.getByLabel('2 个月').check();
  await handler.getByLabel('执法人员一').fill('演示执法甲');
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('alert').first()).toContainText('执法');
  await expect(handler.getByLabel('2 个月')).toBeChecked();
  await expect(handler.getByLabel('执法人员一')).toHaveValue('演示执法甲');
  await handler.getByLabel('执法人员一').fill('');
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status').first()).toContainText(`共 ${CASES} 件，等待审核`);
  let draft = handler.url();

  // The same cases a second time: named, not drafted twice.
  await begin();
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('alert').first()).toContainText('已有同样的文稿在办');

  const reviewer = await life.as(browser, 'shiji-shenhe');
  await reviewer.goto(draft);
  const sample = await reviewer.request.get(
    (await reviewer.getByRole('link', { name: /打开样稿/ }).getAttribute('href')) ?? '',
  );
  expect((await sample.body()).subarray(0, 5).toString()).toBe('%PDF-');
  // Returned with a reason: taken up again with what stood in it, one enterprise fewer.
  await reviewer.getByRole('button', { name: '退回经办人' }).click();
  await expect(reviewer.getByRole('alert').first()).toContainText('请写明理由');
  await reviewer.getByLabel('退回理由').fill('演示生命周期60建设有限公司另行办理。');
  await reviewer.getByRole('button', { name: '退回经办人' }).click();
  await handler.goto(draft);
  await expect(handler.getByText('演示生命周期60建设有限公司另行办理。')).toBeVisible();
  await handler.getByRole('link', { name: '修改后重新送审' }).click();
  await expect(handler.getByLabel('2 个月')).toBeChecked();
  await handler.getByText(`对象（${CASES} 件）`).click();
  await handler.getByLabel(/^办理演示生命周期60建设有限公司/).uncheck();
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status').first()).toContainText(`共 ${CASES - 1} 件，等待审核`);
  draft = handler.url();
  await reviewer.goto(draft);
  // Each piece can be opened; one is taken out with its reason and is the drafter's again.
  const piece = reviewer.getByRole('row').filter({ hasText: /^演示生命周期59建设有限公司/ });
  const own = await reviewer.request.get(
    (await piece.getByRole('link', { name: /^样稿：/ }).getAttribute('href')) ?? '',
  );
  expect((await own.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await piece.getByText('退出这一件').click();
  await piece.getByLabel(/^退出.*的理由$/).fill('通信地址待核实。');
  await piece.getByRole('button', { name: '退出', exact: true }).click();
  await expect(reviewer.getByText(`共 ${CASES - 2} 件`)).toBeVisible();
  await expect(reviewer.getByText(`审核人已打开样稿 0/${CASES - 2} 件`)).toBeVisible();
  await handler.goto(draft);
  await expect(handler.getByText('通信地址待核实。')).toBeVisible();
  await expect(handler.getByRole('link', { name: '另行拟稿' })).toBeVisible();
  await reviewer.getByRole('button', { name: '同意，送用印' }).click();
  const keeper = await life.as(browser, 'shiji-yongyin');
  await keeper.goto(draft);
  await keeper.getByRole('button', { name: '用印，制发文书' }).click();
  // The page answers at once, and what is done grows by itself.
  const bar = keeper.getByRole('progressbar');
  await expect(keeper.getByText('正在制发').first()).toBeVisible();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        seen.add((await bar.getAttribute('value').catch(() => null)) ?? '');
        return keeper.getByText('制发完毕').isVisible();
      },
      { timeout: 120_000, intervals: [100] },
    )
    .toBe(true);
  expect(seen.size).toBeGreaterThan(1);
  await expect(keeper.getByRole('link', { name: '打开文书' })).toHaveCount(CASES - 2);
  for (const at of [0, CASES - 3]) {
    const file = await keeper.request.get(
      (await keeper.getByRole('link', { name: '打开文书' }).nth(at).getAttribute('href')) ?? '',
    );
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
  }
  await handler.goto('/office?what=issue-order');
  await expect(handler.getByRole('rowheader')).toHaveCount(2);
  await expect(handler.getByText('演示生命周期60建设有限公司')).toBeVisible();
});
