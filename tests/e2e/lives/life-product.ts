/**
 * A product of its own for the life of one case: its own database, mail server, site, worker and clock, with a handful of
 * synthetic enterprises. Says on standard output, as one JSON line, where everything is; ends with SIGTERM.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demonstrationSignIns, makeDemonstrationAccounts } from '#features/accounts/commands.ts';
import { demonstrationOffices, recordDemonstrationRemedies, recordOffices } from '#features/service/commands.ts';
import { switchOnCity } from '#features/supervision/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { embeddedPlace } from '#platform/database/embedded-binaries.ts';
import { startEmbeddedPostgres } from '#platform/database/embedded-postgres.ts';
import { applyMigrations } from '#platform/database/migrations.ts';
import { encryptIdNumber, hashIdNumber, identityKeys } from '#platform/identity-numbers.ts';
import { startDevelopmentMailbox } from '#platform/mail/development-mailbox.ts';
import { startService, stopService, waitUntilAnswering } from '../../../src/cli/start/processes.ts';
import { syntheticResidentId, syntheticUscc } from '../../../src/features/demo/synthetic-identifiers.ts';
import { addEnterprise } from '../../integration/registry-fixture.ts';
import { startOwnSite } from './own-site.ts';

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

const province = setting('LIFE_PROVINCE');
const district = setting('LIFE_DISTRICT');
const start = new Date();
const enterprises = Number(process.env.LIFE_ENTERPRISES ?? 1);
/** how many of the needed persons are missing; a load of thousands needs none at all */
const missing = Number(process.env.LIFE_MISSING ?? 1);
/** who issued the certificate of each enterprise, `city,province,ministry`; none: the city, without a certificate of its own */
const issuers = (process.env.LIFE_ISSUERS ?? '').split(',').filter((each) => each !== '');
process.env.QUALWATCH_SECRET ??= randomBytes(32).toString('base64');

/** so many enterprises of a life have somebody who signs in */
const SIGNED_IN = 10;

const closing: (() => Promise<unknown>)[] = [];
async function stop(code: number): Promise<void> {
  for (const close of closing.reverse()) await close().catch(() => undefined);
  process.exit(code);
}
process.on('SIGTERM', () => void stop(0));

try {
  const place = embeddedPlace();
  const folder = path.join(path.dirname(place.dataFolder), `life-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({
    place: { ...place, dataFolder: path.join(folder, 'postgres') },
    durable: false,
    database: 'qualwatch_life',
  });
  closing.push(() => server.stop());
  await applyMigrations(server.url);
  const pool = openPool(server.url);
  await recordOffices(pool, demonstrationOffices(province), { name: 'life', at: start });
  await recordDemonstrationRemedies(pool, demonstrationOffices(province), start);
  const ids: number[] = [];
  for (let at = 1; at <= enterprises; at++) {
    const { id } = await addEnterprise(pool, {
      rows: ['GC-01-3'],
      missing,
      divisionCode: district,
      name: `演示生命周期${at}建设有限公司`,
      email: `lianxi.${at}@demo.invalid`,
    });
    await pool.query(`update enterprise set uscc = $2, legal_representative = '演示法人' where id = $1`, [
      id,
      syntheticUscc(9000 + at),
    ]);
    await pool.query('update enterprise_contact set address = $2, phone = $3 where enterprise_id = $1', [
      id,
      `演示路 ${at} 号`,
      '000-10000000',
    ]);
    const issuer = issuers[at - 1];
    if (issuer !== undefined) {
      const certificate = await pool.query<{ id: number }>(
        `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
         values ($1, $2, $3, $4, 'life', $5) returning id`,
        [id, district, `D9${district}${at}演示`, issuer, start],
      );
      await pool.query('update qualification set certificate_id = $2 where enterprise_id = $1', [
        id,
        certificate.rows[0]?.id,
      ]);
    }
    ids.push(id);
  }
  // Every person has an ID number, so that a leak would have something to show.
  const keys = identityKeys();
  const persons = await pool.query<{ id: number }>('select id from practitioner order by id');
  for (const { id } of persons.rows.slice(0, 500)) {
    const number = syntheticResidentId('1985-05-05', id % 1000);
    await pool.query('update practitioner set id_number = $2, id_number_hash = $3 where id = $1', [
      id,
      encryptIdNumber(number, keys),
      hashIdNumber(number, keys),
    ]);
  }
  const [enterpriseId] = ids;
  if (enterpriseId === undefined) throw new Error('a life needs an enterprise');
  const one = (signInName: string) => {
    const found = demonstrationSignIns(places).find((each) => each.signInName === signInName);
    if (found === undefined) throw new Error(`no sign-in ${signInName}`);
    return found;
  };
  const places = { province, city: district.slice(0, 4), district, enterpriseId };
  await makeDemonstrationAccounts(pool, demonstrationSignIns(places), start);
  // The other enterprises sign in too: the legal representative of the second as qiye2-faren, and so on.
  const others = ids.slice(1, SIGNED_IN).map((id, at) => ({
    ...one('qiye-faren'),
    signInName: `qiye${at + 2}-faren`,
    name: `演示企业${at + 2}法定代表人`,
    enterpriseId: id,
  }));
  await makeDemonstrationAccounts(pool, others, start);
  // SX23-4.1: where cities switch on themselves, this one has; elsewhere the command refuses, and nothing has to be done.
  await switchOnCity(pool, { city: places.city, fromDay: legalDayOf(start), by: 'life', at: start });
  await pool.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ('demo.loaded', 'true', $1, 'life')`,
    [start],
  );
  // So many firms that all fail at first sight would be held for an official; here it is meant so, and said beforehand.
  if (enterprises > 50) {
    await pool.query(
      `insert into setting (name, value, recorded_at, recorded_by) values ('verification.plausibility-breaker', '{"share": 1, "minimum": 20}', $1, 'life')`,
      [start],
    );
  }
  await pool.end();

  const mailFolder = mkdtempSync(path.join(tmpdir(), 'qualwatch-life-mail-'));
  closing.push(async () => rmSync(mailFolder, { recursive: true, force: true }));
  // Port 0: whichever is free when it is taken; no other product can come between.
  const mailbox = await startDevelopmentMailbox({ folder: mailFolder, smtpPort: 0, webPort: 0 });
  closing.push(() => mailbox.close());

  const clockFile = path.join(folder, 'clock');
  writeFileSync(clockFile, '60000');
  const environment = {
    DATABASE_URL: server.url,
    QUALWATCH_MODE: 'development',
    QUALWATCH_SECRET: process.env.QUALWATCH_SECRET,
    QUALWATCH_CLOCK_FILE: clockFile,
    QUALWATCH_SIGN_IN_LIMIT: '10000',
    QUALWATCH_SENDING_LIMIT: '10000',
    QUALWATCH_PROVINCE: province,
    // One life has few visitors; what several processes share is tried in tests/faults and in the product of the other browser tests.
    QUALWATCH_WEB_PROCESSES: '1',
    SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    QUALWATCH_SIGNING: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: process.env.LIFE_LOG_LEVEL ?? 'warn',
  };
  const { site, address } = await startOwnSite(environment);
  closing.push(() => stopService(site));
  const worker = startService('worker', ['src/worker/main.ts'], { ...environment, QUALWATCH_BASE_URL: address });
  closing.push(() => stopService(worker));
  await waitUntilAnswering(`${address}/readyz`, site, 180);
  process.stdout.write(
    `${JSON.stringify({ address, databaseUrl: server.url, mailbox: `http://127.0.0.1:${mailbox.webPort}`, clockFile, enterprises: ids })}\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  await stop(1);
}
