import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What Playwright itself runs without a window: the same engine without the browser around it, a quarter less work a page. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

const BROWSERS = [
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser for end-to-end tests: CHROMIUM_PATH, an installed one, or undefined (then Playwright's own is used). */
export function installedBrowser(): string | undefined {
  const configured = process.env.CHROMIUM_PATH;
  if (configured !== undefined && configured !== '') return configured;
  return BROWSERS.find((path) => existsSync(path));
}

function onPath(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function aptInstall(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  const options = {
    stdio: ['ignore', 2, 2] as ['ignore', number, number],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  say(`正在安装测试所需的系统软件：${packages.join(' ')}……`);
  spawnSync('apt-get', ['update', '-qq'], options);
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options).status === 0;
}

async function playwrightBrowserInstalled(): Promise<boolean> {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath());
}

/**
 * Makes sure that a real Chromium with Chinese fonts and the PDF tools are there; installs them where it can.
 * @returns what is missing, with how to install it; empty when all is there
 */
export async function ensureSystemTools(): Promise<string[]> {
  const missing: string[] = [];
  const fonts = () => spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '';
  const noShell =
    process.env.CHROMIUM_PATH === undefined && !existsSync(HEADLESS_SHELL) && !(await playwrightBrowserInstalled());
  // Not every distribution has the shell by itself; then its whole Chromium serves.
  if (noShell && !aptInstall(['chromium-headless-shell']) && installedBrowser() === undefined) aptInstall(['chromium']);
  const wanted = [
    ...(fonts() === '' ? ['fonts-noto-cjk', 'fontconfig'] : []),
    ...(onPath('pdfsig') ? [] : ['poppler-utils']),
  ];
  if (wanted.length > 0) aptInstall(wanted);
  if (installedBrowser() === undefined && !(await playwrightBrowserInstalled())) {
    say('正在下载 Playwright 的 Chromium……');
    const cli = 'node_modules/@playwright/test/cli.js';
    if (spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] }).status !== 0) {
      missing.push(
        '没有找到 Chromium，端到端测试无法运行。请安装浏览器（Debian/Ubuntu：apt-get install chromium；其他系统：npx playwright install chromium），或用 CHROMIUM_PATH 指明其位置。',
      );
    }
  }
  if (!onPath('pdfsig')) {
    missing.push(
      '没有找到 pdfsig，PDF 签名测试无法运行。请安装 poppler（Debian/Ubuntu：apt-get install poppler-utils；macOS：brew install poppler）。',
    );
  }
  return missing;
}
