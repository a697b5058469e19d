import { parseArgs } from 'node:util';
import { endWithParent } from '#platform/parent-process.ts';
import { startSite } from './server.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
const port = Number(values.port ?? process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`端口应为 0 至 65535 的整数，现为“${values.port ?? process.env.PORT}”。\n`);
  process.exit(2);
}

const site = await startSite({ port, host: values.host }).catch((error: unknown) => {
  process.stderr.write(`网站无法启动：${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await site.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
endWithParent(stop);
