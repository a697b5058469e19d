import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import pg from 'pg';
import { legalDayOf } from '#platform/clock.ts';
import { signInAs } from '../sign-in.ts';
import { importRegistration } from './registration-feed.ts';

interface Where {
  readonly address: string;
  readonly databaseUrl: string;
  readonly mailbox: string;
  readonly clockFile: string;
  readonly enterprises: readonly number[];
}

/** The life of a case: a product with a clock of its own, and people who sign in one after the other. */
export interface Life extends Where {
  /** jumps ahead by days; whoever was signed in has to sign in again */
  later(days: number): void;
  /** the legal day of the life's present */
  today(): string;
  now(): Date;
  /** somebody of the demonstration with a page of their own, signed in on the present day of the life */
  as(browser: Browser, signInName: string): Promise<Page>;
  /** somebody of the public, with an empty cache: pages may be kept for half a minute */
  visitor(browser: Browser): Promise<Page>;
  /** waits until the case of an enterprise stands in a stage; the worker brings it there */
  stage(enterpriseId: number, stage: string): Promise<void>;
  /** waits until the offices owe this in a case: the worker writes it when its day has come */
  owed(caseId: string, what: string): Promise<void>;
  /** stages of all cases */
  stages(): Promise<string[]>;
  caseOf(enterpriseId: number): Promise<string>;
  /** what whoever runs the installation types beside it, `command('import', 'registrations', file)`: its exit code and its answer */
  command(...args: string[]): Promise<{ readonly code: number; readonly answer: string }>;
  /** a practitioner registers with an enterprise: the feed of registrations brings the row, imported by the command line */
  hire(enterpriseId: number): Promise<void>;
  /** text of the development mailbox's newest mail whose subject contains this, and whose text contains the other */
  mail(subject: string, text?: string): Promise<string>;
  /** Every place where a raw resident-ID number was seen: logs, pages and files that were opened, mails. */
  leaks(): Promise<string[]>;
  end(): Promise<void>;
}

/** Synthetic ID numbers are of the division 990000, which is nobody's (src/features/demo/synthetic-identifiers.ts). */
const ID_NUMBER = /990000(?:19|20)\d{9}[\dXx]/;

async function started(child: ChildProcess): Promise<Where> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const line = said.split('\n').find((each) => each.startsWith('{"address"'));
      if (line !== undefined) resolve(JSON.parse(line));
    });
    child.once('exit', (code) => reject(new Error(`the product of a life ended with ${code}`)));
  });
}

export async function beginLife(of: {
  readonly province: string;
  readonly district: string;
  readonly enterprises?: number;
  /** who issued the certificate of each enterprise */
  readonly issuers?: readonly ('city' | 'province' | 'ministry')[];
  /** how many of the needed persons are missing in each enterprise; one */
  readonly missing?: number;
}): Promise<Life> {
  const secret = randomBytes(32).toString('base64');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'tests/e2e/lives/life-product.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      LIFE_LOG_LEVEL: 'debug',
      LIFE_PROVINCE: of.province,
      LIFE_DISTRICT: of.district,
      LIFE_ENTERPRISES: String(of.enterprises ?? of.issuers?.length ?? 1),
      LIFE_ISSUERS: (of.issuers ?? []).join(','),
      LIFE_MISSING: String(of.missing ?? 1),
      QUALWATCH_SECRET: secret,
    },
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
    for (const line of chunk.toString('utf8').split('\n'))
      if (!line.startsWith('{"level":')) process.stderr.write(line === '' ? '' : `${line}\n`);
  });
  const where = await started(child);
  const seen = new Set<string>();
  const watch = (page: Page): Page => {
    page.on('response', async (response) => {
      const type = response.headers()['content-type'] ?? '';
      if (!/html|json|csv|text/.test(type)) return;
      const text = await response.text().catch(() => '');
      // Who types a number sees it in the form until it is sent; nobody else and nowhere else.
      if (ID_NUMBER.test(text) && !response.url().endsWith('/enterprise/confirmation')) seen.add(response.url());
    });
    return page;
  };
  const pool = new pg.Pool({ connectionString: where.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  // A minute ahead from the start: the worker of a shifted clock does not wait long for what a day brings.
  let shift = 60_000;
  let hired = 0;
  // Nobody signs in twice on one day of the life: until the clock moves on, a further page is another tab of their browser.
  const signedIn = new Map<string, BrowserContext>();
  const now = () => new Date(Date.now() + shift);
  const ask = async (text: string, values: unknown[]) => (await pool.query(text, values)).rows[0];
  const command: Life['command'] = (...args) =>
    new Promise((resolve) => {
      const run = execFile(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'src/cli/main.ts', ...args],
        {
          env: {
            ...process.env,
            DATABASE_URL: where.databaseUrl,
            QUALWATCH_SECRET: secret,
            QUALWATCH_MODE: 'development',
            QUALWATCH_CLOCK_FILE: where.clockFile,
            QUALWATCH_PROVINCE: of.province,
          },
        },
        (_failed, stdout) => resolve({ code: run.exitCode ?? -1, answer: stdout }),
      );
    });
  return {
    ...where,
    now,
    command,
    later(days) {
      shift += days * 86_400_000;
      signedIn.clear();
      writeFileSync(where.clockFile, String(shift));
    },
    today: () => legalDayOf(now()),
    async as(browser, signInName) {
      const present = signedIn.get(signInName);
      if (present !== undefined) return watch(await present.newPage());
      const context = await browser.newContext({ baseURL: where.address });
      const page = watch(await context.newPage());
      await signInAs(page, signInName, now());
      signedIn.set(signInName, context);
      return page;
    },
    async visitor(browser) {
      return watch(await (await browser.newContext({ baseURL: where.address })).newPage());
    },
    async stage(enterpriseId, stage) {
      await expect
        .poll(
          async () =>
            (
              await ask('select stage from cases where enterprise_id = $1 order by opened_on desc limit 1', [
                enterpriseId,
              ])
            )?.stage,
          { timeout: 120_000, message: `stage of enterprise ${enterpriseId}` },
        )
        .toBe(stage);
    },
    async owed(caseId, what) {
      await expect
        .poll(
          async () =>
            (await pool.query<{ what: string }>('select what from case_duty where case_id = $1', [caseId])).rows.map(
              (row) => row.what,
            ),
          {
            timeout: 120_000,
            message: `duties of case ${caseId}`,
          },
        )
        .toContain(what);
    },
    async stages() {
      return (await pool.query<{ stage: string }>('select stage from cases order by id')).rows.map(
        ({ stage }) => stage,
      );
    },
    async caseOf(enterpriseId) {
      return String(
        (await ask('select id from cases where enterprise_id = $1 order by opened_on desc limit 1', [enterpriseId]))
          ?.id,
      );
    },
    async hire(enterpriseId) {
      hired++;
      const { uscc, name } = await ask('select uscc, name from enterprise where id = $1', [enterpriseId]);
      await importRegistration({
        uscc: String(uscc),
        name: String(name),
        serial: hired,
        province: of.province,
        today: legalDayOf(now()),
        command,
      });
    },
    async mail(subject, about = '') {
      let text = '';
      await expect
        .poll(
          async () => {
            const list = await (await fetch(where.mailbox)).text();
            for (const link of list.split('<a ').slice(1)) {
              const href = /href="([^"]+)"/.exec(link)?.[1];
              if (href === undefined || !link.slice(0, link.indexOf('</a>')).includes(subject)) continue;
              text = await (await fetch(new URL(href, where.mailbox))).text();
              if (text.includes(about)) return true;
            }
            return false;
          },
          { timeout: 120_000, message: `mail “${subject}” ${about}` },
        )
        .toBe(true);
      return text;
    },
    async leaks() {
      const mails: string[] = [];
      const list = await (await fetch(where.mailbox)).text();
      for (const [, href] of list.matchAll(/href="(\/[0-9a-f]{32})"/g)) {
        const text = await (await fetch(new URL(href ?? '', where.mailbox))).text();
        if (ID_NUMBER.test(text)) mails.push(`mail ${href}`);
      }
      return [
        ...seen,
        ...mails,
        ...log
          .split('\n')
          .filter((line) => ID_NUMBER.test(line))
          .map((line) => `log ${line.slice(0, 200)}`),
      ];
    },
    async end() {
      await pool.end();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Drafted by the handler, approved by the reviewer, sealed by the seal keeper: three people, three sign-ins. */
export async function draftReviewSeal(
  life: Life,
  browser: Browser,
  office: string,
  begin: (handler: Page) => Promise<void>,
): Promise<Page> {
  const handler = await life.as(browser, `${office}-jingban`);
  await begin(handler);
  await handler.getByRole('button', { name: '拟稿并送审' }).click();
  await expect(handler.getByRole('status').first()).toContainText('等待审核');
  const draft = new URL(handler.url()).pathname;
  const reviewer = await life.as(browser, `${office}-shenhe`);
  await reviewer.goto(draft);
  await expect(reviewer.getByText('不能办理：')).toBeHidden();
  await reviewer.getByRole('button', { name: /^同意，送/ }).click();
  await expect(reviewer.getByRole('status').first()).toContainText('等待');
  // A withdrawal passes the legal review and the head before the seal.
  if ((await reviewer.getByRole('status').first().textContent())?.includes('法制审核') === true)
    await signLongerChain(life, browser, office, draft);
  const keeper = await life.as(browser, `${office}-yongyin`);
  await keeper.goto(draft);
  await keeper.getByRole('button', { name: '用印，制发文书' }).click();
  await expect(keeper.getByText('制发完毕')).toBeVisible({ timeout: 120_000 });
  await expect(keeper.getByText('未成功')).toBeHidden();
  for (const page of [handler, reviewer]) await page.close();
  return keeper;
}

async function signLongerChain(life: Life, browser: Browser, office: string, draft: string): Promise<void> {
  const legal = await life.as(browser, `${office}-fazhi`);
  await legal.goto(draft);
  await legal.getByLabel('法制审核意见').fill('主体适格，事实清楚，证据充分，适用依据正确，程序合法，同意。');
  await legal.getByRole('button', { name: /^同意，送/ }).click();
  await expect(legal.getByRole('status').first()).toContainText('等待集体讨论');
  const head = await life.as(browser, `${office}-fuzeren`);
  await head.goto(draft);
  await head.getByLabel('集体讨论日期').fill(life.today());
  await head.getByLabel('参加人员').fill('演示负责人、演示分管负责人、演示法制机构负责人');
  await head.getByLabel('讨论结论').fill('一致同意撤回。');
  const scan = Buffer.from('%PDF-1.4\n% 演示：集体讨论笔录\n');
  await head
    .getByLabel('集体讨论笔录（扫描件）')
    .setInputFiles({ name: '集体讨论笔录.pdf', mimeType: 'application/pdf', buffer: scan });
  await head.getByRole('button', { name: '签发，送用印' }).click();
  await expect(head.getByRole('status').first()).toContainText('等待用印');
  for (const page of [legal, head]) await page.close();
}

/** Opens every document that a draft has issued and looks at its first bytes. */
export async function openIssued(page: Page): Promise<number> {
  const links = await page.getByRole('link', { name: '打开文书' }).all();
  for (const link of links) {
    const file = await page.request.get((await link.getAttribute('href')) ?? '');
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
  }
  return links.length;
}
