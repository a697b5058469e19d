import { defineConfig } from '@playwright/test';
import { installedBrowser } from './tests/tools/system-tools.ts';

/** The first Chromium of the machine, else Playwright's own (`npx playwright install chromium`). */
const browser = installedBrowser();

const port = process.env.QUALWATCH_E2E_PORT ?? '3987';
process.env.QUALWATCH_E2E_PORT = port;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  // Patience for a busy machine, not a measure of ours: what takes long is measured by the benchmarks.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A busy machine may be late once; what only passes the second time is printed as flaky and has to be looked at.
  retries: 1,
  reporter: [['list']],
  // What is not there after this long is not coming: a click does not wait for the whole test.
  use: {
    actionTimeout: 30_000,
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  // The whole product as production runs it: database, mail server, site, worker; up when /readyz says so.
  webServer: {
    command: 'node --disable-warning=ExperimentalWarning tests/e2e/product.ts',
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 600_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'pipe',
    stderr: 'pipe',
  },
});
