/**
 * Makes the pictures of the guided tour (docs/tour/*.png) on the product of the browser tests, with its demo province:
 *
 *   QUALWATCH_E2E_PORT=3998 node --disable-warning=ExperimentalWarning tests/e2e/product.ts      (leave it running)
 *   QUALWATCH_E2E_PORT=3998 node --disable-warning=ExperimentalWarning tests/tools/tour.ts [number of one step …]
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, expect, type Locator, type Page } from '@playwright/test';
import { DEMONSTRATION_PASSWORD, demonstrationSecret } from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { syntheticResidentId } from '#features/demo/synthetic-identifiers.ts';
import { projectRoot } from '#platform/project-root.ts';
import settings from '../../playwright.config.ts';
import { mailTo } from '../e2e/mailbox.ts';
import { signInAs } from '../e2e/sign-in.ts';
import { situations } from '../e2e/situations.ts';

const LARGEST = 150_000;
const WIDTH = 1280;
const folder = path.join(projectRoot, 'docs', 'tour');
const { expired, lowest } = situations();

/** Saves the page from its top or from a part of it, cut from below until the README can carry it. */
async function picture(page: Page, name: string, height = 820, from?: Locator): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  const top = Math.max(0, ((await from?.boundingBox())?.y ?? 0) - 16);
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const file = path.join(folder, `${name}.png`);
  for (let cut = Math.min(height, whole - top); ; cut -= 40) {
    const clip = { x: 0, y: top, width: WIDTH, height: cut };
    await page.screenshot({ path: file, fullPage: true, clip, animations: 'disabled' });
    const { size } = statSync(file);
    if (size > LARGEST) continue;
    process.stdout.write(`${name} ${cut} px, ${Math.round(size / 1024)} KB\n`);
    return;
  }
}

async function visitor(browser: Browser): Promise<Page> {
  const { baseURL, locale, timezoneId } = settings.use ?? {};
  const context = await browser.newContext({
    viewport: { width: WIDTH, height: 900 },
    ...(baseURL ? { baseURL } : {}),
    ...(locale ? { locale } : {}),
    ...(timezoneId ? { timezoneId } : {}),
  });
  return context.newPage();
}

/** Somebody of the demonstration. A code serves once: who signs in again waits for the next. */
async function person(browser: Browser, signInName: string): Promise<Page> {
  const page = await visitor(browser);
  await signInAs(page, signInName);
  return page;
}

async function search(browser: Browser): Promise<void> {
  const page = await visitor(browser);
  await page.goto(`/enterprises?q=${encodeURIComponent(expired.enterprise.slice(2, 4))}`);
  await picture(page, '01-search', 600);
  await page.goto(`/enterprises/${expired.uscc}/qualifications/${expired.qualificationId}`);
  await picture(page, '02-qualification', 900);
}

async function signIn(browser: Browser): Promise<void> {
  const page = await visitor(browser);
  await page.goto('/sign-in');
  await page.getByLabel('登录名').fill('shengji-shenhe');
  await page.getByLabel('密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByLabel('动态口令')).toBeVisible();
  await picture(page, '03-sign-in', 380);
}

async function enterprise(browser: Browser): Promise<void> {
  const page = await person(browser, 'qiye-jingban');
  await page.goto('/enterprise');
  await picture(page, '04-enterprise', 860);
  await page.goto('/enterprise/what-if');
  const said = (await page.getByText('最少补充').first().textContent()) ?? '';
  const hires = [...said.matchAll(/([一-龥]+?)专业([一-龥]+?)（(一级|二级)(?:及以上)?） (\d+) 名/g)];
  for (const [at, [, specialty, role, grade, number]] of hires.entries()) {
    const first = specialty?.split('或')[0]?.replace(/^.*最少补充/, '') ?? '';
    await page.locator(`#hire-${at}`).selectOption({ label: `${grade}${role} · ${first}` });
    await page.locator(`#number-${at}`).fill(number ?? '');
  }
  await page.getByRole('button', { name: '试算' }).first().click();
  await expect(page.getByText('变为达标').first()).toBeVisible();
  await picture(page, '05-what-if', 860);
}

async function confirmation(browser: Browser): Promise<void> {
  const page = await person(browser, 'qiye-faren');
  await page.goto('/enterprise/confirmation');
  const email = `wenshu.${Date.now() % 100_000}@demo.invalid`;
  await page.getByLabel('法定代表人身份证号码').fill(syntheticResidentId('1980-01-01', 7));
  await page.getByLabel('接收文书的电子邮箱').fill(email);
  await page.getByRole('button', { name: /发送验证邮件|换邮箱后重新验证/ }).click();
  const code = /验证码：(\d{6})/.exec(await mailTo(email, '电子邮箱验证'))?.[1] ?? '';
  await page.getByLabel('邮件中的 6 位验证码').fill(code);
  await page.getByRole('button', { name: '验证邮箱' }).click();
  const pad = page.getByRole('img', { name: '手写签名框' });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('no signature pad');
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (let at = 1; at <= 24; at++) {
    await page.mouse.move(box.x + 40 + at * 9, box.y + 65 + Math.sin(at) * (at % 5) * 9, { steps: 4 });
  }
  await page.mouse.up();
  // No picture shows an ID number, not even a synthetic one.
  await page.getByLabel('法定代表人身份证号码').fill('');
  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret('qiye-faren'), new Date()));
  await picture(page, '06-confirmation', 960, page.getByRole('heading', { name: /第二步/ }));
}

async function casework(browser: Browser): Promise<void> {
  const handler = await person(browser, 'shiji-jingban');
  await handler.goto('/office?what=issue-order');
  const boxes = handler.locator('tbody input[type=checkbox]');
  await boxes.nth(20).check();
  await boxes.nth(21).check();
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await picture(handler, '07-work-list', 700);
  await boxes.nth(0).uncheck();
  await boxes.nth(1).uncheck();
  await handler.getByRole('button', { name: '拟制责令限期整改通知书' }).click();
  await handler.getByLabel('2 个月').check();
  await picture(handler, '08-draft', 820);
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status').first()).toContainText('文稿已拟制');
  const draft = new URL(handler.url()).pathname;
  const reviewer = await person(browser, 'shiji-shenhe');
  await reviewer.goto(draft);
  await picture(reviewer, '09-review', 820);
  await reviewer.getByRole('button', { name: '同意，送用印' }).click();
  const keeper = await person(browser, 'shiji-yongyin');
  await keeper.goto(draft);
  await keeper.getByRole('button', { name: '用印，制发文书' }).click();
  await expect(keeper.getByText('制发完毕')).toBeVisible({ timeout: 30_000 });
  await picture(keeper, '10-sealed', 820);
  await keeper.getByRole('rowheader').first().getByRole('link').click();
  await expect(keeper.getByRole('heading', { name: '办理经过' })).toBeVisible();
  await picture(keeper, '11-case', 1000);
}

async function province(browser: Browser): Promise<void> {
  const page = await person(browser, 'shengji-jingban');
  await page.goto('/province/runs');
  await page.getByRole('table', { name: '月度核查' }).getByRole('link').first().click();
  await picture(page, '12-run', 820);
  await page.goto('/province/standards');
  await page.getByRole('link', { name: '测算政策改动的影响' }).click();
  await page.getByLabel('年龄不超过').fill('45');
  await page.getByLabel('草案名称').fill('演示：年龄不超过 45 周岁');
  await page.getByRole('button', { name: '开始测算' }).click();
  await expect(page.getByText('达标 → 不达标').first()).toBeVisible({ timeout: 60_000 });
  await picture(page, '13-impact', 820);
}

async function oversight(browser: Browser): Promise<void> {
  const auditor = await person(browser, 'shenji');
  await auditor.goto('/audit/chains?sample=20');
  await expect(auditor.getByText('核验 20 件，全部完整')).toBeVisible();
  await picture(auditor, '14-chains', 640);
  const security = await person(browser, 'anquan');
  await security.goto('/security?q=quxian');
  await security.getByRole('link', { name: 'quxian-jingban' }).click();
  await picture(security, '15-account', 820);
}

async function tenderer(browser: Browser): Promise<void> {
  const page = await person(browser, 'zhaobiao');
  await page.goto('/tender');
  await page.getByLabel('名单名称').fill('演示招标项目一标段投标人');
  await page.getByRole('button', { name: '新建名单' }).click();
  await page.getByLabel('企业名称或统一社会信用代码').fill(`${expired.uscc}\n${lowest.uscc}`);
  await page.getByRole('button', { name: '加入名单' }).click();
  await expect(page.getByRole('cell', { name: expired.uscc })).toBeVisible();
  await picture(page, '16-tender', 760);
  await page.goto('/lookup');
  await page.getByLabel('企业名单').fill(`${expired.enterprise}\n${lowest.uscc}\n没有这样的公司`);
  await page.getByRole('button', { name: '查询并出具回执' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('企业资质核查状态查询回执');
  await picture(page, '17-receipt', 900);
}

const STEPS = [search, signIn, enterprise, confirmation, casework, province, oversight, tenderer];
const asked = process.argv.slice(2).map(Number);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(settings.use?.launchOptions ?? {});
try {
  for (const [at, step] of STEPS.entries()) if (asked.length === 0 || asked.includes(at + 1)) await step(browser);
} finally {
  await browser.close();
}
