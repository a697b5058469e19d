import { absenceCounts } from '#features/service/queries.ts';
import { verificationState } from '#features/verification/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { metrics } from '#platform/metrics.ts';
import type { Answer } from '../_site/answer.ts';
import { publicRoute } from '../_site/public-route.ts';
import type { Site } from '../_site/site.ts';
import { mayWatch } from '../_site/watcher.ts';
import { figuresOfAll } from './figures-of-all.ts';

async function readGauges({ pool }: Site, now: Date): Promise<void> {
  const { outboxMessages, mailBacklog, mailBacklogAge, absences, recheckQueue, heldRuns, lastRunAge, workers } =
    metrics();
  const [state, outbox, mails, missing, alive] = await Promise.all([
    verificationState(pool),
    pool.query<{ status: 'pending' | 'sending' | 'failed'; count: number }>(
      `select s.status, count(o.id) from unnest(array['pending', 'sending', 'failed']) as s(status)
       left join outbox o on o.status = s.status group by s.status`,
    ),
    pool.query<{ count: number; oldest: Date | null }>(
      "select count(*), min(next_attempt) as oldest from outbox where channel = 'mail' and status in ('pending', 'sending') and next_attempt <= $1",
      [now],
    ),
    absenceCounts(pool),
    pool.query<{ count: number }>(
      "select count(*) from worker_heartbeat where beat_at > $1::timestamptz - interval '1 minute'",
      [now],
    ),
  ]);
  recheckQueue.set(state.recheckQueue);
  heldRuns.set(state.heldRuns);
  if (state.lastSettled !== null) lastRunAge.set((now.getTime() - state.lastSettled.getTime()) / 1000);
  for (const { status, count } of outbox.rows) outboxMessages.set({ status }, count);
  const [waiting] = mails.rows;
  mailBacklog.set(waiting?.count ?? 0);
  const oldest = waiting?.oldest ?? null;
  mailBacklogAge.set(oldest === null ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / 1000));
  for (const [kind, count] of Object.entries(missing)) absences.set({ kind }, count);
  workers.set(alive.rows[0]?.count ?? 0);
}

/** Figures for Prometheus, for whoever bears QUALWATCH_METRICS_TOKEN or asks on the machine itself. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/metrics', as: 'interface' },
  async ({ site, now, request }): Promise<Answer> => {
    if (!mayWatch(site, request.headers)) {
      throw new ProblemError('not-found', '没有这个地址。');
    }
    // Without the database the figures of the process itself are still worth having.
    await readGauges(site, now).catch((error: unknown) => site.log.warn({ error: String(error) }, 'metrics'));
    return {
      status: 200,
      type: 'text',
      body: await figuresOfAll(),
      keepFor: 0,
      headers: { 'Content-Type': metrics().registry.contentType },
    };
  },
);
