import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

const { beats, stuckSeconds } = z
  .object({ beats: z.instanceof(Int32Array), stuckSeconds: z.number().positive() })
  .parse(workerData);

/** The stack is asked for; a loop inside native code never stops for it. */
const STACK_PATIENCE_MS = 3_000;
const CHECK_MS = 1_000;

const pausedSchema = z.object({
  callFrames: z.array(
    z.object({
      functionName: z.string(),
      url: z.string(),
      location: z.object({ lineNumber: z.number(), columnNumber: z.number().optional() }),
    }),
  ),
});

/** Straight to the file: the stream of this thread goes through the very thread that is stuck. */
function log(fields: Readonly<Record<string, unknown>>): void {
  const line = { level: 60, time: new Date().toISOString(), process: 'web', pid: process.pid, ...fields };
  writeSync(2, `${JSON.stringify(line)}\n`);
}

function end(stack: string): void {
  log({ stuckSeconds, stack, msg: 'web process stuck: its event loop has not turned, it is ended' });
  process.kill(process.pid, 'SIGKILL');
}

/** Where the main thread stands, function by function; no values: they may be of persons. */
function endWithStack(): void {
  const session = new Session();
  session.connectToMainThread();
  session.on('Debugger.paused', ({ params }) => {
    const read = pausedSchema.safeParse(params);
    const frames = read.success ? read.data.callFrames : [];
    end(
      frames
        .map(({ functionName, url, location }) => `${functionName || '(anonymous)'} ${url}:${location.lineNumber + 1}`)
        .join('\n'),
    );
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
  setTimeout(end, STACK_PATIENCE_MS, 'no stack: the process stands in native code');
}

let last = Atomics.load(beats, 0);
let checksWithout = 0;
// Counted in own turns, not in time on the clock: a machine that slept has not been stuck.
const watching = setInterval(() => {
  const now = Atomics.load(beats, 0);
  checksWithout = now === last ? checksWithout + 1 : 0;
  last = now;
  if (checksWithout * CHECK_MS < stuckSeconds * 1_000) return;
  clearInterval(watching);
  endWithStack();
}, CHECK_MS);
