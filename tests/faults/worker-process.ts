import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createLog } from '#platform/log.ts';
import { startWorker } from '../../src/worker/worker.ts';

// The product's worker in a process of its own.
const [url = '', scheduler = 'off'] = process.argv.slice(2);
const worker = await startWorker({
  config: readConfig(),
  url,
  log: createLog('warn', 'worker'),
  clock: systemClock,
  scheduler: scheduler === 'on',
});
process.stdout.write('ready\n');
process.on('SIGTERM', async () => {
  await worker.stop();
  process.exit(0);
});
