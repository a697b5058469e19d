import type { Logger } from '#platform/log.ts';

export interface Repetition {
  stop(): Promise<void>;
}

/**
 * Calls `work` again and again with `pauseMs` between the end of one and the start of the next; a failure is logged and
 * the next turn comes all the same. `stop` waits for the turn that is under way.
 */
export function repeat(log: Logger, name: string, pauseMs: number, work: () => Promise<void>): Repetition {
  let stopped = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!stopped) {
      try {
        await work();
      } catch (error) {
        log.error({ task: name, error: error instanceof Error ? error.message : String(error) }, 'task failed');
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
