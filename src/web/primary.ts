import cluster, { type Worker } from 'node:cluster';
import { z } from 'zod';
import { type RateDecision, RateLimiter } from '#platform/http/rate-limit.ts';
import type { Logger } from '#platform/log.ts';
import { askedSchema, PRIMARY_VARIABLE, type PrimaryQuestion } from '#platform/primary-process.ts';

/** A process that ends so soon after its start does not start at all: replacing it again and again helps nobody. */
const STARTING_MS = 10_000;
const MOST_FAILED_STARTS = 5;
const FIGURES_PATIENCE_MS = 1_000;
const END_PATIENCE_MS = 10_000;

export interface WebProcesses {
  /** Asks all to end what is under way, and waits. */
  stop(): Promise<void>;
}

export interface WebProcessesWanted {
  /** what each process runs */
  readonly file: string;
  readonly args: readonly string[];
  readonly count: number;
  readonly log: Logger;
  /** nothing starts any more: the whole gives up */
  readonly failed: () => void;
}

const figuresSchema = z.object({
  qualwatch: z.literal('figures'),
  id: z.int(),
  slot: z.string(),
  figures: z.unknown(),
});

/** The buckets of all processes, one set a policy. */
class SharedBuckets {
  private readonly limiters = new Map<string, RateLimiter>();

  take({ name, quota, windowSeconds, client, now }: Extract<PrimaryQuestion, { ask: 'rate' }>): RateDecision {
    const key = `${name} ${quota} ${windowSeconds}`;
    let limiter = this.limiters.get(key);
    if (limiter === undefined) {
      limiter = new RateLimiter({ name, quota, windowSeconds });
      this.limiters.set(key, limiter);
    }
    return limiter.take(client, now);
  }
}

/**
 * Several processes that answer at one port, so that one stuck loop is not an outage. Each takes its connections from the port itself, so
 * one that is stuck takes none; handed round by the primary, the next connection would be stuck with it. A process that ends (the
 * watchdog, a crash) is replaced. The primary itself answers no request.
 */
export function startWebProcesses({ file, args, count, log, failed }: WebProcessesWanted): WebProcesses {
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: file, args: [...args], execArgv: ['--disable-warning=ExperimentalWarning'] });
  const buckets = new SharedBuckets();
  let stopping = false;
  let everListened = false;
  let failedStarts = 0;
  let questions = 0;

  async function figuresOf(worker: Worker): Promise<unknown> {
    const id = ++questions;
    return new Promise((resolve) => {
      const done = (figures?: unknown) => {
        clearTimeout(timer);
        worker.off('message', heard);
        resolve(figures);
      };
      const heard = (message: unknown) => {
        const read = figuresSchema.safeParse(message);
        if (read.success && read.data.id === id) done({ slot: read.data.slot, figures: read.data.figures });
      };
      // A process that is stuck has no figures; the others have.
      const timer = setTimeout(done, FIGURES_PATIENCE_MS);
      worker.on('message', heard);
      worker.send({ qualwatch: 'figures-wanted', id });
    });
  }

  function others(than: Worker): Worker[] {
    return Object.values(cluster.workers ?? {}).flatMap((each) =>
      each !== undefined && each.id !== than.id && each.isConnected() ? [each] : [],
    );
  }

  async function answer(worker: Worker, question: PrimaryQuestion): Promise<unknown> {
    switch (question.ask) {
      case 'rate':
        return buckets.take(question);
      case 'figures':
        return (await Promise.all(others(worker).map(figuresOf))).filter((each) => each !== undefined);
    }
  }

  function start(slot: number): void {
    const worker = cluster.fork({ [PRIMARY_VARIABLE]: String(slot) });
    const started = performance.now();
    worker.on('message', (message: unknown) => {
      const asked = askedSchema.safeParse(message);
      if (!asked.success) return;
      void answer(worker, asked.data.question).then((said) => {
        if (worker.isConnected()) worker.send({ qualwatch: 'answered', id: asked.data.id, answer: said });
      });
    });
    worker.on('listening', () => {
      if (everListened) return;
      everListened = true;
      for (let other = 2; other <= count; other++) start(other);
    });
    worker.on('exit', (code, signal) => {
      if (stopping) return;
      log.error({ slot, pid: worker.process.pid, code, signal }, 'web process ended, replaced');
      failedStarts = performance.now() - started < STARTING_MS ? failedStarts + 1 : 0;
      // What cannot start at all (a port that is taken) is said at once.
      if (!everListened || failedStarts >= MOST_FAILED_STARTS) failed();
      else start(slot);
    });
  }

  // The others once the first answers: the site is there as soon as with one, and what cannot start is found out once.
  start(1);
  return {
    async stop() {
      stopping = true;
      const workers = Object.values(cluster.workers ?? {}).flatMap((each) => (each === undefined ? [] : [each]));
      await Promise.all(
        workers.map(async (worker) => {
          const gone = new Promise<void>((resolve) => worker.process.once('exit', () => resolve()));
          worker.process.kill('SIGTERM');
          const timer = setTimeout(() => worker.process.kill('SIGKILL'), END_PATIENCE_MS);
          await gone;
          clearTimeout(timer);
        }),
      );
    },
  };
}
