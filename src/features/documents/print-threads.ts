import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PrintResult, PrintSetup, PrintTask } from './batch-messages.ts';

/** Threads that set and sign documents side by side. */
export interface PrintThreads {
  /** Prints all orders; `stored` is awaited for each parcel while the threads go on. */
  print(tasks: readonly PrintTask[], stored: (results: readonly PrintResult[]) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Few enough that a thread is never long without work at the end, enough that messages cost nothing. */
const PARCEL = 25;

export async function openPrintThreads(count: number, setup: PrintSetup): Promise<PrintThreads> {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./batch-worker.ts', import.meta.url), { workerData: setup }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    async print(tasks, stored) {
      let next = 0;
      // One statement at a time on the caller's connection.
      let storing: Promise<void> = Promise.resolve();
      const work = async (worker: Worker) => {
        while (next < tasks.length) {
          const parcel = tasks.slice(next, next + PARCEL);
          next += parcel.length;
          worker.postMessage(parcel);
          const [results]: PrintResult[][] = await once(worker, 'message');
          const previous = storing;
          storing = previous.then(() => stored(results ?? []));
          // The thread may be one parcel ahead of the database, not more, so that memory stays flat.
          await previous;
        }
      };
      await Promise.all(workers.map(work));
      await storing;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
