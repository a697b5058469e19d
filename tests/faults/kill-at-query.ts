import pg from 'pg';

/**
 * Ends this process with SIGKILL at its n-th query: `before` it is sent, or `after` it was sent and the server has had time
 * to work on it. Prints the number of queries at the end of an undisturbed run.
 */
export function killAtQuery(point: number, phase: 'before' | 'after'): { count: () => number } {
  let queries = 0;
  const query = pg.Client.prototype.query;
  // The one place through which every statement, pool or not, COPY or not, goes.
  Object.defineProperty(pg.Client.prototype, 'query', {
    value(this: pg.Client, ...args: unknown[]) {
      queries++;
      if (queries === point && phase === 'before') process.kill(process.pid, 'SIGKILL');
      const result: unknown = Reflect.apply(query, this, args);
      if (queries === point && phase === 'after') setTimeout(() => process.kill(process.pid, 'SIGKILL'), 4);
      return result;
    },
  });
  return { count: () => queries };
}
