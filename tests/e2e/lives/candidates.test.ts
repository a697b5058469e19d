import { type Browser, expect, type Page, test } from '@playwright/test';
import { signConfirmation } from './confirmation.ts';
import { beginLife, draftReviewSeal, type Life } from './life.ts';

/** The regimes on trial through the screens: what is unsure waits for an official, and the pages say that the data must be checked. */
test.describe.configure({ timeout: 900_000 });
let life: Life;
test.afterEach(() => life.end());

async function begun(browser: Browser, province: string, district: string, stage: string) {
  life = await beginLife({ province, district });
  const [enterprise = 0] = life.enterprises;
  await life.stage(enterprise, stage);
  const caseId = await life.caseOf(enterprise);
  const legal = await life.as(browser, 'qiye-faren');
  await legal.goto(`/enterprise/cases/${caseId}`);
  await expect(legal.getByText('试行数据，须核对').first()).toBeVisible();
  const handler = await life.as(browser, 'shiji-jingban');
  await handler.goto(`/office/cases/${caseId}`);
  await expect(handler.getByText('试行数据，须核对').first()).toBeVisible();
  await signConfirmation(life, legal);
  return { enterprise, caseId, legal, handler };
}

/** Order, intent, decision, announcement: each drafted, reviewed, sealed, served by platform and mail. */
async function toTheEnd(browser: Browser, enterprise: number, caseId: string) {
  const drafted = async (what: string, button: string, fill?: (handler: Page) => Promise<void>) =>
    draftReviewSeal(life, browser, 'shiji', async (handler) => {
      await handler.goto(`/office?what=${what}`);
      await handler.locator('tbody input[type=checkbox]').first().check();
      await handler.getByRole('button', { name: button }).click();
      await fill?.(handler);
    });
  await drafted('issue-order', '拟制责令限期整改通知书');
  await life.stage(enterprise, 'rectifying');
  life.later(105);
  await life.stage(enterprise, 'overdue');
  await drafted('notify-intent', '拟制撤回告知书');
  await life.stage(enterprise, 'intent-notified');
  life.later(20);
  await life.owed(caseId, 'decide');
  await drafted('decide', '拟制撤回（不予撤回）决定', async (handler) => {
    await handler.getByLabel('撤回该项资质').check();
  });
  await life.owed(caseId, 'announce');
  await drafted('announce', '拟制撤回公告');
  await life.stage(enterprise, 'revoked');
}

test('JX26-2, JX26-4, JX26-5: 江西，标注、发起整改、期满复核、责令、撤回', async ({ browser }) => {
  const { enterprise, caseId, legal } = await begun(browser, '36', '360102', 'marked-auto');
  await legal.goto(`/enterprise/cases/${caseId}`);
  await legal.getByRole('link', { name: '发起整改' }).click();
  await legal.getByRole('button', { name: '发起整改' }).click();
  await expect(legal.getByRole('status').first()).toContainText('整改已发起');
  life.later(95);
  await life.stage(enterprise, 'recheck-due');
  await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await handler.getByRole('link', { name: '复查', exact: true }).first().click();
    await handler.getByRole('radio', { name: '未达标' }).check();
    for (const [name, value] of [
      ['officer1', '复核甲'],
      ['certificate1', '1'],
      ['officer2', '复核乙'],
      ['certificate2', '2'],
    ] as const)
      await handler.locator(`[name=${name}]`).fill(value);
  });
  await life.stage(enterprise, 'not-met');
  await toTheEnd(browser, enterprise, caseId);
});

test('HB25-2, HB25-3: 河北，预警、月初公布、主管部门标注、责令、撤回', async ({ browser }) => {
  const { enterprise, caseId } = await begun(browser, '13', '130102', 'warned');
  life.later(65);
  await life.owed(caseId, 'mark-by-hand');
  await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await handler.getByRole('link', { name: '手动标注' }).first().click();
    await handler.getByLabel('核实的经过和标注的理由').fill('经核实，注册建造师仍不足。');
  });
  await life.stage(enterprise, 'abnormal');
  await toTheEnd(browser, enterprise, caseId);
});

test('部令22号 28: 没有本省规定的省，列入待核实、责令、撤回', async ({ browser }) => {
  const { enterprise, caseId } = await begun(browser, '33', '330102', 'found');
  await toTheEnd(browser, enterprise, caseId);
});
