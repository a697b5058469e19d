import path from 'node:path';
import { DEMONSTRATION_PASSWORD } from '#features/accounts/commands.ts';
import { loadDemoProvince, prepareDemonstrationSignIns } from '#features/demo/commands.ts';
import { bringWhatTimeBrings, runMonth } from '#features/verification/commands.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import { developmentSecretText } from '#platform/installation-secret.ts';
import { startDevelopmentMailbox } from '#platform/mail/development-mailbox.ts';
import { endWithParent } from '#platform/parent-process.ts';
import { dataFolder } from '#platform/project-root.ts';
import type { Command } from '../command.ts';
import { siteAddress, siteArguments } from '../start/listening.ts';
import { takenPorts } from '../start/ports.ts';
import { type Service, startService, stopService, waitUntilAnswering } from '../start/processes.ts';
import { endRemains, noteRunning } from '../start/remains.ts';
import { buildSite } from '../start/site-build.ts';

const help = `用法：npm start

启动整个系统：数据库（未设置 DATABASE_URL 时用项目自带的 PostgreSQL 18）、演示数据、当月核查、网站、
后台任务、定时任务和开发邮箱。Ctrl-C 停止全部。

可用环境变量：PORT（网站，默认 3000）、MAILBOX_PORT（开发邮箱，默认 8025）、SMTP_PORT（开发邮件服务，默认 1025）、
QUALWATCH_HOST（网站监听的 IP 地址，默认 127.0.0.1，即只有本机能访问）、DATABASE_URL、QUALWATCH_PROVINCE（默认 45）、QUALWATCH_DEMO=off（不装入演示数据）。
`;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`· ${what}……`);
  const started = performance.now();
  const result = await work();
  say(`完成（${((performance.now() - started) / 1000).toFixed(1)} 秒）`);
  return result;
}

export const start: Command = {
  help,
  async run() {
    const config = readConfig();
    const smtpPort = Number(process.env.SMTP_PORT ?? 1025);
    const remains = await endRemains(dataFolder);
    switch (remains.kind) {
      case 'running':
        process.stderr.write(
          `资质哨已在运行（进程 ${remains.pid}，数据 ${dataFolder}）。要重新启动，请先在原来的窗口按 Ctrl-C 停止。\n`,
        );
        return 1;
      case 'ended':
        say('上一次启动意外中断，留下的网站和后台任务已结束；数据完好，继续使用。');
        break;
      case 'none':
        break;
    }
    const taken = await takenPorts([
      { port: config.PORT, purpose: '网站', variable: 'PORT' },
      { port: config.MAILBOX_PORT, purpose: '开发邮箱', variable: 'MAILBOX_PORT' },
      { port: smtpPort, purpose: '开发邮件服务', variable: 'SMTP_PORT' },
    ]);
    if (taken.length > 0) {
      process.stderr.write(`无法启动：\n${taken.join('\n')}\n`);
      return 1;
    }

    say('资质哨 Qualwatch 正在启动');
    const closing: (() => Promise<unknown>)[] = [];
    let stop: (code: number) => void = () => undefined;
    let stopping = false;
    const stopped = new Promise<number>((resolve) => {
      stop = (code) => {
        stopping = true;
        resolve(code);
      };
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
    endWithParent(() => stop(0));
    try {
      await Promise.race([bringUp(config, smtpPort, closing, stop, () => stopping), stopped]);
      return await stopped;
    } catch (error) {
      process.stderr.write(`\n启动失败：${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    } finally {
      if (closing.length > 0) say('\n正在停止……');
      for (const close of closing.reverse()) await close().catch(() => undefined);
      say('已全部停止。');
    }
  },
};

async function bringUp(
  config: ReturnType<typeof readConfig>,
  smtpPort: number,
  closing: (() => Promise<unknown>)[],
  stop: (code: number) => void,
  isStopping: () => boolean,
): Promise<void> {
  const database = await timed(
    config.DATABASE_URL === undefined ? '启动内置数据库 PostgreSQL 18 并更新结构' : '连接数据库并更新结构',
    openDatabase,
  );
  closing.push(() => database.close());
  const pool = openPool(database.url);
  closing.push(() => pool.end());
  const mailbox = await startDevelopmentMailbox({
    folder: path.join(dataFolder, 'mailbox'),
    smtpPort,
    webPort: config.MAILBOX_PORT,
  });
  closing.push(() => mailbox.close());

  const now = systemClock.now();
  if (process.env.QUALWATCH_DEMO !== 'off') {
    const demo = await timed('装入演示数据（首次启动时）', () =>
      loadDemoProvince(database.url, pool, { now, province: config.QUALWATCH_PROVINCE }),
    );
    if (demo !== undefined) say(`  ${demo}`);
  }
  const asOf = legalDayOf(now);
  const month = asOf.slice(0, 7);
  const { settlement } = await timed(`${month} 的核查`, async () => {
    const province = config.QUALWATCH_PROVINCE;
    await bringWhatTimeBrings(database.url, pool, { province, now: systemClock.now(), waits: true });
    return runMonth(database.url, pool, { month, scope: '', asOf, now: systemClock.now() }, { province });
  });
  if (settlement.outcome === 'settled') {
    const { qualifications, notMet, warned } = settlement.report;
    say(`  共核查 ${qualifications} 项资质，不达标 ${notMet} 项，新预警 ${warned} 项`);
  } else if (settlement.outcome === 'held') {
    say(`  核查已暂停，等待放行：${settlement.reason}`);
  }
  const signIns =
    process.env.QUALWATCH_DEMO === 'off'
      ? []
      : await prepareDemonstrationSignIns(pool, { province: config.QUALWATCH_PROVINCE, now });
  await timed('构建网站（源码有变动时）', buildSite);

  const address = siteAddress(config);
  const environment = {
    DATABASE_URL: database.url,
    // Demo sign-ins and a shifted clock belong to a development installation; production refuses both.
    QUALWATCH_MODE: 'development',
    QUALWATCH_SECRET: process.env.QUALWATCH_SECRET ?? developmentSecretText(),
    QUALWATCH_CLOCK_FILE: process.env.QUALWATCH_CLOCK_FILE ?? path.join(dataFolder, 'clock'),
    QUALWATCH_BASE_URL: process.env.QUALWATCH_BASE_URL ?? address,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    ...(process.env.NODE_ENV === 'production' ? {} : { QUALWATCH_SIGNING: 'development' }),
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  const services: Service[] = [
    startService('网站', siteArguments(config), {
      ...environment,
      NODE_ENV: 'production',
    }),
    startService('后台任务', ['src/worker/main.ts'], environment),
  ];
  const ended = noteRunning(
    dataFolder,
    services.flatMap(({ process: { pid } }) => (pid === undefined ? [] : [pid])),
  );
  closing.push(async () => ended());
  closing.push(() => Promise.all(services.map((service) => stopService(service))));
  for (const service of services) {
    service.process.once('exit', (code) => {
      if (code !== 0 && code !== null && !isStopping()) {
        process.stderr.write(`${service.name}意外退出（退出码 ${code}）。\n`);
        stop(1);
      }
    });
  }
  const [site] = services;
  if (site !== undefined) await timed('启动网站与后台任务', () => waitUntilAnswering(`${address}/readyz`, site, 60));

  say('');
  say(`网站        ${address}`);
  say(`开放接口    ${address}/api/v1/openapi.json`);
  say(`开发邮箱    http://localhost:${mailbox.webPort}   （系统发出的邮件都在这里，不会寄到任何真实邮箱）`);
  say(`数据        ${dataFolder}`);
  if (signIns.length > 0) {
    say('');
    say(`登录        ${address}/sign-in   演示账号的密码均为 ${DEMONSTRATION_PASSWORD}，第二步的动态口令显示在页面上`);
    for (const { signInName, name } of signIns) say(`  ${signInName.padEnd(18)}${name}`);
  }
  say('');
  say('按 Ctrl-C 停止。');
}
