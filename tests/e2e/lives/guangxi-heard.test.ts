import { type Browser, expect, type Page, test } from '@playwright/test';
import { legalDayOf } from '#platform/clock.ts';
import { syntheticUscc } from '../../../src/features/demo/synthetic-identifiers.ts';
import { bring } from './bring.ts';
import { signConfirmation } from './confirmation.ts';
import { beginLife, draftReviewSeal, type Life, openIssued } from './life.ts';
import { registerOnPaper } from './paper.ts';
import { postAndScan, prepareLetters } from './post.ts';
import { readRecord } from './record.ts';

test.describe.configure({ mode: 'serial' });

let life: Life;
test.beforeAll(async () => {
  life = await beginLife({ province: '45', district: '450102', enterprises: 3 });
});
test.afterAll(() => life.end());

const PDF = { name: '听证笔录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n演示\n%%EOF\n') };
const name = (at: number) => `演示生命周期${at}建设有限公司`;

/** The enterprise as the public sees it, with an empty cache. */
async function publicPage(browser: Browser, at: number): Promise<Page> {
  const visitor = await life.visitor(browser);
  await visitor.goto(`/enterprises/${syntheticUscc(9000 + at)}`);
  await expect(visitor.getByRole('heading', { name: name(at) })).toBeVisible();
  return visitor;
}

test('GX24-4.1d, GX24-5.1a, GX24-4.1e: rectified in time and lifted; by post and by public notice; heard, and kept', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [rectified = 0, heard = 0, unreachable = 0] = life.enterprises;
  for (const each of life.enterprises) await life.stage(each, 'warned');
  const [rectifiedCase, heardCase] = [await life.caseOf(rectified), await life.caseOf(heard)];
  const legal = await life.as(browser, 'qiye-faren');
  await signConfirmation(life, legal);
  let seen = await publicPage(browser, 1);
  await expect(seen.getByText('异常标注').first()).toBeVisible();

  // GX24-4.1b: two months for all three; one is served at once, the others have signed nothing.
  const keeper = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=issue-order');
    for (const box of await handler.locator('tbody input[type=checkbox]').all()) await box.check();
    await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
    await handler.getByLabel('2 个月').check();
  });
  expect(await openIssued(keeper)).toBe(3);
  await life.stage(rectified, 'rectifying');
  await life.stage(heard, 'ordered');

  // GX24-5.1a: the others by post; one letter is signed for, one comes back and goes on the web.
  const city = await life.as(browser, 'shiji-jingban');
  await prepareLetters(city, '责令限期整改通知书');
  await postAndScan(life, browser, [
    { enterprise: name(2), waybill: 'EA200000002CN', outcome: '签收' },
    { enterprise: name(3), waybill: 'EA200000003CN', outcome: '拒收' },
  ]);
  await life.stage(heard, 'rectifying');
  // 民事诉讼法 95: a second attempt on another day, by two officers, before anything is published.
  life.later(1);
  const unreachableCase = await life.caseOf(unreachable);
  await bring(life, browser, {
    office: 'shiji',
    caseId: unreachableCase,
    document: '责令限期整改通知书',
    outcome: '受送达人不在',
  });
  await life.owed(unreachableCase, 'publish-order');
  const noticed = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=publish-order');
    await expect(handler.locator('tbody input[type=checkbox]')).toHaveCount(1);
    await handler.locator('tbody input[type=checkbox]').check();
    await handler.getByRole('button', { name: '拟制送达公告' }).click();
    await expect(handler.getByText('由系统按案件记录写入公告')).toBeVisible();
  });
  expect(await openIssued(noticed)).toBe(1);
  const visitor = await life.visitor(browser);
  await visitor.goto('/notices');
  await visitor.getByRole('rowheader').getByRole('link').first().click();
  await expect(visitor.getByText(name(3)).first()).toBeVisible();

  // GX24-4.1d: the enterprise says what it has done; the register has it a week later, and the mark falls by itself.
  // A day has passed, so whoever was signed in signs in again.
  const legalAgain = await life.as(browser, 'qiye-faren');
  await legalAgain.goto(`/enterprise/cases/${rectifiedCase}`);
  await legalAgain.getByRole('link', { name: '提交整改材料，申请复查' }).click();
  await legalAgain.getByLabel('整改情况').fill('已聘用二级注册建造师 1 名，注册申请已受理。');
  await legalAgain.getByRole('button', { name: '提交并申请复查' }).click();
  await expect(legalAgain.getByRole('status').first()).toContainText('整改材料已提交');
  const cityAgain = await life.as(browser, 'shiji-jingban');
  await cityAgain.goto('/office/notices?unread=1');
  await expect(cityAgain.getByText('已聘用二级注册建造师 1 名').first()).toBeVisible();
  life.later(7);
  await life.hire(rectified);
  await life.stage(rectified, 'cleared');
  await life.mail('取消资质异常标注', name(1));
  const again = await life.as(browser, 'qiye-faren');
  await expect
    .poll(async () => {
      await again.goto('/enterprise/inbox');
      return again.getByRole('link', { name: /取消资质异常标注/ }).count();
    })
    .toBe(1);
  await again.goto(`/enterprise/cases/${rectifiedCase}`);
  await expect(again.getByText('本案已经办结')).toBeVisible();
  seen = await publicPage(browser, 1);
  await expect(seen.getByText('异常标注', { exact: true })).toHaveCount(0);

  // The public notice serves on the thirtieth day; the one who signed for the letter is overdue after two months.
  life.later(24);
  await life.stage(unreachable, 'rectifying');
  life.later(40);
  await life.stage(heard, 'overdue');
  const intent = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${heardCase}`);
    await handler.getByRole('link', { name: '发出撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBe(1);
  const poster = await life.as(browser, 'shiji-jingban');
  await prepareLetters(poster, '撤回告知书');
  await postAndScan(life, browser, [{ enterprise: name(2), waybill: 'EA200000004CN', outcome: '签收' }]);
  await life.stage(heard, 'intent-notified');

  // 行政许可法 47, 48: it asks to be heard; nothing is decided before the hearing, and the hearing has its record.
  const second = await life.as(browser, 'qiye2-faren');
  await second.goto(`/enterprise/cases/${heardCase}`);
  await second.getByRole('link', { name: '申请听证' }).click();
  await second.getByRole('button', { name: '提交听证申请' }).click();
  await expect(second.getByRole('status').first()).toContainText('听证申请已提交');
  await second.goto(`/enterprise/cases/${heardCase}/steps/request-hearing`);
  await expect(second.getByText('已经申请过听证')).toBeVisible();
  // 行政许可法 48: notice with presider, seven working days before; whoever handled the case does not preside.
  const hearingOn = legalDayOf(new Date(life.now().getTime() + 20 * 86_400_000));
  const notified = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${heardCase}`);
    await handler.getByRole('link', { name: '通知听证' }).click();
    await handler.getByLabel('听证日期').fill(hearingOn);
    await handler.locator('#time').fill('09:30');
    await handler.getByLabel('地点').fill('演示听证室');
    await handler.getByLabel('听证主持人').fill('演示主持人');
  });
  expect(await openIssued(notified)).toBe(1);
  await life.mail('听证通知', name(2));
  life.later(20);
  const hearer = await life.as(browser, 'shiji-jingban');
  await hearer.goto('/office?what=hold-hearing');
  await hearer.locator('tbody').getByRole('link').first().click();
  await hearer.getByRole('link', { name: '举行听证' }).click();
  await hearer.getByLabel('听证主持人').fill('演示主持人');
  await hearer.getByRole('button', { name: '登记听证' }).click();
  await expect(hearer.getByRole('alert').first()).toContainText('听证笔录');
  await hearer.getByLabel('听证笔录').setInputFiles(PDF);
  await hearer.getByRole('button', { name: '登记听证' }).click();
  await expect(hearer.getByRole('status').first()).toContainText('听证已登记');

  // Met after the term: nothing ends by itself, the authority decides, and keeps.
  await life.hire(heard);
  life.later(12);
  await life.owed(heardCase, 'decide');
  const decided = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=decide');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回（不予撤回）决定' }).click();
    await expect(handler.getByRole('link', { name: PDF.name })).toBeVisible();
    await handler.getByLabel('不予撤回，保留资质').check();
    await handler.getByLabel('对陈述申辩的审查意见').fill('听证查明已补足注册人员，予以采纳。');
  });
  expect(await openIssued(decided)).toBe(1);
  await life.stage(heard, 'cleared');
  seen = await publicPage(browser, 2);
  await expect(seen.getByText('异常标注', { exact: true })).toHaveCount(0);
  const last = await life.as(browser, 'qiye2-faren');
  await last.goto('/enterprise/inbox');
  await expect(last.getByRole('link', { name: /取消资质异常标注/ }).first()).toBeVisible();
});

test('GX24-5.1a, GX24-4.1e, 行政许可法 7: on paper to the end: served by public notice, heard over the counter, notice and decision brought, announced', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const [, , enterprise = 0] = life.enterprises;
  const caseId = await life.caseOf(enterprise);
  await life.stage(enterprise, 'overdue');
  const intent = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await handler.getByRole('link', { name: '发出撤回告知书' }).click();
  });
  expect(await openIssued(intent)).toBe(1);
  await bring(life, browser, { office: 'shiji', caseId, document: '撤回告知书' });
  await life.stage(enterprise, 'intent-notified');
  await registerOnPaper(life, browser, {
    office: 'shiji',
    caseId,
    paper: '陈述申辩意见',
    words: '公告期间在外施工，未看到公告；正在招聘注册建造师。',
  });
  life.later(14);
  await life.owed(caseId, 'decide');
  const decided = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto(`/office/cases/${caseId}`);
    await handler.getByRole('link', { name: '作出决定' }).click();
    await handler.getByLabel('撤回该项资质').check();
    // What came on paper is answered like what came on the platform.
    await expect(handler.getByText('公告期间在外施工').first()).toBeVisible();
    await handler.getByLabel('对陈述申辩的审查意见').fill('公告送达符合规定；经核查仍不足，不予采纳。');
  });
  expect(await openIssued(decided)).toBe(1);
  await bring(life, browser, { office: 'shiji', caseId, document: '撤回决定书' });
  await life.owed(caseId, 'announce');
  const announced = await draftReviewSeal(life, browser, 'shiji', async (handler) => {
    await handler.goto('/office?what=announce');
    await handler.locator('tbody input[type=checkbox]').first().check();
    await handler.getByRole('button', { name: '拟制撤回公告' }).click();
  });
  expect(await openIssued(announced)).toBe(1);
  await life.stage(enterprise, 'revoked');
  await readRecord(life, browser, {
    office: 'shiji',
    caseId,
    kinds: ['order', 'intent', 'decision', 'announcement'],
  });
});
