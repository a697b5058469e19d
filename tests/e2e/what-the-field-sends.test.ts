import { expect, type Page, test } from '@playwright/test';
import { syntheticUscc } from '#tests/load/synthetic-register.ts';
import { writeWorkbook } from '#tests/load/xlsx-writer.ts';
import { axe } from './axe.ts';
import { nextCode, signInAs } from './sign-in.ts';

const HEAD = ['企业名称', '统一社会信用代码', '企业注册属地'];
const right = syntheticUscc(8_001);
/** as some offices issued such: everything but the 18th character computes */
const CODE = `${right.slice(0, 17)}${right.endsWith('A') ? 'B' : 'A'}`;
const LICENCE = { name: '执照.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF') };
const MISNAMED = '演示旧证建设有限公司';

/** Nothing that axe finds, and nothing wider than the screen, at both widths. */
async function isSound(page: Page): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await axe(page).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: test.info().outputPath(`${Date.now()}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** A workbook as it comes: companies on one sheet, those that are gone on another, under another header. */
async function workbook(): Promise<string> {
  const file = test.info().outputPath('企业名册.xlsx');
  await writeWorkbook(file, [
    {
      name: '企业',
      rows: [
        HEAD,
        ['演示两表建设有限公司', syntheticUscc(8_002), '450103'],
        [MISNAMED, CODE, '450103'],
        ['演示无处建设有限公司', syntheticUscc(8_003), '990103'],
      ],
    },
    {
      name: '注销企业',
      rows: [
        [...HEAD, '曾用名'],
        ['演示已销建设有限公司', syntheticUscc(8_004), '450103', '演示旧销建设有限公司'],
      ],
    },
  ]);
  return file;
}

test('a workbook of two tables asks which is meant, its refusals are grouped, and a code as on the licence is taken once two persons have looked', async ({
  browser,
}) => {
  const handler = await (await browser.newContext()).newPage();
  await signInAs(handler, 'shengji-jingban');
  await handler.goto('/province/imports/new');
  await handler.getByLabel('企业', { exact: true }).check();
  await handler.getByLabel('数据来源').selectOption({ label: '新的来源（在下面写明名称）' });
  await handler.getByLabel('新来源的名称').fill('演示名册');
  await handler.getByLabel('增量').check();
  await handler.locator('input[name=file]').setInputFiles(await workbook());
  await handler.getByRole('button', { name: '试导入' }).click();
  await expect(handler.getByRole('heading', { name: '选择要导入的工作表' })).toBeVisible({ timeout: 120_000 });
  await isSound(handler);
  await handler.getByLabel(/^\s*企业（\d+\s*行）/).check();
  await handler.getByRole('button', { name: '试导入这一张' }).click();
  await expect(handler.getByText(/按证照核实/).first()).toBeVisible({ timeout: 120_000 });
  await isSound(handler);
  await handler.getByRole('button', { name: /^导入/ }).click();
  await expect(handler.getByText('已登记').first()).toBeVisible({ timeout: 120_000 });

  // The clerk has the licence before him.
  await handler.goto('/province/codes');
  await handler.getByText('提出核实', { exact: true }).click();
  await handler.getByLabel('营业执照上的统一社会信用代码').fill(right);
  await handler.getByLabel('营业执照上的企业全称').fill(MISNAMED);
  await handler.getByLabel('怎样核实的').fill('查验营业执照原件，与国家企业信用信息公示系统一致。');
  await handler.locator('input[name=evidence]').setInputFiles(LICENCE);
  await handler.getByLabel('动态口令').fill(nextCode('shengji-jingban'));
  await handler.getByRole('button', { name: '提出，交他人确认' }).click();
  await expect(handler.getByRole('alert')).toBeVisible();
  await expect(handler.getByLabel('怎样核实的')).toHaveValue(/查验营业执照原件/);
  await isSound(handler);
  await handler.getByLabel('营业执照上的统一社会信用代码').fill(CODE);
  await handler.locator('input[name=evidence]').setInputFiles(LICENCE);
  await handler.getByLabel('动态口令').fill(nextCode('shengji-jingban'));
  await handler.getByRole('button', { name: '提出，交他人确认' }).click();
  await expect(handler.getByText('本人提出的须由他人确认')).toBeVisible();

  const reviewer = await (await browser.newContext()).newPage();
  await signInAs(reviewer, 'shengji-shenhe');
  await reviewer.goto('/province/codes');
  const row = reviewer.getByRole('row', { name: new RegExp(CODE) });
  await row.getByLabel('依据或者理由').fill('与国家企业信用信息公示系统一致。');
  await row.getByLabel('动态口令').fill(nextCode('shengji-shenhe'));
  await isSound(reviewer);
  await row.getByLabel('动态口令').fill(nextCode('shengji-shenhe'));
  await row.getByRole('button', { name: '按证照确认' }).click();
  await expect(row).toContainText('已按证照核实');
  await reviewer.goto('/office/doubts');
  await expect(reviewer.getByRole('heading', { name: '待更正的登记内容' })).toBeVisible();
  await isSound(reviewer);
});
