import { parseArgs } from 'node:util';
import { z } from 'zod';
import { metrics } from '#platform/metrics.ts';
import { webProcess } from '#platform/primary-process.ts';
import { startSite } from './server.ts';
import { startWatchdog } from './watchdog.ts';

/** One of the processes that answer; started by `primary.ts`. */
const { values } = parseArgs({
  options: { port: { type: 'string' }, host: { type: 'string' }, stuck: { type: 'string' } },
});

startWatchdog(Number(values.stuck));

const site = await startSite({ port: Number(values.port), host: values.host }).catch((error: unknown) => {
  process.stderr.write(`网站无法启动：${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

const wantedSchema = z.object({ qualwatch: z.literal('figures-wanted'), id: z.int() });
process.on('message', (message: unknown) => {
  const wanted = wantedSchema.safeParse(message);
  if (!wanted.success) return;
  void metrics()
    .registry.getMetricsAsJSON()
    .then((figures) => process.send?.({ qualwatch: 'figures', id: wanted.data.id, slot: webProcess(), figures }));
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await site.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
// Ctrl-C in a terminal reaches the whole group; the primary asks us in its own order.
process.on('SIGINT', () => undefined);
