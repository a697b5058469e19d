import { expect, type Page, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { demonstrationSecret } from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { syntheticResidentId, syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import { pngOf } from '../integration/png.ts';
import { mailTo } from './mailbox.ts';
import { signInAs } from './sign-in.ts';

// One enterprise signs, so one after the other: a newer check of its address voids the one before.
test.describe.configure({ mode: 'serial' });

/** The form; where a confirmation stands already it is folded away. */
async function openForm(page: Page): Promise<void> {
  await page.goto('/enterprise/confirmation');
  const folded = page.getByText('所载信息变更了，重新签署');
  if ((await folded.count()) > 0 && !(await page.getByLabel('接收文书的电子邮箱').isVisible())) await folded.click();
}

const ID_NUMBER = syntheticResidentId('1980-01-01', 7);

/** Draws a stroke on the pad, as a hand would. */
async function draw(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: '手写签名框' });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('no pad');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 80, { steps: 8 });
  await page.mouse.move(box.x + 60, box.y + 100, { steps: 8 });
  await page.mouse.up();
}

test('GX24-A.1, GX24-5.1a: the legal representative fills in, previews, proves the address by mail, signs on the pad with a second factor, and gets the signed form back', async ({
  page,
}) => {
  await signInAs(page, 'qiye-faren');
  await openForm(page);
  const email = `songda.${Date.now()}@demo.invalid`;
  await page.getByLabel('法定代表人身份证号码').fill('110101199001011234');
  await page.getByLabel('接收文书的电子邮箱').fill('不是邮箱');
  await page.getByRole('button', { name: /发送验证邮件|换邮箱后重新验证/ }).click();
  await expect(page.getByRole('alert')).toContainText('电子邮箱有误');
  await expect(page.getByLabel('法定代表人身份证号码')).toHaveValue('110101199001011234');
  await page.getByLabel('接收文书的电子邮箱').fill(email);
  const opened = page.waitForEvent('popup');
  const pdf = page.context().waitForEvent('response', (response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: /预览确认书/ }).click();
  expect((await pdf).headers()['content-type']).toBe('application/pdf');
  await (await opened).close();
  await page.getByRole('button', { name: /发送验证邮件|换邮箱后重新验证/ }).click();
  await expect(page.getByRole('status').first()).toContainText(`验证邮件已发送到 ${email}`);

  await page.getByLabel('邮件中的 6 位验证码').fill('000000');
  await page.getByRole('button', { name: '验证邮箱' }).click();
  await expect(page.getByRole('alert')).toContainText('验证码不对');
  const mail = await mailTo(email, '电子邮箱验证');
  const link = /https?:\/\/[^\s"<]+\/enterprise\/confirmation\/email\?token=[\w-]+/.exec(mail)?.[0] ?? '';
  const reader = await page.context().browser()?.newPage();
  if (reader === undefined) throw new Error('no browser');
  await reader.goto(link);
  await reader.getByRole('button', { name: '确认电子邮箱' }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('电子邮箱已验证');
  await reader.close();
  await page.getByRole('button', { name: '我已打开链接' }).click();
  await expect(page.getByText('已验证').first()).toBeVisible();

  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret('qiye-faren'), new Date()));
  await page.getByRole('button', { name: '签署送达确认书' }).click();
  await expect(page.getByRole('alert')).toContainText('在签名框内签名');
  await expect(page.getByRole('alert')).toContainText('身份证');
  await page.getByLabel('法定代表人身份证号码').fill(ID_NUMBER);
  await draw(page);
  // A wrong code takes nothing away, not even the stroke on the pad.
  await page.getByLabel('动态口令').fill('000000');
  await page.getByRole('button', { name: '签署送达确认书' }).click();
  await expect(page.getByRole('alert')).toContainText('动态口令不正确');
  await expect(page.locator('[data-drawn]')).toHaveText('已签名');
  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret('qiye-faren'), new Date()));
  await page.getByRole('button', { name: '签署送达确认书' }).click();
  await expect(page.getByRole('status').first()).toContainText('送达确认书已签署');
  await expect(page.getByText(ID_NUMBER)).toHaveCount(0);

  const waiting = page.getByRole('navigation', { name: '主菜单', exact: true }).getByRole('link', { name: /收件箱/ });
  await expect(waiting).toHaveText(/收件箱\d+件未读/);
  const before = (await waiting.textContent()) ?? '';
  await page.goto('/enterprise/inbox?show=unread');
  const row = page.locator('tbody tr', { hasText: '送达确认书' }).first();
  const address = (await row.getByRole('rowheader').getByRole('link').getAttribute('href')) ?? '';
  const file = await page.request.get(address);
  expect(file.headers()['content-type']).toBe('application/pdf');
  expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto('/enterprise/inbox');
  await expect(page.locator('tbody tr', { has: page.locator(`a[href="${address}"]`) })).not.toContainText('未读');
  await expect(waiting).not.toHaveText(before);
  await page.goto('/enterprise/trail');
  await expect(page.locator('tbody')).toContainText('签署送达确认书');
  await expect(page.locator('tbody')).toContainText('签阅文书');
});

test('GX24-A.1: without script the sealed page is uploaded; a file that is none is refused, and the older confirmation is replaced', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await signInAs(page, 'qiye-faren');
  await openForm(page);
  const email = `songda.seal.${Date.now()}@demo.invalid`;
  await page.getByLabel('法定代表人身份证号码').fill(ID_NUMBER);
  await page.getByLabel('接收文书的电子邮箱').fill(email);
  await page.getByRole('button', { name: /发送验证邮件|换邮箱后重新验证/ }).click();
  await expect(page.getByRole('status').first()).toContainText('验证邮件已发送');
  const code = /验证码：(\d{6})/.exec(await mailTo(email, '电子邮箱验证'))?.[1] ?? '';
  await page.getByLabel('邮件中的 6 位验证码').fill(code);
  await page.getByRole('button', { name: '验证邮箱' }).click();
  await expect(page.getByRole('status').first()).toContainText('已验证');
  const seal = page.getByLabel('上传签字盖章页（不手写签名时）');
  await seal.setInputFiles({ name: '签章页.pdf', mimeType: 'application/pdf', buffer: Buffer.from('不是 PDF') });
  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret('qiye-faren'), new Date()));
  await page.getByRole('button', { name: '签署送达确认书' }).click();
  await expect(page.getByRole('alert')).toContainText('文件不是PNG、JPEG 图片或者 PDF');
  await expect(page.getByLabel('法定代表人身份证号码')).toHaveValue(ID_NUMBER);
  await seal.setInputFiles({ name: '签章页.png', mimeType: 'image/png', buffer: pngOf(600, 800, true) });
  await page.getByLabel('动态口令').fill(totpCode(demonstrationSecret('qiye-faren'), new Date()));
  await page.getByRole('button', { name: '签署送达确认书' }).click();
  await expect(page.getByRole('status').first()).toContainText('新的送达确认书已签署');
  await expect(page.locator('tbody tr').first()).toContainText('签章页');
  await expect(page.locator('tbody tr').nth(1)).toContainText('已由新签署的确认书代替');
  await context.close();
});

test('GX24-A.1: an operator may prepare the confirmation and not sign it, authorise nobody, and is told who can', async ({
  page,
}) => {
  await signInAs(page, 'qiye-jingban');
  await page.goto('/enterprise/confirmation');
  await expect(page.locator('.refused-act')).toContainText('只有法定代表人可以签署');
  await page.goto('/enterprise/operators');
  await expect(page.locator('.refused-act')).toContainText('只有法定代表人可以授权');
  const token = await page.locator('input[name=csrf]').first().inputValue();
  const forged = await page.request.post('/enterprise/confirmation', { form: { csrf: token, act: 'sign' } });
  expect(forged.status()).toBe(403);
});

/** The authenticator that the page shows the key of. */
async function codeOf(page: Page): Promise<string> {
  const key = (await page.locator('code').first().textContent()) ?? '';
  return new TOTP({
    secret: Secret.fromBase32(key.replace(/\s/g, '')),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  }).generate();
}

test('GX21-A1: an enterprise signs up through its representative’s check, enrols its second factor, signs in and authorises an operator, who is ended again', async ({
  page,
  browser,
}) => {
  const serial = Date.now() % 10_000_000;
  const name = `faren${serial}`;
  const phone = `139${String(serial).padStart(8, '0')}`;
  await page.goto('/sign-up');
  await page.getByRole('link', { name: '企业注册' }).click();
  await page.getByLabel('企业类型').selectOption({ label: '建设单位' });
  await page.getByLabel('统一社会信用代码').fill('91450100000000000X');
  await page.getByLabel('企业名称').fill(`演示建设单位${serial}有限公司`);
  await page.getByLabel('法定代表人姓名').fill('演示法人');
  await page.getByLabel('法定代表人身份证号码').fill(ID_NUMBER);
  await page.getByLabel('手机号码').fill(phone);
  await page.getByLabel('对公账户打款核验').check();
  await page.getByRole('button', { name: '下一步，核验' }).click();
  await expect(page.getByRole('alert')).toContainText('银行账号应为');
  await expect(page.getByLabel('企业名称')).toHaveValue(`演示建设单位${serial}有限公司`);
  await page.getByLabel('统一社会信用代码').fill(syntheticUscc(80_000_000 + serial));
  await page.getByLabel('法定代表人实名核验').check();
  await page.getByRole('button', { name: '下一步，核验' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('设立账号');

  const mail = await mailTo(`${phone}@sms`, '实名核验');
  const code = /验证码 (\d{6})/.exec(mail)?.[1] ?? '';
  await page.getByLabel('验证码').fill('000000');
  await page.getByLabel('登录名').fill(name);
  await page.locator('#password').fill('Yanshi#20261');
  await page.getByLabel('再填一次密码').fill('Yanshi#20262');
  await page.getByRole('button', { name: '设立账号' }).click();
  await expect(page.getByRole('alert')).toContainText('两次填写的密码不一致');
  await page.getByLabel('验证码').fill(code);
  await page.locator('#password').fill('Yanshi#20261');
  await page.getByLabel('再填一次密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '设立账号' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('绑定身份验证器');
  const key = (await page.locator('code').first().textContent()) ?? '';
  const enrolled = await codeOf(page);
  await page.getByLabel('动态口令').fill(enrolled);
  await page.getByRole('button', { name: '绑定' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('注册完成');

  await page.getByRole('main').getByRole('link', { name: '登录' }).click();
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '下一步' }).click();
  // A code serves once: the next one of the same authenticator, which may come a step early.
  const secret = Secret.fromBase32(key.replace(/\s/g, ''));
  const next = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: Date.now() + 30_000,
  });
  await page.getByLabel('动态口令').fill(next);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
  // Nobody knows the enterprise: what was signed up for is a claim, which two officials check by its documents.
  await page.getByRole('navigation', { name: '主菜单', exact: true }).getByRole('link', { name: '企业认领' }).click();
  await page
    .getByLabel('证明材料')
    .setInputFiles({ name: '营业执照.png', mimeType: 'image/png', buffer: pngOf(40, 40, false) });
  await page.getByRole('button', { name: '上传' }).click();
  await expect(page.getByRole('status')).toContainText('材料已收到');
  for (const [official, act] of [
    ['shengji-jingban', '材料属实，交另一人确认'],
    ['shengji-shenhe', '确认认领'],
  ] as const) {
    const office = await (await browser.newContext()).newPage();
    await signInAs(office, official);
    await office.goto('/province/claims');
    await office.getByRole('link', { name: `演示建设单位${serial}有限公司` }).click();
    await expect(office.getByText('登记中没有这家企业')).toBeVisible();
    await office.getByLabel('依据').fill('核对营业执照原件，与公示系统一致');
    await office.getByLabel('动态口令').fill(totpCode(demonstrationSecret(official), new Date()));
    await office.getByRole('button', { name: act }).click();
    await expect(office.getByRole('status')).toBeVisible();
    await office.context().close();
  }
  await page.goto('/enterprise');
  await expect(page.getByText('登记中没有有效的资质')).toBeVisible();

  await page.goto('/enterprise/operators');
  await page.getByLabel('姓名').fill('演示招标人');
  await page.getByLabel('登录名').fill('zhaobiao');
  await page.getByLabel('手机号码').fill('13800000000');
  await page.getByLabel('您本人的登录密码').fill('Yanshi#20262');
  await page.getByRole('button', { name: '邀请' }).click();
  await expect(page.getByRole('alert')).toContainText('本人密码不对');
  await expect(page.getByLabel('手机号码')).toHaveValue('13800000000');
  await page.getByLabel('您本人的登录密码').fill('Yanshi#20261');
  await page.getByRole('button', { name: '邀请' }).click();
  await expect(page.getByRole('status')).toContainText('已邀请演示招标人');
  // Nobody acts for an enterprise who has not accepted it.
  const other = await (await browser.newContext()).newPage();
  await signInAs(other, 'zhaobiao');
  await other.goto('/account/claims');
  await expect(other.getByText('邀请您担任经办人')).toBeVisible();
  await other.getByRole('button', { name: '接受' }).click();
  await expect(other.getByRole('status')).toContainText('已接受');
  await other.context().close();

  await page.goto('/enterprise/operators');
  await page.getByText('终止授权').click();
  await page.getByRole('button', { name: '确认终止演示招标人的授权' }).click();
  await expect(page.getByRole('status')).toContainText('授权已终止');
  await page.goto('/enterprise/trail');
  await expect(page.locator('tbody')).toContainText('企业认领生效');
  await expect(page.locator('tbody')).toContainText('终止角色');
});
