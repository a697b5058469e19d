/**
 * Brings up the whole product by hand, as production runs it: an embedded throw-away PostgreSQL with the demo province, a
 * real mail server, `next start` and a worker. Stops everything on SIGTERM.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadDemoProvince, prepareDemonstrationSignIns } from '#features/demo/commands.ts';
import { runMonth } from '#features/verification/commands.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { embeddedPlace } from '#platform/database/embedded-binaries.ts';
import { startEmbeddedPostgres } from '#platform/database/embedded-postgres.ts';
import { applyMigrations } from '#platform/database/migrations.ts';
import { startDevelopmentMailbox } from '#platform/mail/development-mailbox.ts';
import { startService, stopService } from '../../src/cli/start/processes.ts';
import { buildSite } from '../../src/cli/start/site-build.ts';
import { openFuzzSessions } from './fuzz-sessions.ts';
import { writeMailboxAddress } from './mailbox.ts';
import { publishDocuments } from './publish-documents.ts';
import { findSituations, writeSituations } from './situations.ts';
import { addWorks } from './works.ts';

const port = process.env.QUALWATCH_E2E_PORT ?? '3987';
const PROVINCE = '45';
// Every process of the product reads the same encrypted numbers.
process.env.QUALWATCH_SECRET = randomBytes(32).toString('base64');
const say = (line: string) => process.stdout.write(`${line}\n`);

const closing: (() => Promise<unknown>)[] = [];
let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const close of closing.reverse()) await close().catch(() => undefined);
  process.exit(code);
}
process.on('SIGTERM', () => void stop(0));
process.on('SIGINT', () => void stop(0));

try {
  const place = embeddedPlace();
  const folder = path.join(path.dirname(place.dataFolder), `e2e-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({
    place: { ...place, dataFolder: path.join(folder, 'postgres') },
    durable: false,
    database: 'qualwatch_e2e',
  });
  closing.push(() => server.stop());
  await applyMigrations(server.url);
  const pool = openPool(server.url);
  const now = systemClock.now();
  say((await loadDemoProvince(server.url, pool, { now, province: PROVINCE })) ?? '');
  const asOf = legalDayOf(now);
  await runMonth(server.url, pool, { month: asOf.slice(0, 7), scope: '', asOf }, { province: PROVINCE });
  await prepareDemonstrationSignIns(pool, { province: PROVINCE, now });
  await openFuzzSessions(pool);
  await addWorks(pool);
  writeSituations(await findSituations(pool));
  await publishDocuments(pool, `http://127.0.0.1:${port}`, now);
  await pool.end();

  const mailFolder = mkdtempSync(path.join(tmpdir(), 'qualwatch-e2e-mail-'));
  closing.push(async () => rmSync(mailFolder, { recursive: true, force: true }));
  const mailbox = await startDevelopmentMailbox({ folder: mailFolder, smtpPort: 0, webPort: 0 });
  closing.push(() => mailbox.close());
  writeMailboxAddress(`http://127.0.0.1:${mailbox.webPort}`);

  say((await buildSite()) ? 'site built' : 'site is of the present sources');
  const address = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: server.url,
    QUALWATCH_MODE: 'development',
    QUALWATCH_SECRET: process.env.QUALWATCH_SECRET,
    QUALWATCH_SIGN_IN_LIMIT: '10000',
    QUALWATCH_BASE_URL: address,
    QUALWATCH_PROVINCE: PROVINCE,
    // The tests stand where a reverse proxy would: each test can be a client of its own.
    QUALWATCH_TRUSTED_PROXIES: '1',
    QUALWATCH_METRICS_TOKEN: 'of-the-tests',
    QUALWATCH_RATE_LIMIT: '240',
    SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    QUALWATCH_SIGNING: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: 'warn',
  };
  const services = [
    startService('site', ['src/web/main.ts', '--port', port], { ...environment, NODE_ENV: 'production' }),
    startService('worker', ['src/worker/main.ts'], environment),
  ];
  closing.push(() => Promise.all(services.map((service) => stopService(service))));
  for (const { name, process: child } of services) {
    child.once('exit', (code) => {
      if (stopping) return;
      say(`${name} ended with ${code}`);
      void stop(1);
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  await stop(1);
}
