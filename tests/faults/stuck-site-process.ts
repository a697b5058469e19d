/** A web process in place of the site, with the site's watchdog: one address answers, one never comes back, one asks the shared limit. */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { SharedRateLimiter } from '#platform/http/shared-rate-limit.ts';
import { startWatchdog } from '../../src/web/watchdog.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, stuck: { type: 'string' } } });
startWatchdog(Number(values.stuck));
const limiter = new SharedRateLimiter({ name: 'test', quota: 5, windowSeconds: 3600 });

function neverComesBack(): void {
  for (let at = 0; ; at = (at + 1) % 1000) if (at < 0) return;
}

/** Long enough that requests at once are not all taken by one process. */
function work(): void {
  const end = performance.now() + 20;
  while (performance.now() < end);
}

createServer((request, response) => {
  if (request.url === '/stuck') neverComesBack();
  work();
  void (async () => {
    const allowed = request.url === '/limited' ? (await limiter.take('somebody', 0)).allowed : true;
    response.setHeader('Connection', 'close');
    response.end(JSON.stringify({ pid: process.pid, allowed }));
  })();
}).listen(Number(values.port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
