import { runMonth } from '#features/verification/commands.ts';
import { openPool } from '#platform/database/connections.ts';
import { killAtQuery } from './kill-at-query.ts';

// A worker of its own process: arguments are the month's request and the point at which it dies (0: never).
const [url = '', request = '{}', point = '0', phase = 'before'] = process.argv.slice(2);
const { month, asOf, instant }: { month: string; asOf: string; instant: string } = JSON.parse(request);
const queries = killAtQuery(Number(point), phase === 'after' ? 'after' : 'before');
const pool = openPool(url, 3);
const { settlement } = await runMonth(
  url,
  pool,
  { month, asOf, scope: '', instant: new Date(instant), partitionEnterprises: 100 },
  { province: '45' },
);
await pool.end();
process.stdout.write(JSON.stringify({ outcome: settlement.outcome, queries: queries.count() }));
