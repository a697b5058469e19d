import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Logger } from '#platform/log.ts';

/** `month`: 2026-11; `asOf`: the legal day of the comparison. */
export const monthJobSchema = z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), asOf: z.iso.date() });
export type MonthJob = z.infer<typeof monthJobSchema>;

const QUEUE = 'month-run';

export interface MonthQueue {
  /** Asks for a month's run. Any number of schedulers may ask: the queue keeps one job a month, the database one run. */
  ask(job: MonthJob): Promise<void>;
  /** Works on asked-for months, one at a time. */
  work(handle: (job: MonthJob) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The durable queue of monthly runs, in the same PostgreSQL (pg-boss; docs/decisions/0004-queue.md). */
export async function openMonthQueue(url: string, log: Logger): Promise<MonthQueue> {
  const boss = new PgBoss({ connectionString: url, application_name: 'qualwatch-queue', schema: 'queue' });
  boss.on('error', (error) => log.error({ error: error.message }, 'queue'));
  await boss.start();
  await boss.createQueue(QUEUE, {
    policy: 'exclusive',
    retryLimit: 20,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: 30,
    expireInSeconds: 6 * 3600,
  });
  return {
    async ask(job) {
      await boss.send(QUEUE, job, { singletonKey: job.month });
    },
    async work(handle) {
      await boss.work(QUEUE, { pollingIntervalSeconds: 2 }, async (jobs) => {
        for (const job of jobs) await handle(monthJobSchema.parse(job.data));
      });
    },
    async close() {
      await boss.stop({ graceful: true, timeout: 20_000 });
    },
  };
}
