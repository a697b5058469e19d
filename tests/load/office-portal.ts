/**
 * The office's work list over 10 000 open cases, and a batch of 500 orders from the browser: `node tests/load/office-portal.ts`.
 * Prints one JSON line. Needs a built site (`npm start` or the end-to-end tests have built it) and Chromium.
 */
import { spawn } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { DEMONSTRATION_PASSWORD } from '#features/accounts/commands.ts';

const CASES = Number(process.argv[2] ?? 10_000);
const BATCH = 500;
const REPEATS = 200;

const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/e2e/lives/life-product.ts'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    LIFE_PROVINCE: '45',
    LIFE_DISTRICT: '450102',
    LIFE_ENTERPRISES: String(CASES),
    LIFE_MISSING: '99',
  },
});
const where: { address: string; databaseUrl: string } = await new Promise((resolve, reject) => {
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    const line = said.split('\n').find((each) => each.startsWith('{"address"'));
    if (line !== undefined) resolve(JSON.parse(line));
  });
  child.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
});

const pool = new pg.Pool({ connectionString: where.databaseUrl, max: 2 });
const count = async (text: string) => Number((await pool.query(text)).rows[0]?.count);
const until = async (text: string, wanted: number) => {
  while ((await count(text)) < wanted) await new Promise((resolve) => setTimeout(resolve, 200));
};
await until("select count(*) from case_duty where what = 'issue-order'", CASES);
await pool.query('analyze');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

async function signedIn(name: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: where.address, locale: 'zh-CN' })).newPage();
  await page.goto('/sign-in');
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '下一步' }).click();
  const code = /当前动态口令 (\d{6})/.exec((await page.textContent('body')) ?? '')?.[1] ?? '';
  await page.getByLabel('动态口令').fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '退出登录' }).waitFor();
  return page;
}

const handler = await signedIn('shiji-jingban');
const cookie = (await handler.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
const times: number[] = [];
let bytes = 0;
for (let at = 0; at < REPEATS; at++) {
  const started = performance.now();
  const answer = await fetch(`${where.address}/office${at % 2 === 0 ? '' : '?what=issue-order'}`, {
    headers: { cookie },
  });
  const html = await answer.text();
  times.push(performance.now() - started);
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  bytes = Math.max(bytes, gzipSync(html).length);
}
times.sort((a, b) => a - b);

let first = 0;
handler.on('response', async (response) => {
  first += (await response.body().catch(() => Buffer.alloc(0))).length;
});
await handler.goto('/office?what=issue-order', { waitUntil: 'networkidle' });

const { rows } = await pool.query<{ id: string }>(
  `select case_id as id from case_duty where what = 'issue-order' order by case_id limit ${BATCH}`,
);
const token = await handler.locator('input[name=csrf]').first().inputValue();
const started = performance.now();
const form = new URLSearchParams({ csrf: token, act: 'draft', what: 'issue-order', termMonths: '3' });
for (const { id } of rows) form.append('case', id);
const drafted = await fetch(`${where.address}/office/drafts/new`, {
  method: 'POST',
  body: form,
  headers: { cookie },
  redirect: 'manual',
});
const draft = drafted.headers.get('location') ?? '';
const draftedMs = performance.now() - started;
const reviewer = await signedIn('shiji-shenhe');
await reviewer.goto(draft);
await reviewer.getByRole('button', { name: '同意，送用印' }).click();
const keeper = await signedIn('shiji-yongyin');
await keeper.goto(draft);
const sealing = performance.now();
await keeper.getByRole('button', { name: '用印，制发文书' }).click();
const answeredMs = performance.now() - sealing;
await until("select count(*) from official_document where kind = 'order'", BATCH);
const issuedSeconds = (performance.now() - sealing) / 1000;

const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
process.stdout.write(
  `${JSON.stringify({
    cases: CASES,
    workListP50Ms: at(0.5),
    workListP95Ms: at(0.95),
    workListHtmlGzipBytes: bytes,
    workListAllBytesUnpacked: first,
    batch: BATCH,
    draftedMs: Math.round(draftedMs),
    sealAnsweredMs: Math.round(answeredMs),
    batchIssuedSeconds: Math.round(issuedSeconds * 10) / 10,
  })}\n`,
);
await browser.close();
await pool.end();
child.kill('SIGTERM');
await new Promise((resolve) => child.once('exit', resolve));
process.exit(0);
