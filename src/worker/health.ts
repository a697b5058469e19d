import { hostname } from 'node:os';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openConnection } from '#platform/database/connections.ts';

// Container health check: has the worker of this host said within a minute that it is alive?
const { DATABASE_URL } = readConfig();
if (DATABASE_URL === undefined) {
  process.stderr.write('未设置 DATABASE_URL，无法检查。\n');
  process.exit(2);
}
const client = await openConnection(DATABASE_URL);
const found = await client.query(
  "select 1 from worker_heartbeat where starts_with(worker, $1) and beat_at > $2::timestamptz - interval '60 seconds'",
  [`${hostname()}-`, systemClock.now()],
);
await client.end();
process.exit(found.rowCount === 0 ? 1 : 0);
