import { parentPort, workerData } from 'node:worker_threads';
import type { PrintResult, PrintSetup, PrintTask } from './batch-messages.ts';
import { openPress } from './press.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a worker thread');
const setup: PrintSetup = workerData;
const press = openPress({ baseUrl: setup.baseUrl });

port.on('message', (tasks: readonly PrintTask[]) => {
  const results = tasks.map(({ at, order }): PrintResult => {
    const { pdf, sha256 } = press.print(order);
    return { at, pdf, sha256 };
  });
  port.postMessage(results);
});
port.postMessage('ready');
