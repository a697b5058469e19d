import { refuseDemonstrationInProduction } from '#features/accounts/commands.ts';
import { refuseForeignSecret } from '#features/installation/commands.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { createLog } from '#platform/log.ts';
import { endWithParent } from '#platform/parent-process.ts';
import { startWorker } from './worker.ts';

const config = readConfig();
const log = createLog(config.LOG_LEVEL, 'worker');
const database = await openDatabase();
const guard = openPool(database.url, 1);
await refuseDemonstrationInProduction(guard, config.QUALWATCH_MODE);
await refuseForeignSecret(guard, identityKeys(), config.QUALWATCH_MODE, systemClock.now());
await guard.end();
const worker = await startWorker({
  config,
  url: database.url,
  log,
  clock: systemClock,
  scheduler: process.env.QUALWATCH_SCHEDULER !== 'off',
});
log.info('worker ready');

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  await database.close();
  log.info('worker stopped');
  process.exit(0);
}
endWithParent(stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
