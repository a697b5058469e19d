import { openConnection } from '#platform/database/connections.ts';
import { fillBenchmarkDatabase } from './benchmark-data.ts';
import { scales } from './scales.ts';

const [scale = 'city', today = ''] = process.argv.slice(2);
const chosen = Object.entries(scales).find(([name]) => name === scale)?.[1];
if (chosen === undefined) throw new Error(`no scale ${scale}`);
const client = await openConnection(process.env.BENCHMARK_DATABASE_URL ?? '');
await fillBenchmarkDatabase(client, chosen, today);
await client.end();
process.disconnect?.();
