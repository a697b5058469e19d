import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLog } from '#platform/log.ts';
import { endWithParent } from '#platform/parent-process.ts';
import { startWebProcesses } from './primary.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });

function refuse(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(2);
}

const port = Number(values.port ?? process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  refuse(`端口应为 0 至 65535 的整数，现为“${values.port ?? process.env.PORT}”。`);
}
const count = Number(process.env.QUALWATCH_WEB_PROCESSES || 2);
if (!Number.isInteger(count) || count < 1 || count > 64) {
  refuse(`环境变量 QUALWATCH_WEB_PROCESSES 应为 1 至 64 的整数，现为“${process.env.QUALWATCH_WEB_PROCESSES}”。`);
}
const stuckSeconds = Number(process.env.QUALWATCH_STUCK_SECONDS || 30);
if (!(stuckSeconds >= 1)) {
  refuse(`环境变量 QUALWATCH_STUCK_SECONDS 应为不小于 1 的秒数，现为“${process.env.QUALWATCH_STUCK_SECONDS}”。`);
}

process.env.QUALWATCH_WEB_PROCESSES = String(count);
const processes = startWebProcesses({
  file: fileURLToPath(new URL('./site-process.ts', import.meta.url)),
  args: [
    '--port',
    String(port),
    ...(values.host === undefined ? [] : ['--host', values.host]),
    '--stuck',
    String(stuckSeconds),
  ],
  count,
  log: createLog(process.env.LOG_LEVEL ?? 'info', 'web-primary'),
  failed: () => process.exit(1),
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await processes.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
endWithParent(stop);
