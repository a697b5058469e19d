/** The real primary over the process of this test. */
import { fileURLToPath } from 'node:url';
import { createLog } from '#platform/log.ts';
import { startWebProcesses } from '../../src/web/primary.ts';

const processes = startWebProcesses({
  file: fileURLToPath(new URL('./stuck-site-process.ts', import.meta.url)),
  args: ['--port', process.argv[2] ?? '0', '--stuck', process.argv[3] ?? '30'],
  count: 2,
  log: createLog('info', 'web-primary'),
  failed: () => process.exit(1),
});
process.on('SIGTERM', () => void processes.stop().then(() => process.exit(0)));
