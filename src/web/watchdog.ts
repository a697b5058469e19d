import { Worker } from 'node:worker_threads';

const BEAT_MS = 250;

/**
 * Watches the event loop of this process from a thread of its own: where it has not turned for `stuckSeconds`, the thread writes down where it
 * stands and ends the process, which its primary replaces. What waits for the network or the database does not hold the loop.
 */
export function startWatchdog(stuckSeconds: number): void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const thread = new Worker(new URL('./watchdog-thread.ts', import.meta.url), {
    workerData: { beats, stuckSeconds },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  thread.unref();
}
